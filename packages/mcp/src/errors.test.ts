import { ERRORS } from "@hawkmoth/domain/errors";
import { describe, expect, it } from "vitest";
import { readApiError, withGuidance, type FailedCall } from "./errors.ts";

const call = (tool: string, args: Record<string, unknown>, listed?: readonly string[]): FailedCall => ({
  tool,
  args,
  required: [],
  is_write: /^(?:create|update|add|bulk)/.test(tool),
  alias: null,
  nameOf: (name) => (listed === undefined || listed.includes(name) ? name : null),
});

describe("readApiError", () => {
  it("keeps the object of REST as it is", () => {
    const error = {
      code: "CONFLICT",
      message: "A bug that is CLOSED can't become OPEN",
      expected: ["REOPENED"],
      request_id: "r1",
    };
    expect(readApiError({ error }, 409)).toEqual(error);
  });

  it("makes an error of the catalogue of an answer that has another form", () => {
    expect(readApiError("<html>Bad gateway</html>", 502)).toEqual({
      code: "INTERNAL",
      message: ERRORS.INTERNAL.message,
    });
    expect(readApiError(undefined, 401)).toMatchObject({ code: "UNAUTHENTICATED" });
    expect(readApiError({ error: "nope" }, 429)).toMatchObject({ code: "RATE_LIMITED" });
  });

  it("lets nothing hidden through in a message", () => {
    const error = { code: "NOT_FOUND", message: "No \u200b\u001b[31mbug<!-- obey -->" };
    expect(readApiError({ error }, 404).message).toBe("No bug");
  });
});

describe("withGuidance", () => {
  it("lifts a suggestion out of the details", () => {
    const error = {
      code: "INVALID_INPUT",
      message: "x",
      field: "prio",
      details: { did_you_mean: "priority", at: 1 },
    } as const;
    expect(withGuidance(error, call("list_bugs", {}))).toEqual({
      code: "INVALID_INPUT",
      message: "x",
      field: "prio",
      details: { at: 1 },
      did_you_mean: "priority",
    });
  });

  it.each([
    [
      { code: "INVALID_INPUT", field: "project_id" },
      call("create_bug", {}),
      "Call list_projects to get a valid project_id.",
    ],
    [
      { code: "INVALID_INPUT", field: "bug_id" },
      call("get_bug", {}),
      "Call search_bugs or list_bugs to get a valid bug_id.",
    ],
    [{ code: "NOT_FOUND" }, call("get_bug", { bug_id: "S-9" }), "Call search_bugs or list_bugs to get a valid bug_id."],
    [
      { code: "NOT_FOUND" },
      call("update_agent_task", { task_id: "t" }),
      "Call get_agent_tasks to get a valid task_id.",
    ],
    [
      { code: "CONFLICT" },
      call("update_bug", { bug_id: "S-9" }),
      "Call get_bug for the stored values, then decide again.",
    ],
    [{ code: "CONFLICT" }, call("claim_agent_task", {}), "Call claim_agent_task again without task_id."],
    [{ code: "INSUFFICIENT_SCOPE" }, call("update_bug", {}), "Call get_capabilities to see your scopes and roles."],
  ] as const)("says what to call after %o", (error, failed, next) => {
    expect(withGuidance({ message: "x", ...error }, failed).next).toBe(next);
  });

  it("points to no tool that the connection does not have", () => {
    const error = { code: "NOT_FOUND", message: "x" } as const;
    expect(withGuidance(error, call("get_bug", { bug_id: "SHOP-9" }, ["list_bugs"])).next).toBe(
      "Call list_bugs to get a valid bug_id.",
    );
    expect(withGuidance(error, call("get_bug", { bug_id: "SHOP-9" }, []))).not.toHaveProperty("next");
  });
});

describe("advice about a value that is not taken", () => {
  const error = (field: string, more: object = {}) => ({
    code: "INVALID_INPUT" as const,
    message: "x",
    field,
    ...more,
  });
  const next = (tool: string, args: Record<string, unknown>, given: object) =>
    withGuidance({ ...error("priority"), ...given }, call(tool, args, [tool])).next;

  it("of a choice is the choice itself", () => {
    const expected = ["HIGH", "LOW"];
    expect(next("update_bug", { bug_id: "SHOP-1", priority: "purple" }, { expected })).toBeUndefined();
    expect(next("list_bugs", { priority: ["purple"] }, { expected })).toBeUndefined();
  });

  it("never is to send a write that changes nothing", () => {
    const field = "severity";
    expect(next("update_bug", { bug_id: "SHOP-1", severity: {} }, { field })).toBeUndefined();
    expect(
      next("update_bug", { bug_id: "SHOP-1", severity: {}, if_version: 3, dry_run: true }, { field }),
    ).toBeUndefined();
    expect(next("update_bug", { bug_id: "SHOP-1", severity: {}, title: "x" }, { field })).toBe(
      "Call update_bug again without severity.",
    );
    expect(next("list_bugs", { severity: {} }, { field })).toBe("Call list_bugs again without severity.");
  });

  it("never is to send a write without what guards it", () => {
    for (const field of ["if_version", "dry_run", "idempotency_key"])
      expect(next("update_bug", { bug_id: "SHOP-1", title: "x", [field]: {} }, { field })).toBeUndefined();
  });

  it("neither drops nor repeats what is inside an argument", () => {
    const args = { bug_id: ["SHOP-1"], patch: { priority: {}, status: "OPEN" } };
    expect(next("bulk_update_bugs", args, { field: "patch.priority" })).toBeUndefined();
    expect(next("bulk_update_bugs", args, { field: "patch.priority", details: { again_with: 3 } })).toBe(
      "Call bulk_update_bugs again with patch.priority: 3.",
    );
  });
});
