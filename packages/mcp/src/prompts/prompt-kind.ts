import type { ListedPrompt } from "../surface.ts";

/** What a prompt is written from. */
export interface PromptCall {
  args: Readonly<Record<string, string>>;
  /** True for tools that this connection lists: a prompt names no others. */
  has: (tool: string) => boolean;
  /** What a reading tool answers, in a block of data with marks that it can't forge. @throws AppError */
  evidence: (tool: string, args: Readonly<Record<string, unknown>>) => Promise<string>;
}

/** A prompt: how it is listed, and how its text is written. */
export interface PromptKind extends ListedPrompt {
  /** Paragraphs for a model; everything captured stands in blocks of `evidence`. @throws AppError */
  write: (call: PromptCall) => Promise<string[]>;
}

/** A step of the work, with the tools it takes; it is left out when the connection has none of them. */
export interface Step {
  text: string;
  tools?: readonly string[];
}

/** The steps as a numbered list. `{tools}` in a text stands for those of its tools that there are. */
export function steps(list: readonly Step[], has: PromptCall["has"]): string {
  const texts = list.flatMap(({ text, tools }) => {
    const there = tools?.filter(has) ?? [];
    return tools && there.length === 0 ? [] : [text.replace("{tools}", inWords(there))];
  });
  return texts.map((text, index) => `${index + 1}. ${text}`).join("\n");
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}`;
}
