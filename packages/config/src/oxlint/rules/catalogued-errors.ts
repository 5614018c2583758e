import { defineRule } from "@oxlint/plugins";
import { isTest, repositoryPath } from "../paths.ts";

const PACKAGES = /^packages\/(services|auth|api)\/src\//;

/** Use cases and transports throw only from the one error catalogue, so that every failure has a code and a mapping. */
export const cataloguedErrors = defineRule({
  create(context) {
    const path = repositoryPath(context.filename);
    if (!PACKAGES.test(path) || isTest(path)) return {};
    return {
      ThrowStatement(node) {
        const thrown = node.argument;
        if (thrown.type === "NewExpression" && thrown.callee.type === "Identifier" && thrown.callee.name !== "AppError")
          context.report({ node, message: `throw AppError from @hawkmoth/domain/errors, not ${thrown.callee.name}` });
      },
    };
  },
});
