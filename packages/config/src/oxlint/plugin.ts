import { definePlugin } from "@oxlint/plugins";
import { cataloguedErrors } from "./rules/catalogued-errors.ts";
import { documentedExports } from "./rules/documented-exports.ts";
import { guardedMutations } from "./rules/guarded-mutations.ts";
import { layerImports } from "./rules/layer-imports.ts";
import { noBarrels } from "./rules/no-barrels.ts";
import { noDoubleAssertion } from "./rules/no-double-assertion.ts";
import { pathNames } from "./rules/path-names.ts";

/** The house rules of CONTRIBUTING.md that no published linter knows. */
export default definePlugin({
  meta: { name: "hawkmoth" },
  rules: {
    "catalogued-errors": cataloguedErrors,
    "documented-exports": documentedExports,
    "guarded-mutations": guardedMutations,
    "layer-imports": layerImports,
    "no-barrels": noBarrels,
    "no-double-assertion": noDoubleAssertion,
    "path-names": pathNames,
  },
});
