import { z } from "zod";
import { nameSchema } from "../shown-name.ts";
import { ProjectRole } from "../access/schema.ts";
import { idSchema } from "../ids.ts";
import { TaskKind } from "../task/schema.ts";
import { Timestamp } from "../time.ts";
import { UnavailableReason } from "./availability.ts";

/** An AI agent that owns bugs like a member does. */
export const Agent = z.object({
  id: idSchema("agent"),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  instructions: z.string().describe("Given to the agent with each claim"),
  kinds: z.array(TaskKind),
  projects: z.array(
    z.object({
      project_id: idSchema("project"),
      key: z.string(),
      role: ProjectRole,
      unavailable_reason: UnavailableReason.nullable().describe("Why it can't be assigned there; null when it can"),
    }),
  ),
  owner: z.object({ id: idSchema("member"), name: z.string() }),
  is_disabled: z.boolean(),
  active_leases: z.int(),
  queued_tasks: z.int(),
  success_rate: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe("Share of the tasks ended in the last 90 days that succeeded; null when none ended"),
  last_seen_at: Timestamp.nullable(),
  created_at: Timestamp,
});
export type Agent = z.infer<typeof Agent>;

/** A new agent and the projects it works in. */
export const CreateAgentInput = z.object({
  name: nameSchema(80),
  slug: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9-]{0,38}$/, "Use lower-case letters, digits and hyphens")
    .optional(),
  description: z.string().trim().max(500).default(""),
  instructions: z.string().max(20_000).default(""),
  kinds: z.array(TaskKind).min(1).default(["FIX"]),
  project_ids: z.array(idSchema("project")).min(1),
  role: ProjectRole.default("MANAGER"),
});
export type CreateAgentInput = z.infer<typeof CreateAgentInput>;

/** Changes of an agent; disabling revokes its leases and keys at once. */
export const UpdateAgentInput = z.object({
  agent_id: idSchema("agent"),
  name: nameSchema(80).optional(),
  description: z.string().trim().max(500).optional(),
  instructions: z.string().max(20_000).optional(),
  kinds: z.array(TaskKind).min(1).optional(),
  is_disabled: z.boolean().optional(),
});
export type UpdateAgentInput = z.infer<typeof UpdateAgentInput>;

/** Names an agent. */
export const AgentIdInput = z.object({ agent_id: idSchema("agent") });
/** Filters agents by project. */
export const ListAgentsInput = z.object({ project_id: idSchema("project").optional() });
/** Agents the caller may see. */
export const AgentList = z.object({ agents: z.array(Agent) });
