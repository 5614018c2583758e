import { z } from "zod";
import { UnavailableReason } from "./agent/availability.ts";

/** The two kinds of owners. */
export const AssigneeType = z.enum(["MEMBER", "AGENT"]);
export type AssigneeType = z.infer<typeof AssigneeType>;

/** Who owns a piece of work: a person or an AI agent through the same two fields; both set or both null. */
export const AssigneePair = z.object({
  assignee_type: AssigneeType.nullable(),
  assignee_id: z.string().nullable(),
});
export type AssigneePair = z.infer<typeof AssigneePair>;

/** An assignee as lists and pickers show it. */
export const Assignee = z.object({
  assignee_type: AssigneeType,
  assignee_id: z.string(),
  name: z.string(),
  avatar_url: z.string().nullable(),
  role: z.string(),
  load: z.int().describe("Open bugs assigned in the project"),
  unavailable_reason: UnavailableReason.nullable().describe("Why this agent can't be assigned; null when it can"),
});
export type Assignee = z.infer<typeof Assignee>;

/** Who owns a bug, with the name to show. */
export const AssigneeRef = z.object({ type: AssigneeType, id: z.string(), name: z.string() });
export type AssigneeRef = z.infer<typeof AssigneeRef>;

/** Input pair with the shorthands `"me"` and `"none"` (or null), for which the type may be left out. */
export const AssigneeInput = {
  assignee_type: AssigneeType.nullable().optional().describe("With an id"),
  assignee_id: z.string().max(64).nullable().optional().describe('Id, "me", or "none" to unassign'),
};
