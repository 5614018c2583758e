import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { apiKeys } from "@hawkmoth/db/schema/access";
import { activities } from "@hawkmoth/db/schema/activity";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeProject } from "@hawkmoth/db/testing/factories";
import { CreateKeyInput } from "@hawkmoth/domain/access/schema";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createKey } from "../access/create-key.ts";
import { revokeKey } from "../access/revoke-key.ts";
import { makeColleague } from "../testing/colleague.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { getProject } from "./get-project.ts";
import { updateProject } from "./update-project.ts";

const { db } = await testDatabase();

const publish = ({ owner, project_id }: World) =>
  createKey(owner, CreateKeyInput.parse({ name: "page", kind: "PUBLISHABLE", project_ids: [project_id] }));

const isLockedDown = async ({ owner, project_id }: World) => (await getProject(owner, { project_id })).is_locked_down;

const switches = ({ workspace_id }: World) =>
  inWorkspace(db, workspace_id, (tx) => tx.select().from(activities).where(eq(activities.field, "is_locked_down")));

test("the first publishable key turns its project's lockdown on, and the history says who did", async () => {
  const world = await makeWorld(db);
  const other = await makeProject(db, world.workspace_id);
  expect(await isLockedDown(world)).toBe(false);
  await publish(world);
  expect(await isLockedDown(world)).toBe(true);
  expect(await isLockedDown({ ...world, project_id: other.id })).toBe(false);
  await publish(world);
  expect(await switches(world)).toMatchObject([
    {
      kind: "PROJECT_UPDATED",
      project_id: world.project_id,
      from: false,
      to: true,
      actor_name: world.owner.actor.name,
    },
  ]);
});

test("secret keys turn nothing on", async () => {
  const world = await makeWorld(db);
  for (const input of [{}, { agent_id: world.agent_id }, { project_ids: [world.project_id] }])
    await createKey(world.owner, CreateKeyInput.parse({ name: "key", ...input }));
  expect(await isLockedDown(world)).toBe(false);
});

test("what a member turned off stays off, whatever keys come and go", async () => {
  const world = await makeWorld(db);
  const { owner, project_id } = world;
  const { key } = await publish(world);
  await updateProject(owner, { project_id, is_locked_down: false });
  await revokeKey(owner, { key_id: key.id });
  await publish(world);
  expect(await isLockedDown(world)).toBe(false);
});

test("a project that was never switched gets it with its next key, also when it has one already", async () => {
  const world = await makeWorld(db);
  const { workspace_id, project_id } = world;
  const row = { workspace_id, project_id, kind: "PUBLISHABLE" as const, name: "old", scopes: [] };
  await inWorkspace(db, workspace_id, (tx) =>
    tx.insert(apiKeys).values({ ...row, prefix: "hm_pk_old", hash: project_id }),
  );
  await publish(world);
  expect(await isLockedDown(world)).toBe(true);
});

test("two keys at once turn it on once; a key that is refused turns nothing on", async () => {
  const world = await makeWorld(db);
  const developer = await makeColleague(db, world, { project_role: "DEVELOPER" });
  await expect(publish({ ...world, owner: developer })).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await isLockedDown(world)).toBe(false);
  await Promise.all([publish(world), publish(world), publish(world)]);
  expect(await switches(world)).toHaveLength(1);
});
