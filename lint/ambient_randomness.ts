/**
 * The lint rule that all randomness comes from keys (core/key.ts), so that a
 * run is reproducible from its seed.
 *
 * It goes by names: it does not see what a library draws by itself, such as
 * the weights of `tf.layers`, nor an object that is handed on as an argument.
 *
 * @module
 */

/** Functions, by the object that has them, that draw from ambient state. */
const AMBIENT: Readonly<Record<string, readonly string[]>> = {
  Math: ["random"],
  crypto: [
    ...["getRandomValues", "randomBytes", "randomFill", "randomFillSync"],
    ...["randomInt", "randomUUID", "webcrypto"],
  ],
  tf: [
    ...["dropout", "multinomial", "rand", "randomGamma", "randomNormal"],
    ...["randomStandardNormal", "randomUniform", "randomUniformInt"],
    "truncatedNormal",
  ],
  util: ["createShuffledIndices", "randUniform", "shuffle", "shuffleCombo"],
  initializers: [
    ...["glorotNormal", "glorotUniform", "heNormal", "heUniform"],
    ...["leCunNormal", "leCunUniform", "orthogonal", "randomNormal"],
    ...["randomUniform", "truncatedNormal", "varianceScaling"],
  ],
};

/** Which of these objects a module is. */
const MODULES: ReadonlyMap<string, string> = new Map([
  ["@tensorflow/tfjs", "tf"],
  ["@tensorflow/tfjs-core", "tf"],
  ["crypto", "crypto"],
  ["node:crypto", "crypto"],
]);

/** Reports ambient randomness outside tests. */
export const ambientRandomness: Deno.lint.Rule = {
  create(context) {
    if (context.filename.endsWith("_test.ts")) return {};
    /** Other names of the objects in this file. */
    const names = new Map<string, string>();
    const rename = (object: string, { name }: { name: string }) => {
      if (Object.hasOwn(AMBIENT, object)) names.set(name, object);
    };
    const check = (
      node: Deno.lint.Node,
      { object, property }: { object: string; property: string },
    ) => {
      if (!Object.hasOwn(AMBIENT, object)) return;
      if (!AMBIENT[object]!.includes(property)) return;
      context.report({
        node,
        message: `Cannot use ${object}.${property}: ` +
          "randomness comes from keys only, see core/key.ts",
      });
    };
    return {
      ImportDeclaration(node) {
        const object = MODULES.get(node.source.value);
        if (object === undefined) return;
        for (const specifier of node.specifiers) {
          if (specifier.type === "ImportSpecifier") {
            const property = nameOf(specifier.imported);
            rename(property, specifier.local);
            check(specifier, { object, property });
          } else {
            rename(object, specifier.local);
          }
        }
      },
      VariableDeclarator({ id, init }) {
        if (init === null) return;
        const object = objectOf(init, names);
        if (id.type === "Identifier") rename(object, id);
        if (id.type !== "ObjectPattern") return;
        for (const part of id.properties) {
          if (part.type !== "Property") continue;
          const property = nameOf(part.key);
          if (part.value.type === "Identifier") rename(property, part.value);
          check(part, { object, property });
        }
      },
      MemberExpression(node) {
        const object = objectOf(node.object, names);
        check(node, { object, property: nameOf(node.property) });
      },
    };
  },
};

/** The object's name in `x`, `y.x`, `x as T` and `await import("x")`. */
function objectOf(
  node: Deno.lint.Node,
  names: ReadonlyMap<string, string>,
): string {
  switch (node.type) {
    case "Identifier":
      return names.get(node.name) ?? node.name;
    case "MemberExpression":
      return nameOf(node.property);
    case "AwaitExpression":
      return objectOf(node.argument, names);
    case "ImportExpression":
      return MODULES.get(nameOf(node.source)) ?? "";
    case "ChainExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
      return objectOf(node.expression, names);
    default:
      return "";
  }
}

/** The name in `x` and `"x"`; empty for other expressions. */
function nameOf(node: Deno.lint.Node): string {
  if (node.type === "Identifier") return node.name;
  return node.type === "Literal" ? String(node.value) : "";
}
