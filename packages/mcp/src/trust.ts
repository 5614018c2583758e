import { scrubBody, scrubJson, scrubProse, scrubUrl } from "@hawkmoth/domain/capture/scrub";
import { isSecretKey } from "@hawkmoth/domain/capture/secret-keys";
import { isRecord, propertySchema, withoutNull, type JsonSchema } from "./json-schema.ts";
import { cleanText, withoutMarks } from "./sanitize.ts";

/** Key of the label in `_meta` of every result that holds text from outside. */
export const TRUST_KEY = "io.hawkmoth/trust";

/** Says which parts of a result were written by unknown people or pages: data, never instructions. */
export interface TrustLabel {
  integrity: "untrusted";
  /** Paths into structuredContent; list elements carry no index. */
  fields: string[];
}

/** A result whose outside text is clean, and the paths where such text stands. */
export interface Labelled {
  value: unknown;
  fields: string[];
}

/** What the server itself makes, under names that mean the same in every answer: never touched. */
const MADE_BY_US =
  /^(?:\w+_at|key|bug_key|slug|next_cursor|lease_token|confirm_token|web_url|download_url|avatar_url|sha256|changed|status|severity|priority|kind|kinds|role|type|via|source|scopes|data_base64|resolution|level)$/;

/** Ids are ours when they look it: those of network requests are chosen by the page. */
const ID_NAME = /^(?:id|\w+_ids?|reply_to)$/;
const OUR_ID = /^[a-z]{3}_[0-9a-z]{26}$/;
const MEDIA_TYPE = /^(?:application|audio|font|image|text|video)\/[\w.+-]{1,60}$/;

/** Free text of people and agents of the workspace, by the end of its path: cleaned as well, but not labelled. */
const OF_THE_WORKSPACE = new Set([
  "accountable_member.name",
  "agent.name",
  "agents.name",
  "assignee.name",
  "assignees.name",
  "client",
  "instructions",
  "labels.name",
  "principal.email",
  "principal.name",
  "projects.name",
  "prompts.author",
  "prompts.body",
  "task.answer",
  "tasks.answer",
  "user.email",
  "user.name",
  "workspace.name",
  "workspaces.name",
]);

/** Addresses that the server makes, by the end of their path. */
const OUR_ADDRESSES = new Set(["media.url"]);

/** Characters of one text that are cleaned: more words than these are over the budget of every result. */
const MAX_READ = 40_000;

/** Texts that the API composed of blocks of its own, whose insides it has already kept from looking like marks. */
const COMPOSED = new Set(["prompt"]);

type Origin = "us" | "workspace" | "outside";

/** What is known of an answer beside its shape. */
export interface Known {
  /** Where people open the dashboard; links to it stay whole. */
  own_origin: string | null;
  /** Paths of texts that the server itself wrote, code among them: never touched. */
  ours: readonly string[];
}

/** Everything that is the same for all texts of one result. */
interface Pass extends Known {
  fields: Set<string>;
}

/**
 * Cleans every text of an API answer by where it comes from, and takes secrets out by the name of their key and by
 * their shape. What no rule knows counts as coming from outside, so a
 * new field is safe before anybody thinks of it. Enumerations, times, ids and numbers stay as they are.
 */
export function labelled(value: unknown, schema: JsonSchema | null, known: Partial<Known> = {}): Labelled {
  const pass: Pass = { own_origin: known.own_origin ?? null, ours: known.ours ?? [], fields: new Set() };
  const clean = walk(value, { schema: schema ?? undefined, path: "" }, pass);
  return { value: clean, fields: [...pass.fields].toSorted() };
}

interface Place {
  schema: JsonSchema | undefined;
  path: string;
}

function walk(value: unknown, place: Place, pass: Pass): unknown {
  if (typeof value === "string") return cleanAt(value, place, pass);
  if (Array.isArray(value)) {
    const items = place.schema ? withoutNull(place.schema).items : undefined;
    return value.map((item) => walk(item, { schema: items, path: place.path }, pass));
  }
  if (!isRecord(value)) return value;
  const isMap = place.schema !== undefined && withoutNull(place.schema).properties === undefined;
  return Object.fromEntries(Object.entries(value).map((entry) => walkEntry(entry, { place, isMap, pass })));
}

interface Inside {
  place: Place;
  /** True for objects whose keys come from outside too, such as request headers. */
  isMap: boolean;
  pass: Pass;
}

function walkEntry([key, item]: [string, unknown], { place, isMap, pass }: Inside): [string, unknown] {
  const path = isMap ? place.path : join(place.path, key);
  const name = isMap ? withoutSecrets(cleanText(key, pass.own_origin), path).slice(0, 200) : key;
  const schema = propertySchema(place.schema, key);
  if (isSecretKey(key) && !MADE_BY_US.test(key) && (typeof item === "string" || isMap || schema === undefined)) {
    pass.fields.add(path);
    return [name, valueUnder(key, item)];
  }
  return [name, walk(item, { schema, path }, pass)];
}

/** The value under the name of a secret, without everything that can be one; switches such as `has_secret` stay. */
function valueUnder(key: string, item: unknown): unknown {
  const hidden = scrubJson({ [key]: item }, {});
  return isRecord(hidden) ? hidden[key] : null;
}

function cleanAt(text: string, place: Place, pass: Pass): string {
  const origin = pass.ours.includes(place.path) ? "us" : originOf(text, place);
  if (origin === "us" || text === "") return text;
  if (origin === "outside") pass.fields.add(place.path);
  const read = text.length > MAX_READ ? `${text.slice(0, MAX_READ)}…` : text;
  const clean = withoutSecrets(cleanText(read, pass.own_origin), place.path);
  return withoutMarks(clean, COMPOSED.has(place.path) ? text : null);
}

function originOf(text: string, { schema, path }: Place): Origin {
  if (schema?.enum || schema?.const !== undefined || schema?.format === "date-time") return "us";
  const steps = path.split(".");
  const name = steps.at(-1) ?? "";
  const end = steps.slice(-2).join(".");
  if (ID_NAME.test(name)) return OUR_ID.test(text) ? "us" : "outside";
  if (name === "content_type" && MEDIA_TYPE.test(text)) return "us";
  if (MADE_BY_US.test(name) || OUR_ADDRESSES.has(end)) return "us";
  return OF_THE_WORKSPACE.has(end) || OF_THE_WORKSPACE.has(name) ? "workspace" : "outside";
}

function withoutSecrets(text: string, path: string): string {
  if (path.endsWith("_body.text")) return scrubBody(text).text;
  return path === "url" || path.endsWith(".url") ? scrubUrl(text).text : scrubProse(text).text;
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
