import { defineRule } from "@oxlint/plugins";
import { repositoryPath } from "../paths.ts";

/** Packages are consumed by subpath from source: no index file and no `export *`. */
export const noBarrels = defineRule({
  create(context) {
    const path = repositoryPath(context.filename);
    return {
      Program(node) {
        if (/^packages\/.*\/index\.tsx?$/.test(path))
          context.report({ node, message: "no index files: import the file that holds the thing" });
      },
      ExportAllDeclaration(node) {
        if (!node.exported)
          context.report({ node, message: "no barrels: export names from the file that defines them" });
      },
    };
  },
});
