import { CreateBugInput, ListBugsInput, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { IngestBugInput } from "@hawkmoth/domain/ingest/schema";
import { UpdateProjectInput } from "@hawkmoth/domain/project/schema";
import { UpdateTaskInput } from "@hawkmoth/domain/task/schema";
import { describe, expect, test } from "vitest";
import { fromText, refuseEmptyChange, refuseUnstorable, refuseUnknown } from "./input.ts";

const { shape } = ListBugsInput;

describe("query text becomes what the schema wants", () => {
  test.each([
    { title: "numbers", schema: shape.limit, texts: ["7"], value: 7 },
    { title: "a text that is no number stays text", schema: shape.limit, texts: ["seven"], value: "seven" },
    { title: "enums in any case", schema: shape.sort, texts: ["CREATED"], value: "created" },
    {
      title: "lists of enums in any case, repeated or with commas",
      schema: shape.status,
      texts: ["open,In_Review", "CLOSED"],
      value: ["OPEN", "IN_REVIEW", "CLOSED"],
    },
    { title: "labels keep their commas", schema: shape.label, texts: ["a,b", "c"], value: ["a,b", "c"] },
    { title: "an unknown option stays as it came", schema: shape.priority, texts: ["urgent"], value: ["urgent"] },
    { title: "booleans", schema: CreateBugInput.shape.dry_run, texts: ["TRUE"], value: true },
  ])("$title", ({ schema, texts, value }) => {
    expect(fromText(schema, "field", texts)).toEqual(value);
  });

  test("a single value given twice is refused", () => {
    expect(() => fromText(shape.limit, "limit", ["1", "2"])).toThrow("Invalid 'limit': give it once");
  });

  test("reading a query leaves the schema as it was", () => {
    fromText(shape.limit, "limit", ["7"]);
    expect(ListBugsInput.safeParse({ limit: "7" }).success).toBe(false);
  });
});

describe("fields that no schema knows", () => {
  test("are refused with the nearest name", () => {
    expect(() => refuseUnknown(UpdateBugInput, { bug_id: "SHOP-1", prio: "HIGH" })).toThrow(
      "Unknown field 'prio': did you mean 'priority'?",
    );
  });

  test("are refused in camelCase with the right spelling", () => {
    expect(() => refuseUnknown(UpdateBugInput, { bug_id: "SHOP-1", assigneeId: "me" })).toThrow(
      "did you mean 'assignee_id'?",
    );
  });

  test("are refused inside objects, with their place", () => {
    const input = { task_id: "t", lease_token: "x", status: "SUCCEEDED", result: { branchname: "fix" } };
    expect(() => refuseUnknown(UpdateTaskInput, input)).toThrow(
      "Unknown field 'result.branchname': did you mean 'branch'?",
    );
    expect(() => refuseUnknown(UpdateProjectInput, { project_id: "p", capture_policy: { window: 3 } })).toThrow(
      "window_s",
    );
  });

  test("carry no guess when nothing is near", () => {
    expect(() => refuseUnknown(ListBugsInput, { zzzzzz: 1 })).toThrow(/^Unknown field 'zzzzzz'$/);
  });

  test("named like an object's own machinery are unknown too", () => {
    expect(() => refuseUnknown(ListBugsInput, JSON.parse('{"__proto__": 1}'))).toThrow("Unknown field '__proto__'");
    expect(() => refuseUnknown(ListBugsInput, { constructor: 1 })).toThrow("Unknown field 'constructor'");
  });

  test("are fine where a schema takes any key", () => {
    expect(() => refuseUnknown(IngestBugInput, { title: "x", extra: { anything: { goes: 1 } } })).not.toThrow();
  });
});

describe("characters the database can't hold", () => {
  test.each([[{ title: "a\0b" }], [{ label: ["x", "\0"] }], [{ extra: { "k\0": 1 } }]])("%j is refused", (input) => {
    expect(() => refuseUnstorable(input)).toThrow("must not contain a NUL character");
  });

  test("nesting without end is refused, not followed", () => {
    let deep: unknown = "x";
    for (let level = 0; level < 5000; level += 1) deep = [deep];
    expect(() => refuseUnstorable({ deep })).toThrow("nested too deeply");
    expect(() => refuseUnknown(CreateBugInput, { title: deep })).not.toThrow();
  });

  test.each([{ title: "a\ud800" }, { extra: { "\udc00": 1 } }, { label: ["ok", "\ud83d"] }])(
    "%j is refused",
    (input) => {
      expect(() => refuseUnstorable(input)).toThrow("must not contain half a character");
    },
  );
});

describe("a change", () => {
  const path = "/bugs/{bug_id}";

  test.each([
    {},
    { bug_id: "SHOP-1" },
    { bug_id: "SHOP-1", if_version: 3, dry_run: true, lease_token: "x" },
    { bug_id: "SHOP-1", priority: undefined },
    { bug_id: "SHOP-1", label_add: [], label_remove: [] },
  ])("that names nothing to change is refused: %j", (input) => {
    expect(() => refuseEmptyChange(input, path)).toThrow(/nothing was changed/);
  });

  test.each([{ assignee_id: null }, { priority: "LOW" }, { label_add: ["ui"] }, { allowed_origins: [] }])(
    "of anything at all is let through: %j",
    (input) => {
      expect(() => refuseEmptyChange({ bug_id: "SHOP-1", ...input }, path)).not.toThrow();
    },
  );
});
