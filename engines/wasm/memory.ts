/**
 * What happens when the memory of WebAssembly is full.
 *
 * @module
 */
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** What tfjs's types leave out: its allocator, null where it cannot. */
interface Memory {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/**
 * Makes `backend` throw where it has no memory for a tensor. By itself it takes
 * the null pointer for an address and goes on, with wrong numbers.
 */
export function refuseFullMemory(backend: BackendWasm): void {
  const memory = backend.wasm as unknown as Memory;
  // At its first call the allocator takes its own place.
  memory._free(memory._malloc(1));
  const allocate = memory._malloc;
  memory._malloc = (bytes) => {
    // It would take the size modulo 2^32.
    const address = bytes < 2 ** 32 ? allocate(bytes) : 0;
    if (address !== 0) return address;
    throw new Error(
      `Cannot make a tensor of ${bytes} bytes: WebAssembly has 4 GiB in all; smaller microbatches need less`,
    );
  };
}
