import { AppError } from "@hawkmoth/domain/errors";
import { HARD_CAP_TOKENS } from "./budget.ts";
import type { ToolResult } from "./content.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import type { ToolHints } from "./operations.ts";
import type { ListedTool, Offer } from "./registry.ts";
import { labelled, TRUST_KEY } from "./trust.ts";
import type { Toolset } from "./toolsets.ts";

/**
 * A tool that this process answers by itself, such as one that looks at the files of the machine it runs on. `run`
 * gets arguments that fit the input schema and gives what the output schema says; it throws AppError.
 */
export interface LocalTool {
  listed: ListedTool;
  toolset: Toolset;
  hints: ToolHints;
  run: (args: Readonly<Record<string, unknown>>) => Promise<Record<string, unknown>>;
}

/** A local tool among the others. */
export interface LocalOffer extends Offer {
  run: LocalTool["run"];
}

/** A local tool as the list and the selection see it: whoever started the process may use it. */
export function localOffer({ listed, toolset, hints, run }: LocalTool): LocalOffer {
  return { name: listed.name, toolset, hints, scope: null, action: null, listed, run };
}

/** Runs a local tool. What it read is as untrusted as what the API gives. @throws AppError */
export async function callLocal(offer: LocalOffer, args: Readonly<Record<string, unknown>>): Promise<ToolResult> {
  const { value, fields } = labelled(await offer.run(args), offer.listed.outputSchema);
  const text = JSON.stringify(value);
  if (estimateTokens(text) > HARD_CAP_TOKENS) throw new AppError("PAYLOAD_TOO_LARGE");
  return {
    content: [{ type: "text", text }],
    structuredContent: Object(value),
    ...(fields.length > 0 ? { _meta: { [TRUST_KEY]: { integrity: "untrusted", fields } } } : {}),
  };
}
