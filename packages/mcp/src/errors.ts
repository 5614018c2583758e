import { ErrorBody, ErrorCode, ERRORS, type AppError, toErrorBody } from "@hawkmoth/domain/errors";
import { ownName, type Alias } from "./alias.ts";
import { isRecord } from "./json-schema.ts";
import { cleanText } from "./sanitize.ts";

/** The error object of REST with what helps a model to go on. */
export interface ToolError extends ErrorBody {
  /** The existing name that was most likely meant. */
  did_you_mean?: string;
  /** What to call next, in one sentence. */
  next?: string;
}

/** What the call was, as far as hints need it. */
export interface FailedCall {
  tool: string;
  args: Readonly<Record<string, unknown>>;
  /** Arguments that have to be given. */
  required: readonly string[];
  /** True when the call is to change something. */
  is_write: boolean;
  /** How the called name translates, when it is another tracker's. */
  alias: Alias | null;
  /** The name under which this connection lists a tool; null when it does not, and hints name no such tool. */
  nameOf: (tool: string) => string | null;
}

/**
 * Which tools give the value of an argument. The order is that of suspicion: when something does not exist, it is
 * likelier the comment or the label than the bug it belongs to.
 */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  task_id: ["get_agent_tasks"],
  lease_token: ["claim_agent_task"],
  request_id: ["get_bug_context"],
  media_id: ["get_bug_media"],
  reply_to: ["list_bug_comments"],
  assignee_id: ["list_project_members"],
  agent_id: ["list_agents"],
  label_id: ["list_labels"],
  label_name: ["list_labels"],
  case_id: ["get_regression_suite"],
  run_id: ["create_regression_run"],
  suite_id: ["list_regression_suites"],
  duplicate_of: ["search_bugs", "list_bugs"],
  into_bug_id: ["search_bugs", "list_bugs"],
  bug_id: ["search_bugs", "list_bugs"],
  project_id: ["list_projects"],
};

/** The error an API answer carries; an answer of another form becomes INTERNAL. */
export function readApiError(body: unknown, status: number): ErrorBody {
  const parsed = ErrorBody.safeParse(isRecord(body) ? body["error"] : undefined);
  if (parsed.success) return { ...parsed.data, message: cleanText(parsed.data.message) };
  const code = ErrorCode.options.find((option) => ERRORS[option].status === status) ?? "INTERNAL";
  return { code, message: ERRORS[code].message };
}

/** An error of our own in the same form. */
export function toToolError(error: AppError): ToolError {
  return liftSuggestion(toErrorBody(error));
}

/** Adds the suggestion and the next call to an error, where there is one that helps. */
export function withGuidance(error: ErrorBody, call: FailedCall): ToolError {
  const lifted = liftSuggestion(error);
  const next = lifted.next ?? again(error, call) ?? nextStep(lifted, call);
  return next === null ? lifted : { ...lifted, next };
}

/** The API names the arguments it got; a caller under another name has to read those it sent. */
export function inOwnWords(error: ErrorBody, alias: Alias | null): ErrorBody {
  if (!alias) return error;
  const { field, message, hint, details } = error;
  const own = (text: string) => text.replaceAll(/\b\w+\b/g, (word) => ownName(alias, word));
  const next = details?.["next"];
  return {
    ...error,
    ...(field === undefined ? {} : { field: own(field), message: message.replace(`'${field}'`, `'${own(field)}'`) }),
    ...(hint === undefined ? {} : { hint: own(hint) }),
    ...(typeof next === "string" ? { details: { ...details, next: own(next) } } : {}),
  };
}

/** Moves `details.did_you_mean` up, so that it stands in one place whoever found it. */
function liftSuggestion(error: ErrorBody): ToolError {
  const { details, ...rest } = error;
  if (!details) return rest;
  const { did_you_mean, next, again_with: _value, ...others } = details;
  return {
    ...rest,
    ...(Object.keys(others).length > 0 ? { details: others } : {}),
    ...(typeof did_you_mean === "string" ? { did_you_mean } : {}),
    ...(typeof next === "string" ? { next } : {}),
  };
}

function nextStep(error: ToolError, call: FailedCall): string | null {
  switch (error.code) {
    case "INVALID_INPUT":
      return error.did_you_mean === undefined ? betterArgument(error, call) : null;
    case "IDEMPOTENCY_KEY_REUSED":
      return `Call ${call.tool} again without idempotency_key.`;
    case "NOT_FOUND":
      return missingThing(call);
    case "CONFLICT":
      return conflict(error, call);
    case "LEASE_LOST":
      return offer("claim_agent_task", "to get a task and a fresh lease_token; stop work on this one.", call);
    case "INSUFFICIENT_SCOPE":
    case "FORBIDDEN":
      return offer("get_capabilities", "to see your scopes and roles.", call);
    case "UNAUTHENTICATED":
      return "Ask the user for a new key: this one is missing, revoked or expired.";
    case "UNAVAILABLE":
      return `Wait a few seconds, then call ${call.tool} again.`;
    case "INTERNAL":
      return "Call it once more; if it fails again, tell the user.";
    default:
      return null;
  }
}

/** The same call with the value that was surely meant. */
function again({ field, details }: ErrorBody, call: FailedCall): string | null {
  const value = details?.["again_with"];
  return value === undefined || field === undefined
    ? null
    : `Call ${call.tool} again with ${field}: ${JSON.stringify(value)}.`;
}

/** Arguments that only name what a call is about or guard it: alone they change nothing. */
const PASSIVE = /(?:^|_)(?:id|token|key)$|^(?:ticketId|if_version|dry_run)$/;

/**
 * Where the value comes from; an argument that no tool gives has to be written, or left out where the call still does
 * what it was for. What is wrong inside an argument is said by the message, as are the options of a choice.
 */
function betterArgument(error: ToolError, call: FailedCall): string | null {
  const field = error.field ?? call.required[0];
  if (field === undefined || field === "arguments") return null;
  const source = sourceOf(field, call);
  if (source !== null || field.includes(".")) return source;
  if (call.args[field] === undefined || call.args[field] === null) return `Call ${call.tool} again with ${field}.`;
  const isNeeded = call.required.includes(field) || (call.is_write && PASSIVE.test(field));
  if (isNeeded || error.expected !== undefined) return null;
  const others = Object.keys(call.args).filter((name) => name !== field && !PASSIVE.test(name));
  return call.is_write && others.length === 0 ? null : `Call ${call.tool} again without ${field}.`;
}

function missingThing(call: FailedCall): string | null {
  const given = Object.keys(call.args).map((name) => argumentOf(call, name));
  const field = Object.keys(SOURCES).find((name) => given.includes(name) && sourceOf(name, call) !== null);
  return field ? sourceOf(field, call) : null;
}

function conflict({ field, expected }: ToolError, call: FailedCall): string | null {
  if (field !== undefined && expected?.length === 1)
    return `Call ${call.tool} again with ${field}: ${JSON.stringify(expected[0])}.`;
  if (call.tool === "claim_agent_task") return `Call ${call.tool} again without task_id.`;
  if (call.tool.endsWith("agent_task")) return offer("get_agent_tasks", "to see which tasks are free.", call);
  return call.args["bug_id"] === undefined ? null : offer("get_bug", "for the stored values, then decide again.", call);
}

/** Our name of an argument. Callers name theirs freely, also as something that every object has. */
function argumentOf({ alias }: FailedCall, name: string): string {
  return alias && Object.hasOwn(alias.names, name) ? (alias.names[name] ?? name) : name;
}

function sourceOf(field: string, call: FailedCall): string | null {
  const argument = argumentOf(call, field);
  const sources = Object.hasOwn(SOURCES, argument) ? (SOURCES[argument] ?? []) : [];
  const tools = new Set(sources.flatMap((tool) => call.nameOf(tool) ?? []));
  const own = call.alias ? ownName(call.alias, argument) : argument;
  const pair = argument === "assignee_id" ? " and its assignee_type" : "";
  return tools.size > 0 ? `Call ${[...tools].join(" or ")} to get a valid ${own}${pair}.` : null;
}

function offer(tool: string, why: string, call: FailedCall): string | null {
  const name = call.nameOf(tool);
  return name === null ? null : `Call ${name} ${why}`;
}
