import {
  AnswerTaskInput,
  CancelTaskInput,
  ClaimedTask,
  ClaimTaskInput,
  HeartbeatTaskInput,
  ListTasksInput,
  ReleaseTaskInput,
  TaskHeartbeat,
  TaskList,
  TaskWritten,
  UpdateTaskInput,
} from "@hawkmoth/domain/task/schema";
import { answerTask } from "@hawkmoth/services/task/answer-task";
import { cancelTask } from "@hawkmoth/services/task/cancel-task";
import { claimTask } from "@hawkmoth/services/task/claim-task";
import { heartbeatTask } from "@hawkmoth/services/task/heartbeat-task";
import { listTasks } from "@hawkmoth/services/task/list-tasks";
import { releaseTask } from "@hawkmoth/services/task/release-task";
import { updateTask } from "@hawkmoth/services/task/update-task";
import { READS, SETS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

export const taskRouter = router({
  list: actorProcedure
    .meta({
      summary: "List agent tasks",
      scope: "bugs:read",
      rest: { method: "GET", path: "/agent-tasks" },
      mcp: {
        tool: "get_agent_tasks",
        toolset: "agent_work",
        title: "Get agent tasks",
        description:
          "Your open tasks with bug, kind, status and lease, most urgent first. Use when looking for work; claim_agent_task takes one.",
        hints: READS,
        budget_tokens: 1500,
        omit: ["bug_id", "sort"],
        required_scope: "tasks:run",
      },
    })
    .input(ListTasksInput)
    .output(TaskList)
    .query(({ ctx, input }) => listTasks(ctx.service, input)),
  claim: actorProcedure
    .meta({
      summary: "Claim a queued task under a lease",
      scope: "tasks:run",
      rest: { method: "POST", path: "/agent-tasks/claim" },
      mcp: {
        tool: "claim_agent_task",
        toolset: "agent_work",
        title: "Claim task",
        description:
          "Takes the next queued task, or task_id, for you alone under a lease; one you hold gets a new token. Returns instructions, rules, the bug's digest and the lease_token. Use when starting work.",
        hints: SETS,
        budget_tokens: 2500,
        omit: ["project_id"],
      },
    })
    .input(ClaimTaskInput)
    .output(ClaimedTask)
    .mutation(({ ctx, input }) => claimTask(ctx.service, input)),
  heartbeat: actorProcedure
    .meta({
      summary: "Renew the lease of a task",
      scope: "tasks:run",
      rest: { method: "POST", path: "/agent-tasks/{task_id}/heartbeat" },
      mcp: {
        tool: "heartbeat_agent_task",
        toolset: "agent_work",
        title: "Heartbeat task",
        description:
          "Renews your lease and brings new comments of people. Use when work outlasts half the lease. cancel_requested: stop.",
        hints: SETS,
        budget_tokens: 120,
        omit: ["lease_seconds"],
      },
    })
    .input(HeartbeatTaskInput)
    .output(TaskHeartbeat)
    .mutation(({ ctx, input }) => heartbeatTask(ctx.service, input)),
  update: actorProcedure
    .meta({
      summary: "Report on a task: running, needs input, succeeded, failed",
      scope: "tasks:run",
      rest: { method: "PATCH", path: "/agent-tasks/{task_id}" },
      mcp: {
        tool: "update_agent_task",
        toolset: "agent_work",
        title: "Update task",
        description:
          "Reports your task: SUCCEEDED with summary and result (a FIX: verified_how, commit or pr_url; its bug moves to IN_REVIEW), FAILED with error, NEEDS_INPUT with question. Use when you finish or are stuck.",
        hints: SETS,
        budget_tokens: 500,
      },
    })
    .input(UpdateTaskInput)
    .output(TaskWritten)
    .mutation(({ ctx, input }) => updateTask(ctx.service, input)),
  release: actorProcedure
    .meta({
      summary: "Give a task back to the queue",
      scope: "tasks:run",
      rest: { method: "POST", path: "/agent-tasks/{task_id}/release" },
      mcp: {
        tool: "release_agent_task",
        toolset: "agent_work",
        title: "Release task",
        description:
          "Gives a claimed task back to the queue. Use when you can't go on but another could; else update_agent_task with FAILED.",
        hints: SETS,
        budget_tokens: 200,
      },
    })
    .input(ReleaseTaskInput)
    .output(TaskWritten)
    .mutation(({ ctx, input }) => releaseTask(ctx.service, input)),
  cancel: actorProcedure
    .meta({
      summary: "Stop a task and revoke its lease",
      scope: "bugs:write",
      rest: { method: "POST", path: "/agent-tasks/{task_id}/cancel" },
    })
    .input(CancelTaskInput)
    .output(TaskWritten)
    .mutation(({ ctx, input }) => cancelTask(ctx.service, input)),
  answer: actorProcedure
    .meta({
      summary: "Answer the question of a task that needs input",
      scope: "bugs:write",
      rest: { method: "POST", path: "/agent-tasks/{task_id}/answer" },
    })
    .input(AnswerTaskInput)
    .output(TaskWritten)
    .mutation(({ ctx, input }) => answerTask(ctx.service, input)),
});
