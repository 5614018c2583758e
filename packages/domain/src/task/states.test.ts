import { describe, expect, test } from "vitest";
import { AppError } from "../errors.ts";
import { TaskStatus } from "./schema.ts";
import { assertTaskTransition } from "./states.ts";

const ALLOWED: Record<TaskStatus, string> = {
  QUEUED: "RUNNING CANCELLED",
  RUNNING: "RUNNING QUEUED NEEDS_INPUT NEEDS_APPROVAL SUCCEEDED FAILED CANCELLED",
  NEEDS_INPUT: "RUNNING QUEUED FAILED CANCELLED",
  NEEDS_APPROVAL: "RUNNING QUEUED SUCCEEDED FAILED CANCELLED",
  SUCCEEDED: "",
  FAILED: "",
  CANCELLED: "",
};
const pairs = TaskStatus.options.flatMap((from) => TaskStatus.options.map((to) => [from, to] as const));

function outcome(attempt: () => void): string {
  try {
    attempt();
    return "allowed";
  } catch (error) {
    return error instanceof AppError ? error.code : "unexpected";
  }
}

describe("task transitions", () => {
  test.each(pairs)("%s to %s is decided by the table alone", (from, to) => {
    expect(outcome(() => assertTaskTransition(from, to))).toBe(
      ALLOWED[from].split(" ").includes(to) ? "allowed" : "CONFLICT",
    );
  });
});
