import { CreateBugInput } from "@hawkmoth/domain/bug/schema";
import { ClaimTaskInput } from "@hawkmoth/domain/task/schema";
import { assignBug } from "@hawkmoth/services/bug/assign-bug";
import { createBug } from "@hawkmoth/services/bug/create-bug";
import { updateBug } from "@hawkmoth/services/bug/update-bug";
import { createComment } from "@hawkmoth/services/comment/create-comment";
import type { ServiceContext } from "@hawkmoth/services/context";
import { claimTask } from "@hawkmoth/services/task/claim-task";
import { heartbeatTask } from "@hawkmoth/services/task/heartbeat-task";
import { updateTask } from "@hawkmoth/services/task/update-task";
import type { Db } from "@hawkmoth/db/client";
import { APP_ROLE } from "@hawkmoth/db/schema/columns";
import { idToUuid } from "@hawkmoth/domain/ids";
import type { DemoBug } from "./demo-bugs.ts";
import { DEMO_BUGS } from "./demo-bugs.ts";
import { fileCapture } from "./file-capture.ts";
import type { Cast } from "./people.ts";
import { tellOfRegression } from "./regression-story.ts";

const AGENTS = new Set(["fixer", "triager"]);

/**
 * Moves what was just written into the past, so that lists and timelines look lived in. History is for appending only,
 * for everybody but the owner of the database; without `owner` its entries keep their time.
 */
async function backdate({ ctx, owner }: { ctx: ServiceContext; owner: Db | null }, bug_id: string, hours_ago: number) {
  const [workspace, id] = [idToUuid("workspace", ctx.actor.workspace_id), idToUuid("bug", bug_id)];
  const ago = `${hours_ago} hours`;
  const later = `${Math.max(0.2, hours_ago / 3)} hours`;
  await ctx.db.$client.begin(async (sql) => {
    await sql`select set_config('app.workspace_id', ${workspace}, true), set_config('role', ${APP_ROLE}, true)`;
    await sql`update bug set created_at = created_at - ${ago}::interval, updated_at = updated_at - ${later}::interval, resolved_at = resolved_at - ${later}::interval where id = ${id}`;
    await sql`update comment set created_at = created_at - ${later}::interval where bug_id = ${id}`;
  });
  if (owner)
    await owner.$client`update activity set created_at = created_at - case when kind = 'BUG_CREATED' then ${ago}::interval else ${later}::interval end where bug_id = ${id}`;
}

async function claim(ctx: ServiceContext, task_id: string, lease_seconds = 900) {
  const claimed = await claimTask(ctx, ClaimTaskInput.parse({ task_id, lease_seconds }));
  return { task_id, lease_token: claimed.lease_token ?? "" };
}

/** The agent works its task to the end and hands over. */
async function finishWork(agent: ServiceContext, task_id: string, title: string): Promise<void> {
  const held = await claim(agent, task_id);
  await heartbeatTask(agent, { ...held, progress: 60, note: "Test is red, writing the fix" });
  const branch = `fix/${title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 40)}`;
  await updateTask(agent, {
    ...held,
    status: "SUCCEEDED",
    summary: "Found the cause, added a failing test, fixed it.",
    result: {
      branch,
      commit: "9f1c2ab",
      verified_how: "Unit test and a manual run on staging",
      next_step: "Review and merge",
    },
  });
}

async function assign(cast: Cast, bug: DemoBug, bug_id: string): Promise<void> {
  if (!bug.assignee) return;
  const { actor } = cast.people[bug.assignee];
  const assignee_type = actor.type === "AGENT" ? "AGENT" : "MEMBER";
  const { task } = await assignBug(cast.people.ada, { bug_id, assignee_type, assignee_id: actor.id });
  const isWorkedOn = bug.status !== "OPEN" && AGENTS.has(bug.assignee);
  if (task && isWorkedOn) await finishWork(cast.people[bug.assignee], task.id, bug.title);
}

async function tell(cast: Cast, bug: DemoBug, owner: Db | null): Promise<void> {
  const { title, severity, priority, labels: label } = bug;
  const input = CreateBugInput.parse({
    project_id: cast.project.id,
    title,
    severity,
    label,
    environment: "production",
    allow_duplicate: true,
  });
  const author = cast.people[bug.by];
  const { id } = (await createBug(author, input)).bug;
  if (priority !== "NONE") await updateBug(cast.people.ada, { bug_id: id, priority, dry_run: false });
  await assign(cast, bug, id);
  for (const comment of bug.comments) await createComment(cast.people[comment.by], { bug_id: id, body: comment.body });
  const closer = cast.people[bug.assignee === "jonas" ? "jonas" : "ada"];
  const { status, resolution } = bug;
  if (status === "REOPENED")
    await updateBug(closer, { bug_id: id, status: "RESOLVED", resolution: "FIXED", dry_run: false });
  if (status !== "OPEN")
    await updateBug(closer, { bug_id: id, status, ...(resolution ? { resolution } : {}), dry_run: false });
  await backdate({ ctx: author, owner }, id, bug.hours_ago);
}

/** How a person's reports come in through the extension. */
function throughExtension(ctx: ServiceContext): ServiceContext {
  return { ...ctx, via: "EXTENSION", client: { name: "hawkmoth-extension", version: "0.1.0" } };
}

/** A recorded session that nobody has looked at yet, and in which nothing fails loudly. */
async function tellOfTheTotal(cast: Cast): Promise<void> {
  const { jonas, ada } = cast.people;
  const bug = await fileCapture(throughExtension(jonas), {
    session: "total",
    project_id: cast.project.id,
    title: "Ten of one plant get the discount of five",
    description:
      "The banner promises **10 % from ten of a kind**. With ten and eleven fiddle-leaf figs the cart still takes off 5 %.",
    severity: "HIGH",
  });
  await updateBug(ada, { bug_id: bug.id, label_add: ["checkout", "payments"], dry_run: false });
}

/** The bug with a recorded session, on which the agent is at work right now. */
async function tellOfTheCoupon(cast: Cast): Promise<void> {
  const { ada, jonas, fixer } = cast.people;
  const bug = await fileCapture(throughExtension(jonas), {
    session: "coupon",
    project_id: cast.project.id,
    title: "Coupon SAVE10 leaves the cart at 'Applying…'",
    description:
      "I raised the aloe to two, typed the coupon and pressed **Apply**. The button says `Applying…` for ever and the total stays as it was.",
    severity: "CRITICAL",
  });
  await updateBug(ada, { bug_id: bug.id, priority: "CRITICAL", label_add: ["checkout", "payments"], dry_run: false });
  await createComment(ada, {
    bug_id: bug.id,
    body: "The campaign mail goes out on Monday. Can you take this one, Fixer?",
  });
  const assigned = await assignBug(ada, { bug_id: bug.id, assignee_type: "AGENT", assignee_id: cast.agent_ids.fixer });
  if (!assigned.task) return;
  const held = await claim(fixer, assigned.task.id, 3600);
  await updateBug(fixer, { bug_id: bug.id, status: "IN_PROGRESS", lease_token: held.lease_token, dry_run: false });
  const body =
    "The API answers 500 and `showDiscount` reads `discount` of a coupon that is not there. Writing a failing test first.";
  await createComment(fixer, { bug_id: bug.id, body, lease_token: held.lease_token });
  await heartbeatTask(fixer, {
    ...held,
    progress: 35,
    note: "Reproduced with a failing test in coupon-field.test.tsx",
  });
}

/** A question that waits for a person. */
async function tellOfTheQuestion(cast: Cast): Promise<void> {
  const { triager } = cast.people;
  const claimed = await claimTask(triager, ClaimTaskInput.parse({}));
  if (!claimed.task || !claimed.lease_token) return;
  await updateTask(triager, {
    task_id: claimed.task.id,
    lease_token: claimed.lease_token,
    status: "NEEDS_INPUT",
    question:
      "Only one customer has that many orders. Is MEDIUM right, or can it wait for the paging work of next quarter?",
  });
}

/**
 * Files and works all bugs of the demo, oldest first, through the verbs that people and agents use. `owner` is a
 * connection that may move history into the past.
 */
export async function tellStories(cast: Cast, owner: Db | null): Promise<void> {
  for (const bug of DEMO_BUGS.toReversed()) await tell(cast, bug, owner);
  await tellOfTheQuestion(cast);
  await tellOfTheTotal(cast);
  await tellOfTheCoupon(cast);
  await tellOfRegression(cast);
}
