import { expect, test } from "vitest";
import { bugCard } from "./card.ts";
import { readBug, type CardBug } from "./read-bug.ts";

const ANSWER = {
  id: "bug_1",
  key: "SHOP-1",
  title: "<img src=x onerror=alert(1)>",
  status: "RESOLVED",
  priority: "HIGH",
  assignee: { name: "Fixer" },
  digest: { headline: "TypeError", failing_requests: [{ method: "POST", url: "/pay", status: 500 }] },
};

function shown(bug: CardBug | null) {
  const asked: Record<string, unknown>[] = [];
  if (!bug) throw new Error("no bug was read");
  const card = bugCard(bug, { change: (fields) => asked.push(fields), open: () => undefined });
  return { card, asked };
}

test("captured words stay words", () => {
  const { card } = shown(readBug(ANSWER));
  expect(card.querySelector("img")).toBeNull();
  expect(card.textContent).toContain("<img src=x onerror=alert(1)>");
  expect(card.textContent).toContain("POST /pay → 500");
});

test("only the moves that the status allows are offered", () => {
  const { card, asked } = shown(readBug(ANSWER));
  const picker = card.querySelector("select");
  expect([...(picker?.options ?? [])].map(({ value }) => value)).toEqual(["", "CLOSED", "REOPENED"]);
  if (picker) picker.value = "REOPENED";
  picker?.dispatchEvent(new Event("change"));
  expect(asked).toEqual([{ status: "REOPENED" }]);
});

test("an answer without a bug is none", () => {
  expect(readBug({ error: { message: "no" } })).toBeNull();
});
