import { scrubBody, scrubJson, scrubProse, scrubUrl } from "@hawkmoth/domain/capture/scrub";
import { isSecretKey } from "@hawkmoth/domain/capture/secret-keys";
import { isRecord, isTime, propertySchema, withoutNull, type JsonSchema } from "./json-schema.ts";
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

/**
 * What the server itself makes, by the name of its field and the form that it then has. Counts only where the output
 * schema of the operation describes the field: a page may call an attribute anything.
 */
const MADE_BY_US: readonly (readonly [name: RegExp, form: RegExp])[] = [
  [/_at$/, /^\d{4}-\d\d-\d\dT[\d:.]{5,20}(?:Z|[+-]\d\d:\d\d)$/],
  [/^(?:bug_)?key$/, /^[A-Z][A-Z0-9]{0,15}(?:-\d{1,12})?$/],
  [/^slug$/, /^[a-z0-9-]{1,100}$/],
  [/^changed$/, /^[a-z_.]{1,60}$/],
  [/^(?:status|severity|priority|role)$/, /^[A-Z_]{2,20}$/],
  [/^level$/, /^[a-z]{3,6}$/],
  [/^sha256$/, /^[0-9a-f]{64}$/],
  [/^(?:next_cursor|lease_token|confirm_token)$/, /^[\w.~+/=:-]{1,4000}$/],
  [/^(?:web|download|avatar)_url$/, /^\S{1,4000}$/],
  [/^data_base64$/, /^[A-Za-z0-9+/]*=*$/],
];
/** Times as the server writes them, wherever a schema says that it is one. */
const TIME = /^\d{4}-\d\d-\d\d(?:T[\d:.]{5,20}(?:Z|[+-]\d\d:\d\d))?$/;

/** Ids are ours when they look it: those of network requests are chosen by the page. */
const ID_NAME = /^(?:id|\w+_ids?|reply_to)$/;
const OUR_ID = /^[a-z]{3}_[0-9a-z]{26}$/;
const MEDIA_TYPE = /^(?:application|audio|font|image|text|video)\/[\w.+-]{1,60}$/;

/** Free text of people and agents of the workspace, by the end of its path: cleaned as well, but not labelled. */
const OF_THE_WORKSPACE = new Set([
  "accountable_member.name",
  "actions",
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
  "reason",
  "requested_by.name",
  "rules",
  "next",
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
  const clean = walk(value, { schema: schema ?? undefined, path: "", isDescribed: schema !== null }, pass);
  return { value: clean, fields: [...pass.fields].toSorted() };
}

interface Place {
  schema: JsonSchema | undefined;
  path: string;
  /** True when the output schema names every step of the path: no key of it was chosen outside. */
  isDescribed: boolean;
}

function walk(value: unknown, place: Place, pass: Pass): unknown {
  if (typeof value === "string") return cleanAt(value, place, pass);
  if (Array.isArray(value)) {
    const items = place.schema ? withoutNull(place.schema).items : undefined;
    return value.map((item) => walk(item, { ...place, schema: items }, pass));
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
  const isDescribed = place.isDescribed && isProperty(place.schema, key);
  const isOurs = isDescribed && MADE_BY_US.some(([field]) => field.test(key));
  if (isSecretKey(key) && !isOurs && (typeof item === "string" || isMap || schema === undefined)) {
    pass.fields.add(path);
    return [name, valueUnder(key, item)];
  }
  return [name, walk(item, { schema, path, isDescribed }, pass)];
}

/** True when the schema itself names the key, in one of its forms. */
function isProperty(schema: JsonSchema | undefined, key: string): boolean {
  if (!schema) return false;
  const { items, properties, anyOf } = withoutNull(schema);
  if (items) return isProperty(items, key);
  return (
    (properties !== undefined && Object.hasOwn(properties, key)) ||
    (anyOf?.some((option) => isProperty(option, key)) ?? false)
  );
}

/** The value under the name of a secret, without everything that can be one; switches such as `has_secret` stay. */
function valueUnder(key: string, item: unknown): unknown {
  const hidden = scrubJson({ [key]: item }, {});
  return isRecord(hidden) ? hidden[key] : null;
}

function cleanAt(text: string, place: Place, pass: Pass): string {
  const origin = place.isDescribed && pass.ours.includes(place.path) ? "us" : originOf(text, place);
  if (origin === "us" || text === "") return text;
  if (origin === "outside") pass.fields.add(place.path);
  const read = text.length > MAX_READ ? `${text.slice(0, MAX_READ)}…` : text;
  const clean = withoutSecrets(cleanText(read, pass.own_origin), place.path);
  return withoutMarks(clean, COMPOSED.has(place.path) ? text : null);
}

function originOf(text: string, { schema, path, isDescribed }: Place): Origin {
  const steps = path.split(".");
  const name = steps.at(-1) ?? "";
  const end = steps.slice(-2).join(".");
  if (ID_NAME.test(name)) return OUR_ID.test(text) ? "us" : "outside";
  if (!isDescribed) return "outside";
  if (schema && isChosenFrom(withoutNull(schema), text)) return "us";
  if (name === "content_type" && MEDIA_TYPE.test(text)) return "us";
  if (OUR_ADDRESSES.has(end) || MADE_BY_US.some(([field, form]) => field.test(name) && form.test(text))) return "us";
  return OF_THE_WORKSPACE.has(end) || OF_THE_WORKSPACE.has(name) ? "workspace" : "outside";
}

/** True when the schema leaves no choice of words, and the text is one of those that it names. */
function isChosenFrom(schema: JsonSchema, text: string): boolean {
  if (schema.enum) return schema.enum.includes(text);
  if (schema.const !== undefined) return schema.const === text;
  return (isTime(schema) && TIME.test(text)) || (schema.anyOf?.some((option) => isChosenFrom(option, text)) ?? false);
}

function withoutSecrets(text: string, path: string): string {
  if (path.endsWith("_body.text")) return scrubBody(text).text;
  return path === "url" || path.endsWith(".url") ? scrubUrl(text).text : scrubProse(text).text;
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
