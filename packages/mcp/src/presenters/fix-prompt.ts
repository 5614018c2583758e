import type { Presenter } from "./presenter.ts";

/** The prompt as text, ready to be followed. */
export const fixPrompt: Presenter = {
  render: ({ prompt, ...facts }) => {
    const { next } = facts;
    return typeof next === "string" ? `${String(prompt)}\n\n${next}` : String(prompt);
  },
};
