import { contextLink } from "./bug-links.ts";
import type { Presenter } from "./presenter.ts";

/** The prompt as text, ready to be followed. What was cut off its end may have held the mark that closes a block. */
export const fixPrompt: Presenter = {
  render: ({ prompt, ...facts }) => {
    const { next } = facts;
    const text = closed(String(prompt));
    return typeof next === "string" ? `${text}\n\n${next}` : text;
  },
  blocks: ({ key }) => [contextLink(String(key))],
};

function closed(prompt: string): string {
  const marks = [...prompt.matchAll(/<(\/?)data-([0-9a-f]{12,64})(?: name="\w+")?>/g)];
  const last = marks.at(-1);
  return last && last[1] === "" ? `${prompt}\n</data-${last[2]}>` : prompt;
}
