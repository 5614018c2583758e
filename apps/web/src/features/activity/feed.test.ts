import type { Activity } from "@hawkmoth/domain/activity/schema";
import type { Comment } from "@hawkmoth/domain/comment/schema";
import { expect, test } from "vitest";
import { changeText } from "./change-text.ts";
import { mergeFeed } from "./feed.ts";

function change(fields: Partial<Activity>): Activity {
  return {
    id: "act_1",
    kind: "STATUS_CHANGED",
    actor: { type: "MEMBER", id: "mbr_1", name: "Ana" },
    via: "DASHBOARD",
    client: null,
    field: null,
    from: null,
    to: null,
    created_at: "2025-11-21T09:00:00.000Z",
    ...fields,
  };
}

const comment: Comment = {
  id: "cmt_1",
  bug_id: "bug_1",
  author: { type: "AGENT", id: "agt_1", name: "Fixer" },
  via: "MCP",
  client: "claude-code/1.0",
  body: "Found it",
  reply_to: null,
  created_at: "2025-11-21T08:59:00.000Z",
};

test("comments and changes are one story in order of time, and nothing is told twice", () => {
  const feed = mergeFeed(
    [comment],
    [
      change({ id: "act_3", field: "resolution", kind: "FIELD_CHANGED", from: null, to: "FIXED" }),
      change({ id: "act_2", from: "OPEN", to: "RESOLVED" }),
      change({ id: "act_1", kind: "COMMENT_ADDED", created_at: "2025-11-21T08:59:00.000Z" }),
    ],
  );
  expect(feed.map((item) => item.id)).toEqual(["cmt_1", "act_2"]);
});

test.each<[Partial<Activity>, string]>([
  [{ kind: "REGRESSION_FAILED", to: { title: "Pay" } }, "saw its regression case “Pay” fail"],
  [{ kind: "REGRESSION_PASSED", to: { title: "Pay" } }, "saw its regression case “Pay” pass"],
  [{ kind: "REGRESSION_LINKED", to: { title: "Pay" } }, "linked the regression case “Pay”"],
  [{ kind: "REGRESSION_LINKED", from: { title: "Pay" } }, "unlinked the regression case “Pay”"],
  [{ kind: "FIELD_CHANGED", field: "verified_at", to: "2026-11-21T09:00:00.000Z" }, "verified the fix"],
  [{ from: "OPEN", to: "IN_REVIEW" }, "changed status from open to in review"],
  [{ kind: "FIELD_CHANGED", field: "priority", from: "NONE", to: "HIGH" }, "changed priority from no priority to high"],
  [
    { kind: "FIELD_CHANGED", field: "title", from: "Cart", to: "Cart total" },
    "changed the title from “Cart” to “Cart total”",
  ],
  [{ kind: "ASSIGNEE_CHANGED", to: { type: "AGENT", id: "agt_1", name: "Fixer" } }, "assigned the bug to Fixer"],
  [{ kind: "ASSIGNEE_CHANGED", from: { type: "MEMBER", id: "mbr_1", name: "Ana" } }, "took the bug from Ana"],
  [{ kind: "LABELS_CHANGED", from: [], to: ["cart", "ui"] }, "added the labels cart, ui"],
  [{ kind: "TASK_QUEUED", to: "FIX" }, "queued a fix task"],
  [{ kind: "TASK_CLAIMED", to: 2 }, "claimed the task, attempt 2"],
])("%j reads as words", (fields, text) => {
  expect(changeText(change(fields)).text).toBe(text);
});

test("what an agent said stands below the line", () => {
  const asked = change({
    kind: "TASK_UPDATED",
    field: "status",
    from: "RUNNING",
    to: { status: "NEEDS_INPUT", said: "Which coupon?" },
  });
  expect(changeText(asked)).toEqual({ text: "asks", quote: "Which coupon?" });
});
