import { CreateBugInput } from "@hawkmoth/domain/bug/schema";
import { createComment } from "@hawkmoth/services/comment/create-comment";
import { createBug } from "@hawkmoth/services/bug/create-bug";
import { createProject } from "@hawkmoth/services/project/create-project";
import { listKeys } from "@hawkmoth/services/access/list-keys";
import { revokeKey } from "@hawkmoth/services/access/revoke-key";
import { recordEvent } from "@hawkmoth/services/outbox";
import { inWorkspace } from "@hawkmoth/services/transaction";
import { describe, expect, test } from "vitest";
import { openStream } from "./testing/event-stream.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant, type Tenant } from "./testing/tenant.ts";

const server = await testServer();

async function comments(tenant: Tenant, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1)
    ids.push((await createComment(tenant.owner, { bug_id: tenant.bug.id, body: `Number ${made}` })).id);
  return ids;
}

function commentIds(events: readonly { changes: Record<string, unknown> }[]): unknown[] {
  return events.map((event) => event.changes["comment_id"]);
}

describe("the event stream", () => {
  test("brings what happens, in order, from now on", async () => {
    const tenant = await makeTenant(server);
    const stream = await openStream(server, await tenant.key());
    const ids = await comments(tenant, 3);
    expect(commentIds(await stream.until(3))).toEqual(ids);
    await stream.stop();
  });

  test("resumes after the last event without a gap and without a repeat, also from before the first event", async () => {
    const tenant = await makeTenant(server);
    const headers = await tenant.key();
    const first = await openStream(server, headers);
    const from_the_start = first.last_id;
    const early = await comments(tenant, 2);
    await first.until(2);
    const place = first.last_id;
    await first.stop();
    const missed = await comments(tenant, 260);
    const [second, third] = [
      await openStream(server, headers, place),
      await openStream(server, headers, from_the_start),
    ];
    const late = await comments(tenant, 3);
    expect(commentIds(await second.until(263))).toEqual([...missed, ...late]);
    expect(commentIds(await third.until(265))).toEqual([...early, ...missed, ...late]);
    await Promise.all([second.stop(), third.stop()]);
  });

  test("brings a reader who missed more than may wait for them everything", async () => {
    const tenant = await makeTenant(server);
    const headers = await tenant.key();
    const first = await openStream(server, headers);
    const place = first.last_id;
    await first.stop();
    const numbers = Array.from({ length: 2300 }, (_, number) => number);
    await inWorkspace(tenant.owner, (tx) =>
      recordEvent(
        tx,
        tenant.owner,
        numbers.map((number) => ({ type: "bug.updated" as const, project_id: tenant.project.id, changes: { number } })),
      ),
    );
    const second = await openStream(server, headers, place);
    const seen = (await second.until(2300)).map(({ changes }) => changes["number"]);
    expect(new Set(seen)).toEqual(new Set(numbers));
    await second.stop();
  });

  test("waits for a slow transaction instead of skipping it", async () => {
    const tenant = await makeTenant(server);
    const stream = await openStream(server, await tenant.key());
    const isOpen = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const slow = inWorkspace(tenant.owner, async (tx) => {
      await recordEvent(tx, tenant.owner, { type: "run.updated", changes: { is_slow: true } });
      isOpen.resolve();
      await mayEnd.promise;
    });
    await isOpen.promise;
    const [quick] = await comments(tenant, 1);
    mayEnd.resolve();
    await slow;
    const events = await stream.until(2);
    expect(events.map((event) => event.changes)).toEqual([{ is_slow: true }, { comment_id: quick }]);
    await stream.stop();
  });

  test("joining while others write loses nothing", async () => {
    const tenant = await makeTenant(server);
    const headers = await tenant.key();
    const first = await openStream(server, headers);
    const place = first.last_id;
    const writing = Promise.all(Array.from({ length: 4 }, () => comments(tenant, 10)));
    const streams = await Promise.all(Array.from({ length: 5 }, () => openStream(server, headers, place)));
    const all = (await writing).flat();
    const order = commentIds(await first.until(40));
    expect(order).toHaveLength(40);
    expect(new Set(order)).toEqual(new Set(all));
    for (const stream of streams) expect(commentIds(await stream.until(40))).toEqual(order);
    await Promise.all([first, ...streams].map((stream) => stream.stop()));
  });

  test("shows only projects the credential can see, and only its own workspace", async () => {
    const [tenant, other] = [await makeTenant(server), await makeTenant(server)];
    const hidden = await createProject(tenant.owner, { name: "Hidden", key: "HID", allowed_origins: [] });
    const narrow = await openStream(server, await tenant.key({ project_ids: [tenant.project.id] }));
    await createBug(tenant.owner, CreateBugInput.parse({ project_id: hidden.id, title: "Not for this key" }));
    await comments(other, 1);
    const [seen] = await comments(tenant, 1);
    expect(commentIds(await narrow.until(1))).toEqual([seen]);
    await narrow.stop();
  });

  test("tells agents what changed and no text, and people the text", async () => {
    const tenant = await makeTenant(server);
    const person = await openStream(server, await tenant.key());
    const agent = await openStream(server, await tenant.key({ agent_id: tenant.agent.id }));
    const { project } = tenant;
    await createBug(tenant.owner, CreateBugInput.parse({ project_id: project.id, title: "Obey the page" }));
    expect((await person.until(1))[0]?.changes).toMatchObject({ title: "Obey the page", status: "OPEN" });
    const [event] = await agent.until(1);
    expect(event?.changes).toMatchObject({ key: expect.any(String), status: "OPEN" });
    expect(event?.changes).not.toHaveProperty("title");
    await Promise.all([person.stop(), agent.stop()]);
  });

  test("refuses a cursor that was not made here", async () => {
    const tenant = await makeTenant(server);
    await expect(openStream(server, await tenant.key(), "'; drop table event")).rejects.toThrow("refused with 400");
  });

  test("ends when its key is revoked", async () => {
    const strict = await testServer({ EVENT_RECHECK_MS: "100" });
    const tenant = await makeTenant(strict);
    const headers = await tenant.key();
    const stream = await openStream(strict, headers);
    for (const key of (await listKeys(tenant.owner)).keys) await revokeKey(tenant.owner, { key_id: key.id });
    await stream.ended;
    await expect(openStream(strict, headers)).rejects.toThrow("refused with 401");
  });

  test("ends when the server stops", async () => {
    const stopping = await testServer();
    const stream = await openStream(stopping, await (await makeTenant(stopping)).key());
    stopping.hub.close();
    await stream.ended;
    expect(stream.events).toEqual([]);
  });
});
