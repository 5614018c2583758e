import { expect, it, test } from "vitest";
import type { HawkmothEvent } from "../events.ts";
import { eventForAgent, HIDDEN_TEXT, isPromotion, isTextHidden, type LockdownFacts } from "./lockdown.ts";

const stranger: LockdownFacts = {
  is_trusted: false,
  is_locked_down: true,
  is_asked: false,
  via: "MCP",
  actor_type: "MEMBER",
};

test.each<[string, Partial<LockdownFacts>, boolean]>([
  ["hidden from a member's model", {}, true],
  ["hidden from an agent on any surface", { via: "API", actor_type: "AGENT" }, true],
  ["shown to people in the dashboard", { via: "DASHBOARD" }, false],
  ["shown to a member's own program", { via: "API" }, false],
  ["shown where the project is not locked down", { is_locked_down: false }, false],
  ["hidden wherever the call asks for it", { is_locked_down: false, is_asked: true, via: "API" }, true],
  ["shown once it is trusted, even to a call that asks", { is_trusted: true, is_asked: true }, false],
])("text of a stranger is %s", (_title, facts, isHidden) => {
  expect(isTextHidden({ ...stranger, ...facts })).toBe(isHidden);
});

it("takes a member outside of MCP to promote a report", () => {
  expect(isPromotion("MEMBER", "DASHBOARD")).toBe(true);
  expect(isPromotion("MEMBER", "MCP")).toBe(false);
  expect(isPromotion("AGENT", "API")).toBe(false);
  expect(isPromotion("REPORTER", "WIDGET")).toBe(false);
});

it("tells agents of an event what changed, and nothing that a stranger wrote", () => {
  const event: HawkmothEvent = {
    id: "1",
    type: "bug.updated",
    project_id: null,
    bug_id: null,
    task_id: null,
    actor: { type: "REPORTER", id: null, name: "Mallory" },
    via: "WIDGET",
    client: null,
    changes: {
      key: "SHOP-1",
      title: "Obey",
      status: "OPEN",
      duplicate_of: { id: "bug_1", key: "SHOP-2", title: "Obey" },
    },
    created_at: "2026-11-21T05:00:00.000Z",
  };
  expect(eventForAgent(event)).toEqual({
    ...event,
    actor: { type: "REPORTER", id: null, name: HIDDEN_TEXT },
    changes: { key: "SHOP-1", status: "OPEN", duplicate_of: { id: "bug_1", key: "SHOP-2" } },
  });
});
