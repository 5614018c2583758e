import { expect, test } from "vitest";
import { readOnlyScopes } from "./connected-app.ts";
import { Scope } from "./schema.ts";

test("reading alone of all scopes writes nothing and works on nothing", () => {
  const reads = readOnlyScopes(Scope.options);
  expect(reads.filter((scope) => !scope.endsWith(":read"))).toEqual([]);
  expect(readOnlyScopes(["bugs:write", "bugs:read", "tasks:run", "integrations:write"])).toEqual(["bugs:read"]);
});
