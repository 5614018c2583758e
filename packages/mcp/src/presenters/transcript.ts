import { dataBlock } from "./data-block.ts";
import type { Presenter } from "./presenter.ts";

const BUDGETS = { summary: 1200, detailed: 6000 };

/** What the reporter did, as a marked block of text below one line of facts. */
export const transcript: Presenter = {
  budget: (args) => (args["verbosity"] === "detailed" ? BUDGETS.detailed : BUDGETS.summary),
  render: ({ text, ...facts }) => `${JSON.stringify(facts)}\n${dataBlock(String(text ?? ""))}`,
};
