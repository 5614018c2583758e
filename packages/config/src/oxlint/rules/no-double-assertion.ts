import { defineRule } from "@oxlint/plugins";

/** An assertion through unknown or never switches the compiler off: write a function that checks at run time. */
export const noDoubleAssertion = defineRule({
  create(context) {
    return {
      TSAsExpression(node) {
        const inner = node.expression;
        if (inner.type !== "TSAsExpression") return;
        if (inner.typeAnnotation.type === "TSUnknownKeyword" || inner.typeAnnotation.type === "TSNeverKeyword")
          context.report({
            node,
            message: "a cast through unknown hides the type: use a named function with its run-time check",
          });
      },
    };
  },
});
