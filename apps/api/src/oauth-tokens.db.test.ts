import { makeMember } from "@hawkmoth/db/testing/factories";
import { disconnectApp } from "@hawkmoth/services/access/disconnect-app";
import { listConnectedApps } from "@hawkmoth/services/access/list-connected-apps";
import { assertStillValid } from "@hawkmoth/services/access/assert-still-valid";
import { resolveSession } from "@hawkmoth/services/access/resolve-session";
import type { ServiceContext } from "@hawkmoth/services/context";
import { describe, expect, test } from "vitest";
import { operationAt, callOperation } from "./testing/call-operation.ts";
import { oauthTestServer, Program, signInProgram, type SignedInProgram } from "./testing/oauth.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await oauthTestServer({
  LIMIT_OAUTH_REGISTER_PER_HOUR: "1000",
  LIMIT_OAUTH_AUTHORIZE_PER_MINUTE: "1000",
  LIMIT_OAUTH_TOKEN_PER_MINUTE: "1000",
});
const { origin, behind } = server;
const tenant = await makeTenant(server);

async function worksFor({ program }: SignedInProgram, access_token: unknown): Promise<boolean> {
  return (await program.call("/me", access_token)).status === 200;
}

/** Lets time pass for what was used up: nothing here waits half a minute. */
async function ageUsedTokens(seconds: number): Promise<void> {
  await behind`update oauth_artefact set consumed_at = consumed_at - make_interval(secs => ${seconds})`;
  await behind`
    update oauth_artefact set expires_at = expires_at - make_interval(secs => ${seconds}) where model = 'RefreshAnswer'`;
}

async function appOf(signed: SignedInProgram) {
  const { apps } = await listConnectedApps(tenant.owner);
  const app = apps.find(({ client_id }) => client_id === signed.program.client_id);
  if (!app) throw new Error("the app is not listed");
  return app;
}

async function colleague(role: "MEMBER" | "ADMIN"): Promise<ServiceContext> {
  const { workspace_id } = tenant.owner.actor;
  const { user_id } = await makeMember(server.db, workspace_id, { role });
  const actor = await resolveSession(tenant.owner, user_id, workspace_id);
  if (!actor) throw new Error("the colleague has no actor");
  return { ...tenant.owner, actor };
}

describe("refreshing", () => {
  test("gives new tokens each time, and the old access token lasts until it lapses", async () => {
    const signed = await signInProgram(server, tenant);
    const { status, json } = await signed.program.refresh(signed.refresh_token);
    expect([status, json["scope"]]).toEqual([200, signed.scope]);
    expect(json["refresh_token"]).not.toBe(signed.refresh_token);
    expect(json["access_token"]).not.toBe(signed.access_token);
    expect(await worksFor(signed, json["access_token"])).toBe(true);
    expect(await worksFor(signed, signed.access_token)).toBe(true);
  });

  test("may ask for less, never for more", async () => {
    const signed = await signInProgram(server, tenant, { scopes: ["bugs:write", "projects:read"] });
    const less = await signed.program.refresh(signed.refresh_token, { scope: "projects:read" });
    expect(less.json["scope"]).toBe("projects:read");
    const { scopes } = (await signed.program.call("/me", less.json["access_token"])).json;
    expect(scopes).toEqual(["projects:read"]);
    const more = await signed.program.refresh(less.json["refresh_token"], { scope: "projects:read keys:write" });
    expect(more.json["error"]).toBe("invalid_scope");
  });

  test("the same token again within the grace gets the same answer, so a lost one costs no sign-in", async () => {
    const signed = await signInProgram(server, tenant);
    const first = await signed.program.refresh(signed.refresh_token);
    await ageUsedTokens(20);
    const again = await signed.program.refresh(signed.refresh_token);
    expect([again.status, again.json]).toEqual([200, first.json]);
    expect((await signed.program.refresh(first.json["refresh_token"])).status).toBe(200);
  });

  test("many requests at once get one line of tokens between them", async () => {
    const signed = await signInProgram(server, tenant);
    const answers = await Promise.all(Array.from({ length: 12 }, () => signed.program.refresh(signed.refresh_token)));
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect(new Set(answers.map(({ json }) => json["refresh_token"])).size).toBe(1);
    expect(new Set(answers.map(({ json }) => json["access_token"])).size).toBe(1);
  });

  test("a used token after the grace ends the whole grant, for whoever holds its tokens", async () => {
    const signed = await signInProgram(server, tenant);
    const { json } = await signed.program.refresh(signed.refresh_token);
    await ageUsedTokens(31);
    const reused = await signed.program.refresh(signed.refresh_token);
    expect([reused.status, reused.json["error"]]).toEqual([400, "invalid_grant"]);
    expect(await worksFor(signed, json["access_token"])).toBe(false);
    expect((await signed.program.refresh(json["refresh_token"])).json["error"]).toBe("invalid_grant");
    await expect(appOf(signed)).rejects.toThrow("not listed");
  });

  test("the grace is the program's own: another one gets nothing and ends nothing", async () => {
    const signed = await signInProgram(server, tenant);
    const { json } = await signed.program.refresh(signed.refresh_token);
    const thief = new Program(origin);
    await thief.register();
    expect((await thief.refresh(signed.refresh_token)).json["error"]).toBe("invalid_grant");
    expect(await worksFor(signed, json["access_token"])).toBe(true);
  });

  test("a token whose answer was lost with its process may be used once more", async () => {
    const signed = await signInProgram(server, tenant);
    const lost = await signed.program.refresh(signed.refresh_token);
    await behind`delete from oauth_artefact where model = 'RefreshAnswer'`;
    await ageUsedTokens(5);
    const again = await signed.program.refresh(signed.refresh_token);
    expect(again.status).toBe(200);
    expect(again.json["refresh_token"]).not.toBe(lost.json["refresh_token"]);
  });

  test("an expired refresh token is no theft, and a made-up one is nothing", async () => {
    const signed = await signInProgram(server, tenant);
    await behind`update oauth_artefact set expires_at = now() - interval '1 second' where model = 'RefreshToken'`;
    expect((await signed.program.refresh(signed.refresh_token)).json["error"]).toBe("invalid_grant");
    expect(await worksFor(signed, signed.access_token)).toBe(true);
    expect((await signed.program.refresh("hm_ort_made-up")).json["error"]).toBe("invalid_grant");
  });
});

describe("ending a sign-in", () => {
  test("Disconnect kills every token at once", async () => {
    const signed = await signInProgram(server, tenant);
    const { json } = await signed.program.refresh(signed.refresh_token);
    const app = await appOf(signed);
    expect(app).toMatchObject({ client_name: "Test program", member_id: tenant.owner.actor.id });
    await disconnectApp(tenant.owner, { app_id: app.id });
    for (const token of [signed.access_token, json["access_token"]]) expect(await worksFor(signed, token)).toBe(false);
    for (const token of [signed.refresh_token, json["refresh_token"]])
      expect((await signed.program.refresh(token)).json["error"]).toBe("invalid_grant");
    await expect(disconnectApp(tenant.owner, { app_id: app.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("a call that waits notices that its app was disconnected", async () => {
    const signed = await signInProgram(server, tenant);
    const { id: app_id } = await appOf(signed);
    const waiting = { ...tenant.owner, actor: { ...tenant.owner.actor, grant_id: app_id } };
    await assertStillValid(waiting);
    await disconnectApp(tenant.owner, { app_id });
    await expect(assertStillValid(waiting)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("the program may end it itself", async () => {
    const signed = await signInProgram(server, tenant);
    const { client_id } = signed.program;
    const ended = await signed.program.post("/oauth/revoke", { client_id, token: signed.refresh_token });
    expect(ended.status).toBe(200);
    expect(await worksFor(signed, signed.access_token)).toBe(false);
    await expect(appOf(signed)).rejects.toThrow("not listed");
  });

  test("a deleted client is told so, in the word that makes programs register again", async () => {
    const signed = await signInProgram(server, tenant);
    await behind`delete from oauth_artefact where model = 'Client'`;
    const refused = await signed.program.refresh(signed.refresh_token);
    expect([refused.status, refused.json["error"]]).toEqual([401, "invalid_client"]);
  });

  test("a disabled member's programs are out at once and come back with the member", async () => {
    const signed = await signInProgram(server, tenant);
    const setDisabled = (at: Date | null) => behind`update principal set disabled_at = ${at} where type = 'MEMBER'`;
    await setDisabled(new Date());
    expect(await worksFor(signed, signed.access_token)).toBe(false);
    expect((await signed.program.refresh(signed.refresh_token)).json["error"]).toBe("invalid_grant");
    await setDisabled(null);
    expect(await worksFor(signed, signed.access_token)).toBe(true);
    expect((await signed.program.refresh(signed.refresh_token)).status).toBe(200);
  });
});

describe("who sees and ends which apps", () => {
  test("members their own, admins everybody's, other workspaces none", async () => {
    const [mine, other] = [await signInProgram(server, tenant), await makeTenant(server)];
    const app = await appOf(mine);
    const [member, admin] = [await colleague("MEMBER"), await colleague("ADMIN")];
    const seenBy = async (ctx: typeof member) => (await listConnectedApps(ctx)).apps.map(({ id }) => id);
    expect(await seenBy(admin)).toContain(app.id);
    expect(await seenBy(member)).toEqual([]);
    expect(await seenBy(other.owner)).toEqual([]);
    for (const ctx of [member, other.owner])
      await expect(disconnectApp(ctx, { app_id: app.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await worksFor(mine, mine.access_token)).toBe(true);
    expect(await disconnectApp(admin, { app_id: app.id })).toMatchObject({ id: app.id });
  });

  test("a token reaches its own workspace and no other, whatever it asks for", async () => {
    const [signed, other] = [await signInProgram(server, tenant), await makeTenant(server)];
    const headers = { "x-hawkmoth-workspace": other.workspace.slug };
    const me = await signed.program.call("/me", signed.access_token, { headers });
    expect(me.json).toMatchObject({ workspace: { id: tenant.workspace.id } });
    expect((await signed.program.call(`/bugs/${other.bug.id}`, signed.access_token)).status).toBe(404);
    expect((await signed.program.call(`/bugs/${tenant.bug.id}`, signed.access_token)).status).toBe(200);
  });

  test("apps are listed and ended by people in the dashboard, not by a key or an app", async () => {
    const signed = await signInProgram(server, tenant);
    const app = await appOf(signed);
    const input = { app_id: app.id };
    const bearer = { authorization: `Bearer ${signed.access_token}` };
    for (const headers of [bearer, await tenant.key()])
      expect((await callOperation(server, operationAt("connected_app.disconnect"), { input, headers })).status).toBe(
        403,
      );
    const headers = tenant.cookie;
    const ended = await callOperation(server, operationAt("connected_app.disconnect"), {
      input,
      headers: { ...headers, origin },
    });
    expect(ended).toMatchObject({ status: 200, body: { id: app.id } });
  });
});

describe("what a token is for", () => {
  test("one project's address narrows the token to that project, everywhere", async () => {
    const resource = `${origin}/mcp/p/${tenant.project.key}`;
    const signed = await signInProgram(server, tenant, { resource });
    expect((await appOf(signed)).project_ids).toEqual([tenant.project.id]);
    const key = await tenant.key();
    const created = await callOperation(server, operationAt("project.create"), {
      input: { name: "Aside", key: "ASIDE" },
      headers: key,
    });
    expect(created.status).toBe(201);
    const { projects } = (await signed.program.call("/me", signed.access_token)).json;
    expect(projects).toMatchObject([{ id: tenant.project.id }]);
  });

  test("a token of another address of this server is refused", async () => {
    const signed = await signInProgram(server, tenant);
    const moved = await oauthTestServer({ DATABASE_URL: server.url });
    expect(moved.origin).not.toBe(origin);
    const answer = await fetch(`${moved.origin}/api/v1/me`, {
      headers: { authorization: `Bearer ${signed.access_token}` },
    });
    expect(answer.status).toBe(401);
  });
});

test("a restart of the API loses no sign-in, under way or done", async () => {
  const signed = await signInProgram(server, tenant);
  await server.restart();
  expect(await worksFor(signed, signed.access_token)).toBe(true);
  const { status, json } = await signed.program.refresh(signed.refresh_token);
  expect(status).toBe(200);
  await server.restart();
  expect((await signed.program.refresh(signed.refresh_token)).json).toEqual(json);
  expect(await worksFor(signed, json["access_token"])).toBe(true);
});

test("neither ids, tokens, codes nor secrets can be read in the database", async () => {
  const program = new Program(origin);
  const { json } = await program.register({ token_endpoint_auth_method: "client_secret_post" });
  const signed = await signInProgram(server, tenant);
  const { json: refreshed } = await signed.program.refresh(signed.refresh_token);
  const secrets = [json["client_secret"], signed.access_token, signed.refresh_token, refreshed["access_token"]];
  for (const secret of secrets) {
    const bare = String(secret).replace(/^hm_o[ar]t_/, "");
    expect(bare.length).toBeGreaterThan(20);
    const [row] = await behind<{ hits: string; rows: string }[]>`
      with every as (
        select a::text as line from oauth_artefact a union all select g::text from oauth_grant g
        union all select s::text from server_key s union all select x::text from activity x union all select u::text from audit_entry u
      ) select count(*) as rows, count(*) filter (where line like ${`%${bare}%`}) as hits from every`;
    expect(Number(row?.rows)).toBeGreaterThan(5);
    expect(Number(row?.hits)).toBe(0);
  }
});

test("a call is audited as the member's, by the app's registered name and grant", async () => {
  const signed = await signInProgram(server, tenant);
  const app = await appOf(signed);
  const headers = { "x-hawkmoth-via": "mcp", "x-hawkmoth-client": "pretender/9.9", "content-type": "application/json" };
  const body = JSON.stringify({ project_id: tenant.project.id, title: "Filed by an app" });
  const made = await signed.program.call("/bugs", signed.access_token, { method: "POST", headers, body });
  expect(made.status).toBe(201);
  const [row] = await behind`
    select principal_name, client, grant_id is not null as has_grant, key_id from audit_entry
    where operation = 'bug.create' order by created_at desc limit 1`;
  expect(row).toMatchObject({
    principal_name: tenant.owner.actor.name,
    client: "Test program/9.9",
    has_grant: true,
    key_id: null,
  });
  expect((await appOf(signed)).last_used_at).toEqual(expect.any(String));
  expect(app.scopes).toContain("bugs:write");
});
