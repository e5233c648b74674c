/**
 * Which installation of TensorFlow is used.
 *
 * @module
 */
import { UsageError } from "../../../core/usage_error.ts";
import { checkInstallation } from "./check.ts";
import { explicitInstallation, VARIABLE } from "./explicit.ts";
import {
  installationBelow,
  type TensorflowInstallation,
} from "./installation.ts";
import { privateInstallation, privateRoot } from "./private.ts";
import { pythonInstallation } from "./python.ts";

/** Variables that say which Python environment is active. */
const ENVIRONMENTS = ["VIRTUAL_ENV", "CONDA_PREFIX"] as const;

/** The environment variables that finding TensorFlow reads first. */
export const TENSORFLOW_VARIABLES = [VARIABLE, ...ENVIRONMENTS] as const;

/**
 * The installation to use; undefined if there is none. It is not loaded.
 *
 * In this order: what `GRADNOISE_TENSORFLOW` names, the active Python
 * environment, the project's own. One that {@linkcode checkInstallation}
 * refuses is returned only if no other is found.
 *
 * @throws {UsageError} if `GRADNOISE_TENSORFLOW` names no installation.
 */
export async function findTensorflow(): Promise<
  TensorflowInstallation | undefined
> {
  return (await look()).installation;
}

/**
 * The installation to use, checked.
 *
 * @throws {UsageError} if there is none or it cannot be used: what was found
 * and what to do.
 */
export async function requireTensorflow(): Promise<TensorflowInstallation> {
  const { installation, missing } = await look();
  if (installation === undefined) {
    throw new UsageError(
      `Cannot find TensorFlow: ${missing.join("; ")}. ` +
        'Run "deno task setup:tensorflow"',
    );
  }
  checkInstallation(installation);
  return installation;
}

async function look(): Promise<{
  installation: TensorflowInstallation | undefined;
  /** What was found in the places that have none. */
  missing: readonly string[];
}> {
  const explicit = Deno.env.get(VARIABLE);
  if (explicit) {
    return { installation: explicitInstallation(explicit), missing: [] };
  }
  const missing = [`${VARIABLE} is not set`];
  let unusable: TensorflowInstallation | undefined;
  for await (const found of places()) {
    if (typeof found === "string") missing.push(found);
    else if (isUsable(found)) return { installation: found, missing };
    else unusable ??= found;
  }
  return { installation: unusable, missing };
}

/** What each place has: an installation, or a phrase that says otherwise. */
async function* places(): AsyncGenerator<TensorflowInstallation | string> {
  for (const variable of ENVIRONMENTS) {
    const path = Deno.env.get(variable);
    if (!path) continue;
    yield installationBelow(path, { source: `Python environment ${path}` }) ??
      `${variable}=${path} has none`;
  }
  yield await pythonInstallation();
  yield await ownInstallation();
}

async function ownInstallation(): Promise<TensorflowInstallation | string> {
  let root: string;
  try {
    root = await privateRoot();
  } catch (error) {
    if (error instanceof UsageError) return "there is no home folder";
    throw error;
  }
  return privateInstallation(root) ?? `${root} has none`;
}

/** Whether {@linkcode checkInstallation} accepts it. */
export function isUsable(installation: TensorflowInstallation): boolean {
  return faultOf(installation) === undefined;
}

/** Why {@linkcode checkInstallation} refuses it; undefined if it does not. */
export function faultOf(
  installation: TensorflowInstallation,
): string | undefined {
  try {
    checkInstallation(installation);
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}
