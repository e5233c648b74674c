/**
 * The lint rule that all randomness comes from keys (core/key.ts), so that a
 * run is reproducible from its seed.
 *
 * @module
 */

/** Functions, by the object that has them, that draw from ambient state. */
const AMBIENT: Readonly<Record<string, readonly string[]>> = {
  Math: ["random"],
  crypto: ["getRandomValues", "randomUUID"],
  tf: [
    ...["dropout", "multinomial", "rand", "randomGamma", "randomNormal"],
    ...["randomStandardNormal", "randomUniform", "randomUniformInt"],
    "truncatedNormal",
  ],
};

/** Reports ambient randomness outside tests. */
export const ambientRandomness: Deno.lint.Rule = {
  create(context) {
    if (context.filename.endsWith("_test.ts")) return {};
    return {
      MemberExpression(node) {
        const object = node.object.type === "MemberExpression"
          ? nameOf(node.object.property)
          : nameOf(node.object);
        const property = nameOf(node.property);
        if (!Object.hasOwn(AMBIENT, object)) return;
        if (!AMBIENT[object]!.includes(property)) return;
        context.report({
          node,
          message: `Cannot use ${object}.${property}: ` +
            "randomness comes from keys only, see core/key.ts",
        });
      },
    };
  },
};

/** The name in `x`, `y.x` and `y["x"]`; empty for other expressions. */
function nameOf(node: Deno.lint.Node): string {
  if (node.type === "Identifier") return node.name;
  return node.type === "Literal" ? String(node.value) : "";
}
