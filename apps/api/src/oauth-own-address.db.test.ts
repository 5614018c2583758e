import { describe, expect, test } from "vitest";
import { Browser, decide, freePort, oauthTestServer, Program, startConsent } from "./testing/oauth.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await oauthTestServer();
const { origin } = server;
const tenant = await makeTenant(server);

describe("a request that would lead back to our own address", () => {
  async function refusedAt(at: string, program: Program, path: string): Promise<void> {
    const browser = new Browser(at);
    await browser.signIn(server, tenant.owner.actor.user_id ?? "");
    const consent = await startConsent(browser, path);
    expect((await browser.open(`${consent}/request`)).status).toBe(404);
    const { user_id } = tenant.owner.actor;
    const yes = { decision: "ALLOW", user_id, workspace_id: tenant.workspace.id, scopes: ["bugs:read"] };
    expect((await decide(browser, consent, yes)).status).toBe(404);
    expect((await decide(browser, consent, { decision: "DENY" })).json).not.toHaveProperty("redirect_to");
    expect(program.client_id).not.toBe("");
  }

  test("is refused at consent where the loopback port was varied to ours", async () => {
    const program = new Program(origin, "http://127.0.0.1/callback");
    expect((await program.register()).status).toBe(201);
    await refusedAt(
      origin,
      program,
      program.authorizePath({ redirect_uri: `${origin.replace("localhost", "127.0.0.1")}/callback` }),
    );
  });

  test("is refused at consent for a program that registered the address before it was ours", async () => {
    const moving = await freePort();
    const program = new Program(origin, `http://localhost:${moving}/callback`);
    expect((await program.register()).status).toBe(201);
    const moved = await server.moveTo(moving);
    try {
      await refusedAt(moved, program, program.authorizePath({ resource: `${moved}/mcp` }));
    } finally {
      await server.restart();
    }
  });
});
