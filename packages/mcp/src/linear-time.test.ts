import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { AppError } from "@hawkmoth/domain/errors";
import { steepGrowth } from "@hawkmoth/domain/testing/cost-growth";
import { expect, test } from "vitest";
import { fitToBudget } from "./budget.ts";
import { cleanError } from "./clean-error.ts";
import { argumentsFrom, coercedArguments } from "./coerce.ts";
import { readApiError, toToolError } from "./errors.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { digest } from "./idempotency.ts";
import { tolerantMessage } from "./messages.ts";
import { nearestTool } from "./nearest-tool.ts";
import { presentResult } from "./present.ts";
import { mediaLink } from "./presenters/bug-media.ts";
import { dataBlock } from "./presenters/data-block.ts";
import { buildRegistry, type Tool } from "./registry.ts";
import { matchUri } from "./resources/uri.ts";
import { cleanText, decodeEntities, neutralise, stripHidden, withoutMarks } from "./sanitize.ts";
import { clientHeader, pathSegment } from "./send.ts";
import { nearestArgument, nearestOption } from "./synonyms.ts";
import { labelled } from "./trust.ts";
import { checkedArguments } from "./validate.ts";
import { viewOf } from "./views.ts";

const registry = buildRegistry(operations);
const TOOLS = [...registry.keys()];

function toolOf(name: string): Tool {
  const tool = registry.get(name);
  if (!tool) throw new Error(`no tool ${name}`);
  return tool;
}

const present = (name: string, raw: unknown): unknown =>
  presentResult({
    tool: toolOf(name),
    raw,
    call: { args: {}, listed: TOOLS, toolsets: [], server: { version: "1", protocols: [] } },
    own_origin: "https://bugs.example",
  });

function orError(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

const commentOf = (text: string) => ({ id: text, author: { name: text }, body: text, url: text, at: text });

test.each(
  Object.entries<(text: string) => unknown>({
    argumentsFrom: (text) => orError(() => argumentsFrom(text)),
    checkedArguments: (text) =>
      orError(() =>
        checkedArguments({ bug_id: text, title: text, [text]: text }, toolOf("update_bug").listed.inputSchema),
      ),
    cleanError: (text) =>
      cleanError(toToolError(new AppError("INVALID_INPUT", { message: text, field: text, details: { [text]: text } }))),
    cleanText: (text) => cleanText(text, "https://bugs.example"),
    clientHeader: (text) => clientHeader(text, text),
    coercedArguments: (text) =>
      coercedArguments({ limit: text, status: text, due_at: text }, toolOf("list_bugs").listed.inputSchema),
    dataBlock: (text) => dataBlock(text),
    decodeEntities,
    digest,
    estimateTokens,
    fitToBudget: (text) =>
      fitToBudget(
        { title: text, rows: [text, text] },
        { budget_tokens: 500, render: JSON.stringify, advise: () => "" },
      ),
    labelled: (text) =>
      labelled({ comments: [commentOf(text)], response_body: { text }, [text.slice(0, 99)]: text }, null),
    matchUri: (text) => matchUri("hawkmoth://bugs/{bug}/media/{media}", `hawkmoth://bugs/${text}`),
    mediaLink: (text) => mediaLink("SHOP-1", { kind: text, id: "art_1", file_name: text, content_type: text }),
    nearestArgument: (text) => nearestArgument(text, ["title", "severity", "label_ids"]),
    nearestOption: (text) => nearestOption(text, ["HIGH", "CRITICAL"]),
    nearestTool: (text) => nearestTool(text, TOOLS),
    neutralise: (text) => neutralise(text, "https://bugs.example"),
    pathSegment: (text) => orError(() => pathSegment(text, "bug_id")),
    "presentResult of get_bug": (text) => present("get_bug", { key: "SHOP-1", title: text, description: text }),
    "presentResult of get_replay_transcript": (text) =>
      present("get_replay_transcript", { transcript: text, truncated: false }),
    "presentResult of list_bug_comments": (text) => present("list_bug_comments", { comments: [commentOf(text)] }),
    readApiError: (text) => readApiError({ error: { code: text, message: text, field: text } }, 400),
    stripHidden,
    tolerantMessage: (text) =>
      orError(() => tolerantMessage({ method: "tools/call", params: { name: text, arguments: text } })),
    viewOf: (text) => viewOf({ [text]: { [text]: text } }, new Set(["a.b"])),
    withoutMarks: (text) => withoutMarks(text, text),
  }),
)("%s takes time by the length of its text", (_name, work) => {
  expect(steepGrowth(work)).toEqual([]);
});
