import { UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { steepGrowth } from "@hawkmoth/domain/testing/cost-growth";
import { expect, test } from "vitest";
import { redactArguments, redacted } from "./audit.ts";
import { bugRefsOf } from "./audited-bugs.ts";
import { errorResponse, toAppError } from "./errors.ts";
import { fromText, inAnyCase, refuseEmptyChange, refuseUnknown, refuseUnstorable } from "./input.ts";
import { pathParameters } from "./operations.ts";

function orError(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

const inputOf = (text: string) => ({ bug_id: text, title: text, password: text, [text]: text });

test.each(
  Object.entries<(text: string) => unknown>({
    bugRefsOf: (text) => bugRefsOf(inputOf(text), { bug: { id: text, key: text } }),
    errorResponse: (text) => errorResponse(new AppError("INVALID_INPUT", { message: text, field: text }), text),
    fromText: (text) => orError(() => fromText(UpdateBugInput.shape.title, "title", [text])),
    inAnyCase: (text) => orError(() => inAnyCase(UpdateBugInput.shape, inputOf(text))),
    pathParameters,
    redactArguments: (text) => redactArguments(inputOf(text)),
    redacted: (text) => redacted(inputOf(text)),
    refuseEmptyChange: (text) => orError(() => refuseEmptyChange(inputOf(text), "/bugs/{bug_id}")),
    refuseUnknown: (text) => orError(() => refuseUnknown(UpdateBugInput, inputOf(text))),
    refuseUnstorable: (text) => orError(() => refuseUnstorable(inputOf(text))),
    toAppError: (text) => toAppError(new Error(text)),
  }),
)("%s takes time by the length of its text", (_name, work) => {
  expect(steepGrowth(work)).toEqual([]);
});
