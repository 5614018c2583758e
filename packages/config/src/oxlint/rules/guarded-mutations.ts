import { defineRule, type ESTree } from "@oxlint/plugins";
import { isTest, repositoryPath } from "../paths.ts";

const VERBS = new Set(
  "add archive assign claim complete create delete disable enable finish heartbeat invite link mark merge queue reassign record release remove rename reopen revoke rotate set start submit transfer unlink update".split(
    " ",
  ),
);
const WRITES = new Set(["insert", "update", "delete"]);
const HANDLES = new Set(["tx", "trx", "db", "transaction"]);

function isWrite(node: ESTree.CallExpression): boolean {
  const { callee } = node;
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return false;
  if (!WRITES.has(callee.property.name)) return false;
  const { object } = callee;
  if (object.type === "Identifier") return HANDLES.has(object.name);
  return (
    object.type === "MemberExpression" && object.property.type === "Identifier" && HANDLES.has(object.property.name)
  );
}

function calledName(node: ESTree.CallExpression): string {
  const { callee } = node;
  if (callee.type === "Identifier") return callee.name;
  if (callee.type === "MemberExpression" && callee.property.type === "Identifier") return callee.property.name;
  return "";
}

/** Paths that are exempt, each with the reason for it. */
function exemptions(options: readonly unknown[]): object {
  const [first] = options;
  if (typeof first !== "object" || first === null || !("exempt" in first)) return {};
  return typeof first.exempt === "object" && first.exempt !== null ? first.exempt : {};
}

function isMutation(path: string): boolean {
  const word = path.split("/").at(-1)?.split(/[-.]/)[0] ?? "";
  return path.endsWith(".ts") && VERBS.has(word);
}

interface Seen {
  authorizedAt?: number;
  firstWriteAt?: number;
  hasActivity: boolean;
  /** It calls another mutating verb, which this rule judges in its own file. */
  hasDelegate: boolean;
}

function problemsOf({ authorizedAt, firstWriteAt, hasActivity, hasDelegate }: Seen): string[] {
  const problems: string[] = [];
  if (authorizedAt === undefined) {
    if (firstWriteAt !== undefined || !hasDelegate) problems.push("changes rows without calling authorize()");
  } else if (firstWriteAt !== undefined && authorizedAt > firstWriteAt) {
    problems.push("writes before it calls authorize()");
  }
  if (!hasActivity && !hasDelegate) problems.push("changes rows without calling recordActivity()");
  return problems;
}

/** A service verb that changes rows authorises before its first write and records activity in the same transaction. */
export const guardedMutations = defineRule({
  meta: {
    schema: [
      {
        type: "object",
        properties: { exempt: { type: "object", additionalProperties: { type: "string", minLength: 20 } } },
      },
    ],
  },
  create(context) {
    const path = repositoryPath(context.filename);
    const verbFile = /^packages\/services\/src\/([a-z-]+\/[a-z-]+)\.ts$/.exec(path)?.[1];
    if (!verbFile || isTest(path) || verbFile in exemptions(context.options)) return {};
    const delegates = new Set<string>();
    const seen: Seen = { hasDelegate: false, hasActivity: false };
    return {
      ImportDeclaration(node) {
        if (node.importKind === "type" || !isMutation(node.source.value)) return;
        for (const specifier of node.specifiers) delegates.add(specifier.local.name);
      },
      CallExpression(node) {
        const name = calledName(node);
        if (name.startsWith("authorize")) seen.authorizedAt = Math.min(seen.authorizedAt ?? Infinity, node.start);
        if (name === "recordActivity") seen.hasActivity = true;
        if (delegates.has(name)) seen.hasDelegate = true;
        if (isWrite(node)) seen.firstWriteAt = Math.min(seen.firstWriteAt ?? Infinity, node.start);
      },
      "Program:exit"(node) {
        if (!isMutation(path) && seen.firstWriteAt === undefined) return;
        for (const problem of problemsOf(seen)) context.report({ node, message: `${verbFile} ${problem}` });
      },
    };
  },
});
