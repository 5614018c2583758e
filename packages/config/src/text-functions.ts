import { globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync } from "vite";

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);
const childOf = (node: Node | null, key: string): Node | null => {
  const child = node?.[key];
  return isNode(child) ? child : null;
};

/** What a verb gets first: it asks the database, and does with texts what functions of the list do. */
const OF_VERBS = /^(?:\w*Context|Tx|Db|Database)$/;
/** An id is made here, and every door checks its form. */
const ID = /^(?:id|\w+_ids?|\w+Id|bugKey)$/;

function programOf(file: string): Node[] {
  return nodesOf(parseSync(file, readFileSync(file, "utf8")).program.body);
}

/** True for a type that holds text, or can. */
function holdsText(type: unknown): boolean {
  if (Array.isArray(type)) return type.some(holdsText);
  if (!isNode(type)) return false;
  if (type["type"] === "TSStringKeyword" || type["type"] === "TSUnknownKeyword") return true;
  if (type["type"] === "TSFunctionType") return false;
  if (type["type"] === "TSPropertySignature" && ID.test(textOf(childOf(type, "key")?.["name"]))) return false;
  return Object.values(type).some(holdsText);
}

function isTextParameter(parameter: Node): boolean {
  const bare = childOf(parameter, "left") ?? parameter;
  return !ID.test(textOf(bare["name"])) && holdsText(bare["typeAnnotation"]);
}

function takesText(definition: Node): boolean {
  const parameters = nodesOf(definition["params"]);
  const [first = null] = parameters;
  const type = childOf(childOf(first, "typeAnnotation"), "typeAnnotation");
  if (definition["async"] === true || OF_VERBS.test(textOf(childOf(type, "typeName")?.["name"]))) return false;
  const answer = childOf(childOf(definition, "returnType"), "typeAnnotation");
  return answer?.["type"] !== "TSTypePredicate" && parameters.some(isTextParameter);
}

function definitionsOf(statement: Node): { name: string; definition: Node }[] {
  const declaration = childOf(statement, "declaration");
  if (statement["type"] !== "ExportNamedDeclaration" || !declaration) return [];
  if (declaration["type"] === "FunctionDeclaration")
    return [{ name: textOf(childOf(declaration, "id")?.["name"]), definition: declaration }];
  return nodesOf(declaration["declarations"]).flatMap((each) => {
    const definition = childOf(each, "init");
    const isFunction = /^(?:Arrow)?Function/.test(textOf(definition?.["type"]));
    return definition && isFunction ? [{ name: textOf(childOf(each, "id")?.["name"]), definition }] : [];
  });
}

/** The exported functions of a source folder that take text, as `file name`; verbs of the database are none. */
export function textFunctionsOf(source: string): string[] {
  const files = globSync("**/*.ts", { cwd: source }).filter((file) => !/\.test\.ts$|(?:^|\/)testing\//.test(file));
  return files
    .flatMap((file) =>
      programOf(join(source, file))
        .flatMap(definitionsOf)
        .filter(({ definition }) => takesText(definition))
        .map(({ name }) => `${file} ${name}`),
    )
    .toSorted();
}

/** What the test of a source folder imports from it, as `file name`: the linter leaves no import unused. */
export function importsOf(source: string, test: string): string[] {
  return programOf(join(source, test)).flatMap((statement) => {
    const from = textOf(childOf(statement, "source")?.["value"]);
    if (statement["type"] !== "ImportDeclaration" || !from.startsWith(".")) return [];
    const file = posix.join(posix.dirname(test), from);
    return nodesOf(statement["specifiers"]).map((each) => `${file} ${textOf(childOf(each, "imported")?.["name"])}`);
  });
}
