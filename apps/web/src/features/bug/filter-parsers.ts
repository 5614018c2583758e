import { createParser, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { type BugFilters, type EnumField, SORTS, STATES, readValues } from "./filters.ts";

const words = createParser({
  parse: (text) => text.split(",").filter((word) => word !== ""),
  serialize: (values: string[]) => values.join(","),
  eq: (one, other) => one.join() === other.join(),
});

const word = createParser({ parse: (text) => (text === "" ? null : text), serialize: (text: string) => text });

function valuesOf<Field extends EnumField>(field: Field) {
  return createParser<BugFilters[Field][number][]>({
    parse: (text) => readValues(field, text.split(",")),
    serialize: (values) => values.join(",").toLowerCase(),
    eq: (one, other) => one.join() === other.join(),
  }).withDefault([]);
}

/** How each filter is written in the URL, for the page and for the server that draws it first. */
export const FILTER_PARSERS = {
  q: parseAsString.withDefault(""),
  state: parseAsStringLiteral(STATES).withDefault("open"),
  project: word,
  status: valuesOf("status"),
  priority: valuesOf("priority"),
  severity: valuesOf("severity"),
  source: valuesOf("source"),
  label: words.withDefault([]),
  assignee: word,
  sort: parseAsStringLiteral(SORTS).withDefault("updated"),
};
