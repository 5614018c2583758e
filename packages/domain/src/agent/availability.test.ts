import { expect, test } from "vitest";
import { PROJECT_ACTIONS } from "../access/policy.ts";
import {
  AGENT_WORK,
  unavailableError,
  unavailableReason,
  UnavailableReason,
  unavailableText,
  type AgentStanding,
} from "./availability.ts";

const able: AgentStanding = { is_disabled: false, role: "MANAGER", key_reach: "ENOUGH" };

test.each<[string, Partial<AgentStanding>, UnavailableReason | null]>([
  ["with a role and a key", {}, null],
  ["that was disabled", { is_disabled: true, role: null, key_reach: "NO_KEY" }, "DISABLED"],
  ["without a role in the project", { role: null }, "NOT_IN_PROJECT"],
  ["that may only look", { role: "VIEWER", key_reach: "NO_KEY" }, "ROLE_TOO_LOW"],
  ["without a key", { key_reach: "NO_KEY" }, "NO_KEY"],
  ["whose keys are for something else", { key_reach: "KEY_LACKS_SCOPE" }, "KEY_LACKS_SCOPE"],
  ["whose keys are for other projects", { key_reach: "KEY_FOR_OTHER_PROJECTS" }, "KEY_FOR_OTHER_PROJECTS"],
])("an agent %s", (_who, standing, reason) => {
  expect(unavailableReason({ ...able, ...standing })).toBe(reason);
});

test.each(UnavailableReason.options)("%s is told in words, with what would change it", (reason) => {
  for (const work of ["TASK", "REGRESSION_RUN"] as const) {
    const { code, message, options } = unavailableError("Fixer", reason, work);
    expect([code, options.field, options.details]).toEqual([
      "INVALID_INPUT",
      "assignee_id",
      { unavailable_reason: reason },
    ]);
    expect(message).toMatch(/^Fixer can't be assigned: .{10,}\.$/);
    expect(options.hint).toMatch(/^(?:Enable|Assign|Create) /);
  }
  expect(unavailableText(reason).length).toBeLessThan(30);
});

test.each(["TASK", "REGRESSION_RUN"] as const)("work of kind %s names the scope that it takes", (work) => {
  const { message, options } = unavailableError("Fixer", "KEY_LACKS_SCOPE", work);
  for (const text of [message, options.hint]) expect(text).toContain(AGENT_WORK[work].scope);
  expect(options.hint).toContain("on the Agents page");
});

test.each(["TASK", "REGRESSION_RUN"] as const)("work of kind %s names the role that it takes", (work) => {
  const { message, options } = unavailableError("Fixer", "ROLE_TOO_LOW", work);
  for (const text of [message, options.hint]) expect(text).toContain(PROJECT_ACTIONS[AGENT_WORK[work].action]);
  expect(message).not.toContain("tasks");
});
