import { uuidToId, type IdKind } from "@hawkmoth/domain/ids";

/** Gives the text of a field that people or pages write; a test may put something hostile there. */
export type Say = (field: string) => string;

const WORDS: Readonly<Record<string, string>> = {
  title: "Checkout answers 500 when a coupon is applied",
  description: "Apply the coupon SAVE10 in the cart. The total stays and a red box appears.",
  url: "https://shop.example/cart?step=2",
  method: "POST",
  user_agent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/140",
  request_id: "req_12",
  label_name: "checkout",
  headers: "application/json",
};

/** Ordinary words for every field. */
export const plainWords: Say = (field) => WORDS[field] ?? `some ${field.replaceAll("_", " ")}`;

/** Ids that are the same in every run, so that what is written down of them is too. */
export const IDS = {
  workspace: fixedId("workspace", 1),
  project: fixedId("project", 2),
  bug: fixedId("bug", 3),
  agent: fixedId("agent", 4),
  member: fixedId("member", 5),
  label: fixedId("label", 6),
  task: fixedId("task", 7),
  comment: fixedId("comment", 8),
  artifact: fixedId("artifact", 9),
  user: fixedId("user", 10),
  key: fixedId("key", 11),
  audit: fixedId("audit", 12),
  suite: fixedId("suite", 13),
  case: fixedId("case", 14),
  run: fixedId("run", 15),
  activity: fixedId("activity", 16),
};

function fixedId(kind: IdKind, number: number): string {
  return uuidToId(kind, `019aa3f0-6c7b-7000-8000-${number.toString(16).padStart(12, "0")}`);
}
