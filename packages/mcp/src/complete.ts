import { AppError } from "@hawkmoth/domain/errors";
import type { Connection } from "./host.ts";
import { isRecord } from "./json-schema.ts";
import { findPrompt } from "./prompts/prompt-host.ts";
import type { Registry } from "./registry.ts";
import { KINDS } from "./resources/kinds.ts";
import type { Completion, CompletionWish } from "./surface.ts";
import type { ToolReader } from "./tool-reader.ts";

const MAX_VALUES = 100;
const NOTHING: Completion = { values: [], total: 0, hasMore: false };
const FRAMEWORKS = [
  "playwright",
  "cypress",
  "vitest",
  "jest",
  "testing-library",
  "selenium",
  "webdriverio",
  "puppeteer",
];

/** Refusals that only mean that there is nothing to propose to this caller. */
const SILENT = new Set(["INSUFFICIENT_SCOPE", "FORBIDDEN", "NOT_FOUND", "INVALID_INPUT"]);

/** What values are found with. */
export interface CompletionSources {
  reader: ToolReader;
  registry: Registry;
}

interface Typing {
  connection: Connection;
  typed: string;
  settled: Readonly<Record<string, string>>;
}

/** Values for an argument, with the words they are found by besides themselves. */
type Candidate = { value: string; words: readonly unknown[] };
type Candidates = Candidate[];
type Source = (sources: CompletionSources, typing: Typing) => Promise<Candidates> | Candidates;

const SOURCES: Readonly<Record<string, Source>> = {
  bug_id: bugs,
  project_id: ({ reader }, { connection }) =>
    rows(reader, connection, { tool: "list_projects", list: "projects", value: "id", words: ["key", "name"] }),
  suite_id: ({ reader }, { connection }) =>
    rows(reader, connection, { tool: "list_regression_suites", list: "suites", value: "id", words: ["name", "key"] }),
  assignee: assignees,
  style: ({ registry }) =>
    (registry.get("generate_fix_prompt")?.listed.inputSchema.properties["style"]?.enum ?? []).map(plain),
  framework: () => FRAMEWORKS.map(plain),
};

/**
 * Values that hold what was typed, those that begin with it first; at most 100, of what the caller may see.
 * @throws INVALID_INPUT for a prompt or a template that does not exist.
 */
export async function complete(
  sources: CompletionSources,
  connection: Connection,
  { ref, argument, settled }: CompletionWish,
): Promise<Completion> {
  if (!argumentsOf(ref).includes(argument.name)) return NOTHING;
  const typed = argument.value.trim().toLowerCase();
  const found = await candidates(sources, argument.name, { connection, typed, settled });
  const fits = found.filter(({ value, words }) => [value, ...words].some((word) => holds(word, typed)));
  const nearest = fits.toSorted((left, right) => Number(begins(right, typed)) - Number(begins(left, typed)));
  const values = [...new Set(nearest.map(({ value }) => value))];
  return { values: values.slice(0, MAX_VALUES), total: values.length, hasMore: values.length > MAX_VALUES };
}

function argumentsOf(ref: CompletionWish["ref"]): string[] {
  if (ref.type === "ref/prompt") return findPrompt(ref.name).arguments.map(({ name }) => name);
  const kind = KINDS.find(({ template }) => template === ref.uri);
  if (!kind) throw new AppError("INVALID_INPUT", { message: "There is no such resource template", field: "ref" });
  return [...kind.template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

async function candidates(sources: CompletionSources, name: string, typing: Typing): Promise<Candidates> {
  try {
    return (await SOURCES[name]?.(sources, typing)) ?? [];
  } catch (error) {
    if (error instanceof AppError && SILENT.has(error.code)) return [];
    throw error;
  }
}

function begins({ value, words }: Candidate, typed: string): boolean {
  return [value, ...words].some((word) => typeof word === "string" && word.toLowerCase().startsWith(typed));
}

function holds(word: unknown, typed: string): boolean {
  return typeof word === "string" && word.toLowerCase().includes(typed);
}

function plain(value: unknown): Candidate {
  return { value: String(value), words: [] };
}

/** Open bugs by key or title; words that none of the newest has are searched for. */
async function bugs({ reader }: CompletionSources, { connection, typed }: Typing): Promise<Candidates> {
  const wish = { list: "bugs", value: "key", words: ["title", "id"] };
  const newest = await rows(reader, connection, { ...wish, tool: "list_bugs", args: { state: "all" } });
  if (newest.some(({ value, words }) => [value, ...words].some((word) => holds(word, typed)))) return newest;
  const found = await rows(reader, connection, { ...wish, tool: "search_bugs", args: { query: typed } });
  return found.map(({ value }) => ({ value, words: [typed] }));
}

/** Members and agents of the settled project, or just "me". */
async function assignees({ reader }: CompletionSources, { connection, settled }: Typing): Promise<Candidates> {
  const me = plain("me");
  const { project_id } = settled;
  if (project_id === undefined) return [me];
  const wish = { tool: "list_project_members", list: "assignees", value: "assignee_id", words: ["name"] };
  return [me, ...(await rows(reader, connection, { ...wish, args: { project_id } }))];
}

interface Wish {
  tool: string;
  args?: Readonly<Record<string, unknown>>;
  /** Field of the answer that holds the rows, and the fields of a row. */
  list: string;
  value: string;
  words: readonly string[];
}

async function rows(reader: ToolReader, connection: Connection, wish: Wish): Promise<Candidates> {
  const hasPages = wish.tool !== "list_project_members";
  const answer = await reader.value(connection, wish.tool, {
    ...wish.args,
    ...(hasPages ? { limit: MAX_VALUES } : {}),
  });
  const found = answer[wish.list];
  return (Array.isArray(found) ? found : [])
    .filter(isRecord)
    .map((row) => ({ value: String(row[wish.value]), words: wish.words.map((word) => row[word]) }));
}
