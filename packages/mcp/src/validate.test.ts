import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { AppError } from "@hawkmoth/domain/errors";
import { describe, expect, it } from "vitest";
import { buildRegistry } from "./registry.ts";
import { checkedArguments } from "./validate.ts";

const registry = buildRegistry(operations);

function check(tool: string, args: unknown): Record<string, unknown> {
  const schema = registry.get(tool)?.listed.inputSchema;
  if (!schema) throw new Error(`no tool ${tool}`);
  return checkedArguments(args, schema);
}

function refusal(tool: string, args: unknown): { message: string; field?: string; did_you_mean?: unknown } {
  try {
    check(tool, args);
  } catch (error) {
    if (error instanceof AppError)
      return {
        message: error.message,
        ...(error.options.field === undefined ? {} : { field: error.options.field }),
        did_you_mean: error.options.details?.["did_you_mean"],
      };
    throw error;
  }
  throw new Error("was accepted");
}

describe("arguments", () => {
  it("says an enum in exactly the words of the catalogue", () => {
    expect(refusal("update_bug", { bug_id: "SHOP-1", priority: "URGENT" }).message).toBe(
      "Invalid 'priority': expected one of CRITICAL|HIGH|MEDIUM|LOW|NONE",
    );
    expect(refusal("list_bugs", { status: ["OPEN", "DONE"] }).message).toBe(
      "Invalid 'status': expected one of OPEN|IN_PROGRESS|IN_REVIEW|RESOLVED|CLOSED|REOPENED",
    );
  });

  it("names the option that was meant", () => {
    expect(refusal("update_bug", { bug_id: "SHOP-1", status: "in progress" }).did_you_mean).toBe("IN_PROGRESS");
    expect(refusal("list_bugs", { sort: "update" }).did_you_mean).toBe("updated");
  });

  it("names the argument that was meant, at any depth", () => {
    expect(refusal("get_bug", { bugId: "SHOP-1" })).toMatchObject({
      message: "Unknown argument 'bugId': did you mean 'bug_id'?",
      field: "bugId",
      did_you_mean: "bug_id",
    });
    expect(
      refusal("update_agent_task", {
        task_id: "t",
        lease_token: "l",
        status: "SUCCEEDED",
        result: { pr: "https://x.y" },
      }),
    ).toMatchObject({ field: "result.pr", did_you_mean: "pr_url" });
  });

  it("names what is missing", () => {
    expect(refusal("get_bug", {})).toMatchObject({ message: "Missing 'bug_id'", field: "bug_id" });
    expect(refusal("create_bug", { title: "x" })).toMatchObject({ message: "Missing 'project_id'" });
    expect(refusal("add_comment", null)).toMatchObject({ message: expect.stringMatching(/^Missing '/) });
  });

  it("says types and limits plainly", () => {
    expect(refusal("list_bugs", { limit: "many" }).message).toBe("Invalid 'limit': expected a whole number");
    expect(refusal("list_bugs", { limit: 1000 }).message).toBe("Invalid 'limit': expected 100 or less");
    expect(refusal("get_bug", ["SHOP-1"]).message).toBe("The arguments must be an object.");
  });

  it("is not led astray by names of the prototype", () => {
    expect(refusal("get_bug", JSON.parse('{"bug_id":"SHOP-1","constructor":1}')).message).toContain("Unknown argument");
    expect(refusal("get_bug", JSON.parse('{"bug_id":"SHOP-1","__proto__":{"x":1}}')).message).toContain(
      "Unknown argument",
    );
  });

  it("takes null inside an argument where it is a value, though no list names a second type", () => {
    const change = { bug_id: ["SHOP-1"], patch: { assignee_id: null } };
    expect(check("bulk_update_bugs", change)).toEqual(change);
    const lists = JSON.stringify([...registry.values()].map(({ listed }) => listed.inputSchema));
    expect(lists).not.toMatch(/"type":\[|"null"/);
  });

  it("takes null for left out, except where null is a value", () => {
    expect(check("list_bugs", { project_id: null, limit: 5 })).toEqual({ limit: 5 });
    expect(check("update_bug", { bug_id: "SHOP-1", assignee_id: null })).toEqual({
      bug_id: "SHOP-1",
      assignee_id: null,
    });
  });

  it("takes one value for a list of one", () => {
    expect(check("list_bugs", { status: "OPEN" })).toEqual({ status: ["OPEN"] });
  });
});
