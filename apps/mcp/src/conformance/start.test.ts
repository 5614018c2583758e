import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

it.each([
  ["in production", { NODE_ENV: "production", HAWKMOTH_CONFORMANCE: "1" }],
  ["unless it is asked for", { NODE_ENV: "test" }],
])("does not start %s", (_when, env) => {
  const start = join(import.meta.dirname, "start.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [start], { env, encoding: "utf8", timeout: 20_000 });
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("never in production");
});
