import type { ContentBlock } from "../content.ts";
import type { JsonSchema, ObjectSchema } from "../json-schema.ts";
import { bugLinks } from "./bug-links.ts";
import { bugMedia } from "./bug-media.ts";
import { bugTable } from "./bug-table.ts";
import { capabilities } from "./capabilities.ts";
import { claimedTask } from "./claimed-task.ts";
import { filedBug } from "./filed-bug.ts";
import { fixPrompt } from "./fix-prompt.ts";
import { replayRaw } from "./replay-raw.ts";
import { replayEvents } from "./replay-events.ts";
import { screenshot } from "./screenshot.ts";
import { transcript } from "./transcript.ts";

/** What a presenter sees of a call besides its result. */
export interface PresentedCall {
  args: Readonly<Record<string, unknown>>;
  /** What the connection lists, which is all that an answer may point to. */
  listed: readonly string[];
  /** The toolsets of what is listed. */
  toolsets?: readonly string[];
  /** Everything the server knows of itself. */
  server: { version: string; protocols: readonly string[] };
}

/** What a text is made by, besides the value and the call. */
export interface Rendering {
  budget_tokens: number;
  /** The value under the names that the caller knows its fields by. */
  named: (value: Record<string, unknown>) => Record<string, unknown>;
}

/** How a result differs from compact JSON. It only encodes: no rule and no second request. */
export interface Presenter {
  /** Arguments that exist in MCP only. */
  arguments?: Readonly<Record<string, JsonSchema>>;
  /** Output schema, when it is not the operation's. */
  output?: ObjectSchema;
  /** Adds to the result what only this server knows, before anything is measured. */
  complete?: (value: Record<string, unknown>, call: PresentedCall) => Record<string, unknown>;
  /** The text for the value, when it is not compact JSON. */
  render?: (value: Record<string, unknown>, call: PresentedCall, rendering: Rendering) => string;
  /** Blocks behind the text. `raw` is the answer of the API, uncleaned and with what the view leaves out. */
  blocks?: (value: Record<string, unknown>, raw: Record<string, unknown>) => ContentBlock[];
  /** What to call for what a shortened answer lacks, where that can be told from what is left; null where it can't. */
  rest?: (fitted: Record<string, unknown>) => string | null;
  /** Most tokens for these arguments, when the tool has no single figure. */
  budget?: (args: Readonly<Record<string, unknown>>) => number;
  /** Paths of texts that the server itself wrote and that must arrive as they are, such as code. */
  ours?: readonly string[];
  /**
   * The text that stands for an answer which pages play and no model reads: it goes out as it is stored, sanitised
   * when it came in, without budget.
   */
  forPages?: (value: Record<string, unknown>) => string;
  /** Paths to label as untrusted besides those found by the walk. */
  untrusted?: readonly string[];
}

const PLAIN: Presenter = {};

const PRESENTERS: Readonly<Record<string, Presenter>> = {
  get_capabilities: capabilities,
  list_bugs: bugTable,
  search_bugs: bugTable,
  get_bug: bugLinks,
  get_bug_media: bugMedia,
  get_screenshot: screenshot,
  get_install_snippet: { ours: ["target_file", "code", "steps", "note"] },
  get_replay_events: replayEvents,
  get_replay_transcript: transcript,
  get_replay_raw: replayRaw,
  generate_fix_prompt: fixPrompt,
  claim_agent_task: claimedTask,
  create_bug: filedBug,
};

/** The presenter of a tool; most are plain JSON. */
export function presenterOf(tool: string): Presenter {
  return Object.hasOwn(PRESENTERS, tool) ? (PRESENTERS[tool] ?? PLAIN) : PLAIN;
}
