import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { activities } from "@hawkmoth/db/schema/activity";
import { apiKeys } from "@hawkmoth/db/schema/access";
import { principals } from "@hawkmoth/db/schema/principal";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeProject } from "@hawkmoth/db/testing/factories";
import { AGENT_KEY_SCOPES, CreateKeyInput, MEMBER_KEY_SCOPES } from "@hawkmoth/domain/access/schema";
import { newId } from "@hawkmoth/domain/ids";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { updateAgent } from "../agent/update-agent.ts";
import { makeColleague } from "../testing/colleague.ts";
import { publicContext } from "../testing/context.ts";
import { makeWorld } from "../testing/world.ts";
import { createKey } from "./create-key.ts";
import { listKeys } from "./list-keys.ts";
import { resolveKey } from "./resolve-key.ts";
import { revokeKey } from "./revoke-key.ts";

const { db, behind } = await testDatabase();
const anyone = publicContext(db);

function create(ctx: ServiceContext, input: Partial<z.input<typeof CreateKeyInput>> = {}) {
  return createKey(ctx, CreateKeyInput.parse({ name: "laptop", ...input }));
}

function setKey(
  ctx: ServiceContext,
  key_id: string,
  values: Partial<Record<"expires_at" | "last_used_at", ReturnType<typeof sql>>>,
) {
  return inWorkspace(db, ctx.actor.workspace_id, (tx) => tx.update(apiKeys).set(values).where(eq(apiKeys.id, key_id)));
}

test("a member's key acts as that member, with its scopes and all their roles", async () => {
  const world = await makeWorld(db);
  const member = await makeColleague(db, world, { project_role: "DEVELOPER" });
  const { key, value } = await create(member);
  expect(key).toMatchObject({
    kind: "SECRET",
    scopes: MEMBER_KEY_SCOPES,
    principal_name: member.actor.name,
    revoked_at: null,
  });
  expect(value).toMatch(/^hm_key_[\w-]{43}$/);
  expect(value.startsWith(key.prefix)).toBe(true);
  const resolved = await resolveKey(anyone, value);
  expect(resolved).toEqual({ actor: { ...member.actor, scopes: MEMBER_KEY_SCOPES, key_id: key.id } });
});

test("the value is stored nowhere", async () => {
  const world = await makeWorld(db);
  const { value } = await create(world.owner);
  const secret = value.slice("hm_key_".length + 5);
  const [dump] = await behind<{ stored: string; hits: string }[]>`
    with every as (
      select k::text as line from api_key k union all select d::text from api_key_directory d union all select a::text from activity a
    ) select count(*) as stored, count(*) filter (where line like ${`%${secret}%`}) as hits from every`;
  expect(Number(dump?.stored)).toBeGreaterThan(2);
  expect(Number(dump?.hits)).toBe(0);
});

test("an agent's key acts as the agent and needs an owner to make it", async () => {
  const world = await makeWorld(db);
  const { value } = await create(world.owner, { agent_id: world.agent_id });
  const resolved = await resolveKey(anyone, value);
  expect(resolved).toMatchObject({
    actor: { type: "AGENT", id: world.agent_id, workspace_role: null, scopes: AGENT_KEY_SCOPES },
  });
  const developer = await makeColleague(db, world, { project_role: "DEVELOPER" });
  await expect(create(developer, { agent_id: world.agent_id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  const projectOwner = await makeColleague(db, world, { project_role: "OWNER" });
  await expect(create(projectOwner, { agent_id: world.agent_id })).resolves.toMatchObject({
    key: { principal_type: "AGENT" },
  });
  const stranger = await makeColleague(db, world);
  await expect(create(stranger, { agent_id: world.agent_id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(create(world.owner, { agent_id: newId("agent") })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an agent makes no keys", async () => {
  const world = await makeWorld(db);
  await expect(create(world.agent)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a publishable key stands for one project with its origins and nothing else", async () => {
  const world = await makeWorld(db);
  const { key, value } = await create(world.owner, { kind: "PUBLISHABLE", project_ids: [world.project_id] });
  expect(key).toMatchObject({ scopes: [], project_ids: [world.project_id], principal_id: null, expires_at: null });
  expect(await resolveKey(anyone, value)).toEqual({
    publishable: {
      key_id: key.id,
      workspace_id: world.workspace_id,
      project_id: world.project_id,
      allowed_origins: [],
    },
  });
  const developer = await makeColleague(db, world, { project_role: "DEVELOPER" });
  const wish = { kind: "PUBLISHABLE" as const, project_ids: [world.project_id] };
  await expect(create(developer, wish)).rejects.toMatchObject({ code: "FORBIDDEN" });
  const elsewhere = await makeWorld(db);
  for (const kind of ["PUBLISHABLE", "SECRET"] as const)
    await expect(create(world.owner, { kind, project_ids: [elsewhere.project_id] })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  await expect(create(world.owner, { kind: "PUBLISHABLE" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  await expect(create(world.owner, { ...wish, scopes: ["bugs:read"] })).rejects.toMatchObject({
    code: "INVALID_INPUT",
  });
});

test("a key never holds more than the credential that makes it", async () => {
  const world = await makeWorld(db);
  const other = await makeProject(db, world.workspace_id);
  const narrow: ServiceContext = {
    ...world.owner,
    actor: { ...world.owner.actor, scopes: ["keys:write", "bugs:write"], project_ids: [world.project_id] },
  };
  await expect(create(narrow, { scopes: ["bugs:read", "agents:write"] })).rejects.toMatchObject({
    code: "INSUFFICIENT_SCOPE",
  });
  await expect(create(narrow, { scopes: ["bugs:read"], project_ids: [other.id] })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  const { key } = await create(narrow, { scopes: ["bugs:read"] });
  expect(key.project_ids).toEqual([world.project_id]);
});

test("a key never outlives the key that makes it", async () => {
  const world = await makeWorld(db);
  const { project_id } = world;
  const short = await create(world.owner, { expires_in_days: 7, scopes: ["keys:write", "bugs:write"] });
  const maker: ServiceContext = { ...world.owner, actor: { ...world.owner.actor, key_id: short.key.id } };
  const [longer, shorter, publishable] = [
    await create(maker, { expires_in_days: 365 }),
    await create(maker, { expires_in_days: 1 }),
    await create(maker, { kind: "PUBLISHABLE", project_ids: [project_id] }),
  ];
  expect(longer.key.expires_at).toBe(short.key.expires_at);
  expect(publishable.key.expires_at).toBe(short.key.expires_at);
  expect(Date.parse(shorter.key.expires_at ?? "")).toBeLessThan(Date.parse(short.key.expires_at ?? ""));
});

test("a connected app makes no keys, which would outlive the connection", async () => {
  const world = await makeWorld(db);
  const app: ServiceContext = { ...world.owner, actor: { ...world.owner.actor, grant_id: "grant" } };
  await expect(create(app)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a key for some projects lists and revokes only keys that are for no others", async () => {
  const world = await makeWorld(db);
  const other = await makeProject(db, world.workspace_id);
  const inside = await create(world.owner, { project_ids: [world.project_id] });
  const outside = [
    await create(world.owner),
    await create(world.owner, { project_ids: [world.project_id, other.id] }),
    await create(world.owner, { kind: "PUBLISHABLE", project_ids: [other.id] }),
    await create(world.owner, { agent_id: world.agent_id }),
  ];
  const narrow: ServiceContext = {
    ...world.owner,
    actor: { ...world.owner.actor, project_ids: [world.project_id], key_id: inside.key.id },
  };
  expect((await listKeys(narrow)).keys.map(({ id }) => id)).toEqual([inside.key.id]);
  for (const { key, value } of outside) {
    await expect(revokeKey(narrow, { key_id: key.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await resolveKey(anyone, value)).not.toBeNull();
  }
  await expect(revokeKey(narrow, { key_id: inside.key.id })).resolves.toMatchObject({
    revoked_at: expect.any(String),
  });
});

test("an expired, a revoked and an unknown key are nobody", async () => {
  const { owner } = await makeWorld(db);
  const [expired, revoked] = [await create(owner), await create(owner)];
  await setKey(owner, expired.key.id, { expires_at: sql`now() - interval '1 second'` });
  expect(await revokeKey(owner, { key_id: revoked.key.id })).toMatchObject({ revoked_at: expect.any(String) });
  for (const value of [
    expired.value,
    revoked.value,
    `${expired.value.slice(0, -1)}!`,
    `hm_key_${"a".repeat(43)}`,
    "",
    "x".repeat(10_000),
  ])
    expect(await resolveKey(anyone, value)).toBeNull();
});

test("disabling the principal kills its keys at once, and only its own", async () => {
  const world = await makeWorld(db);
  const [agentKey, ownerKey] = [await create(world.owner, { agent_id: world.agent_id }), await create(world.owner)];
  await updateAgent(world.owner, { agent_id: world.agent_id, is_disabled: true });
  expect(await resolveKey(anyone, agentKey.value)).toBeNull();
  expect(await resolveKey(anyone, ownerKey.value)).not.toBeNull();
  await updateAgent(world.owner, { agent_id: world.agent_id, is_disabled: false });
  expect(await resolveKey(anyone, agentKey.value)).not.toBeNull();
});

test("roles are read at each call, so a change of them counts at once", async () => {
  const world = await makeWorld(db);
  const member = await makeColleague(db, world, { project_role: "DEVELOPER" });
  const { value } = await create(member);
  await inWorkspace(db, world.workspace_id, (tx) => tx.execute(sql`update project_member set role = 'VIEWER'`));
  expect(await resolveKey(anyone, value)).toMatchObject({ actor: { project_roles: { [world.project_id]: "VIEWER" } } });
});

test("use is noted, at most once a minute", async () => {
  const world = await makeWorld(db);
  const { key, value } = await create(world.owner, { agent_id: world.agent_id });
  await resolveKey(anyone, value);
  const used = async () => (await listKeys(world.owner)).keys.find((one) => one.id === key.id)?.last_used_at;
  const first = await used();
  expect(first).toEqual(expect.any(String));
  await resolveKey(anyone, value);
  expect(await used()).toBe(first);
  await setKey(world.owner, key.id, { last_used_at: sql`now() - interval '2 minutes'` });
  await resolveKey(anyone, value);
  expect(String(await used()) >= String(first)).toBe(true);
});

test("a member lists and revokes only keys that are theirs to manage", async () => {
  const world = await makeWorld(db);
  const member = await makeColleague(db, world, { project_role: "DEVELOPER" });
  const mine = await create(member);
  const theirs = await create(world.owner);
  expect((await listKeys(member)).keys.map((key) => key.id)).toEqual([mine.key.id]);
  expect((await listKeys(world.owner)).keys.map((key) => key.id).toSorted()).toEqual(
    [world.agent_key_id, mine.key.id, theirs.key.id].toSorted(),
  );
  await expect(revokeKey(member, { key_id: theirs.key.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const elsewhere = await makeWorld(db);
  await expect(revokeKey(elsewhere.owner, { key_id: mine.key.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("making and revoking a key stands in the history once each", async () => {
  const { owner } = await makeWorld(db);
  const { key } = await create(owner);
  await revokeKey(owner, { key_id: key.id });
  await revokeKey(owner, { key_id: key.id });
  const rows = await inWorkspace(db, owner.actor.workspace_id, (tx) =>
    tx.select({ kind: activities.kind }).from(activities),
  );
  expect(rows.map((row) => row.kind)).toEqual(["KEY_CREATED", "KEY_REVOKED"]);
});

test("a person who was disabled is nobody through any key", async () => {
  const world = await makeWorld(db);
  const { value } = await create(world.owner);
  await inWorkspace(db, world.workspace_id, (tx) =>
    tx
      .update(principals)
      .set({ disabled_at: sql`now()` })
      .where(eq(principals.type, "MEMBER")),
  );
  expect(await resolveKey(anyone, value)).toBeNull();
});
