import { revokeKey } from "@hawkmoth/services/access/revoke-key";
import { listKeys } from "@hawkmoth/services/access/list-keys";
import { updateAgent } from "@hawkmoth/services/agent/update-agent";
import { createComment } from "@hawkmoth/services/comment/create-comment";
import { currentEventCursor } from "@hawkmoth/services/event/current-event-cursor";
import { recordEvent } from "@hawkmoth/services/outbox";
import { inWorkspace } from "@hawkmoth/services/transaction";
import { serve } from "@hono/node-server";
import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { openStream } from "./testing/event-stream.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant, type Tenant } from "./testing/tenant.ts";

// Streams must end because they are told to: this server looks again by itself only after an hour.
const server = await testServer({ EVENT_RECHECK_MS: "3600000" });

/** Events with text of so many bytes each, in transactions of 500. */
async function emit(tenant: Tenant, count: number, size_bytes = 10): Promise<void> {
  const text = "x".repeat(size_bytes);
  for (let first = 0; first < count; first += 500) {
    const numbers = Array.from({ length: Math.min(500, count - first) }, (_, index) => first + index);
    await inWorkspace(tenant.owner, (tx) =>
      recordEvent(
        tx,
        tenant.owner,
        numbers.map((number) => ({
          type: "bug.updated" as const,
          project_id: tenant.project.id,
          changes: { number, text },
        })),
      ),
    );
  }
}

const say = (tenant: Tenant, body: string) => createComment(tenant.owner, { bug_id: tenant.bug.id, body });

describe("a reader that takes nothing", () => {
  test("is dropped, while the others get everything", async () => {
    const tenant = await makeTenant(server);
    const headers = await tenant.key();
    const http = serve({ fetch: server.app.fetch, port: 0, hostname: "127.0.0.1" });
    await once(http, "listening");
    const { port } = http.address() as AddressInfo;
    const stuck = connect(port, "127.0.0.1");
    stuck.on("error", () => undefined);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    stuck.write(["GET /api/v1/events HTTP/1.1", "host: localhost", ...lines, "", ""].join("\r\n"));
    await once(stuck, "data");
    stuck.pause();
    const honest = await openStream(server, headers);
    const connections = () => new Promise<number>((resolve) => http.getConnections((_, count) => resolve(count)));
    expect(await connections()).toBe(1);
    await emit(tenant, 10_000, 2000);
    expect(await honest.until(10_000)).toHaveLength(10_000);
    await vi.waitFor(async () => expect(await connections()).toBe(0), { timeout: 10_000 });
    stuck.destroy();
    await honest.stop();
    http.close();
  }, 90_000);
});

describe("a reader that resumes from long ago", () => {
  test("delays nobody, and still gets everything once", async () => {
    const tenant = await makeTenant(server);
    const headers = await tenant.key();
    const place = await currentEventCursor(tenant.owner);
    await emit(tenant, 6000);
    const live = await openStream(server, headers);
    let has_all = false;
    const old = openStream(server, headers, place).then(async (stream) => {
      await stream.until(6001);
      has_all = true;
      return stream;
    });
    await say(tenant, "now");
    await live.until(1);
    expect(has_all).toBe(false);
    const late = await old;
    const numbers = late.events.flatMap(({ changes }) =>
      typeof changes["number"] === "number" ? changes["number"] : [],
    );
    expect(numbers).toHaveLength(6000);
    expect(new Set(numbers).size).toBe(6000);
    await Promise.all([live.stop(), late.stop()]);
  }, 90_000);

  test("and does not read on holds nobody up either, the next one of its kind included", async () => {
    const tenant = await makeTenant(server);
    const headers = await tenant.key();
    const place = await currentEventCursor(tenant.owner);
    await emit(tenant, 2000, 500);
    const stuck = await Promise.all(
      Array.from({ length: 5 }, async () => server.app.request(`/api/v1/events?last_event_id=${place}`, { headers })),
    );
    const next = await openStream(server, headers, place);
    await say(tenant, "now");
    expect(await next.until(2001)).toHaveLength(2001);
    await Promise.all([next.stop(), ...stuck.map((response) => response.body?.cancel())]);
  });
});

describe("streams of one principal", () => {
  test("are limited, and counted again when one closes", async () => {
    const tenant = await makeTenant(server);
    const headers = await tenant.key();
    const streams = await Promise.all(Array.from({ length: 20 }, () => openStream(server, headers)));
    const refused = await server.app.request("/api/v1/events", { headers: await tenant.key() });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ error: { code: "RATE_LIMITED" } });
    const other = await openStream(server, await tenant.key({ agent_id: tenant.agent.id }));
    await streams[0]?.stop();
    const again = await openStream(server, headers);
    await Promise.all([other, again, ...streams.slice(1)].map((stream) => stream.stop()));
  });

  test("end at once when the key is revoked, and others stay", async () => {
    const tenant = await makeTenant(server);
    const mine = await openStream(server, await tenant.key());
    const known = (await listKeys(tenant.owner)).keys;
    const agents = await openStream(server, await tenant.key({ agent_id: tenant.agent.id }));
    for (const { id } of known) await revokeKey(tenant.owner, { key_id: id });
    await mine.ended;
    await say(tenant, "still there");
    expect(await agents.until(1)).toHaveLength(1);
    await updateAgent(tenant.owner, { agent_id: tenant.agent.id, is_disabled: true });
    await agents.ended;
  });
});

describe("a reader whose place is gone", () => {
  test("is told so, and gets what happens from then on", async () => {
    const tenant = await makeTenant(server);
    const headers = await tenant.key();
    const foreign = await openStream(server, headers, "99-7");
    expect(foreign.resets).toBe(1);
    await say(tenant, "now");
    expect(await foreign.until(1)).toHaveLength(1);
    const known = await openStream(server, headers, foreign.last_id);
    expect(known.resets).toBe(0);
    await Promise.all([foreign.stop(), known.stop()]);
  });
});
