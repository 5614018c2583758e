"use client";
import { createParser, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { type BugFilters, type EnumField, NO_FILTERS, SORTS, STATES, readValues } from "./filters.ts";

const words = createParser({
  parse: (text) => text.split(",").filter((word) => word !== ""),
  serialize: (values: string[]) => values.join(","),
  eq: (one, other) => one.join() === other.join(),
});

function valuesOf<Field extends EnumField>(field: Field) {
  return createParser<BugFilters[Field][number][]>({
    parse: (text) => readValues(field, text.split(",")),
    serialize: (values) => values.join(",").toLowerCase(),
    eq: (one, other) => one.join() === other.join(),
  }).withDefault([]);
}

const PARAMS = {
  q: parseAsString.withDefault(""),
  state: parseAsStringLiteral(STATES).withDefault("open"),
  project: parseAsString,
  status: valuesOf("status"),
  priority: valuesOf("priority"),
  severity: valuesOf("severity"),
  source: valuesOf("source"),
  label: words.withDefault([]),
  assignee: parseAsString,
  sort: parseAsStringLiteral(SORTS).withDefault("updated"),
};

/** The filters of the page's URL, and how to change some of them. */
export function useBugFilters(): [BugFilters, (change: Partial<BugFilters>) => void] {
  const [filters, setFilters] = useQueryStates(PARAMS, { history: "replace", clearOnDefault: true });
  return [filters, (change) => void setFilters(change)];
}

/** Every filter at rest; the order of the list is kept. */
export function clearedFilters(filters: BugFilters): BugFilters {
  return { ...NO_FILTERS, sort: filters.sort };
}
