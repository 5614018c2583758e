import { AGENT_KEY_SCOPES, MEMBER_KEY_SCOPES } from "@hawkmoth/domain/access/schema";
import { expect, test } from "vitest";
import { presetOf, SCOPE_PRESETS } from "./scope-presets.ts";

test("scopes are told by their preset in any order, and anything else was chosen by hand", () => {
  expect(presetOf(SCOPE_PRESETS.read.scopes)).toBe("read");
  expect(presetOf(MEMBER_KEY_SCOPES.toReversed())).toBe("triage");
  expect(presetOf(AGENT_KEY_SCOPES)).toBe("agent");
  expect(presetOf(["bugs:read"])).toBe("custom");
});

test("read-only means what it says", () => {
  expect(SCOPE_PRESETS.read.scopes.filter((scope) => !scope.endsWith(":read"))).toEqual([]);
});
