/**
 * The lint rule that keeps the folders in order: who may import whom.
 *
 * @module
 */
import { pathToFileURL } from "node:url";

/**
 * What the files of a folder may import from outside it: folders, files, or
 * with `/*.ts` the files that lie directly in a folder.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  engines: ["core"],
  methods: ["core"],
  models: ["core"],
  datasets: ["core"],
  training: ["core", "engines"],
  golden: [],
  suites: [
    ...["core", "engines", "methods", "models", "datasets", "training"],
    "golden",
  ],
  harness: ["core", "engines", "datasets", "suites/*.ts", "deno.json"],
  bench: ["core", "engines", "methods", "models", "datasets", "training"],
  std: [],
  lint: [],
  ".github": ["deno.json"],
  "mod_test.ts": [],
  "mod.ts": ["core", "engines", "methods", "models", "datasets", "training"],
};

/** What every test may import besides. */
const TESTS_MAY_IMPORT = ["core", "engines", "datasets/synthetic.ts"];

const ROOT = new URL("..", import.meta.url).href;

/**
 * Reports imports of our own files, and workers of them, that the table does
 * not allow. Paths that are put together at run time are not seen, nor files
 * that are read or run as programs.
 */
export const importDirection: Deno.lint.Rule = {
  create(context) {
    const importer = pathToFileURL(context.filename).href;
    const check = (
      node: Deno.lint.Node,
      specifier: Deno.lint.Node | null | undefined,
    ) => {
      const value = textOf(specifier);
      if (value === undefined) return;
      const message = value.startsWith("@std/")
        ? stdComplaint(importer.replace(ROOT, ""), value)
        : /^(\.|\/|file:)/.test(value)
        ? complaint({
          importer: importer.replace(ROOT, ""),
          imported: new URL(value, importer).href.replace(ROOT, ""),
        })
        : undefined;
      if (message !== undefined) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      TSImportType: (node) => {
        if (node.argument.type === "TSLiteralType") {
          check(node, node.argument.literal);
        }
      },
      TSExternalModuleReference: (node) => check(node, node.expression),
      [WORKER_URL]: (node: Deno.lint.NewExpression) =>
        check(node, node.arguments[0]),
      [RESOLVED]: (node: Deno.lint.CallExpression) =>
        check(node, node.arguments[0]),
    };
  },
};

/** `new URL("x", …)` in `new Worker(…)`. */
const WORKER_URL =
  'NewExpression[callee.name="Worker"] NewExpression[callee.name="URL"]';
/** `import.meta.resolve("x")`. */
const RESOLVED =
  'CallExpression[callee.object.type="MetaProperty"][callee.property.name="resolve"]';

/** The text that a literal stands for; undefined for other expressions. */
function textOf(node: Deno.lint.Node | null | undefined): string | undefined {
  if (node?.type === "TemplateLiteral" && node.expressions.length === 0) {
    return node.quasis[0]?.cooked;
  }
  return node?.type === "Literal" && typeof node.value === "string"
    ? node.value
    : undefined;
}

/** What is wrong with an import of `name`, which may mean another package. */
function stdComplaint(importer: string, name: string): string | undefined {
  return topOf(importer) === "std"
    ? `Cannot import "${name}" in ${importer}: ` +
      "it may be mapped to the original; use the path of our file"
    : undefined;
}

/** What is wrong with the import, both paths relative to the repository. */
function complaint(
  { importer, imported }: { importer: string; imported: string },
): string | undefined {
  const folder = topOf(importer);
  // A file outside the repository has kept its whole address.
  if (folder === "file:" || folder === topOf(imported)) return undefined;
  const allowed = MAY_IMPORT[folder];
  if (allowed === undefined) {
    return `Cannot tell what ${folder} may import: ` +
      "add it to the table in lint/import_direction.ts";
  }
  if (topOf(imported) === "std") {
    return `Cannot import ${imported} by its path: use its "@std/" name`;
  }
  const patterns = importer.endsWith("_test.ts")
    ? [...new Set([...allowed, ...TESTS_MAY_IMPORT])]
    : allowed;
  if (patterns.some((pattern) => matches(imported, pattern))) return undefined;
  return `Cannot import ${imported} from ${importer}: ` +
    `it may import only ${patterns.join(", ") || "its own folder"}`;
}

function matches(path: string, pattern: string): boolean {
  if (!pattern.endsWith("/*.ts")) {
    return path === pattern || path.startsWith(`${pattern}/`);
  }
  const folder = pattern.slice(0, -"*.ts".length);
  return path.startsWith(folder) && !path.slice(folder.length).includes("/");
}

function topOf(path: string): string {
  return path.split("/", 1)[0] ?? path;
}
