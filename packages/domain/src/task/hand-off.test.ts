import { describe, expect, test } from "vitest";
import { newId } from "../ids.ts";
import { assertHandOff, nextAfter } from "./hand-off.ts";
import { UpdateTaskInput } from "./schema.ts";

const held = { task_id: newId("task"), lease_token: "lease_x" };
const fixed = { summary: "Found and fixed", result: { verified_how: "unit test", commit: "abc1234" } };
const report = (more: object) => UpdateTaskInput.parse({ ...held, status: "SUCCEEDED", ...more });

describe("a fix that succeeded", () => {
  test.each([
    ["summary", { ...fixed, summary: " " }],
    ["result.verified_how", { summary: "Fixed", result: { commit: "abc1234" } }],
    ["result.verified_how", { summary: "Fixed", result: { commit: "abc1234", verified_how: "\n" } }],
    ["result.verified_how", { summary: "Fixed" }],
    ["result.commit", { summary: "Fixed", result: { verified_how: "unit test" } }],
    ["result.commit", { summary: "Fixed", result: { verified_how: "unit test", commit: "  ", branch: "fix/x" } }],
  ])("is refused without %s", (field, given) => {
    expect(() => assertHandOff("FIX", report(given))).toThrow(
      expect.objectContaining({ code: "INVALID_INPUT", options: expect.objectContaining({ field }) }),
    );
  });

  test("names a commit or a pull request", () => {
    expect(() => assertHandOff("FIX", report(fixed))).not.toThrow();
    const result = { verified_how: "unit test", pr_url: "https://git.test/shop/pull/7" };
    expect(() => assertHandOff("FIX", report({ summary: "Fixed", result }))).not.toThrow();
  });
});

test.each(["TRIAGE", "REPRODUCE", "VERIFY", "REGRESSION"] as const)("a %s ends with a summary alone", (kind) => {
  expect(() => assertHandOff(kind, report({ summary: "Done" }))).not.toThrow();
});

test.each([
  ["FAILED", "error"],
  ["NEEDS_INPUT", "question"],
] as const)("%s of any kind needs %s", (status, field) => {
  expect(() => assertHandOff("FIX", report({ status }))).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
  expect(() => assertHandOff("FIX", report({ status, [field]: "words" }))).not.toThrow();
});

test("after a question the agent is told how the answer comes to it", () => {
  const id = newId("task");
  expect(nextAfter({ id, kind: "FIX", status: "NEEDS_INPUT" })).toContain(`claim_agent_task with task_id ${id}`);
  expect(nextAfter({ id, kind: "FIX", status: "RUNNING" })).toBeNull();
});
