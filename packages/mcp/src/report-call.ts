import type { CallResult } from "@hawkmoth/domain/audit/mcp-call";
import type { ErrorBody, ErrorCode } from "@hawkmoth/domain/errors";
import { postApi, type ApiTarget, type Caller } from "./send.ts";

const TOOL_NAME = /^[a-z_]{3,40}$/;
const MAX_CHARACTERS = 200_000;

/** Refusals that go before the one that is reported: the caller has no business here, or has had too much of it. */
const GOES_BEFORE: ReadonlySet<ErrorCode> = new Set(["RATE_LIMITED", "UNAUTHENTICATED"]);

/** A call that this server answered without the API. */
export interface OwnCall {
  name: string;
  args: Readonly<Record<string, unknown>>;
  result_code: CallResult;
  started_ms: number;
}

/**
 * Tells the API of a call it did not see, so that it is audited and counts towards the caller's limit like any other.
 * Gives the API's refusal of the caller, when there is one; a report that does not arrive changes nothing.
 */
export async function reportCall(api: ApiTarget, call: OwnCall, caller: Caller): Promise<ErrorBody | null> {
  const { name, args, result_code, started_ms } = call;
  const tool = TOOL_NAME.test(name) ? name : null;
  const answer = await postApi(api, {
    path: "/mcp-calls",
    tool: tool ?? "unknown_tool",
    body: { tool, arguments: kept(args), result_code, duration_ms: Math.round(performance.now() - started_ms) },
    caller,
  });
  return !answer.ok && GOES_BEFORE.has(answer.error.code) ? answer.error : null;
}

function kept(args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return JSON.stringify(args).length > MAX_CHARACTERS ? { omitted: "too large" } : args;
}
