import { testDatabase } from "@hawkmoth/db/testing/database";
import { BulkUpdateInput } from "@hawkmoth/domain/bug/bulk";
import { CreateBugInput, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { MergeBugsInput } from "@hawkmoth/domain/duplicate/schema";
import { CreateCaseInput } from "@hawkmoth/domain/regression/schema";
import { CreateRunInput, SubmitResultInput } from "@hawkmoth/domain/regression/run-schema";
import { ClaimTaskInput, type TaskKind } from "@hawkmoth/domain/task/schema";
import { describe, expect, test } from "vitest";
import { createComment } from "../comment/create-comment.ts";
import { mergeBugs } from "../duplicate/merge-bugs.ts";
import { linkGithub } from "../integration/link-github.ts";
import { unlinkGithub } from "../integration/unlink-github.ts";
import { addBugLabel, removeBugLabel } from "../label/change-bug-label.ts";
import { createLabel } from "../label/create-label.ts";
import { deleteLabel } from "../label/delete-label.ts";
import { updateLabel } from "../label/update-label.ts";
import { createCase } from "../regression/create-case.ts";
import { createRun } from "../regression/create-run.ts";
import { createSuite } from "../regression/create-suite.ts";
import { submitResult } from "../regression/submit-result.ts";
import { claimTask } from "../task/claim-task.ts";
import { updateTask } from "../task/update-task.ts";
import { makeQueuedTask, makeWorld, type World } from "../testing/world.ts";
import { assignBug } from "./assign-bug.ts";
import { bulkUpdateBugs } from "./bulk-update-bugs.ts";
import { createBug } from "./create-bug.ts";
import { getBug } from "./get-bug.ts";
import { updateBug } from "./update-bug.ts";

const { db } = await testDatabase({ max_connections: 20 });

const FORBIDDEN = { code: "FORBIDDEN" };
const read = (world: World, bug_id: string) => getBug(world.owner, { bug_id, detail: "standard" });
const change = (ctx: World["agent"], input: Record<string, unknown>) => updateBug(ctx, UpdateBugInput.parse(input));

/** A bug with a task of the kind, which the world's agent holds. */
async function held(kind: TaskKind = "FIX") {
  const world = await makeWorld(db);
  const { id: task_id, bug_id } = await makeQueuedTask(db, world, { kind });
  const { lease_token, rules } = await claimTask(world.agent, ClaimTaskInput.parse({ task_id }));
  if (!lease_token) throw new Error("nothing was claimed");
  return { world, bug_id, task_id, lease_token, rules };
}

/** Every change of a bug by the verbs that all doors pass. */
const CHANGES: readonly Record<string, unknown>[] = [
  { status: "IN_PROGRESS" },
  { status: "RESOLVED" },
  { status: "CLOSED", resolution: "SPAM" },
  { priority: "CRITICAL" },
  { severity: "LOW" },
  { title: "Another" },
  { description: "Another" },
  { label_add: ["ui"] },
  { label_remove: ["ui"] },
  { assignee_id: "me" },
  { assignee_id: "none" },
];

describe("an agent without a lease", () => {
  test.each(CHANGES)("changes nothing by %j, not even on a bug of its own", async (patch) => {
    const { world, bug_id } = await held();
    const before = await read(world, bug_id);
    await expect(change(world.agent, { bug_id, ...patch })).rejects.toMatchObject(FORBIDDEN);
    await expect(change(world.agent, { bug_id, ...patch, dry_run: true })).rejects.toMatchObject(FORBIDDEN);
    expect(await read(world, bug_id)).toEqual(before);
  });

  test("does not write over a person who took the bug", async () => {
    const { world, bug_id, lease_token } = await held();
    await assignBug(world.owner, { bug_id, assignee_id: "me" });
    await expect(change(world.agent, { bug_id, status: "IN_REVIEW" })).rejects.toMatchObject(FORBIDDEN);
    await expect(change(world.agent, { bug_id, status: "IN_REVIEW", lease_token })).rejects.toMatchObject({
      code: "LEASE_LOST",
    });
    expect(await read(world, bug_id)).toMatchObject({ status: "OPEN", assignee: { type: "MEMBER" } });
  });

  test("neither merges, nor changes in bulk, nor touches labels of the catalogue, whatever its dry run would say", async () => {
    const { world, bug_id } = await held();
    const other = await makeQueuedTask(db, world);
    const label = await createLabel(world.owner, { name: "ui" });
    const { agent } = world;
    const refused = expect.objectContaining(FORBIDDEN);
    for (const dry_run of [true, false]) {
      await expect(
        bulkUpdateBugs(agent, BulkUpdateInput.parse({ bug_id: [bug_id], patch: { priority: "LOW" }, dry_run })),
      ).rejects.toEqual(refused);
      await expect(
        mergeBugs(agent, MergeBugsInput.parse({ into_bug_id: bug_id, bug_id: [other.bug_id], dry_run })),
      ).rejects.toEqual(refused);
      await expect(deleteLabel(agent, { label_id: label.id, dry_run })).rejects.toEqual(refused);
    }
    await expect(updateLabel(agent, { label_id: label.id, name: "gui" })).rejects.toEqual(refused);
    await expect(addBugLabel(agent, { bug_id, label_name: "ui" })).rejects.toEqual(refused);
    await expect(removeBugLabel(agent, { bug_id, label_name: "ui" })).rejects.toEqual(refused);
    expect((await read(world, bug_id)).labels).toEqual([]);
  });

  test("creates, comments and links, and gives work to nobody", async () => {
    const { world, bug_id } = await held();
    const { agent, project_id } = world;
    const input = { project_id, title: "Another defect", priority: "HIGH", label: ["ui"], allow_duplicate: true };
    expect(await createBug(agent, CreateBugInput.parse(input))).toMatchObject({
      bug: { priority: "HIGH", labels: [{ name: "ui" }] },
    });
    await expect(createBug(agent, CreateBugInput.parse({ ...input, assignee_id: "me" }))).rejects.toMatchObject({
      ...FORBIDDEN,
      options: { field: "assignee_id" },
    });
    await createComment(agent, { bug_id, body: "Seen here too" });
    const issue = { bug_id, repo_owner: "octo-org", repo_name: "shop", issue_number: 4 };
    await linkGithub(agent, issue);
    await linkGithub(agent, { ...issue, issue_number: 5 });
    expect(await unlinkGithub(agent, { bug_id })).toEqual({ unlinked: true });
  });

  test("leaves a person's link alone, and replaces it within the task", async () => {
    const { world, bug_id, lease_token } = await held();
    const issue = { bug_id, repo_owner: "octo-org", repo_name: "shop", issue_number: 4 };
    await linkGithub(world.owner, issue);
    await expect(linkGithub(world.agent, { ...issue, issue_number: 5 })).rejects.toMatchObject(FORBIDDEN);
    await expect(unlinkGithub(world.agent, { bug_id })).rejects.toMatchObject(FORBIDDEN);
    expect((await read(world, bug_id)).links).toMatchObject([{ issue_number: 4 }]);
    await linkGithub(world.agent, { ...issue, issue_number: 5, lease_token });
    expect((await read(world, bug_id)).links).toMatchObject([{ issue_number: 5 }]);
  });

  test("submits results that reopen and verify nothing", async () => {
    const { world, bug_id } = await held();
    const { owner, agent, project_id } = world;
    const suite = await createSuite(owner, { project_id, name: "Checkout", description: "" });
    const one = await createCase(
      owner,
      CreateCaseInput.parse({ suite_id: suite.id, title: "Total", expected: "right", bug_id }),
    );
    const { run } = await createRun(owner, CreateRunInput.parse({ suite_id: suite.id }));
    const submit = (ctx: World["agent"], outcome: string, notes: string) =>
      submitResult(ctx, SubmitResultInput.parse({ run_id: run.id, case_id: one.id, outcome, notes }));
    await change(owner, { bug_id, status: "RESOLVED" });
    expect(await submit(agent, "PASSED", "fine")).toMatchObject({
      bug_effect: "NONE",
      note: expect.stringContaining("by an agent changes no bug"),
    });
    expect(await submit(agent, "FAILED", "broken")).toMatchObject({
      bug_effect: "NONE",
      result: { outcome: "FAILED" },
    });
    expect(await read(world, bug_id)).toMatchObject({ status: "RESOLVED", verified_at: null });
    expect(await submit(owner, "FAILED", "seen by a person")).toMatchObject({ bug_effect: "REOPENED" });
  });
});

describe("an agent with the lease of a task", () => {
  test.each(["OPEN", "IN_PROGRESS", "IN_REVIEW"])("moves its bug to %s", async (status) => {
    const { world, bug_id, lease_token } = await held();
    await change(world.agent, { bug_id, status, lease_token });
    expect(await read(world, bug_id)).toMatchObject({ status });
  });

  test.each([
    { status: "RESOLVED" },
    { status: "CLOSED", resolution: "SPAM" },
    { resolution: "FIXED" },
    { priority: "HIGH" },
    { severity: "LOW" },
    { label_add: ["ui"] },
    { assignee_id: "none" },
    { assignee_id: "me", status: "IN_PROGRESS" },
  ])("does not go further than a fix: %j", async (patch) => {
    const { world, bug_id, lease_token } = await held();
    await expect(change(world.agent, { bug_id, ...patch, lease_token })).rejects.toMatchObject(FORBIDDEN);
    expect(await read(world, bug_id)).toMatchObject({ status: "OPEN", priority: "MEDIUM", version: 1 });
  });

  test("closes nothing as a duplicate", async () => {
    const { world, bug_id, lease_token } = await held("TRIAGE");
    const { bug_id: duplicate_of } = await makeQueuedTask(db, world);
    await expect(change(world.agent, { bug_id, duplicate_of, lease_token })).rejects.toMatchObject(FORBIDDEN);
  });

  test("sets priority, severity, labels and owner when it triages, and can still finish", async () => {
    const { world, bug_id, task_id, lease_token } = await held("TRIAGE");
    const owner_id = world.owner.actor.id;
    await change(world.agent, { bug_id, priority: "CRITICAL", severity: "LOW", label_add: ["ui"], lease_token });
    await addBugLabel(world.agent, { bug_id, label_name: "ui", lease_token });
    await removeBugLabel(world.agent, { bug_id, label_name: "ui", lease_token });
    await assignBug(world.agent, { bug_id, assignee_type: "MEMBER", assignee_id: owner_id, lease_token });
    expect(await read(world, bug_id)).toMatchObject({
      priority: "CRITICAL",
      severity: "LOW",
      labels: [],
      assignee: { id: owner_id },
    });
    const done = await updateTask(world.agent, { task_id, lease_token, status: "SUCCEEDED", summary: "Given to Ann" });
    expect(done.task.status).toBe("SUCCEEDED");
  });

  test("opens nothing again that people closed", async () => {
    const { world, bug_id, lease_token } = await held();
    await change(world.owner, { bug_id, status: "RESOLVED" });
    await expect(change(world.agent, { bug_id, status: "OPEN", lease_token })).rejects.toMatchObject({
      code: "LEASE_LOST",
    });
  });
});

describe("a fix", () => {
  const result = { verified_how: "unit test", commit: "abc1234" };

  test("that succeeds moves its bug to IN_REVIEW, in that transaction and no further", async () => {
    const { world, bug_id, task_id, lease_token } = await held();
    const report = { task_id, lease_token, status: "SUCCEEDED" as const, summary: "Fixed" };
    await expect(updateTask(world.agent, { ...report, result: { commit: "abc1234" } })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      options: { field: "result.verified_how" },
    });
    expect(await read(world, bug_id)).toMatchObject({ status: "OPEN" });
    const done = await updateTask(world.agent, { ...report, result });
    expect(done).toMatchObject({ task: { status: "SUCCEEDED", result }, next: expect.stringContaining("IN_REVIEW") });
    expect(await read(world, bug_id)).toMatchObject({ status: "IN_REVIEW", task: null, resolution: null });
  });

  test("is not lost when a person changes the bug at the same moment", async () => {
    const { world, bug_id, task_id, lease_token } = await held();
    await Promise.all([
      change(world.owner, { bug_id, title: "A better title" }),
      updateTask(world.agent, { task_id, lease_token, status: "SUCCEEDED", summary: "Fixed", result }),
    ]);
    expect(await read(world, bug_id)).toMatchObject({ status: "IN_REVIEW", title: "A better title" });
  });

  test("tells its rules with the claim", async () => {
    expect((await held("FIX")).rules).toContain("result.verified_how");
    expect((await held("TRIAGE")).rules).toContain("priority");
  });
});
