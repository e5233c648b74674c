const MACOS = Deno.build.os === "darwin";
/** The C library, by a name that the loader finds. */
const LIBC = MACOS ? "libSystem.B.dylib" : "libc.so.6";
const STANDARD_ERROR = 2;
const WRITE_ONLY = 1;

/**
 * Runs `f` with the process's standard error closed to native code. TensorFlow
 * says several lines when it is loaded, before its own settings are read, that
 * no setting turns off; why a load failed is in the error and not there. Only
 * that the processor has no AVX it says there alone, and ends the process; so
 * `checkInstallation` looks for that first.
 */
export function withoutStandardError<T>(f: () => T): T {
  const libc = Deno.dlopen(LIBC, {
    open: { parameters: ["buffer", "i32"], result: "i32" },
    dup: { parameters: ["i32"], result: "i32" },
    dup2: { parameters: ["i32", "i32"], result: "i32" },
    close: { parameters: ["i32"], result: "i32" },
    flockfile: { parameters: ["pointer"], result: "void" },
    funlockfile: { parameters: ["pointer"], result: "void" },
    stdin: { name: MACOS ? "__stdinp" : "stdin", type: "pointer" },
  });
  const { open, dup, dup2, close, flockfile, funlockfile } = libc.symbols;
  // Workers have one standard error: of two at a time one would restore what
  // the other has closed. This lock all of them see, and nobody else uses it.
  const lock = new Deno.UnsafePointerView(libc.symbols.stdin!).getPointer(0);
  flockfile(lock);
  const nowhere = open(new TextEncoder().encode("/dev/null\0"), WRITE_ONLY);
  const saved = dup(STANDARD_ERROR);
  dup2(nowhere, STANDARD_ERROR);
  try {
    return f();
  } finally {
    dup2(saved, STANDARD_ERROR);
    for (const descriptor of [nowhere, saved]) close(descriptor);
    funlockfile(lock);
    libc.close();
  }
}
