import { randomBytes } from "node:crypto";
import { makeBugRow } from "@hawkmoth/db/testing/factories";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { CreateBugInput, SearchBugsInput, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { ClaimTaskInput } from "@hawkmoth/domain/task/schema";
import { expect, test } from "vitest";
import { createBug } from "../bug/create-bug.ts";
import { searchBugs } from "../bug/search-bugs.ts";
import { updateBug } from "../bug/update-bug.ts";
import { claimTask } from "../task/claim-task.ts";
import { heartbeatTask } from "../task/heartbeat-task.ts";
import { makeQueuedTask, makeWorld } from "../testing/world.ts";
import { inWorkspace } from "../transaction.ts";
import { createComment, insertComment } from "./create-comment.ts";
import { listComments } from "./list-comments.ts";

const { db } = await testDatabase();

test("a comment whose transaction began early and ends late reaches the agent and the next page", async () => {
  const world = await makeWorld(db);
  const { bug_id } = await makeQueuedTask(db, world);
  const { task, lease_token } = await claimTask(world.agent, ClaimTaskInput.parse({}));
  const beat = async () => {
    const held = { task_id: task?.id ?? "", lease_token: lease_token ?? "" };
    return (await heartbeatTask(world.agent, held)).prompts.map(({ body }) => body);
  };
  const page = async (cursor?: string | null) =>
    await listComments(world.owner, { bug_id, limit: 1, ...(cursor ? { cursor } : {}) });
  await createComment(world.owner, { bug_id, body: "first" });
  await inWorkspace(world.owner, async (tx) => {
    await tx.execute("select 1");
    await createComment(world.owner, { bug_id, body: "quick" });
    expect(await beat()).toEqual(["first", "quick"]);
    const { project_id } = world;
    await insertComment(tx, world.owner, { project_id, bug_id, body: "slow", reply_to: null });
  });
  expect(await beat()).toEqual(["slow"]);
  const first = await page();
  const second = await page(first.next_cursor);
  expect((await page(second.next_cursor)).comments.map(({ body }) => body)).toEqual(["slow"]);
});

test.each([
  ["2026-02-30T00:00:00.000Z", "cmt_01h2xcejqtf2nbrexx3vqjhp41"],
  ["yesterday", "cmt_01h2xcejqtf2nbrexx3vqjhp41"],
])("a forged cursor never reaches the database: %s", async (...values) => {
  const world = await makeWorld(db);
  const bug = await makeBugRow(db, world);
  const list = listComments(world.owner, { bug_id: bug.id, limit: 5, cursor: btoa(JSON.stringify(values)) });
  await expect(list).rejects.toMatchObject({ code: "INVALID_INPUT", options: { field: "cursor" } });
});

test("a discussion with more words than the search index holds goes on", async () => {
  const world = await makeWorld(db);
  const { bug } = await createBug(
    world.owner,
    CreateBugInput.parse({ project_id: world.project_id, title: "zebra before" }),
  );
  const words = () => Array.from({ length: 320 }, () => `${randomBytes(49).toString("hex")} a`).join(" ");
  for (let count = 0; count < 36; count += 1) await createComment(world.owner, { bug_id: bug.id, body: words() });
  const { bugs: early } = await searchBugs(world.owner, SearchBugsInput.parse({ query: "zebra before" }));
  expect(early.map(({ id }) => id)).toEqual([bug.id]);
  await updateBug(world.owner, UpdateBugInput.parse({ bug_id: bug.id, title: "walrus again" }));
  const { bugs } = await searchBugs(world.owner, SearchBugsInput.parse({ query: "again walrus" }));
  expect(bugs.map(({ id }) => id)).toEqual([bug.id]);
});
