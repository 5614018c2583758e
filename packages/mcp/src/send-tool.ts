import { AppError, type ErrorBody } from "@hawkmoth/domain/errors";
import { joined, type AliasTool } from "./alias.ts";
import { isRecord } from "./json-schema.ts";
import type { Tool } from "./registry.ts";
import { readApi, sendCall, type ApiTarget, type Caller } from "./send.ts";

/** A tool call whose arguments were checked, under whatever name it came. */
export interface SentTool {
  tool: Tool | AliasTool;
  args: Readonly<Record<string, unknown>>;
  /** The project that is filled in, where the tool takes one. */
  project_id: string | null;
  caller: Caller;
  signal?: AbortSignal | undefined;
  /** Arguments of the tool that stand for the caller's own, in a second request of the same call. */
  instead?: Readonly<Record<string, unknown>> | null;
}

/** What came back, with the arguments as the tool itself names them. */
export type ToolAnswer = { ok: true; value: unknown; args: Record<string, unknown> } | { ok: false; error: ErrorBody };

/**
 * Sends a tool call as the REST request of its operation. Another tracker's name is translated first, which for a few
 * takes a read before or a second answer beside it.
 * @throws AppError when what an alias names does not exist.
 */
export async function sendTool(api: ApiTarget, sent: SentTool): Promise<ToolAnswer> {
  const { tool, caller, signal } = sent;
  const args = withProject(sent, await ownArguments(api, sent));
  const { instead = null } = sent;
  const answer = await sendCall(api, {
    tool,
    args: { ...args, ...instead },
    caller,
    signal,
    is_more: instead !== null,
  });
  if (!answer.ok || !("alias" in tool) || !tool.alias.also) return answer.ok ? { ...answer, args } : answer;
  const { also } = tool.alias;
  const more = { tool: also.tool, args: { ...args, ...also.fixed }, is_more: true };
  const second = await sendCall(api, { ...more, caller, signal });
  return second.ok ? { ok: true, value: joined(answer.value, also.field, second.value), args } : second;
}

async function ownArguments(api: ApiTarget, { tool, args, caller }: SentTool): Promise<Record<string, unknown>> {
  if (!("alias" in tool)) return { ...args };
  return await tool.alias.translate(args, async (path) => {
    const answer = await readApi(api, path, caller);
    if (answer.ok) return isRecord(answer.value) ? answer.value : {};
    const { code, ...options } = answer.error;
    throw new AppError(code, options);
  });
}

function withProject({ tool, project_id }: SentTool, args: Record<string, unknown>): Record<string, unknown> {
  const takesProject = tool.operation.input?.properties?.["project_id"] !== undefined;
  return project_id !== null && takesProject ? { ...args, project_id } : args;
}
