import { makeBugRow } from "@hawkmoth/db/testing/factories";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { ListBugsInput, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { expect, test } from "vitest";
import { listBugs } from "../bug/list-bugs.ts";
import { updateBug } from "../bug/update-bug.ts";
import { makeWorld } from "../testing/world.ts";

const { db } = await testDatabase();

test.each(["bug", "Ärger", "İstanbul", "ΣΊΣΥΦΟΣ", "ẞ", "😀"])(
  "the label %s goes on, is found and comes off",
  async (name) => {
    const world = await makeWorld(db);
    const { id: bug_id } = await makeBugRow(db, world);
    const change = async (more: object) => {
      const { bug } = await updateBug(world.owner, UpdateBugInput.parse({ bug_id, ...more }));
      return bug.labels.map((label) => label.name);
    };
    expect(await change({ label_add: [name, name] })).toEqual([name]);
    expect(await change({ label_add: [name] })).toEqual([name]);
    expect((await listBugs(world.owner, ListBugsInput.parse({ label: [name] }))).bugs).toHaveLength(1);
    expect(await change({ label_remove: [name] })).toEqual([]);
  },
);
