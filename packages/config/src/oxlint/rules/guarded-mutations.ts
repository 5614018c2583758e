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

function exemptPaths(options: readonly unknown[]): string[] {
  const [first] = options;
  if (typeof first !== "object" || first === null || !("exempt" in first) || !Array.isArray(first.exempt)) return [];
  return first.exempt.filter((path) => typeof path === "string");
}

/** A service verb that changes rows authorises before its first write and records activity in the same transaction. */
export const guardedMutations = defineRule({
  meta: { schema: [{ type: "object", properties: { exempt: { type: "array", items: { type: "string" } } } }] },
  create(context) {
    const path = repositoryPath(context.filename);
    const verbFile = /^packages\/services\/src\/([a-z-]+\/[a-z-]+)\.ts$/.exec(path)?.[1];
    if (!verbFile || isTest(path) || exemptPaths(context.options).includes(verbFile)) return {};
    let authorizedAt: number | undefined;
    let hasActivity = false;
    let firstWriteAt: number | undefined;
    const isNamedMutation = VERBS.has(verbFile.split("/")[1]?.split("-")[0] ?? "");
    return {
      CallExpression(node) {
        const name = calledName(node);
        if (name.startsWith("authorize")) authorizedAt = Math.min(authorizedAt ?? Infinity, node.start);
        if (name === "recordActivity") hasActivity = true;
        if (isWrite(node)) firstWriteAt = Math.min(firstWriteAt ?? Infinity, node.start);
      },
      "Program:exit"(node) {
        if (!isNamedMutation && firstWriteAt === undefined) return;
        if (authorizedAt === undefined)
          context.report({ node, message: `${verbFile} changes rows without calling authorize()` });
        else if (firstWriteAt !== undefined && authorizedAt > firstWriteAt)
          context.report({ node, message: `${verbFile} writes before it calls authorize()` });
        if (!hasActivity)
          context.report({ node, message: `${verbFile} changes rows without calling recordActivity()` });
      },
    };
  },
});
