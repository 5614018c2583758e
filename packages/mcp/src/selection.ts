import { AppError } from "@hawkmoth/domain/errors";
import { nearestName } from "@hawkmoth/domain/search/nearest";
import { catalogueOf, targetOf, type AnyOffer } from "./catalogue.ts";
import type { LocalTool } from "./local-tool.ts";
import { isProfile, namesOfProfile, PROFILE_NAMES, type Profile } from "./profiles.ts";
import type { Registry } from "./registry.ts";
import { isToolset, TOOLSET_NAMES, TOOLSETS, type Toolset } from "./toolsets.ts";

/** Which tools a connection wants. Nothing a tool does ever changes it. */
export interface Selection {
  /** Null means the default sets. */
  toolsets: readonly Toolset[] | null;
  /** Null means by toolset only; with no toolsets given these are the whole list. */
  tools: readonly string[] | null;
  excluded: readonly string[];
  is_readonly: boolean;
  /** The list of another tracker's server; with no toolsets given it is the whole list. */
  profile: Profile | null;
  /** Id or key of the only project this connection is about. */
  project: string | null;
  /** True when text of reporters whom nobody knows stays hidden until a member promoted their bug. */
  is_lockdown: boolean;
}

const ON: ReadonlySet<string> = new Set(["1", "true", "yes", "on"]);
const OFF: ReadonlySet<string> = new Set(["0", "false", "no", "off"]);

/** The wish as it came in: query parameters, headers, flags or environment; comma-separated lists. */
export interface SelectionSource {
  toolsets?: string | null | undefined;
  tools?: string | null | undefined;
  exclude_tools?: string | null | undefined;
  readonly?: string | null | undefined;
  profile?: string | null | undefined;
  project?: string | null | undefined;
  lockdown?: string | null | undefined;
}

/** The names under which a wish is read, the same for every transport. */
export const SELECTION_FIELDS = [
  "toolsets",
  "tools",
  "exclude_tools",
  "readonly",
  "profile",
  "project",
  "lockdown",
] as const satisfies readonly (keyof SelectionSource)[];

/** What a connection gets that asks for nothing. */
export const DEFAULT_SELECTION: Selection = {
  toolsets: null,
  tools: null,
  excluded: [],
  is_readonly: false,
  profile: null,
  project: null,
  is_lockdown: false,
};

/**
 * Reads a wish. A name that does not exist is refused, because an exclusion with a slip would exclude nothing.
 * @throws INVALID_INPUT naming the nearest existing name.
 */
export function readSelection(
  source: SelectionSource,
  registry: Registry,
  local: readonly LocalTool[] = [],
): Selection {
  const names = [...catalogueOf(registry, local).keys()];
  return {
    toolsets: readToolsets(source.toolsets),
    tools: readTools(source.tools, "tools", names),
    excluded: readTools(source.exclude_tools, "exclude_tools", names) ?? [],
    is_readonly: readSwitch(source.readonly, "readonly"),
    profile: readProfile(source.profile),
    project: readProject(source.project),
    is_lockdown: readSwitch(source.lockdown, "lockdown"),
  };
}

/**
 * True when the connection lists the tool: readonly wins over exclusions, these over tools, these over a profile and
 * toolsets.
 */
export function isSelected(selection: Selection, offer: AnyOffer): boolean {
  if (isBarred(selection, offer)) return false;
  if (selection.tools?.includes(offer.name)) return true;
  if (selection.profile && namesOfProfile(selection.profile).includes(offer.name)) return true;
  if (selection.toolsets) return isInToolsets(selection.toolsets, offer);
  return selection.tools === null && selection.profile === null && TOOLSETS[offer.toolset].is_default;
}

/** True for what the pages of an App need and may call, which hosts that show pages list besides what they asked for. */
export function isForPages(selection: Selection, offer: AnyOffer): boolean {
  return offer.toolset === "app" && isCallable(selection, offer);
}

/** True when the connection may call the tool: what it lists, other names of that, and what pages read by. */
export function isCallable(selection: Selection, offer: AnyOffer): boolean {
  if (isSelected(selection, offer)) return true;
  if (isBarred(selection, offer)) return false;
  const behind = toolsBehind(offer);
  return behind.length === 0 ? offer.toolset === "app" : behind.every((tool) => isSelected(selection, tool));
}

/** The tools that answer another name: one, or two whose answers stand beside each other. */
function toolsBehind(offer: AnyOffer): readonly AnyOffer[] {
  if (!("alias" in offer)) return [];
  const { target, also } = offer.alias;
  return also ? [target, also.tool] : [target];
}

/** An excluded tool is excluded under each of its names, and where it answers beside another. */
function isBarred(selection: Selection, offer: AnyOffer): boolean {
  if (selection.is_readonly && !offer.hints.read_only) return true;
  return [offer, ...toolsBehind(offer)].some(({ name }) => selection.excluded.includes(name));
}

/** Another name of a tool that has to be asked for by its set is not had by asking for names. */
function isInToolsets(toolsets: readonly Toolset[], offer: AnyOffer): boolean {
  if (!toolsets.includes(offer.toolset)) return false;
  const behind = targetOf(offer)?.toolset ?? offer.toolset;
  return behind === offer.toolset || TOOLSETS[behind].in_all || toolsets.includes(behind);
}

function readToolsets(text: string | null | undefined): readonly Toolset[] | null {
  const names = splitList(text);
  if (names.length === 0) return null;
  return [...new Set(names.flatMap(toolsetsBehind))];
}

function toolsetsBehind(name: string): readonly Toolset[] {
  if (name === "all") return TOOLSET_NAMES.filter((set) => TOOLSETS[set].in_all);
  if (name === "default") return TOOLSET_NAMES.filter((set) => TOOLSETS[set].is_default);
  if (isToolset(name)) return [name];
  throw unknownName("toolsets", name, [...TOOLSET_NAMES, "all", "default"]);
}

function readTools(text: string | null | undefined, field: string, known: readonly string[]): readonly string[] | null {
  const names = splitList(text);
  for (const name of names) if (!known.includes(name)) throw unknownName(field, name, known);
  return names.length === 0 ? null : names;
}

function readProfile(text: string | null | undefined): Profile | null {
  const name = (text ?? "").trim().toLowerCase();
  if (name === "") return null;
  if (isProfile(name)) return name;
  throw unknownName("profile", name, PROFILE_NAMES);
}

function readProject(text: string | null | undefined): string | null {
  const name = (text ?? "").trim();
  if (name === "") return null;
  if (/^(?:prj_[0-9a-z]{26}|[A-Za-z][A-Za-z0-9]{1,9})$/.test(name)) return name;
  throw new AppError("INVALID_INPUT", {
    message: "Invalid 'project': expected a project's key, such as SHOP, or its id",
    field: "project",
  });
}

/** On when it is on in any of the places where it is said. */
function readSwitch(text: string | null | undefined, field: string): boolean {
  const values = splitList(text);
  if (values.every((value) => OFF.has(value) || ON.has(value))) return values.some((value) => ON.has(value));
  throw new AppError("INVALID_INPUT", { message: `Invalid '${field}': expected one of true|false`, field });
}

function splitList(text: string | null | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
}

function unknownName(field: string, name: string, known: readonly string[]): AppError {
  const near = nearestName(name, known);
  return new AppError("INVALID_INPUT", {
    message: `Invalid '${field}': there is no '${name.slice(0, 60)}'${near ? `; did you mean '${near}'?` : ""}`,
    field,
    ...(near ? { details: { did_you_mean: near } } : {}),
  });
}
