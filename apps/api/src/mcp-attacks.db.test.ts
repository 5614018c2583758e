import { describe, expect, test } from "vitest";
import type { Attack } from "./testing/attacks/attack.ts";
import { CREDENTIAL_ATTACKS } from "./testing/attacks/credentials.ts";
import { DOOR_ATTACKS } from "./testing/attacks/doors.ts";
import { makeGround } from "./testing/attacks/ground.ts";
import { REACH_ATTACKS } from "./testing/attacks/reach.ts";
import { sendShot, type Reply } from "./testing/attacks/send-shot.ts";
import { listen, startMcp } from "./testing/mcp.ts";
import { testServer } from "./testing/server.ts";

const server = await testServer();
const ground = await makeGround(server);
const origin = await startMcp(await listen(server));

const STACK = /\bat .{0,80}(?:\.[cm]?[jt]s|node:)[:\d]|node_modules|node:internal|packages\/\w+\/src/;

async function counts() {
  const [row] = await server.behind`
    select (select count(*) from bug) as bugs, (select count(*) from label) as labels, (select count(*) from api_key) as keys,
           (select count(*) from comment where body = 'Planted') as planted,
           (select count(*) from bug where title in ('Planted', 'Taken over') or status <> 'OPEN') as changed`;
  return row;
}
const before = await counts();

async function attack({ shot }: Attack): Promise<Reply> {
  const shots = [shot(ground)].flat();
  let reply: Reply = { status: 0, text: "" };
  for (const one of shots) reply = await sendShot(origin, one);
  return reply;
}

const ATTACKS = { doors: DOOR_ATTACKS, credentials: CREDENTIAL_ATTACKS, reach: REACH_ATTACKS };

test("there are more than forty attacks, each with a name of its own", () => {
  const names = Object.values(ATTACKS).flatMap((rows) => rows.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(40);
});

describe.each(Object.entries(ATTACKS))("%s", (_group, attacks) => {
  test.each(attacks)("$name is refused", async (row) => {
    const { status, text } = await attack(row);
    const plain = text.replaceAll("\\", "");
    expect(status, plain.slice(0, 500)).toBe(row.status);
    expect(plain).toContain(row.code === undefined ? "" : `"code":${JSON.stringify(row.code)}`);
    expect(plain).not.toMatch(STACK);
    expect(plain).not.toContain('"isError":false');
    expect(plain.match(/HTTP\/1\.1 /g)?.length ?? 1).toBe(1);
  });
});

test("nothing was written by any of them, and nothing of the other workspace was touched", async () => {
  expect(await counts()).toEqual(before);
});
