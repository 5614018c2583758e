import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import { expect, test } from "vitest";
import { type BugPages, insertRow, removeRow, replaceRow, rowsOf } from "./list-cache.ts";
import { applyPatch } from "./patch.ts";

function row(id: string, fields: Partial<BugSummary> = {}): BugSummary {
  return {
    id,
    key: `SHOP-${id}`,
    project_id: "prj",
    title: `Bug ${id}`,
    status: "OPEN",
    resolution: null,
    severity: "MEDIUM",
    priority: "NONE",
    source: "EXTENSION",
    assignee: null,
    labels: [],
    comment_count: 0,
    evidence: null,
    created_at: "2025-11-21T09:00:00.000Z",
    updated_at: "2025-11-21T09:00:00.000Z",
    ...fields,
  };
}

const pages: BugPages = {
  pages: [
    { bugs: [row("3"), row("2")], next_cursor: "x", total: 3 },
    { bugs: [row("2"), row("1")], next_cursor: null, total: 3 },
  ],
  pageParams: [undefined, "x"],
};

test("a bug that stands on two pages is shown once", () => {
  expect(rowsOf(pages).map((bug) => bug.id)).toEqual(["3", "2", "1"]);
});

test("a changed bug keeps its place", () => {
  const changed = replaceRow(pages, row("1", { status: "RESOLVED" }));
  expect(rowsOf(changed).map((bug) => `${bug.id} ${bug.status}`)).toEqual(["3 OPEN", "2 OPEN", "1 RESOLVED"]);
});

const ids = (data: BugPages) => rowsOf(data).map((bug) => bug.id);
const listOf = (bugs: BugSummary[], next_cursor: string | null = null): BugPages => ({
  pages: [{ bugs, next_cursor, total: bugs.length }],
  pageParams: [undefined],
});

test("a new bug comes in once, however often it is told, and counts once", () => {
  const once = insertRow(pages, row("4"), "created");
  const twice = insertRow(once, row("4"), "created");
  expect(ids(twice)).toEqual(["4", "3", "2", "1"]);
  expect(twice.pages[0]?.total).toBe(4);
});

test("a new bug comes in where the order has it", () => {
  const urgent = listOf([row("1", { priority: "CRITICAL" }), row("2", { priority: "MEDIUM" }), row("3")]);
  expect(ids(insertRow(urgent, row("4", { priority: "HIGH" }), "priority"))).toEqual(["1", "4", "2", "3"]);
  expect(ids(insertRow(urgent, row("4"), "priority"))).toEqual(["1", "2", "3", "4"]);
  const at = (minute: number) => `2025-11-21T09:0${minute.toString()}:00.000Z`;
  const byChange = listOf([row("1", { updated_at: at(5) }), row("2", { updated_at: at(3) })]);
  expect(ids(insertRow(byChange, row("3", { updated_at: at(4) }), "updated"))).toEqual(["1", "3", "2"]);
});

test("a bug that belongs behind what is loaded waits for its page", () => {
  const loaded = listOf([row("9"), row("8")], "more");
  expect(ids(insertRow(loaded, row("7"), "created"))).toEqual(["9", "8"]);
  expect(ids(insertRow(listOf([row("9"), row("8")]), row("7"), "created"))).toEqual(["9", "8", "7"]);
});

test("a bug that left is gone from each page it stood on", () => {
  const left = removeRow(pages, "2");
  expect(ids(left)).toEqual(["3", "1"]);
  expect(left.pages[0]?.bugs).toHaveLength(1);
  expect(removeRow(left, "2")).toBe(left);
});

test("a patch shows what the server will store: reopening, resolution and labels", () => {
  expect(applyPatch(row("1", { status: "CLOSED", resolution: "OBSOLETE" }), { status: "OPEN" })).toMatchObject({
    status: "REOPENED",
    resolution: null,
  });
  expect(applyPatch(row("1"), { status: "RESOLVED" })).toMatchObject({ status: "RESOLVED", resolution: "FIXED" });
  const labelled = row("1", { labels: [{ id: "lbl_1", name: "ui", color: "#000000" }] });
  const names = applyPatch(labelled, { label_add: ["cart", "ui"], label_remove: [] }).labels.map((label) => label.name);
  expect(names).toEqual(["ui", "cart"]);
  expect(applyPatch(labelled, { label_remove: ["ui"] }).labels).toEqual([]);
});
