import { AppError } from "@hawkmoth/domain/errors";
import { isId, parseBugKey } from "@hawkmoth/domain/ids";
import type { AnyOffer } from "./catalogue.ts";
import type { Standing } from "./me.ts";

type Arguments = Readonly<Record<string, unknown>>;

const PROJECT = "project_id";
const BUGS: ReadonlySet<string> = new Set(["bug_id", "into_bug_id", "duplicate_of"]);
const BUG_URI = /^hawkmoth:\/\/\/bugs\/([^/?#]+)/;
const BUG_PAGE = /^\/([^/]+)\/bugs\/([^/]+)\/?$/;

/** Where a reference is read: what the caller sees, and the project that the call or its connection is about. */
export interface ReferencePlace {
  /** Asked only when something can't be read without it. */
  standing: () => Promise<Standing>;
  /** Id or key of the only project of the connection. */
  pin: string | null;
  own_origin: string | null;
}

/**
 * Arguments in which projects are named by id and bugs by id or key, however they were named: a project also by key,
 * a bug also by its number, `#38`, or the address of its page.
 * @throws NOT_FOUND for a project that the caller does not see, INVALID_INPUT for a number of several projects.
 */
export async function withReferences(offer: AnyOffer, args: Arguments, place: ReferencePlace): Promise<Arguments> {
  const entries = Object.entries(args);
  const project = entries.find(([name]) => targetOf(offer, name) === PROJECT);
  const project_id = project ? await projectIdOf(project[1], project[0], place) : place.pin;
  const read: Record<string, unknown> = {};
  for (const [name, value] of entries) {
    const target = targetOf(offer, name);
    const bug = { field: name, project: project_id, place };
    if (target === PROJECT) read[name] = project_id;
    else if (!BUGS.has(target)) read[name] = value;
    else if (Array.isArray(value)) read[name] = await Promise.all(value.map((one) => bugRefOf(one, bug)));
    else read[name] = await bugRefOf(value, bug);
  }
  return read;
}

function targetOf(offer: AnyOffer, name: string): string {
  if (!("alias" in offer)) return name;
  const { names } = offer.alias;
  return (Object.hasOwn(names, name) ? names[name] : undefined) ?? name;
}

async function projectIdOf(value: unknown, field: string, { standing }: ReferencePlace): Promise<unknown> {
  if (typeof value !== "string" || isId("project", value)) return value;
  const name = value.trim();
  if (!/^[A-Za-z][A-Za-z0-9]{1,9}$/.test(name)) return name;
  const found = (await standing()).projects.find(({ key }) => key === name.toUpperCase());
  if (found) return found.id;
  throw new AppError("NOT_FOUND", { message: `Invalid '${field}': there is no project with this key`, field });
}

interface BugPlace {
  field: string;
  /** Id or key of the project that numbers belong to, when that is known. */
  project: unknown;
  place: ReferencePlace;
}

async function bugRefOf(value: unknown, { field, project, place }: BugPlace): Promise<unknown> {
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (isId("bug", text) || parseBugKey(text)) return text;
  const [, uri] = BUG_URI.exec(text) ?? [];
  if (uri !== undefined) return uri;
  const page = pageOf(text, place.own_origin);
  if (page) return await keyOnPage(page, field, place);
  const [, number] = /^#?([1-9]\d{0,8})$/.exec(text) ?? [];
  return number === undefined ? text : await keyOfNumber(number, { field, project, place });
}

interface BugPage {
  slug: string;
  key: string;
}

/** The page of a bug in this installation's dashboard; another installation's keys mean other bugs. */
function pageOf(text: string, own_origin: string | null): BugPage | null {
  if (!/^(?:https?:\/)?\//.test(text)) return null;
  const url = URL.parse(text, own_origin ?? "http://here");
  if (!url || url.origin !== (own_origin ?? "http://here")) return null;
  const [, slug, key] = BUG_PAGE.exec(url.pathname) ?? [];
  return slug !== undefined && key !== undefined && parseBugKey(key) ? { slug, key } : null;
}

async function keyOnPage({ slug, key }: BugPage, field: string, { standing }: ReferencePlace): Promise<string> {
  const { workspace } = await standing();
  if (workspace === null || workspace === slug) return key;
  throw new AppError("NOT_FOUND", { message: `Invalid '${field}': this page belongs to another workspace`, field });
}

async function keyOfNumber(number: string, { field, project, place }: BugPlace): Promise<string> {
  const { projects } = await place.standing();
  const named = projects.find(({ id, key }) => id === project || key === String(project).toUpperCase());
  const [only, ...more] = named ? [named] : projects;
  if (only && more.length === 0) return `${only.key}-${number}`;
  const keys = projects.slice(0, 20).map(({ key }) => `${key}-${number}`);
  throw new AppError("INVALID_INPUT", {
    message: `Invalid '${field}': give the whole key, since each project counts its own bugs`,
    field,
    ...(keys.length > 0 ? { expected: keys } : {}),
  });
}
