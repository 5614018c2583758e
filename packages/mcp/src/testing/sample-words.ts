import { newId } from "@hawkmoth/domain/ids";

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

/** Ids that stay the same within one run of the tests. */
export const IDS = {
  workspace: newId("workspace"),
  project: newId("project"),
  bug: newId("bug"),
  agent: newId("agent"),
  member: newId("member"),
  label: newId("label"),
  task: newId("task"),
  comment: newId("comment"),
  artifact: newId("artifact"),
  user: newId("user"),
  key: newId("key"),
  audit: newId("audit"),
};
