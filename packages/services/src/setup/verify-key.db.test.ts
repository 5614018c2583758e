import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeProject } from "@hawkmoth/db/testing/factories";
import { CreateKeyInput } from "@hawkmoth/domain/access/schema";
import { expect, test } from "vitest";
import { createKey } from "../access/create-key.ts";
import { revokeKey } from "../access/revoke-key.ts";
import { publicContext } from "../testing/context.ts";
import { makeWorld } from "../testing/world.ts";
import { verifyKey } from "./verify-key.ts";

const { db } = await testDatabase();
const anyone = publicContext(db);
const NOT_VALID = { valid: false, project: null, allowed_origins: [] };

test("a publishable key tells its project and the pages that may report", async () => {
  const { owner, workspace_id } = await makeWorld(db);
  const project = await makeProject(db, workspace_id, { allowed_origins: ["https://shop.example"] });
  const input = CreateKeyInput.parse({ kind: "PUBLISHABLE", name: "site", project_ids: [project.id] });
  const { key, value } = await createKey(owner, input);
  expect(await verifyKey(anyone, { project_key: value })).toEqual({
    valid: true,
    project: { id: project.id, key: project.key, name: expect.any(String) },
    allowed_origins: ["https://shop.example"],
  });
  await revokeKey(owner, { key_id: key.id });
  expect(await verifyKey(anyone, { project_key: value })).toEqual(NOT_VALID);
});

test("a secret key is not valid here, and nothing is told of it", async () => {
  const { owner } = await makeWorld(db);
  const { value } = await createKey(owner, CreateKeyInput.parse({ name: "laptop" }));
  expect(await verifyKey(anyone, { project_key: value })).toEqual(NOT_VALID);
});

test.each([`hm_pk_${"a".repeat(43)}`, "hm_pk_", "' or 1=1", "x".repeat(300)])(
  "'%s' is not valid",
  async (project_key) => {
    expect(await verifyKey(anyone, { project_key })).toEqual(NOT_VALID);
  },
);
