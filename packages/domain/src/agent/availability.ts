import { z } from "zod";
import { isRoleEnough, PROJECT_ACTIONS } from "../access/policy.ts";
import type { ProjectRole } from "../access/schema.ts";
import { AppError } from "../errors.ts";

/** Why an agent can't work in a project, so that nothing there can be assigned to it. */
export const UnavailableReason = z.enum([
  "DISABLED",
  "NOT_IN_PROJECT",
  "ROLE_TOO_LOW",
  "NO_KEY",
  "KEY_LACKS_SCOPE",
  "KEY_FOR_OTHER_PROJECTS",
]);
export type UnavailableReason = z.infer<typeof UnavailableReason>;

/** The work that an assignment means, each with the scope a key needs for it. */
export const AGENT_WORK = {
  TASK: { scope: "tasks:run", action: "task.run" },
  REGRESSION_RUN: { scope: "regression:write", action: "regression.run" },
} as const;
/** Names of what an assignment may mean. */
export type AgentWork = keyof typeof AGENT_WORK;

/** How far the best of an agent's active keys reaches, worst first. */
export const KEY_REACHES = ["NO_KEY", "KEY_LACKS_SCOPE", "KEY_FOR_OTHER_PROJECTS", "ENOUGH"] as const;
/** One of the steps. */
export type KeyReach = (typeof KEY_REACHES)[number];

/** What decides whether an agent can work in a project. */
export interface AgentStanding {
  is_disabled: boolean;
  /** Null for an agent that has no role in the project. */
  role: ProjectRole | null;
  key_reach: KeyReach;
}

/** Why an agent of this standing can't do the work; null when it can. */
export function unavailableReason(
  { is_disabled, role, key_reach }: AgentStanding,
  work: AgentWork = "TASK",
): UnavailableReason | null {
  if (is_disabled) return "DISABLED";
  if (role === null) return "NOT_IN_PROJECT";
  if (!isRoleEnough(role, AGENT_WORK[work].action)) return "ROLE_TOO_LOW";
  return key_reach === "ENOUGH" ? null : key_reach;
}

/** The reason in a few words, for people who choose an agent. */
export function unavailableText(reason: UnavailableReason): string {
  return WORDS.TASK[reason].short;
}

/** The refusal to assign work to an agent that can't do it: the reason, and what would change it. */
export function unavailableError(name: string, reason: UnavailableReason, work: AgentWork = "TASK"): AppError {
  const { why, hint } = WORDS[work][reason];
  return new AppError("INVALID_INPUT", {
    message: `${name} can't be assigned: ${why}.`,
    field: "assignee_id",
    hint,
    details: { unavailable_reason: reason },
  });
}

type Words = Record<UnavailableReason, { short: string; why: string; hint: string }>;

const WORDS: Record<AgentWork, Words> = { TASK: wordsFor("TASK"), REGRESSION_RUN: wordsFor("REGRESSION_RUN") };

function wordsFor(work: AgentWork): Words {
  const { scope, action } = AGENT_WORK[work];
  const role = PROJECT_ACTIONS[action];
  const key_hint = `Create a key with the scope ${scope} for this agent on the Agents page, or assign somebody else.`;
  return {
    DISABLED: {
      short: "disabled",
      why: "it is disabled",
      hint: "Enable it on the Agents page, or assign somebody else.",
    },
    NOT_IN_PROJECT: {
      short: "not in this project",
      why: "it has no role in this project",
      hint: "Assign an agent of this project; list_project_members names them.",
    },
    ROLE_TOO_LOW: {
      short: "role too low",
      why: `its role in this project is too low for this work, which takes ${role}`,
      hint: `Assign an agent with the role ${role} or higher in this project.`,
    },
    NO_KEY: { short: "no active key", why: "it has no active key", hint: key_hint },
    KEY_LACKS_SCOPE: {
      short: `no key with ${scope}`,
      why: `none of its active keys has the scope ${scope}`,
      hint: key_hint,
    },
    KEY_FOR_OTHER_PROJECTS: {
      short: "key is for other projects",
      why: `its active keys with the scope ${scope} are for other projects`,
      hint: `Create a key with the scope ${scope} for this agent that includes this project, or assign somebody else.`,
    },
  };
}
