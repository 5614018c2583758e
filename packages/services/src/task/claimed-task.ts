import type { Tx } from "@hawkmoth/db/client";
import { agents } from "@hawkmoth/db/schema/agent";
import { captures } from "@hawkmoth/db/schema/capture";
import { principalId } from "@hawkmoth/db/schema/columns";
import { HIDDEN_TEXT } from "@hawkmoth/domain/bug/lockdown";
import { taskRules } from "@hawkmoth/domain/task/hand-off";
import type { ClaimedTask } from "@hawkmoth/domain/task/schema";
import { and, desc, eq } from "drizzle-orm";
import { isHiddenFrom } from "../bug/lockdown.ts";
import { resolveBugRef } from "../bug/resolve-bug.ts";
import type { ServiceContext } from "../context.ts";
import { countHistory } from "../evidence/bug-history.ts";
import { readTask, type TaskRow } from "./rows.ts";

const NO_DIGEST = { headline: null, last_steps: [], failing_requests: [] };

/** What a granted claim answers: the task, enough of the bug to begin, the agent's instructions, and the lease. */
export async function toClaimedTask(
  tx: Tx,
  ctx: ServiceContext,
  { row, lease_token }: { row: TaskRow; lease_token: string },
): Promise<ClaimedTask> {
  const own = principalId(row.assignee_type, row.assignee_id);
  const [task, [agent], bug] = await Promise.all([
    readTask(tx, ctx, row.id),
    tx
      .select({ instructions: agents.instructions })
      .from(agents)
      .where(and(eq(agents.workspace_id, row.workspace_id), eq(agents.id, own))),
    bugOf(tx, ctx, row),
  ]);
  return {
    task,
    bug: { ...bug, key: task.bug_key },
    instructions: agent?.instructions ?? null,
    rules: taskRules(row.kind),
    lease_token,
    fencing_token: row.fence,
    lease_expires_at: row.lease_expires_at,
  };
}

type TaskBug = Omit<NonNullable<ClaimedTask["bug"]>, "key">;

async function bugOf(tx: Tx, ctx: ServiceContext, row: TaskRow): Promise<TaskBug> {
  const [bug, digest] = await Promise.all([resolveBugRef(tx, ctx, row.bug_id), digestOf(tx, row)]);
  const { id, status, severity, priority, reopen_count } = bug;
  const fields = { id, status, severity, priority, reopen_count, ...(await countHistory(tx, bug, row.id)) };
  return isHiddenFrom(ctx, bug)
    ? { ...fields, title: HIDDEN_TEXT, description: HIDDEN_TEXT, url: null, ...NO_DIGEST }
    : { ...fields, title: bug.title, description: bug.description, url: bug.url, ...digest };
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
