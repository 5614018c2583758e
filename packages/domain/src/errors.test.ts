import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Priority } from "./bug/schema.ts";
import { AppError, ErrorCode, ERRORS, invalidInput, toErrorBody } from "./errors.ts";

describe("error catalogue", () => {
  test("every code has a status, and the zod enum lists exactly the catalogue", () => {
    expect(ErrorCode.options.toSorted()).toEqual(Object.keys(ERRORS).toSorted());
  });

  test("an invalid enum reads exactly as promised", () => {
    const parsed = z.object({ priority: Priority }).safeParse({ priority: "URGENT" });
    const error = parsed.error && invalidInput(parsed.error);
    expect(error?.message).toBe("Invalid 'priority': expected one of CRITICAL|HIGH|MEDIUM|LOW|NONE");
    expect(error?.options.expected).toEqual(["CRITICAL", "HIGH", "MEDIUM", "LOW", "NONE"]);
  });

  test.each([
    [z.string(), 3, "Invalid 'field': expected a text"],
    [z.string(), undefined, "Missing 'field'"],
    [z.int(), 1.5, "Invalid 'field': expected a whole number"],
    [z.string().max(3), "long", "Invalid 'field': expected 3 characters or less"],
    [z.string().min(1), "", "Invalid 'field': it must not be empty"],
    [z.array(z.string()).max(1), ["a", "b"], "Invalid 'field': expected 1 entries or less"],
    [z.number().min(5), 1, "Invalid 'field': expected 5 or more"],
    [z.iso.datetime(), "yesterday", "Invalid 'field': expected a time in UTC such as 2026-11-30T10:30:00Z"],
    [z.url(), "x", "Invalid 'field': expected an address that begins with http:// or https://"],
    [z.string().regex(/^x/), "y", "Invalid 'field': expected another form"],
    [z.string().regex(/^x/, "Expected an x"), "y", "Invalid 'field': Expected an x"],
    [z.union([z.string(), z.number()]), {}, "Invalid 'field': this value is not taken here"],
  ])("what zod found in %# is told in our words", (field, value, message) => {
    const parsed = z.object({ field }).safeParse({ field: value });
    expect(parsed.error && invalidInput(parsed.error).message).toBe(message);
  });

  test("an enum inside a list names the list, not the position", () => {
    const parsed = z.object({ priority: z.array(Priority) }).safeParse({ priority: ["LOW", "x"] });
    expect(parsed.error && invalidInput(parsed.error).message).toMatch(/^Invalid 'priority': expected one of/);
  });

  test("an unknown error shows nothing of its cause", () => {
    const body = toErrorBody(new Error("password=hunter2"), "req_1");
    expect(body).toMatchObject({ code: "INTERNAL", request_id: "req_1" });
    expect(JSON.stringify(body)).not.toContain("hunter2");
  });

  test("a known error carries message, field and hint, never its cause", () => {
    const body = toErrorBody(new AppError("CONFLICT", { message: "m", field: "f", cause: new Error("secret") }));
    expect(body).toEqual({ code: "CONFLICT", message: "m", field: "f", hint: ERRORS.CONFLICT.hint });
  });
});
