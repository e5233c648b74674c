/**
 * The protocol-buffer messages that the C library takes and gives as bytes.
 *
 * @module
 */
import schemas from "@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js";
import protobuf from "google-protobuf";

/** An input of an operation as its definition declares it. */
export interface InputDefinition {
  /** Attribute that is the dtype of the input, or empty. */
  readonly typeAttribute: string;
  /** Attribute that is the length of a list of tensors, or empty. */
  readonly lengthAttribute: string;
  /** Attribute that is the dtypes of a list of tensors, or empty. */
  readonly typesAttribute: string;
}

/** The part of the untyped schema module that is used here. */
interface Schemas {
  OpDef: {
    deserializeBinary(bytes: Uint8Array): {
      getInputArgList(): {
        getTypeAttr(): string;
        getNumberAttr(): string;
        getTypeListAttr(): string;
      }[];
    };
  };
}

/** The inputs that a serialized `OpDef` declares. */
export function inputDefinitions(bytes: Uint8Array): InputDefinition[] {
  const { OpDef } = schemas as unknown as Schemas;
  return OpDef.deserializeBinary(bytes).getInputArgList().map((input) => ({
    typeAttribute: input.getTypeAttr(),
    lengthAttribute: input.getNumberAttr(),
    typesAttribute: input.getTypeListAttr(),
  }));
}

/**
 * A serialized `ConfigProto`: the number of threads, and GPU memory that grows
 * as it is needed instead of all of the card at once.
 *
 * Source: tensorflow/core/protobuf/config.proto, fields 2, 5 and 6.
 */
export function configProto(
  { threads }: { threads: number },
): Uint8Array<ArrayBuffer> {
  const gpuOptions = new protobuf.BinaryWriter();
  gpuOptions.writeBool(4, true); // allow_growth
  const config = new protobuf.BinaryWriter();
  config.writeInt32(2, threads); // intra_op_parallelism_threads
  config.writeInt32(5, threads); // inter_op_parallelism_threads
  config.writeBytes(6, gpuOptions.getResultBuffer()); // gpu_options
  return new Uint8Array(config.getResultBuffer());
}

/** A serialized `AttrValue` that is true. */
export function trueAttributeValue(): Uint8Array<ArrayBuffer> {
  const value = new protobuf.BinaryWriter();
  value.writeBool(5, true); // b
  return new Uint8Array(value.getResultBuffer());
}
