import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import { idempotencyKey } from "./idempotency.ts";
import { buildRegistry } from "./registry.ts";

const registry = buildRegistry(operations);

function key(
  tool: string,
  args: Record<string, unknown>,
  more: { credential?: string; now_ms?: number } = {},
): string | null {
  const found = registry.get(tool);
  if (!found) throw new Error(`no tool ${tool}`);
  return idempotencyKey({ tool: found, args, credential: more.credential ?? "hm_key_a", now_ms: more.now_ms ?? 0 });
}

const NEW_BUG = { project_id: "prj_1", title: "x", label: ["a", "b"] };

describe("idempotencyKey", () => {
  it("is the same for the same call within a minute, however its arguments are ordered", () => {
    expect(key("create_bug", NEW_BUG)).toMatch(/^[0-9a-f]{64}$/);
    expect(key("create_bug", { label: ["a", "b"], title: "x", project_id: "prj_1" }, { now_ms: 59_999 })).toBe(
      key("create_bug", NEW_BUG),
    );
  });

  it("differs by minute, credential, tool and arguments", () => {
    const keys = [
      key("create_bug", NEW_BUG),
      key("create_bug", NEW_BUG, { now_ms: 60_000 }),
      key("create_bug", NEW_BUG, { credential: "hm_key_b" }),
      key("create_bug", { ...NEW_BUG, label: ["b", "a"] }),
      key("add_comment", NEW_BUG),
    ];
    expect(new Set(keys).size).toBe(5);
  });

  it("is the caller's own when one is given", () => {
    expect(key("update_bug", { bug_id: "SHOP-1", idempotency_key: "mine" })).toBe("mine");
  });

  it.each(["two words", "é", "line\nbreak", "x".repeat(256)])(
    "is refused when it can't stand in a header: %j",
    (own) => {
      expect(() => key("add_comment", { bug_id: "SHOP-1", idempotency_key: own })).toThrow("Invalid 'idempotency_key'");
    },
  );

  it("is none for reads and previews", () => {
    expect(key("get_bug", { bug_id: "SHOP-1" })).toBeNull();
    expect(key("create_bug", { ...NEW_BUG, dry_run: true, idempotency_key: "mine" })).toBeNull();
  });

  it("is none for what previews unless told otherwise, so that the same key is good for the real run", () => {
    const change = { bug_id: ["SHOP-1"], patch: { priority: "LOW" }, idempotency_key: "mine" };
    expect(key("bulk_update_bugs", change)).toBeNull();
    expect(key("bulk_update_bugs", { ...change, dry_run: false, confirm_token: "t" })).toBe("mine");
    expect(key("merge_duplicate_bugs", { into_bug_id: "SHOP-1", bug_id: ["SHOP-2"], idempotency_key: "m" })).toBeNull();
  });

  it("covers what each call adds anew", () => {
    for (const tool of ["create_bug", "add_comment", "create_label", "create_regression_run"])
      expect(key(tool, { suite_id: "ste_1" }), tool).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is none where the same call again must have its effect: claims, leases, a status set back", () => {
    expect(key("claim_agent_task", {})).toBeNull();
    expect(key("heartbeat_agent_task", { task_id: "t", lease_token: "l" })).toBeNull();
    expect(key("update_bug", { bug_id: "SHOP-1", status: "OPEN" })).toBeNull();
    expect(key("update_agent_task", { task_id: "t", lease_token: "l", status: "RUNNING" })).toBeNull();
  });

  it("covers the end of a task, whose answer may get lost on the way", () => {
    expect(key("update_agent_task", { task_id: "t", lease_token: "l", status: "SUCCEEDED" })).not.toBeNull();
    expect(key("release_agent_task", { task_id: "t", lease_token: "l" })).not.toBeNull();
  });
});
