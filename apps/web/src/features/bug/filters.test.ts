import { expect, test } from "vitest";
import { formatFilterText, parseFilterText } from "./filter-text.ts";
import { type BugFilters, NO_FILTERS, countFilters, readValues, toListInput, unknownFilters } from "./filters.ts";

const projects = [{ id: "prj_1", key: "SHOP" }];

test("no filters ask for open bugs, newest change first, and for nothing else", () => {
  expect(toListInput(NO_FILTERS, projects)).toEqual({ state: "open", sort: "updated" });
});

test("a chosen status wins over the open group, so that closed ones can be asked for", () => {
  const input = toListInput({ ...NO_FILTERS, status: ["RESOLVED"] }, projects);
  expect(input).toMatchObject({ state: "all", status: ["RESOLVED"] });
});

test.each([
  ["me", { assignee_id: "me" }],
  ["none", { assignee_id: "none" }],
  ["agent", { assignee_type: "AGENT" }],
  ["member", { assignee_type: "MEMBER" }],
  ["agt_01", { assignee_type: "AGENT", assignee_id: "agt_01" }],
  ["mbr_01", { assignee_type: "MEMBER", assignee_id: "mbr_01" }],
])("assignee %s becomes the pair of the API", (assignee, pair) => {
  expect(toListInput({ ...NO_FILTERS, assignee }, projects)).toEqual({ state: "open", sort: "updated", ...pair });
});

test("a project is named by its key in the URL and by its id in the call", () => {
  expect(toListInput({ ...NO_FILTERS, project: "shop" }, projects)).toMatchObject({ project_id: "prj_1" });
});

test("values are read in any case and unknown ones are dropped", () => {
  expect(readValues("status", ["in-progress", "OPEN", "nonsense"])).toEqual(["OPEN", "IN_PROGRESS"]);
});

test("the text twin reads fields, quoted labels and free words", () => {
  expect(parseFilterText('status:open,in_review assignee:nobody label:"check out" total is wrong')).toEqual({
    status: ["OPEN", "IN_REVIEW"],
    assignee: "none",
    label: ["check out"],
    q: "total is wrong",
  });
});

test("a field it does not know stays text, so that an URL can be searched for", () => {
  expect(parseFilterText("http://shop.example priority:soon").q).toBe("http://shop.example priority:soon");
});

test("every set of filters survives the way through its text", () => {
  const filters: BugFilters = {
    q: "coupon total",
    state: "all",
    project: "SHOP",
    status: ["OPEN", "CLOSED"],
    priority: ["HIGH"],
    severity: ["CRITICAL", "LOW"],
    source: ["MCP"],
    label: ["check out", "ui"],
    assignee: "agent",
    sort: "priority",
  };
  expect({ ...NO_FILTERS, ...parseFilterText(formatFilterText(filters)) }).toEqual(filters);
  expect(countFilters(filters)).toBe(9);
  expect(countFilters(NO_FILTERS)).toBe(0);
});

test.each([
  ["project=NOPE", [{ field: "project", value: "NOPE" }]],
  ["status=open,bogus", [{ field: "status", value: "bogus" }]],
  [
    "priority=urgent&severity=bad",
    [
      { field: "priority", value: "urgent" },
      { field: "severity", value: "bad" },
    ],
  ],
  ["source=fax", [{ field: "source", value: "fax" }]],
  [
    "state=gone&sort=size",
    [
      { field: "state", value: "gone" },
      { field: "sort", value: "size" },
    ],
  ],
  ["assignee=ada", [{ field: "assignee", value: "ada" }]],
  ["project=shop&status=open,in_review&state=all&sort=priority&assignee=me&q=x&label=y", []],
  ["project=&status=&assignee=&t=1", []],
])("?%s: values that do not exist are found", (query, found) => {
  const params = new URLSearchParams(query);
  expect(unknownFilters((field) => params.get(field), [{ key: "SHOP" }])).toEqual(found);
});
