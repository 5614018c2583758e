import { isRecord } from "../json-schema.ts";
import type { ListedTool } from "../registry.ts";

/** A call, and what came of it. */
export interface Attempt {
  tool: string;
  args: Record<string, unknown>;
  /** The structured answer, or null for an error. */
  value: Record<string, unknown> | null;
  error: Record<string, unknown> | null;
}

/** Makes one call of a tool. */
export type CallTool = (tool: string, args: unknown) => Promise<Attempt>;

const MAX_ATTEMPTS = 6;

/**
 * Does what the errors say and nothing else, as a program without any understanding would: takes `did_you_mean`, makes
 * the call that `next` names, takes the value from its answer. Gives every attempt, the last of which succeeded or
 * told nothing more to do.
 */
export async function follow(call: CallTool, tools: readonly ListedTool[], first: Attempt): Promise<Attempt[]> {
  const attempts = [first];
  for (let current = first; current.error && attempts.length < MAX_ATTEMPTS;) {
    const next = await nextCall({ call, tools }, current, current.error);
    if (!next) break;
    current = await call(next.tool, next.args);
    attempts.push(current);
  }
  return attempts;
}

interface Means {
  call: CallTool;
  tools: readonly ListedTool[];
}

type Next = { tool: string; args: Record<string, unknown> } | null;

async function nextCall(means: Means, { tool, args }: Attempt, error: Record<string, unknown>): Promise<Next> {
  const { did_you_mean, field, next, expected, message } = error;
  const name = typeof field === "string" ? field : "";
  if (typeof did_you_mean === "string") {
    if (name === "name") return { tool: did_you_mean, args };
    if (/^Unknown (?:argument|field)/.test(String(message))) return { tool, args: renamed(args, name, did_you_mean) };
    return { tool, args: withValue(args, name, did_you_mean) };
  }
  if (typeof next === "string") return await follows(means, { tool, args }, next);
  if (Array.isArray(expected) && name !== "") return { tool, args: withValue(args, name, expected[0]) };
  return null;
}

async function follows(means: Means, { tool, args }: NonNullable<Next>, next: string): Promise<Next> {
  const [, value, json] = / again with ([\w.]+): (.+)\.$/.exec(next) ?? [];
  if (value && json) return { tool, args: withValue(args, value, JSON.parse(json)) };
  const [, without] = / again without (\w+)\.$/.exec(next) ?? [];
  if (without) return { tool, args: Object.fromEntries(Object.entries(args).filter(([key]) => key !== without)) };
  const [, written] = / again with (\w+)\.$/.exec(next) ?? [];
  if (written) return { tool, args: { ...args, [written]: "coupon" } };
  const [, sources, wanted] = /^Call (.+) to get a valid (\w+)(?: and its \w+)?\.$/.exec(next) ?? [];
  if (sources && wanted) return await withFound(means, { tool, args }, { sources: sources.split(" or "), wanted });
  const named = means.tools.find((candidate) => new RegExp(`\\b${candidate.name}\\b`).test(next));
  if (!named) return null;
  const lease = /fresh lease_token/.test(next) ? await found(means, named, args) : null;
  if (!lease) return { tool: named.name, args: await argumentsFor(means, named, args) };
  const { lease_token, task } = lease;
  return { tool, args: { ...args, lease_token, task_id: isRecord(task) ? task["id"] : undefined } };
}

/** The same call with the value of one argument out of another tool's answer. */
async function withFound(
  means: Means,
  { tool, args }: NonNullable<Next>,
  { sources, wanted }: { sources: readonly string[]; wanted: string },
): Promise<Next> {
  const rest = Object.fromEntries(Object.entries(args).filter(([key]) => key !== wanted));
  for (const source of sources) {
    const listed = means.tools.find(({ name }) => name === source);
    const answer = listed && (await found(means, listed, rest));
    const row = answer && rowWith(answer, wanted);
    if (row)
      return { tool, args: { ...args, ...sharedWith(args, row), [wanted]: ofSameKind(args[wanted], row[wanted]) } };
  }
  return null;
}

async function found(means: Means, tool: ListedTool, args: Record<string, unknown>) {
  const own = await argumentsFor(means, tool, args);
  const isComplete = (tool.inputSchema.required ?? []).every((name) => own[name] !== undefined);
  return isComplete ? (await means.call(tool.name, own)).value : null;
}

/** Of the arguments at hand those that the tool takes as well; what it must have besides is asked for in turn. */
async function argumentsFor(means: Means, tool: ListedTool, args: Record<string, unknown>) {
  const required = tool.inputSchema.required ?? [];
  const own: Record<string, unknown> = Object.fromEntries(
    required.flatMap((name) => (name in args ? [[name, args[name]]] : [])),
  );
  for (const name of required.filter((missing) => own[missing] === undefined)) {
    const { error } = await means.call(tool.name, own);
    const next = error && (await nextCall(means, { tool: tool.name, args: own, value: null, error }, error));
    if (next?.tool === tool.name) own[name] = next.args[name];
  }
  return own;
}

/** The first row of an answer that has the value, under its own name or as the id or name of the row. */
function rowWith(answer: Record<string, unknown>, wanted: string): Record<string, unknown> | null {
  const rows = Object.values(answer).flatMap((list): unknown[] => (Array.isArray(list) ? list.slice(0, 1) : []));
  for (const row of [...rows, answer].filter(isRecord)) {
    const value = row[wanted] ?? (wanted.endsWith("_name") ? row["name"] : row["id"]);
    if (value !== undefined) return { ...row, [wanted]: value };
  }
  return null;
}

/** What a row says of arguments that were given too, such as the type beside an id. */
function sharedWith(args: Record<string, unknown>, row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name in args && name.endsWith("_type")));
}

function renamed(args: Record<string, unknown>, path: string, name: string): Record<string, unknown> {
  const [key = "", ...rest] = path.split(".");
  const entries = Object.entries(args).map(([own, value]): [string, unknown] => {
    if (own !== key) return [own, value];
    return rest.length === 0 ? [name, value] : [own, isRecord(value) ? renamed(value, rest.join("."), name) : value];
  });
  return Object.fromEntries(entries);
}

/** The arguments with another value at a path such as `patch.priority`. */
function withValue(args: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  const [key = "", ...rest] = path.split(".");
  const own = args[key];
  if (rest.length === 0) return { ...args, [key]: ofSameKind(own, value) };
  return { ...args, [key]: withValue(isRecord(own) ? own : {}, rest.join("."), value) };
}

function ofSameKind(old: unknown, value: unknown): unknown {
  return Array.isArray(old) ? [value] : value;
}
