import { expect, test } from "vitest";
import { clientInfoOf, isLockdownAsked, requestIdOf, toolOf, viaOf } from "./request-facts.ts";

test("a program's name and version are read, cleaned and cut", () => {
  expect(clientInfoOf("claude-code/2.1.0")).toEqual({ name: "claude-code", version: "2.1.0" });
  expect(clientInfoOf("curl")).toEqual({ name: "curl" });
  expect(clientInfoOf("a\u0000b\u202e\n/1")).toEqual({ name: "ab", version: "1" });
  expect(clientInfoOf(`${"x".repeat(300)}/${"y".repeat(300)}`)).toEqual({
    name: "x".repeat(100),
    version: "y".repeat(50),
  });
  expect(clientInfoOf("  ")).toBeNull();
  expect(clientInfoOf(undefined)).toBeNull();
});

test("a key may claim a surface of ours, a session is always the dashboard", () => {
  expect(viaOf("MCP", false)).toBe("MCP");
  expect(viaOf("extension", false)).toBe("EXTENSION");
  expect(viaOf("SYSTEM", false)).toBe("API");
  expect(viaOf("nonsense", false)).toBe("API");
  expect(viaOf("MCP", true)).toBe("DASHBOARD");
});

test("request ids and tool names that could break a log line are replaced", () => {
  expect(requestIdOf("abc-12345")).toBe("abc-12345");
  expect(requestIdOf('x"\n{"level":50}')).toMatch(/^[0-9a-f-]{36}$/);
  expect(toolOf("get_bug")).toBe("get_bug");
  expect(toolOf("Get Bug; drop")).toBeNull();
});

test("lockdown is asked for in so many words", () => {
  expect(["1", "true", " TRUE "].every(isLockdownAsked)).toBe(true);
  expect(["0", "false", "", "yes please", undefined].some(isLockdownAsked)).toBe(false);
});
