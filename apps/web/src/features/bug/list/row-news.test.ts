import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import type { HawkmothEvent } from "@hawkmoth/domain/events";
import { expect, test } from "vitest";
import { NO_FILTERS, toListInput } from "../filters.ts";
import { type ShownList, rowNews } from "./row-news.ts";

const ME = "mbr_me";
const row: BugSummary = {
  id: "bug_1",
  key: "SHOP-1",
  project_id: "prj_1",
  title: "Coupon",
  status: "OPEN",
  resolution: null,
  severity: "MEDIUM",
  priority: "NONE",
  source: "API",
  assignee: null,
  labels: [],
  comment_count: 2,
  evidence: null,
  created_at: "2025-11-21T09:00:00.000Z",
  updated_at: "2025-11-21T09:00:00.000Z",
};

function event(type: HawkmothEvent["type"], changes: Record<string, unknown> = {}): HawkmothEvent {
  return {
    id: "e",
    type,
    project_id: "prj_1",
    bug_id: "bug_1",
    task_id: null,
    actor: { type: "MEMBER", id: "mbr_2", name: "Ada" },
    via: "API",
    client: null,
    changes,
    created_at: "2025-11-21T09:05:00.000Z",
  };
}

function list(filters: Partial<typeof NO_FILTERS> = {}): ShownList {
  const projects = [
    { id: "prj_1", key: "SHOP" },
    { id: "prj_2", key: "CART" },
  ];
  return { input: toListInput({ ...NO_FILTERS, ...filters }, projects), principal_id: ME };
}

const updated = (changes: Record<string, unknown>) => event("bug.updated", { ...changes, version: 2 });

test("a change of a row on show needs no request", () => {
  const news = rowNews(updated({ title: "Cart", priority: "HIGH" }), row, list());
  expect(news).toEqual({
    kind: "changed",
    bug: { ...row, title: "Cart", priority: "HIGH", updated_at: "2025-11-21T09:05:00.000Z" },
  });
});

test.each(["task.updated", "session.activity", "run.updated", "notification.created"] as const)(
  "%s costs nothing, whether the bug is on show or not",
  (type) => {
    const heartbeat = event(type, { progress: 40, note: "On it", lease_expires_at: "2025-11-21T10:00:00.000Z" });
    expect(rowNews(heartbeat, row, list())).toEqual({ kind: "none" });
    expect(rowNews(heartbeat, undefined, list())).toEqual({ kind: "none" });
  },
);

test.each([
  ["closed", { status: "CLOSED", resolution: "FIXED" }, {}],
  ["another status than asked for", { status: "IN_REVIEW" }, { status: ["OPEN" as const] }],
  ["another priority", { priority: "LOW" }, { priority: ["NONE" as const] }],
  ["another severity", { severity: "LOW" }, { severity: ["MEDIUM" as const] }],
  ["assigned", { assignee: { type: "AGENT", id: "agt_1", name: "Fixer" } }, { assignee: "none" }],
  ["not mine any more", { assignee: null }, { assignee: "me" }],
  ["not an agent's any more", { assignee: null }, { assignee: "agent" }],
  ["without the label", { labels: [] }, { label: ["UI"] }],
  ["spam among all bugs", { status: "CLOSED", resolution: "SPAM" }, { state: "all" as const }],
])("a row that is %s leaves without a request", (_what, changes, filters) => {
  expect(rowNews(updated(changes), row, list(filters))).toEqual({ kind: "left" });
});

test("a row that still matches stays: mine, a label in another case", () => {
  const mine = updated({ assignee: { type: "MEMBER", id: ME, name: "Me" } });
  expect(rowNews(mine, row, list({ assignee: "me" })).kind).toBe("changed");
  const labelled = updated({ labels: [{ id: "lbl_1", name: "ui", color: "#000000" }] });
  expect(rowNews(labelled, row, list({ label: ["UI"] })).kind).toBe("changed");
});

test("a new text is judged by the server when the list is filtered by text", () => {
  expect(rowNews(updated({ title: "Cart" }), row, list({ q: "coupon" })).kind).toBe("ask");
  expect(rowNews(updated({ priority: "LOW" }), row, list({ q: "coupon" })).kind).toBe("changed");
});

test("an event that is older than the row is not trusted", () => {
  const newer = { ...row, updated_at: "2025-11-21T09:06:00.000Z" };
  expect(rowNews(updated({ title: "Old" }), newer, list()).kind).toBe("ask");
});

test("a comment counts once, also when the row was read after it", () => {
  const news = rowNews(event("bug.commented", { comment_id: "c" }), row, list());
  expect(news).toMatchObject({ kind: "changed", bug: { comment_count: 3 } });
  const counted = { ...row, updated_at: "2025-11-21T09:05:00.000Z" };
  expect(rowNews(event("bug.commented", { comment_id: "c" }), counted, list())).toEqual({ kind: "none" });
});

test("a bug that is not on show is asked for only when it may come into the list", () => {
  const created = event("bug.created", { title: "New", status: "OPEN", severity: "LOW" });
  expect(rowNews(created, undefined, list()).kind).toBe("ask");
  expect(rowNews(created, undefined, list({ project: "CART" })).kind).toBe("none");
  expect(rowNews(created, undefined, list({ severity: ["HIGH"] })).kind).toBe("none");
  expect(rowNews(created, undefined, list({ state: "closed" })).kind).toBe("none");
  expect(rowNews(updated({ status: "CLOSED" }), undefined, list()).kind).toBe("none");
  expect(rowNews(updated({ status: "REOPENED" }), undefined, list({ sort: "created" })).kind).toBe("ask");
});

test("a change brings a bug up in a list by last change, and nowhere else", () => {
  expect(rowNews(event("bug.commented"), undefined, list()).kind).toBe("ask");
  expect(rowNews(event("bug.commented"), undefined, list({ sort: "created" })).kind).toBe("none");
  expect(rowNews(updated({ description: "x" }), undefined, list({ sort: "priority" })).kind).toBe("none");
  expect(rowNews(updated({ description: "x" }), undefined, list({ sort: "priority", q: "x" })).kind).toBe("ask");
});

test("a deleted bug leaves", () => {
  expect(rowNews(event("bug.deleted"), row, list())).toEqual({ kind: "left" });
  expect(rowNews(event("bug.deleted"), undefined, list())).toEqual({ kind: "none" });
});
