/**
 * The process that loads TensorFlow's two libraries, whose paths are its
 * arguments, and prints their version. Loading a damaged one may kill it.
 *
 * @module
 */
const [framework = "", cc = ""] = Deno.args;

/** Glibc's and macOS's `RTLD_NOW | RTLD_NODELETE`. */
const KEEP_LOADED = Deno.build.os === "darwin" ? 0x82 : 0x1002;

const { dlopen } = Deno.dlopen(framework, {
  dlopen: { parameters: ["buffer", "i32"], result: "pointer" },
}).symbols;
const { TF_Version } = Deno.dlopen(cc, {
  TF_Version: { parameters: [], result: "pointer" },
}).symbols;

// Deno unloads libraries when it ends, which TensorFlow does not survive.
for (const path of [framework, cc]) {
  dlopen(new TextEncoder().encode(`${path}\0`), KEEP_LOADED);
}
console.log(Deno.UnsafePointerView.getCString(TF_Version()!));
