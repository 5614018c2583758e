import type { ToolResult } from "./content.ts";
import { consentQuestion } from "./consent-words.ts";
import { isDryRun } from "./dry-run.ts";
import { presentError } from "./present.ts";
import { isRecord } from "./json-schema.ts";
import type { Tool } from "./registry.ts";
import type { Asking, InputRequired } from "./surface.ts";

type Arguments = Readonly<Record<string, unknown>>;

const ANSWER = "consent";

/** Reads that a person has to agree to as well; they have nothing to try first. */
const SENSITIVE_READS = new Set(["get_bug_cookies"]);

/** A call that may need consent. */
export interface ConsentCall {
  tool: Tool;
  args: Arguments;
  asking: Asking;
  /** Runs the tool with other arguments. */
  run: (args: Arguments) => Promise<ToolResult>;
}

/** True when a person has to agree before the tool runs with these arguments. */
export function needsConsent(tool: Tool, args: Arguments): boolean {
  if (SENSITIVE_READS.has(tool.name)) return true;
  return tool.operation.mcp.confirm && !isDryRun(tool, args);
}

/**
 * Runs a tool with a person's consent, in two rounds without any state here: the first tries it, shows the outcome and
 * asks; the second runs it with the token of that trial, which only the API can make and which fits these arguments
 * only. A token among the arguments counts for nothing where a person can be asked.
 */
export async function withConsent({ tool, args, asking, run }: ConsentCall): Promise<ToolResult | InputRequired> {
  const { confirm_token: _given, ...own } = args;
  const answer = asking.responses[ANSWER];
  if (answer !== undefined) return await afterAnswer({ tool, args: own, asking, run }, answer);
  if (SENSITIVE_READS.has(tool.name)) return question(tool, own, {});
  const trial = await run({ ...own, dry_run: true });
  const outcome = trial.structuredContent ?? {};
  const token = outcome["confirm_token"];
  // A trial that failed, or whose outcome offers no token, leaves nothing to agree to.
  if (trial.isError || typeof token !== "string") return trial;
  return { ...question(tool, own, outcome), requestState: token };
}

async function afterAnswer({ tool, args, asking, run }: ConsentCall, answer: unknown): Promise<ToolResult> {
  const action = isRecord(answer) ? answer["action"] : undefined;
  if (action !== "accept") return refused(tool, action === "decline" ? "declined" : "did not answer");
  if (SENSITIVE_READS.has(tool.name)) return await run(args);
  return await run({ ...args, dry_run: false, confirm_token: asking.state ?? "" });
}

function question(tool: Tool, args: Arguments, outcome: Arguments): InputRequired {
  const message = consentQuestion(tool, args, outcome);
  return {
    resultType: "input_required",
    inputRequests: {
      [ANSWER]: {
        method: "elicitation/create",
        params: { mode: "form", message, requestedSchema: { type: "object", properties: {} } },
      },
    },
  };
}

function refused(tool: Tool, what: string): ToolResult {
  return presentError({
    code: "FORBIDDEN",
    message: `The user ${what}: ${tool.name} did nothing.`,
    next: "Do not call it again unless the user asks for it.",
  });
}
