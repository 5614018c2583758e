import type { Tx } from "@hawkmoth/db/client";
import { agents } from "@hawkmoth/db/schema/agent";
import { bugs } from "@hawkmoth/db/schema/bug";
import { captures } from "@hawkmoth/db/schema/capture";
import { principalId } from "@hawkmoth/db/schema/columns";
import type { ClaimedTask } from "@hawkmoth/domain/task/schema";
import { and, desc, eq } from "drizzle-orm";
import { readTask, type TaskRow } from "./rows.ts";

const NO_DIGEST = { headline: null, last_steps: [], failing_requests: [] };

/** What a granted claim answers: the task, enough of the bug to begin, the agent's instructions, and the lease. */
export async function toClaimedTask(tx: Tx, row: TaskRow, lease_token: string): Promise<ClaimedTask> {
  const own = principalId(row.assignee_type, row.assignee_id);
  const [task, [agent], bug] = await Promise.all([
    readTask(tx, row.workspace_id, row.id),
    tx
      .select({ instructions: agents.instructions })
      .from(agents)
      .where(and(eq(agents.workspace_id, row.workspace_id), eq(agents.id, own))),
    bugOf(tx, row),
  ]);
  return {
    task,
    bug: bug && { ...bug, key: task.bug_key },
    instructions: agent?.instructions ?? null,
    lease_token,
    fencing_token: row.fence,
    lease_expires_at: row.lease_expires_at,
  };
}

async function bugOf(tx: Tx, row: TaskRow): Promise<Omit<NonNullable<ClaimedTask["bug"]>, "key"> | null> {
  const [[bug], digest] = await Promise.all([
    tx
      .select()
      .from(bugs)
      .where(and(eq(bugs.workspace_id, row.workspace_id), eq(bugs.id, row.bug_id))),
    digestOf(tx, row),
  ]);
  if (!bug) return null;
  return {
    id: bug.id,
    title: bug.title,
    description: bug.description,
    status: bug.status,
    severity: bug.severity,
    priority: bug.priority,
    url: bug.url,
    ...digest,
  };
}

async function digestOf(tx: Tx, row: TaskRow) {
  const [capture] = await tx
    .select({ digest: captures.digest })
    .from(captures)
    .where(and(eq(captures.workspace_id, row.workspace_id), eq(captures.bug_id, row.bug_id)))
    .orderBy(desc(captures.created_at))
    .limit(1);
  const digest = capture?.digest;
  if (!digest) return NO_DIGEST;
  return {
    headline: digest.headline,
    last_steps: digest.last_steps.map((step) => step.text),
    failing_requests: digest.failing_requests.map(
      (request) => `${request.method} ${request.url} -> ${request.status ?? request.error ?? "no answer"}`,
    ),
  };
}
