import { BugStatus } from "@hawkmoth/domain/bug/schema";
import { AppError, ErrorCode, ERRORS } from "@hawkmoth/domain/errors";
import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { errorResponse, toAppError, toTrpcError } from "./errors.ts";

describe("one catalogue, one mapping", () => {
  test.each(ErrorCode.options)("%s has the same status over tRPC and REST", (code) => {
    const error = new AppError(code);
    expect(getHTTPStatusCodeFromError(toTrpcError(error))).toBe(ERRORS[code].status);
    expect(errorResponse(error, "req").status).toBe(ERRORS[code].status);
  });

  test("zod's refusal keeps the promised text", () => {
    const parsed = z.object({ status: BugStatus }).safeParse({ status: "DONE" });
    const thrown = new TRPCError({ code: "BAD_REQUEST", cause: parsed.error });
    expect(toAppError(thrown).message).toBe(
      "Invalid 'status': expected one of OPEN|IN_PROGRESS|IN_REVIEW|RESOLVED|CLOSED|REOPENED",
    );
  });

  test("an unknown error says nothing of its cause", async () => {
    const response = errorResponse(new Error("password is hunter2"), "req-1");
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain("hunter2");
    expect(JSON.parse(text)).toMatchObject({ error: { code: "INTERNAL", request_id: "req-1" } });
    expect(toTrpcError(new Error("password is hunter2")).message).not.toContain("hunter2");
  });

  test("a limit says when to come back, a missing credential how to sign in", () => {
    const limited = errorResponse(new AppError("RATE_LIMITED", { retry_after_s: 7 }), "req");
    expect(limited.headers.get("retry-after")).toBe("7");
    const challengeOf = (error: AppError) => errorResponse(error, "req").headers.get("www-authenticate");
    expect(challengeOf(new AppError("UNAUTHENTICATED"))).toBe('Bearer realm="hawkmoth"');
    expect(challengeOf(new AppError("INSUFFICIENT_SCOPE", { details: { scope: "bugs:read" } }))).toBe(
      'Bearer realm="hawkmoth", error="insufficient_scope", scope="bugs:read"',
    );
    expect(challengeOf(new AppError("FORBIDDEN"))).toBeNull();
  });
});
