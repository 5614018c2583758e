import { testDatabase } from "@hawkmoth/db/testing/database";
import { CreateCommentInput } from "@hawkmoth/domain/comment/schema";
import { UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { ClaimTaskInput, UpdateTaskInput } from "@hawkmoth/domain/task/schema";
import { expect, it } from "vitest";
import { updateBug } from "../bug/update-bug.ts";
import { createComment } from "../comment/create-comment.ts";
import { inWorkspace } from "../transaction.ts";
import { claimTask } from "../task/claim-task.ts";
import { queueTask } from "../task/queue-task.ts";
import { updateTask } from "../task/update-task.ts";
import { makeQueuedTask, makeWorld } from "../testing/world.ts";
import { getFixPrompt } from "./get-fix-prompt.ts";

const { db } = await testDatabase();

it("a bug that came back says so, with what was said and tried, in the claim and in the prompt of every style", async () => {
  const world = await makeWorld(db);
  const { bug_id } = await makeQueuedTask(db, world);
  const change = (fields: object) => updateBug(world.owner, UpdateBugInput.parse({ bug_id, ...fields }));
  const claim = () => claimTask(world.agent, ClaimTaskInput.parse({}));

  const first = await claim();
  expect(first.bug).toMatchObject({ reopen_count: 0, people_comments: 0, earlier_attempts: 0 });
  const held = { task_id: first.task?.id, lease_token: first.lease_token };
  const result = { commit: "abc1234", verified_how: "npm test" };
  await updateTask(
    world.agent,
    UpdateTaskInput.parse({ ...held, status: "SUCCEEDED", summary: "Guarded the null discount", result }),
  );
  await change({ status: "RESOLVED", resolution_note: "Shipped in 1.2" });
  await change({ status: "REOPENED" });
  await createComment(world.owner, CreateCommentInput.parse({ bug_id, body: "Only with two items in the cart" }));
  await inWorkspace(world.owner, (tx) =>
    queueTask(tx, world.owner, {
      project_id: world.project_id,
      bug_id,
      kind: "FIX",
      assignee_type: "AGENT",
      assignee_id: world.agent_id,
    }),
  );

  expect((await claim()).bug).toMatchObject({ reopen_count: 1, people_comments: 2, earlier_attempts: 1 });
  for (const style of ["generic", "claude_code", "cursor", "codex"] as const) {
    const { prompt } = await getFixPrompt(world.owner, { bug_id, style, max_tokens: 4000 });
    expect(prompt).toContain("It was closed and came back once");
    expect(prompt).toMatch(/closed as RESOLVED: Shipped in 1\.2\n.*reopened it/);
    expect(prompt).toContain("FIX SUCCEEDED: Guarded the null discount");
    expect(prompt).toContain("Only with two items in the cart");
  }
});
