import type { CallResult } from "@hawkmoth/domain/audit/mcp-call";
import { AppError, type ErrorCode, toAppError, toErrorBody } from "@hawkmoth/domain/errors";
import { withUi } from "./apps.ts";
import { catalogueOf, inOrderOf, type AnyOffer, type Catalogue } from "./catalogue.ts";
import { complete } from "./complete.ts";
import { needsConsent, withConsent, type ConsentCall } from "./consent.ts";
import type { ToolResult } from "./content.ts";
import { inOwnWords, withGuidance, type FailedCall } from "./errors.ts";
import { findOffer } from "./find-offer.ts";
import { isRecord } from "./json-schema.ts";
import { callLocal, type LocalTool } from "./local-tool.ts";
import { standings, type Standing, type StandingOf } from "./me.ts";
import { pinnedTool, projectOf, withoutProject } from "./pin.ts";
import { withReferences } from "./references.ts";
import { presentError, presentPage, type Presented } from "./present.ts";
import { PROMPTS, writePrompt } from "./prompts/prompt-host.ts";
import { reportCall } from "./report-call.ts";
import { isPermitted, type ListedTool, type Registry } from "./registry.ts";
import { TEMPLATES } from "./resources/kinds.ts";
import { listResources } from "./resources/list-resources.ts";
import { readResource } from "./resources/read-resource.ts";
import type { StaticResource } from "./resources/static-resources.ts";
import { isForPages, isSelected, type Selection } from "./selection.ts";
import type { ApiTarget, Caller } from "./send.ts";
import { sendTool } from "./send-tool.ts";
import type { Asking, InputRequired, Surface } from "./surface.ts";
import { toolReader } from "./tool-reader.ts";
import { checkedArguments } from "./validate.ts";

/** One client's wish to be served: who it is and which tools it wants. */
export interface Connection {
  caller: Caller;
  selection: Selection;
  /** True when the client shows pages to its user. */
  shows_pages?: boolean;
}

/** The connection of a caller with a wish: what the wish narrows goes with every request. */
export function connectionOf(caller: Caller, selection: Selection): Connection {
  return { caller: { ...caller, project: selection.project, is_lockdown: selection.is_lockdown }, selection };
}

/** A tools/call as it came in. */
export interface ToolCall {
  name: string;
  args: unknown;
  signal?: AbortSignal | undefined;
}

/** Serves tools and what goes with them by the API, without knowing any protocol version. */
export interface ToolHost extends Surface {
  /** What the connection may use. @throws AppError when the API refuses the credential. */
  list: (connection: Connection) => Promise<ListedTool[]>;
  /** Runs a tool without asking anybody. Every failure is a result with `isError`. */
  call: (connection: Connection, call: ToolCall) => Promise<ToolResult>;
  /** @throws AppError when the API refuses the credential or does not answer. */
  standing: StandingOf;
  registry: Registry;
  /** The registry, the tools of this process, and other trackers' names for all of them. */
  catalogue: Catalogue;
}

/** What a host is made of. */
export interface HostOptions {
  registry: Registry;
  api: ApiTarget;
  version: string;
  /** Public origin of the dashboard; links to it stay links. */
  own_origin: string | null;
  /** Tools that this process answers by itself. */
  local?: readonly LocalTool[];
  /** Resources that are the same for everybody. */
  statics?: readonly StaticResource[];
  /** Lists everything selected while the API is out of reach, so that a client of stdio can start before it. */
  lists_offline?: boolean;
}

/** Protocol revisions that are served, newest first. */
export const PROTOCOLS: readonly string[] = ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/** Makes the host that both protocol eras and both transports share. */
export function createHost(options: HostOptions): ToolHost {
  const { registry, version } = options;
  const standing = standings(options.api);
  const catalogue = catalogueOf(registry, options.local);
  const available = async (connection: Connection, moment?: "now") => {
    const { caller, selection, shows_pages = false } = connection;
    const selected = [...catalogue.values()].filter(
      (offer) => isSelected(selection, offer) || (shows_pages && isForPages(selection, offer)),
    );
    const known = await standingOrNull(standing(caller, moment), options.lists_offline === true);
    const permitted = known === null ? selected : selected.filter((offer) => isPermitted(offer, known));
    return inOrderOf(selection.profile, permitted);
  };
  return {
    registry,
    catalogue,
    version,
    standing,
    ...surroundings(options, available, standing),
    list: async (connection) => {
      const { selection, shows_pages = selection.toolsets?.includes("app") } = connection;
      // A key that was just revoked or narrowed lists no more than it may.
      const offers = await available(connection, "now");
      return offers.map((offer) => {
        const tool = selection.project === null ? offer.listed : pinnedTool(offer);
        return shows_pages ? withUi(tool, offer.toolset === "app", options.statics) : tool;
      });
    },
    call: (connection, call) => run({ options, catalogue, connection, call, available, standing }),
    callWithConsent: (connection, call, asking) =>
      runWithConsent({ options, catalogue, connection, call, available, standing }, asking),
  };
}

type Available = Run["available"];

/** What is offered besides the tools; all of it reads through them. */
function surroundings(
  options: HostOptions,
  listed: Available,
  standing: StandingOf,
): Pick<Surface, "resources" | "prompts" | "complete"> {
  const { registry, api, own_origin, version, statics = [] } = options;
  const reader = toolReader({ registry, api, own_origin, server: { version, protocols: PROTOCOLS }, listed, standing });
  return {
    resources: {
      list: (connection, cursor) => listResources({ reader, statics }, connection, cursor),
      templates: () => TEMPLATES,
      read: (connection, uri) => readResource({ reader, statics }, connection, uri),
    },
    prompts: {
      list: () => PROMPTS,
      get: (connection, name, args) => writePrompt(reader, connection, { name, args }),
    },
    complete: (connection, wish) => complete({ reader, registry }, connection, wish),
  };
}

/** What an API says, or is taken to say, that can't be reached. */
const OFFLINE: ReadonlySet<ErrorCode> = new Set(["INTERNAL", "UNAVAILABLE"]);

async function standingOrNull(answer: Promise<Standing>, may_be_offline: boolean): Promise<Standing | null> {
  try {
    return await answer;
  } catch (error) {
    if (may_be_offline && error instanceof AppError && OFFLINE.has(error.code)) return null;
    throw error;
  }
}

interface Run {
  options: HostOptions;
  catalogue: Catalogue;
  connection: Connection;
  call: ToolCall;
  available: (connection: Connection) => Promise<readonly AnyOffer[]>;
  standing: StandingOf;
}

/**
 * Asks a person first where the tool needs one and the client can; whatever is wrong with the call is said at once. An
 * agent's client is never asked, as it may answer by itself: there the API decides by scope and role.
 */
async function runWithConsent(given: Run, asking: Asking | null): Promise<ToolResult | InputRequired> {
  if (!asking) return await run(given);
  const wish = await consentWish(given).catch(toAppError);
  // Whether a person has to agree is not known then. A key that is none is refused by the call itself.
  if (wish instanceof AppError && wish.code !== "UNAUTHENTICATED") return presentError(toErrorBody(wish));
  if (!wish || wish instanceof AppError) return await run(given);
  return await withConsent({ ...wish, asking, run: (args) => run({ ...given, call: { ...given.call, args } }) });
}

/** The call as a person is asked about it, or null when nobody has to agree or the call itself is wrong. */
async function consentWish(given: Run): Promise<Pick<ConsentCall, "tool" | "args"> | null> {
  const { catalogue, connection, call } = given;
  const offer = catalogue.get(call.name);
  if (!offer || "run" in offer) return null;
  const tool = "alias" in offer ? offer.alias.target : offer;
  const found = async () => argumentsFor(given, findOffer(catalogue, connection.selection, call.name));
  const args = await found().catch(() => null);
  if (!args || !needsConsent(tool, args)) return null;
  if ((await given.standing(connection.caller)).is_agent) return null;
  const offers = await given.available(connection);
  return offers.some(({ name }) => name === offer.name) ? { tool, args } : null;
}

async function run(given: Run): Promise<ToolResult> {
  const { catalogue, connection, call } = given;
  const started_ms = performance.now();
  const offers = orNone(given.available(connection));
  const report = (result_code: CallResult) => reportOwn(given, result_code, started_ms);
  try {
    const offer = findOffer(catalogue, connection.selection, call.name);
    const args = await argumentsFor(given, offer);
    if (!("run" in offer)) return await runTool({ ...given, tool: offer, args, offers });
    const result = await callLocal(offer, args);
    const refusal = await report("OK");
    return refusal ? presentError(refusal) : result;
  } catch (error) {
    const known = toAppError(error);
    const args = isRecord(call.args) ? call.args : {};
    const failed = failedCall(catalogue.get(call.name) ?? null, { name: call.name, args }, await offers);
    return presentError(withGuidance((await report(known.code)) ?? toErrorBody(known), failed));
  }
}

/** Tells the API of a call that ends here; gives the API's own refusal of the caller, when there is one. */
async function reportOwn({ options, connection, call }: Run, result_code: CallResult, started_ms: number) {
  const args = isRecord(call.args) ? call.args : {};
  return await reportCall(options.api, { name: call.name, args, result_code, started_ms }, connection.caller);
}

/** Requests that one call may take besides its first; each asks for less than the one before. */
const MAX_ASKED_AGAIN = 4;

type Arguments = Readonly<Record<string, unknown>>;

interface ToolRun extends Run {
  tool: Exclude<AnyOffer, { run: unknown }>;
  args: Arguments;
  offers: Promise<readonly AnyOffer[]>;
}

async function runTool({ options, connection, call, standing, tool, args, offers }: ToolRun): Promise<ToolResult> {
  const { caller, selection } = connection;
  const project_id = selection.project === null ? null : projectOf(await standing(caller), selection.project);
  const server = { version: options.version, protocols: PROTOCOLS };
  let page: Presented | null = null;
  let total: unknown;
  // A page that has no room is asked for again, no longer than fits, so that its cursor goes on behind its last row.
  for (let rest = MAX_ASKED_AGAIN; ; rest -= 1) {
    const asked: Presented["again"] = page?.again ?? null;
    const sent = { tool, args, project_id, caller, signal: call.signal, instead: asked };
    const answer = await sendTool(options.api, sent);
    const listed = await offers;
    if (!answer.ok) {
      const failed = failedCall(tool, { name: tool.name, args }, listed);
      return presentError(withGuidance(inOwnWords(answer.error, failed.alias), failed));
    }
    const told = { args: answer.args, listed: listed.map(({ name }) => name), server, toolsets: toolsetsOf(listed) };
    const { own_origin } = options;
    const left_out = page?.left_out ?? 0;
    const raw = withTotal(answer.value, total);
    ({ total } = raw);
    page = presentPage({ tool, raw, own_origin, call: told, left_out, asked, can_ask_again: rest > 0 });
    if (page.again === null) return page.result;
  }
}

/** An answer with the count of all rows, which is known for a page that has all of them only. */
function withTotal(value: unknown, total: unknown): Record<string, unknown> {
  const answer = isRecord(value) ? value : {};
  return total === undefined ? answer : { total, ...answer };
}

/** The arguments of a call, checked, and with what they name as the API knows it. @throws AppError */
async function argumentsFor({ options, connection, call, standing }: Run, offer: AnyOffer): Promise<Arguments> {
  const { caller, selection } = connection;
  const pin = selection.project;
  const { inputSchema } = pin === null ? offer.listed : pinnedTool(offer);
  const args = checkedArguments(pin === null ? call.args : withoutProject(offer, call.args), inputSchema);
  if ("run" in offer) return args;
  return await withReferences(offer, args, { standing: () => standing(caller), pin, own_origin: options.own_origin });
}

/** Hints and lists of names are extras: without them the answer or the error itself still goes out. */
async function orNone(offers: Promise<readonly AnyOffer[]>): Promise<readonly AnyOffer[]> {
  try {
    return await offers;
  } catch {
    return [];
  }
}

function toolsetsOf(offers: readonly AnyOffer[]): string[] {
  return [...new Set(offers.map(({ toolset }) => toolset))];
}

function failedCall(
  offer: AnyOffer | null,
  { name, args }: { name: string; args: Readonly<Record<string, unknown>> },
  listed: readonly AnyOffer[],
): FailedCall {
  return {
    tool: name,
    args,
    required: offer?.listed.inputSchema.required ?? [],
    is_write: offer?.hints.read_only === false,
    alias: offer && "alias" in offer ? offer.alias : null,
    nameOf: (tool) => nameAmong(listed, tool),
  };
}

/** A tool as this connection lists it: by its own name, or by another tracker's; null when it does not. */
function nameAmong(listed: readonly AnyOffer[], tool: string): string | null {
  if (listed.some(({ name }) => name === tool)) return tool;
  return listed.find((offer) => "alias" in offer && offer.alias.target.name === tool)?.name ?? null;
}
