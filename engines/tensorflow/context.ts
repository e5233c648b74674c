import { configProto } from "./messages.ts";
import type { Native } from "./native.ts";

/** An eager context: the devices, and the functions added to it. */
export interface Context {
  /** The `TFE_Context`. */
  readonly pointer: Deno.PointerValue;
  /** The device that tensors are put on, as TensorFlow names it. */
  readonly device: string;
  /** Whether that is a GPU. */
  readonly gpu: boolean;
}

/**
 * A context on the first GPU, or on the CPU where there is none. It lives as
 * long as the process.
 *
 * @throws {Error} if the library cannot make one.
 */
export function openContext(
  native: Native,
  { threads }: { threads: number },
): Context {
  const { symbols, status } = native;
  const options = symbols.TFE_NewContextOptions();
  const config = configProto({ threads });
  symbols.TFE_ContextOptionsSetConfig(
    options,
    config,
    BigInt(config.length),
    status,
  );
  native.check(() => `use ${threads} threads`);
  const pointer = symbols.TFE_NewContext(options, status);
  symbols.TFE_DeleteContextOptions(options);
  native.check(() => "make a TensorFlow context");

  const list = symbols.TFE_ContextListDevices(pointer, status);
  native.check(() => "list the devices");
  const devices = Array.from(
    { length: symbols.TF_DeviceListCount(list) },
    (_, index) => ({
      name: native.text(symbols.TF_DeviceListName(list, index, status)),
      type: native.text(symbols.TF_DeviceListType(list, index, status)),
    }),
  );
  symbols.TF_DeleteDeviceList(list);
  const chosen = devices.find(({ type }) => type === "GPU") ??
    devices.find(({ type }) => type === "CPU");
  if (chosen === undefined) {
    throw new Error(
      `Cannot find a device: TensorFlow lists ${
        devices.map(({ name }) => name).join(", ") || "none"
      }`,
    );
  }
  return { pointer, device: chosen.name, gpu: chosen.type === "GPU" };
}

/**
 * Removes a function from a context, with the kernels that ran it.
 *
 * @throws {Error} if the context has none of that name.
 */
export function removeFunction(
  native: Native,
  { context, name }: { context: Context; name: string },
): void {
  native.symbols.TFE_ContextRemoveFunction(
    context.pointer,
    native.name(name),
    native.status,
  );
  native.forgetName(name);
  native.check(() => `remove ${name}`);
}
