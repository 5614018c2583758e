import { z } from "zod";
import { ActorRef, Via } from "../actor.ts";
import { BugRef, idSchema } from "../ids.ts";
import { PageInput, PageOutput } from "../pagination.ts";
import { Timestamp } from "../time.ts";

/** One call as the audit log keeps it: who called what, with which program, on which bugs, and how it ended. */
export const AuditEntry = z.object({
  id: idSchema("audit"),
  actor: ActorRef,
  key_id: idSchema("key").nullable(),
  via: Via,
  client: z.string().nullable(),
  operation: z.string().describe("Such as bug.update"),
  tool: z.string().nullable().describe("MCP tool the call stood for"),
  bug_ids: z.array(idSchema("bug")).describe("Bugs that the call named"),
  arguments: z.unknown().describe("Without secrets and shortened"),
  result_code: z.string().describe("OK or the code of the error"),
  duration_ms: z.int(),
  request_id: z.string().nullable(),
  created_at: Timestamp,
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Filters of the audit log, newest first. All that are given must match. */
export const QueryAuditInput = PageInput.extend({
  actor: z.string().trim().max(64).optional().describe("mbr_…, agt_… or key_… id"),
  tool: z.string().trim().max(40).optional(),
  operation: z.string().trim().max(80).optional(),
  bug_id: BugRef.optional(),
  result_code: z.string().trim().toUpperCase().max(40).optional().describe("OK or an error code"),
  after: Timestamp.optional().describe("ISO 8601"),
  before: Timestamp.optional().describe("ISO 8601"),
});
export type QueryAuditInput = z.infer<typeof QueryAuditInput>;

/** A page of the audit log. */
export const AuditLog = PageOutput.extend({ entries: z.array(AuditEntry) });
export type AuditLog = z.infer<typeof AuditLog>;
