import * as tf from "@tensorflow/tfjs-core";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { covarianceSpectrum } from "../../training/probes/covariance_spectrum.ts";
import { gradientCovariance } from "../../training/probes/gradient_covariance.ts";
import { secondMoment } from "../exact/second_moment.ts";
import { dot, relativeDistance } from "../exact/vectors.ts";

/**
 * The covariance Σ = (1/M) Σ ω_i ω_iᵀ of M deviations by our probes, which see
 * the M × M matrix of inner products alone, and by its definition. As ratios:
 * "spectrum_error" the relative distance of the M largest eigenvalues,
 * "smallest_eigenvalue" that of the probe's M in units of the largest (the rank
 * is at most M - 1), "trace_error" of Tr Σ from (1/M) Σ ‖ω_i‖².
 *
 * @param deviations ω_i, which sum to 0.
 */
export async function spectrumMetrics(
  deviations: readonly Float64Array[],
): Promise<Record<string, number>> {
  const workers = deviations.length;
  const size = deviations[0]!.length;
  const tensors = deviations.map((deviation) => ({
    deviation: tf.tensor1d(Float32Array.from(deviation)),
  }));
  const spectrum = await covarianceSpectrum(tensors);
  const { diagonal, trace } = await gradientCovariance(tensors);
  tf.dispose([...tensors, diagonal]);
  const { realEigenvalues } = new EigenvalueDecomposition(
    Matrix.from1DArray(size, size, secondMoment(deviations)),
    { assumeSymmetric: true },
  );
  const expected = realEigenvalues.toSorted((a, b) => a - b).slice(-workers);
  const meanSquare = deviations.reduce((sum, v) => sum + dot(v, v), 0) /
    workers;
  return {
    spectrum_error: relativeDistance(spectrum, expected),
    smallest_eigenvalue: Math.abs(spectrum[0]!) / spectrum.at(-1)!,
    trace_error: Math.abs(trace / meanSquare - 1),
  };
}
