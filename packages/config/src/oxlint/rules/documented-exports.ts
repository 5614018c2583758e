import { defineRule, type ESTree } from "@oxlint/plugins";
import { isTest, repositoryPath } from "../paths.ts";

const PACKAGES = /^packages\/(domain|services|capture|replay|mcp|client)\/src\//;

function nameOf(declaration: ESTree.Declaration): string {
  if (declaration.type === "VariableDeclaration") {
    const id = declaration.declarations[0]?.id;
    return id?.type === "Identifier" ? id.name : "";
  }
  return "id" in declaration && declaration.id && "name" in declaration.id ? declaration.id.name : "";
}

/** Every export of a package that others build on says in TSDoc what it is for. */
export const documentedExports = defineRule({
  create(context) {
    const path = repositoryPath(context.filename);
    if (!PACKAGES.test(path) || isTest(path)) return {};
    const seen = new Set<string>();
    return {
      ExportNamedDeclaration(node) {
        if (!node.declaration) return;
        const name = nameOf(node.declaration);
        const last = context.sourceCode.getCommentsBefore(node).at(-1);
        const isDocumented = last?.type === "Block" && last.value.startsWith("*");
        if (!isDocumented && !seen.has(name)) context.report({ node, message: `export '${name}' has no TSDoc` });
        seen.add(name);
      },
    };
  },
});
