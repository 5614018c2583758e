import type { BugSort, BugSource, BugStatus, ListBugsInput, Priority, Severity } from "@hawkmoth/domain/bug/schema";

/** What the bug list shows, as it stands in the URL. */
export interface BugFilters {
  q: string;
  state: "open" | "closed" | "all";
  project: string | null;
  status: BugStatus[];
  priority: Priority[];
  severity: Severity[];
  source: BugSource[];
  label: string[];
  /** `me`, `none`, `agent` and `member` for any of a kind, or an id. */
  assignee: string | null;
  sort: BugSort;
}

export const NO_FILTERS: BugFilters = {
  q: "",
  state: "open",
  project: null,
  status: [],
  priority: [],
  severity: [],
  source: [],
  label: [],
  assignee: null,
  sort: "updated",
};

/** Values each list filter knows, in the order menus show them. */
export const FILTER_VALUES = {
  status: ["OPEN", "IN_PROGRESS", "IN_REVIEW", "REOPENED", "RESOLVED", "CLOSED"],
  priority: ["CRITICAL", "HIGH", "MEDIUM", "LOW", "NONE"],
  severity: ["CRITICAL", "HIGH", "MEDIUM", "LOW"],
  source: ["EXTENSION", "WIDGET", "API", "MCP", "DASHBOARD", "REGRESSION"],
} as const satisfies { [Field in "status" | "priority" | "severity" | "source"]: readonly BugFilters[Field][number][] };

export type EnumField = keyof typeof FILTER_VALUES;
export const ENUM_FIELDS: readonly EnumField[] = ["status", "priority", "severity", "source"];
export const STATES = ["open", "closed", "all"] as const;
export const SORTS = ["updated", "created", "priority"] as const;

/** A value in the URL that no filter has. */
export interface UnknownFilter {
  field: "project" | "state" | "sort" | "assignee" | EnumField;
  value: string;
}

const ASSIGNEE = /^(?:me|none|agent|member|(?:agt|mbr)_[0-9a-z]{26})$/;

/** What the URL filters by and nothing is called: a list under it would show what was not asked for. */
export function unknownFilters(
  read: (field: string) => string | null,
  projects: readonly { key: string }[],
): UnknownFilter[] {
  const unknown = (field: UnknownFilter["field"], isKnown: (value: string) => boolean) =>
    (ENUM_FIELDS.some((known) => known === field) ? (read(field) ?? "").split(",") : [read(field) ?? ""])
      .map((value) => value.trim())
      .filter((value) => value !== "" && !isKnown(value))
      .map((value) => ({ field, value }));
  return [
    ...unknown("project", (value) => projects.some(({ key }) => key === value.toUpperCase())),
    ...unknown("state", (value) => STATES.some((state) => state === value)),
    ...unknown("sort", (value) => SORTS.some((sort) => sort === value)),
    ...unknown("assignee", (value) => ASSIGNEE.test(value)),
    ...ENUM_FIELDS.flatMap((field) => unknown(field, (value) => readValues(field, [value]).length > 0)),
  ];
}

/** Reads values of one field in any case and drops what the field does not know. */
export function readValues<Field extends EnumField>(field: Field, words: readonly string[]): BugFilters[Field] {
  const known: readonly BugFilters[Field][number][] = FILTER_VALUES[field];
  const wanted = words.map((word) => word.trim().toUpperCase().replaceAll("-", "_"));
  return known.filter((value) => wanted.includes(value)) as BugFilters[Field];
}

/** The list call that answers these filters. `projects` turns a key into an id; unknownFilters finds unknown keys. */
export function toListInput(
  filters: BugFilters,
  projects: readonly { id: string; key: string }[],
): Omit<ListBugsInput, "cursor" | "limit"> {
  const project = projects.find(({ key }) => key === filters.project?.toUpperCase());
  return {
    state: filters.status.length > 0 ? "all" : filters.state,
    sort: filters.sort,
    ...(filters.q === "" ? {} : { query: filters.q }),
    ...(project ? { project_id: project.id } : {}),
    ...given("status", filters.status),
    ...given("priority", filters.priority),
    ...given("severity", filters.severity),
    ...given("source", filters.source),
    ...given("label", filters.label),
    ...assigneeInput(filters.assignee),
  };
}

function given<Name extends string, Value>(name: Name, values: Value[]): { [K in Name]?: Value[] } {
  return values.length > 0 ? ({ [name]: values } as { [K in Name]?: Value[] }) : {};
}

function assigneeInput(assignee: string | null): Pick<ListBugsInput, "assignee_type" | "assignee_id"> {
  if (assignee === null) return {};
  if (assignee === "agent") return { assignee_type: "AGENT" };
  if (assignee === "member") return { assignee_type: "MEMBER" };
  if (assignee.startsWith("agt_")) return { assignee_type: "AGENT", assignee_id: assignee };
  if (assignee.startsWith("mbr_")) return { assignee_type: "MEMBER", assignee_id: assignee };
  return { assignee_id: assignee };
}

/** How many filters narrow the list, not counting its order. */
export function countFilters(filters: BugFilters): number {
  const lists = [...ENUM_FIELDS.map((field) => filters[field].length), filters.label.length].filter(
    (count) => count > 0,
  ).length;
  const singles = [filters.q !== "", filters.project !== null, filters.assignee !== null, filters.state !== "open"];
  return lists + singles.filter(Boolean).length;
}
