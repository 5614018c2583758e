import { describe, expect, test } from "vitest";
import { AppError } from "../errors.ts";
import { BugStatus } from "./schema.ts";
import { isOpen, transition } from "./states.ts";

/** The table of the domain document, written out once more by hand so that a slip in the code shows. */
const ALLOWED = new Set([
  "OPEN>IN_PROGRESS",
  "OPEN>IN_REVIEW",
  "OPEN>RESOLVED",
  "OPEN>CLOSED",
  "IN_PROGRESS>OPEN",
  "IN_PROGRESS>IN_REVIEW",
  "IN_PROGRESS>RESOLVED",
  "IN_PROGRESS>CLOSED",
  "IN_REVIEW>IN_PROGRESS",
  "IN_REVIEW>RESOLVED",
  "IN_REVIEW>CLOSED",
  "RESOLVED>CLOSED",
  "RESOLVED>REOPENED",
  "RESOLVED>OPEN",
  "CLOSED>REOPENED",
  "CLOSED>OPEN",
  "REOPENED>IN_PROGRESS",
  "REOPENED>IN_REVIEW",
  "REOPENED>RESOLVED",
  "REOPENED>CLOSED",
]);
const pairs = BugStatus.options.flatMap((from) => BugStatus.options.map((to) => [from, to] as const));

function outcome(attempt: () => unknown): string {
  try {
    attempt();
    return "allowed";
  } catch (error) {
    return error instanceof AppError ? error.code : "unexpected";
  }
}

describe("bug transitions", () => {
  test.each(pairs)("%s to %s is decided by the table alone", (from, to) => {
    expect(outcome(() => transition(from, to))).toBe(
      from === to || ALLOWED.has(`${from}>${to}`) ? "allowed" : "CONFLICT",
    );
  });

  test("a refused pair is a CONFLICT that names the allowed targets", () => {
    expect(() => transition("CLOSED", "IN_REVIEW")).toThrow(
      expect.objectContaining({
        code: "CONFLICT",
        message: "A bug that is CLOSED can't become IN_REVIEW; allowed: REOPENED",
      }),
    );
  });

  test("asking for OPEN from a closed state stores REOPENED and counts it", () => {
    expect(transition("RESOLVED", "OPEN")).toEqual({ status: "REOPENED", resolution: null, is_reopening: true });
  });

  test("reopening clears the resolution, closing keeps the one given", () => {
    expect(transition("OPEN", "RESOLVED", "FIXED").resolution).toBe("FIXED");
    expect(transition("RESOLVED", "REOPENED").resolution).toBeNull();
  });

  test("a resolution with an open status is refused", () => {
    expect(() => transition("OPEN", "IN_PROGRESS", "FIXED")).toThrow(
      expect.objectContaining({ code: "INVALID_INPUT" }),
    );
  });

  test("exactly RESOLVED and CLOSED are not open", () => {
    expect(BugStatus.options.filter((status) => !isOpen(status))).toEqual(["RESOLVED", "CLOSED"]);
  });
});
