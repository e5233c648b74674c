import * as tf from "@tensorflow/tfjs-core";

/**
 * Makes tfjs use the backend called `name`. Where one cannot start, tfjs takes
 * the next that can and says so to nobody; that is an error here.
 *
 * @throws {Error} if the backend cannot start.
 */
export async function useBackend(name: string): Promise<void> {
  const started = await tf.setBackend(name);
  await tf.ready();
  if (!started || tf.getBackend() !== name) {
    throw new Error(
      `Cannot start engine ${name}: its backend failed, tfjs took ${tf.getBackend()}`,
    );
  }
}
