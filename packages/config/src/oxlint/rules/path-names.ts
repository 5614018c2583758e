import { defineRule } from "@oxlint/plugins";
import { repositoryPath } from "../paths.ts";

const BANNED = new Set(["utils", "util", "helpers", "helper", "common", "lib", "misc", "shared", "stuff"]);
const SEGMENT = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const ROUTE_SEGMENT = /^(\(\.*\)?)*[[({@_.]*[a-z0-9_-]+[\])}]*$/i;

function wordsOf(path: string): string[] {
  return path.split("/").map((segment) => segment.replace("[...", "[").replace(/\..*$/, ""));
}

/** Files and folders are kebab-case and named for what they hold. */
export const pathNames = defineRule({
  create(context) {
    const path = repositoryPath(context.filename);
    return {
      Program(node) {
        for (const word of wordsOf(path)) {
          if (BANNED.has(word))
            context.report({ node, message: `'${word}' says nothing: name the folder or file for what it holds` });
          else if (!SEGMENT.test(word) && !(path.startsWith("apps/web/src/app/") && ROUTE_SEGMENT.test(word)))
            context.report({ node, message: `'${word}' is not kebab-case` });
        }
      },
    };
  },
});
