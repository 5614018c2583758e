import type { HawkmothEvent } from "@hawkmoth/domain/events";
import type { Task } from "@hawkmoth/domain/task/schema";
import { expect, test } from "vitest";
import { afterHeartbeat, isHeartbeat } from "./use-heartbeats.ts";

const event = (type: HawkmothEvent["type"], changes: Record<string, unknown>): HawkmothEvent => ({
  id: "e",
  type,
  project_id: "prj_1",
  bug_id: "bug_1",
  task_id: "tsk_1",
  actor: { type: "AGENT", id: "agt_1", name: "Fixer" },
  via: "MCP",
  client: null,
  changes,
  created_at: "2025-11-21T09:05:00.000Z",
});

test("only a task event without a status is a heartbeat", () => {
  expect(isHeartbeat(event("task.updated", { progress: 10, note: null, lease_expires_at: "x" }))).toBe(true);
  expect(isHeartbeat(event("task.updated", { status: "RUNNING", lease_expires_at: "x" }))).toBe(false);
  expect(isHeartbeat(event("bug.updated", { title: "x" }))).toBe(false);
});

test("a heartbeat changes how far a task is and nothing else of it", () => {
  const task = { id: "tsk_1", status: "RUNNING", progress: 5, note: "Reading" } as Task;
  const beat = event("task.updated", { progress: 40, note: "Testing", status_text: "no" });
  expect(afterHeartbeat(task, beat)).toEqual({ ...task, progress: 40, note: "Testing" });
});
