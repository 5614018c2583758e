import { type BugFilters, ENUM_FIELDS, NO_FILTERS, SORTS, STATES, readValues } from "./filters.ts";

const WORD = /(?:([a-z]+):)?(?:"([^"]*)"|(\S+))/gi;

/**
 * Reads the text twin of the filters, such as `status:open,in_review assignee:agent label:"check out" coupon`.
 * Fields it does not know stay part of the text. The result holds only what the text names.
 */
export function parseFilterText(text: string): Partial<BugFilters> & { q: string } {
  const found: Partial<BugFilters> = {};
  const rest: string[] = [];
  for (const [whole, name, quoted, bare] of text.matchAll(WORD)) {
    const value = quoted ?? bare ?? "";
    const field = name?.toLowerCase();
    if (field === undefined) rest.push(value);
    else if (!readField(found, field, value)) rest.push(whole);
  }
  return { ...found, q: rest.join(" ").trim() };
}

function readField(found: Partial<BugFilters>, field: string, value: string): boolean {
  const listField = ENUM_FIELDS.find((known) => known === field);
  if (listField) {
    const values = readValues(listField, value.split(","));
    if (values.length > 0) Object.assign(found, { [listField]: values });
    return values.length > 0;
  }
  switch (field) {
    case "is":
    case "state":
      return pick(STATES, value, (state) => (found.state = state));
    case "sort":
      return pick(SORTS, value, (sort) => (found.sort = sort));
    case "project":
      found.project = value.toUpperCase();
      return true;
    case "label":
      found.label = [...(found.label ?? []), value];
      return true;
    case "assignee":
      found.assignee = value === "nobody" ? "none" : value;
      return true;
    default:
      return false;
  }
}

function pick<Value extends string>(known: readonly Value[], wanted: string, take: (value: Value) => void): boolean {
  const value = known.find((candidate) => candidate === wanted.toLowerCase());
  if (value) take(value);
  return value !== undefined;
}

/** Writes filters as text that parseFilterText reads back. */
export function formatFilterText(filters: BugFilters): string {
  const parts = [
    ...ENUM_FIELDS.filter((field) => filters[field].length > 0).map(
      (field) => `${field}:${filters[field].map((value) => value.toLowerCase()).join(",")}`,
    ),
    ...filters.label.map((name) => `label:${quote(name)}`),
    filters.project === null ? "" : `project:${filters.project}`,
    filters.assignee === null ? "" : `assignee:${filters.assignee}`,
    filters.state === NO_FILTERS.state ? "" : `is:${filters.state}`,
    filters.sort === NO_FILTERS.sort ? "" : `sort:${filters.sort}`,
    filters.q,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function quote(name: string): string {
  return /\s/.test(name) ? `"${name}"` : name;
}
