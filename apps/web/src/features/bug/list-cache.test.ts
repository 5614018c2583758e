import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import { expect, test } from "vitest";
import { type BugPages, prependRows, replaceRow, rowsOf } from "./list-cache.ts";
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

test("a new bug comes on top and counts once, however often it is told", () => {
  const once = prependRows(pages, [row("4")]);
  const twice = prependRows(once, [row("4")]);
  expect(rowsOf(twice).map((bug) => bug.id)).toEqual(["4", "3", "2", "1"]);
  expect(twice.pages[0]?.total).toBe(4);
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
