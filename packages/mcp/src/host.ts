import { AppError } from "@hawkmoth/domain/errors";
import { nearestName } from "@hawkmoth/domain/search/nearest";
import type { ToolResult } from "./content.ts";
import { toToolError, withGuidance, type FailedCall } from "./errors.ts";
import { isRecord } from "./json-schema.ts";
import { standings, type Standing } from "./me.ts";
import { presentError, presentResult } from "./present.ts";
import { isPermitted, type ListedTool, type Registry, type Tool } from "./registry.ts";
import { cleanText } from "./sanitize.ts";
import { isSelected, type Selection } from "./selection.ts";
import { sendCall, type ApiTarget, type Caller } from "./send.ts";
import { checkedArguments } from "./validate.ts";

/** One client's wish to be served: who it is and which tools it wants. */
export interface Connection {
  caller: Caller;
  selection: Selection;
}

/** A tools/call as it came in. */
export interface ToolCall {
  name: string;
  args: unknown;
  signal?: AbortSignal | undefined;
}

/** Lists and runs tools, without knowing any protocol version. */
export interface ToolHost {
  /** What the connection may use. @throws AppError when the API refuses the credential. */
  list: (connection: Connection) => Promise<ListedTool[]>;
  /** Runs a tool. Every failure is a result with `isError`. */
  call: (connection: Connection, call: ToolCall) => Promise<ToolResult>;
  /** @throws AppError when the API refuses the credential or does not answer. */
  standing: (caller: Caller) => Promise<Standing>;
  registry: Registry;
  version: string;
}

/** What a host is made of. */
export interface HostOptions {
  registry: Registry;
  api: ApiTarget;
  version: string;
  /** Public origin of the dashboard; links to it stay links. */
  own_origin: string | null;
  /** Lists everything selected while the API is out of reach, so that a client of stdio can start before it. */
  lists_offline?: boolean;
}

/** Protocol revisions that are served, newest first. */
export const PROTOCOLS: readonly string[] = ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/** Makes the host that both protocol eras and both transports share. */
export function createHost(options: HostOptions): ToolHost {
  const { registry, version } = options;
  const standing = standings(options.api);
  const available = async (connection: Connection) => {
    const selected = [...registry.values()].filter((tool) => isSelected(connection.selection, tool));
    const known = await standingOrNull(standing(connection.caller), options.lists_offline === true);
    return known === null ? selected : selected.filter((tool) => isPermitted(tool, known.scopes));
  };
  return {
    registry,
    version,
    standing,
    list: async (connection) => (await available(connection)).map((tool) => tool.listed),
    call: (connection, call) => run({ options, connection, call, available }),
  };
}

async function standingOrNull(answer: Promise<Standing>, may_be_offline: boolean): Promise<Standing | null> {
  try {
    return await answer;
  } catch (error) {
    if (may_be_offline && error instanceof AppError && error.code === "INTERNAL") return null;
    throw error;
  }
}

interface Run {
  options: HostOptions;
  connection: Connection;
  call: ToolCall;
  available: (connection: Connection) => Promise<Tool[]>;
}

async function run({ options, connection, call, available }: Run): Promise<ToolResult> {
  const names = namesOf(available(connection));
  const given = isRecord(call.args) ? call.args : {};
  try {
    const tool = findTool(options.registry, connection.selection, call.name);
    const args = checkedArguments(call.args, tool.listed.inputSchema);
    const answer = await sendCall(options.api, { tool, args, caller: connection.caller, signal: call.signal });
    const listed = await names;
    if (!answer.ok) return presentError(withGuidance(answer.error, failedCall(call.name, args, listed)));
    const server = { version: options.version, protocols: PROTOCOLS };
    return presentResult({ tool, raw: answer.value, own_origin: options.own_origin, call: { args, listed, server } });
  } catch (error) {
    const known = error instanceof AppError ? error : new AppError("INTERNAL", { cause: error });
    return presentError(withGuidance(toToolError(known), failedCall(call.name, given, await names)));
  }
}

/** Hints and lists of names are extras: without them the answer or the error itself still goes out. */
async function namesOf(tools: Promise<Tool[]>): Promise<string[]> {
  try {
    return (await tools).map(({ name }) => name);
  } catch {
    return [];
  }
}

function failedCall(tool: string, args: Readonly<Record<string, unknown>>, listed: readonly string[]): FailedCall {
  return { tool, args, isAvailable: (name) => listed.includes(name) };
}

function findTool(registry: Registry, selection: Selection, name: string): Tool {
  const tool = registry.get(name);
  if (tool && isSelected(selection, tool)) return tool;
  if (tool) throw switchedOff(tool, selection);
  const selected = [...registry.values()].filter((candidate) => isSelected(selection, candidate));
  const near = nearestName(
    name,
    selected.map((candidate) => candidate.name),
  );
  throw new AppError("NOT_FOUND", {
    message: `There is no tool '${cleanText(name).slice(0, 60)}'${near ? `: did you mean '${near}'?` : ""}`,
    field: "name",
    details: {
      ...(near ? { did_you_mean: near } : {}),
      next: near ? `Call ${near}.` : "Call tools/list for the tools there are.",
    },
  });
}

function switchedOff(tool: Tool, selection: Selection): AppError {
  const reason =
    selection.is_readonly && !tool.hints.read_only ? "this connection is read-only" : "this connection left it out";
  return new AppError("FORBIDDEN", {
    message: `The tool '${tool.name}' is switched off: ${reason}.`,
    hint: "The user chooses the tools of a connection in its settings.",
    details: { next: "Go on without it, or ask the user to switch it on." },
  });
}
