import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeBugRow } from "@hawkmoth/db/testing/factories";
import { CreateKeyInput, type Scope } from "@hawkmoth/domain/access/schema";
import { GetReplayRawInput } from "@hawkmoth/domain/evidence/replay";
import { describe, expect, test } from "vitest";
import { getCookies } from "../evidence/get-cookies.ts";
import { getReplayRaw } from "../evidence/get-replay-raw.ts";
import { makeColleague } from "../testing/colleague.ts";
import { makeWorld } from "../testing/world.ts";
import { createKey } from "./create-key.ts";

const { db } = await testDatabase();

describe("a VIEWER", () => {
  test.each(["sensitive:read", "tasks:run", "labels:write", "audit:read"] as Scope[])(
    "makes no key with %s, which the role can't use",
    async (scope) => {
      const viewer = await makeColleague(db, await makeWorld(db), { project_role: "VIEWER" });
      const input = CreateKeyInput.parse({ name: "wide", scopes: ["bugs:read", scope] });
      await expect(createKey(viewer, input)).rejects.toMatchObject({
        code: "FORBIDDEN",
        message: expect.stringContaining(scope),
      });
    },
  );

  test("gets by default what the role can use", async () => {
    const viewer = await makeColleague(db, await makeWorld(db), { project_role: "VIEWER" });
    const { key } = await createKey(viewer, CreateKeyInput.parse({ name: "usual" }));
    expect(key.scopes).toEqual(["bugs:write", "projects:read", "members:read"]);
  });

  test("reads no cookies and no raw replay, whatever its credential holds", async () => {
    const world = await makeWorld(db);
    const { id: bug_id } = await makeBugRow(db, world);
    const viewer = await makeColleague(db, world, { project_role: "VIEWER" });
    const manager = await makeColleague(db, world, { project_role: "MANAGER" });
    const raw = GetReplayRawInput.parse({ bug_id });
    await expect(getCookies(viewer, { bug_id, reason: "curious" })).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: expect.stringContaining("MANAGER"),
    });
    await expect(getReplayRaw(viewer, raw)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(getReplayRaw(manager, raw)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
