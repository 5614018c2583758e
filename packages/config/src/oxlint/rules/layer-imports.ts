import { defineRule, type Context, type ESTree } from "@oxlint/plugins";
import { importTable, type ImportRule } from "../../import-table.ts";
import { isTest, repositoryPath, ruleOf } from "../paths.ts";

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

interface OwnImport {
  specifier: string;
  isType: boolean;
  isInTest: boolean;
}

function problemWithOwn(rule: ImportRule, { specifier, isType, isInTest }: OwnImport): string | undefined {
  const tag = Object.keys(importTable).find((key) => {
    const name = importTable[key]?.package ?? "";
    return specifier === name || specifier.startsWith(`${name}/`);
  });
  if (!tag || importTable[tag] === rule || rule.may.includes(tag)) return undefined;
  if (isInTest && rule.tests?.includes(tag)) return undefined;
  const open = rule.types?.[tag];
  const subpath = specifier.split("/").slice(2).join("/");
  if (!open?.some((pattern) => matches(pattern, subpath))) return `${rule.package} must not import ${specifier}`;
  return isType ? undefined : `${rule.package} may import only types from ${specifier}`;
}

function problemWith(path: string, specifier: string, isType: boolean): string | undefined {
  const rule = ruleOf(path);
  if (!rule) return undefined;
  if (specifier.startsWith("@hawkmoth/")) return problemWithOwn(rule, { specifier, isType, isInTest: isTest(path) });
  if (isTest(path) || !rule.never?.some((pattern) => matches(pattern, specifier))) return undefined;
  return `${rule.package} must not import ${specifier}`;
}

type Statement = ESTree.ImportDeclaration | ESTree.ExportNamedDeclaration | ESTree.ExportAllDeclaration;

function isTypeOnly(node: Statement): boolean {
  if (node.type === "ImportDeclaration") return node.importKind === "type";
  return node.exportKind === "type";
}

function check(context: Context, node: Statement): void {
  const specifier = node.source?.value;
  if (specifier === undefined) return;
  const message = problemWith(repositoryPath(context.filename), specifier, isTypeOnly(node));
  if (message) context.report({ node, message });
}

/** Each package imports only what its row of the import table allows. */
export const layerImports = defineRule({
  create(context) {
    return {
      ImportDeclaration: (node) => check(context, node),
      ExportNamedDeclaration: (node) => check(context, node),
      ExportAllDeclaration: (node) => check(context, node),
      ImportExpression(node) {
        if (node.source.type !== "Literal" || typeof node.source.value !== "string") return;
        const message = problemWith(repositoryPath(context.filename), node.source.value, false);
        if (message) context.report({ node, message });
      },
    };
  },
});
