import { AppError } from "@hawkmoth/domain/errors";
import { nearestName } from "@hawkmoth/domain/search/nearest";
import type { ToolResult } from "../content.ts";
import type { Connection } from "../host.ts";
import { dataBlock } from "../presenters/data-block.ts";
import { cleanText } from "../sanitize.ts";
import type { ListedPrompt, Prompt } from "../surface.ts";
import type { ToolReader } from "../tool-reader.ts";
import { TRUST_KEY } from "../trust.ts";
import { fixBug, triageBug, verifyFix, writeRegressionTest } from "./bug-prompts.ts";
import type { PromptKind } from "./prompt-kind.ts";
import { weeklyDigest, workNextTask } from "./work-prompts.ts";

const MAX_ARGUMENT = 200;

/** Tools whose text marks what was captured itself. */
const MARKS_ITS_DATA = new Set(["generate_fix_prompt", "get_replay_transcript"]);

const KINDS: ReadonlyMap<string, PromptKind> = new Map(
  [triageBug, fixBug, workNextTask, verifyFix, writeRegressionTest, weeklyDigest].map((kind) => [kind.name, kind]),
);

/** All prompts, the same for every caller. */
export const PROMPTS: readonly ListedPrompt[] = [...KINDS.values()].map(({ write: _write, ...listed }) => listed);

/** Writes a prompt from what the caller may read. @throws INVALID_INPUT for an unknown name or a missing argument. */
export async function writePrompt(
  reader: ToolReader,
  connection: Connection,
  wish: { name: string; args: Readonly<Record<string, string>> },
): Promise<Prompt> {
  const kind = findPrompt(wish.name);
  const args = checkedArguments(kind, wish.args);
  const listed = await reader.listed(connection);
  const fields = new Set<string>();
  const paragraphs = await kind.write({
    args,
    has: (tool) => listed.some(({ name }) => name === tool),
    evidence: async (tool, input) => {
      fields.add("messages.content.text");
      const text = textOf(await reader.present(connection, tool, input));
      return MARKS_ITS_DATA.has(tool) ? text : dataBlock(text);
    },
  });
  return {
    description: kind.description,
    messages: [{ role: "user", content: { type: "text", text: paragraphs.join("\n\n") } }],
    ...(fields.size > 0 ? { _meta: { [TRUST_KEY]: { integrity: "untrusted", fields: [...fields] } } } : {}),
  };
}

/** The prompt of a name. @throws INVALID_INPUT naming the nearest one. */
export function findPrompt(name: string): PromptKind {
  const kind = KINDS.get(name);
  if (kind) return kind;
  const near = nearestName(name, [...KINDS.keys()]);
  throw new AppError("INVALID_INPUT", {
    message: `There is no prompt '${cleanText(name).slice(0, 60)}'${near ? `: did you mean '${near}'?` : ""}`,
    field: "name",
  });
}

function textOf({ content: [block] }: ToolResult): string {
  return block?.type === "text" ? block.text : "";
}

function checkedArguments(kind: PromptKind, given: Readonly<Record<string, string>>): Record<string, string> {
  const args: Record<string, string> = {};
  for (const { name, required } of kind.arguments) {
    const value = cleanText(given[name] ?? "")
      .replaceAll(/\s+/g, " ")
      .trim()
      .slice(0, MAX_ARGUMENT);
    if (value !== "") args[name] = value;
    else if (required) throw new AppError("INVALID_INPUT", { message: `Missing '${name}'`, field: name });
  }
  const unknown = Object.keys(given).find((name) => kind.arguments.every((argument) => argument.name !== name));
  if (unknown === undefined) return args;
  const near = nearestName(
    unknown,
    kind.arguments.map(({ name }) => name),
  );
  throw new AppError("INVALID_INPUT", {
    message: `Unknown argument '${cleanText(unknown).slice(0, 60)}'${near ? `: did you mean '${near}'?` : ""}`,
    field: near ?? "arguments",
  });
}
