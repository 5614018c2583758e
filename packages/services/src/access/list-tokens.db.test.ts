import { testDatabase } from "@hawkmoth/db/testing/database";
import { CreateKeyInput } from "@hawkmoth/domain/access/schema";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { makeColleague } from "../testing/colleague.ts";
import { makeWorld } from "../testing/world.ts";
import { createKey } from "./create-key.ts";
import { listTokens } from "./list-tokens.ts";
import { revokeKey } from "./revoke-key.ts";

const { db } = await testDatabase();

function create(ctx: ServiceContext, input: Partial<z.input<typeof CreateKeyInput>> = {}) {
  return createKey(ctx, CreateKeyInput.parse({ name: "laptop", ...input }));
}

describe("listTokens", () => {
  test("shows every key of the workspace to owners and admins, those that ended included, and never a value", async () => {
    const world = await makeWorld(db);
    const member = await makeColleague(db, world, { project_role: "DEVELOPER" });
    const admin = await makeColleague(db, world, { workspace_role: "ADMIN" });
    const made = [
      await create(member),
      await create(world.owner),
      await create(world.owner, { agent_id: world.agent_id }),
    ];
    await revokeKey(world.owner, { key_id: made[1]?.key.id ?? "" });
    const list = await listTokens(admin, { limit: 10 });
    expect(list.tokens.map(({ id }) => id).toSorted()).toEqual(
      [world.agent_key_id, ...made.map(({ key }) => key.id)].toSorted(),
    );
    expect(list.tokens.filter(({ revoked_at }) => revoked_at !== null)).toHaveLength(1);
    for (const { value } of made) expect(JSON.stringify(list)).not.toContain(value.slice("hm_key_".length + 5));
    const first = await listTokens(admin, { limit: 2 });
    expect(first.next_cursor).toEqual(expect.any(String));
    const rest = await listTokens(admin, { limit: 2, cursor: first.next_cursor ?? "" });
    expect([...first.tokens, ...rest.tokens]).toEqual(list.tokens);
    expect(rest.next_cursor).toBeNull();
  });

  test("is refused to members, to agents and to credentials for some projects", async () => {
    const world = await makeWorld(db);
    const member = await makeColleague(db, world, { project_role: "OWNER" });
    const narrow = { ...world.owner, actor: { ...world.owner.actor, project_ids: [world.project_id] } };
    for (const ctx of [member, world.agent, narrow])
      await expect(listTokens(ctx, { limit: 10 })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("shows nothing of another workspace", async () => {
    const [here, there] = [await makeWorld(db), await makeWorld(db)];
    await create(there.owner);
    expect((await listTokens(here.owner, { limit: 10 })).tokens.map(({ id }) => id)).toEqual([here.agent_key_id]);
  });
});
