import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { Browser, decide, oauthTestServer, Program, signInProgram, startConsent } from "./testing/oauth.ts";
import { makeTenant, type Tenant } from "./testing/tenant.ts";

const server = await oauthTestServer({
  LIMIT_OAUTH_REGISTER_PER_HOUR: "1000",
  LIMIT_OAUTH_AUTHORIZE_PER_MINUTE: "1000",
  LIMIT_OAUTH_TOKEN_PER_MINUTE: "1000",
});
const { origin } = server;
const tenant = await makeTenant(server);

async function registered(): Promise<Program> {
  const program = new Program(origin);
  await program.register();
  return program;
}

async function browserOf(one: Tenant): Promise<Browser> {
  const browser = new Browser(origin);
  await browser.signIn(server, one.owner.actor.user_id ?? "");
  return browser;
}

const allow = ({ owner, workspace }: Tenant, scopes: string[]) => ({
  decision: "ALLOW",
  user_id: owner.actor.user_id,
  workspace_id: workspace.id,
  scopes,
});

async function codeOf(program: Program, browser: Browser): Promise<string> {
  const consent = await startConsent(browser, program.authorizePath());
  const decided = await decide(browser, consent, allow(tenant, ["bugs:write"]));
  const back = await browser.open(String(decided.json["redirect_to"]));
  return new URL(back.location ?? "").searchParams.get("code") ?? "";
}

/** What came back to the program in its redirect. */
function answerIn(location: string | null): Record<string, string> {
  return Object.fromEntries(new URL(location ?? "").searchParams);
}

test("a program finds the server, registers, is let in and acts as the member", async () => {
  const browser = new Browser(origin);
  const resource = await browser.open("/.well-known/oauth-protected-resource/mcp");
  expect(resource.json).toMatchObject({ resource: `${origin}/mcp`, authorization_servers: [origin] });
  expect(resource.headers.get("access-control-allow-origin")).toBe("*");
  const metadata = await browser.open("/.well-known/oauth-authorization-server");
  expect(metadata.json).toMatchObject({
    issuer: origin,
    authorization_endpoint: `${origin}/oauth/authorize`,
    token_endpoint: `${origin}/oauth/token`,
    registration_endpoint: `${origin}/oauth/register`,
    code_challenge_methods_supported: ["S256"],
    client_id_metadata_document_supported: true,
    authorization_response_iss_parameter_supported: true,
    response_types_supported: ["code"],
  });
  const signed = await signInProgram(server, tenant, { scopes: ["bugs:read", "projects:read"] });
  expect(signed.access_token).toMatch(/^hm_oat_[\w-]{43}$/);
  expect(signed.refresh_token).toMatch(/^hm_ort_[\w-]{43}$/);
  expect(signed.scope).toBe("bugs:read projects:read");
  const me = await signed.program.call("/me", signed.access_token);
  expect(me.json).toMatchObject({
    principal: { type: "MEMBER", id: tenant.owner.actor.id },
    workspace: { id: tenant.workspace.id },
    scopes: ["bugs:read", "projects:read"],
  });
});

test("each resource has its own metadata, and there is none for what is no resource", async () => {
  const browser = new Browser(origin);
  const at = "/.well-known/oauth-protected-resource";
  expect((await browser.open(at)).json).toMatchObject({ resource: origin });
  expect((await browser.open(`${at}/mcp/p/SHOP`)).json).toMatchObject({ resource: `${origin}/mcp/p/SHOP` });
  expect((await browser.open(`${at}/mcp/p/a%2Fb`)).status).toBe(404);
  expect((await browser.open("/.well-known/openid-configuration")).json).toMatchObject({ issuer: origin });
});

test("the redirect carries code, state and issuer, and the code works once", async () => {
  const [program, browser] = [await registered(), await browserOf(tenant)];
  const consent = await startConsent(browser, program.authorizePath());
  const decided = await decide(browser, consent, allow(tenant, ["bugs:write"]));
  const back = await browser.open(String(decided.json["redirect_to"]));
  expect(back.location).toMatch(/^http:\/\/127\.0\.0\.1:7777\/callback\?/);
  const { code = "", state, iss } = answerIn(back.location);
  expect({ state, iss }).toEqual({ state: "st-1", iss: origin });
  const first = await program.redeem(code);
  expect(first.status).toBe(200);
  const again = await program.redeem(code);
  expect([again.status, again.json["error"]]).toEqual([400, "invalid_grant"]);
  expect((await program.call("/me", first.json["access_token"])).status).toBe(401);
  expect((await program.refresh(first.json["refresh_token"])).json["error"]).toBe("invalid_grant");
});

test.each([
  ["no PKCE", { code_challenge: null, code_challenge_method: null }, "invalid_request"],
  ["plain PKCE", { code_challenge_method: "plain" }, "invalid_request"],
  ["a resource of another server", { resource: "https://evil.example/mcp" }, "invalid_target"],
  ["a resource with a query", { resource: `${origin}/mcp?x=1` }, "invalid_target"],
  ["an implicit flow", { response_type: "token" }, "unsupported_response_type"],
])("a request with %s goes back with an error", async (_name, changed, error) => {
  const program = await registered();
  const answer = await new Browser(origin).open(program.authorizePath(changed));
  const { searchParams, hash } = new URL(answer.location ?? "");
  expect(searchParams.get("error") ?? new URLSearchParams(hash.slice(1)).get("error")).toBe(error);
  expect(answer.location).not.toContain("code=");
});

test.each([
  ["another path", { redirect_uri: "http://127.0.0.1:7777/other" }],
  ["another host", { redirect_uri: "https://evil.example/callback" }],
  ["a query added", { redirect_uri: "http://127.0.0.1:7777/callback?x=1" }],
  ["an unknown client", { client_id: "nobody" }],
])("a request with %s is answered here and never sent on", async (_name, changed) => {
  const program = await registered();
  const answer = await new Browser(origin).open(program.authorizePath(changed), { headers: { accept: "text/html" } });
  expect(answer.status).toBe(400);
  expect(answer.location).toBeNull();
  expect(answer.text).toContain("can’t be signed in");
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("a program on the person's machine may use any loopback port", async () => {
  const program = await registered();
  const changed = { redirect_uri: "http://127.0.0.1:50123/callback" };
  expect((await new Browser(origin).open(program.authorizePath(changed))).status).toBe(303);
});

test.each([
  ["another verifier", { code_verifier: "x".repeat(43) }],
  ["another redirect address", { redirect_uri: "http://127.0.0.1:7777/other" }],
])("a code is worth nothing with %s", async (_name, changed) => {
  const [program, browser] = [await registered(), await browserOf(tenant)];
  const answer = await program.redeem(await codeOf(program, browser), changed);
  expect([answer.status, answer.json["error"]]).toEqual([400, "invalid_grant"]);
});

test("a code is worth nothing to another program", async () => {
  const [program, thief, browser] = [await registered(), await registered(), await browserOf(tenant)];
  const code = await codeOf(program, browser);
  expect((await program.redeem(code, { client_id: thief.client_id })).json["error"]).toBe("invalid_grant");
});

test("a person who says no sends the program away without anything", async () => {
  const [program, browser] = [await registered(), await browserOf(tenant)];
  const consent = await startConsent(browser, program.authorizePath());
  const decided = await decide(browser, consent, { decision: "DENY" });
  const back = await browser.open(String(decided.json["redirect_to"]));
  expect(answerIn(back.location)).toMatchObject({ error: "access_denied", state: "st-1", iss: origin });
});

test("an earlier yes never answers for a new request", async () => {
  const [program, browser] = [await registered(), await browserOf(tenant)];
  await codeOf(program, browser);
  const again = await browser.open(program.authorizePath());
  expect(again.location).toContain("/oauth/consent/");
  const silent = await browser.open(program.authorizePath({ prompt: "none" }));
  expect(answerIn(silent.location)["error"]).toBe("login_required");
});

test("the next person at the same browser decides for themselves", async () => {
  const other = await makeTenant(server);
  const [program, browser] = [await registered(), await browserOf(tenant)];
  await codeOf(program, browser);
  await browser.signIn(server, other.owner.actor.user_id ?? "");
  const consent = await startConsent(browser, program.authorizePath());
  expect((await browser.open(`${consent}/request`)).json).toMatchObject({
    user: { name: other.owner.actor.name },
    workspaces: [{ id: other.workspace.id }],
  });
  expect((await decide(browser, consent, allow(tenant, ["bugs:write"]))).status).toBe(409);
  const elsewhere = { ...allow(other, ["bugs:write"]), workspace_id: tenant.workspace.id };
  expect((await decide(browser, consent, elsewhere)).status).toBe(404);
  const decided = await decide(browser, consent, allow(other, ["bugs:write"]));
  const back = await browser.open(String(decided.json["redirect_to"]));
  const { json } = await program.redeem(answerIn(back.location)["code"] ?? "");
  const me = await program.call("/me", json["access_token"]);
  expect(me.json).toMatchObject({ workspace: { id: other.workspace.id } });
});

test("the page is the dashboard's, and learns what a signed-in person needs to know", async () => {
  const program = new Program(origin);
  await program.register({ client_name: "Evil\u202Eexe\u0000 <b>Bot</b>" });
  const browser = await browserOf(tenant);
  const consent = await startConsent(browser, program.authorizePath({ scope: "bugs:write sensitive:read made:up" }));
  const page = await browser.open(consent);
  expect([page.status, page.location]).toEqual([303, consent.replace("/oauth/consent/", "/connect/authorize/")]);
  expect((await browser.open(`${consent}/request`)).json).toEqual({
    client: { name: "Evilexe <b>Bot</b>", host: "127.0.0.1:7777", is_registered_by_itself: true },
    redirect_host: "127.0.0.1:7777",
    is_redirect_loopback: true,
    project: null,
    scopes: ["bugs:write", "sensitive:read"],
    user: { id: tenant.owner.actor.user_id, name: tenant.owner.actor.name, email: expect.any(String) },
    workspaces: [
      expect.objectContaining({ id: tenant.workspace.id, scopes: expect.arrayContaining(["sensitive:read"]) }),
    ],
  });
});

test("only the browser that was asked, signed in and on our own page can decide", async () => {
  const [program, browser, stranger] = [await registered(), await browserOf(tenant), await browserOf(tenant)];
  const consent = await startConsent(browser, program.authorizePath());
  const yes = allow(tenant, ["bugs:write"]);
  expect((await decide(stranger, consent, yes)).status).toBe(404);
  const elsewhere = await startConsent(stranger, program.authorizePath());
  expect((await decide(browser, elsewhere, yes)).status).toBe(404);
  const fromAfar = { method: "POST", headers: { origin: "https://evil.example", "content-type": "application/json" } };
  const forged = await browser.open(`${consent}/decision`, { ...fromAfar, body: JSON.stringify(yes) });
  expect(forged.status).toBe(403);
  browser.signOut();
  expect((await decide(browser, consent, yes)).status).toBe(401);
  expect((await browser.open(`${consent}/request`)).status).toBe(401);
});

test("nobody grants more than was asked for, or nothing at all", async () => {
  const [program, browser] = [await registered(), await browserOf(tenant)];
  const consent = await startConsent(browser, program.authorizePath({ scope: "bugs:read" }));
  for (const scopes of [["bugs:write"], ["bugs:read", "keys:write"], [], ["made:up"]])
    expect((await decide(browser, consent, allow(tenant, scopes))).status).toBe(400);
});

test("what the person left out, the token does not hold", async () => {
  const [program, browser] = [await registered(), await browserOf(tenant)];
  const consent = await startConsent(browser, program.authorizePath({ scope: "bugs:write sensitive:read" }));
  const decided = await decide(browser, consent, allow(tenant, ["bugs:write"]));
  const back = await browser.open(String(decided.json["redirect_to"]));
  const { json } = await program.redeem(answerIn(back.location)["code"] ?? "");
  expect(json["scope"]).toBe("bugs:write");
  const me = await program.call("/me", json["access_token"]);
  expect(me.json).toMatchObject({ scopes: ["bugs:write"] });
});

test("an address pinned to a project leads only into the workspace that has it", async () => {
  const [other, program, browser] = [await makeTenant(server), await registered(), await browserOf(tenant)];
  for (const { project, open } of [
    { project: tenant.project.id, open: [tenant.workspace.id] },
    { project: other.project.id, open: [] },
  ]) {
    const consent = await startConsent(browser, program.authorizePath({ resource: `${origin}/mcp/p/${project}` }));
    const { workspaces } = (await browser.open(`${consent}/request`)).json;
    expect(workspaces).toMatchObject(open.map((id) => ({ id })));
    const decided = await decide(browser, consent, allow(tenant, ["bugs:write"]));
    expect(decided.status).toBe(open.length === 0 ? 404 : 200);
  }
});

test("an answer may go back as a form, whose script is the only one that runs", async () => {
  const program = await registered();
  const silent = program.authorizePath({ prompt: "none", response_mode: "form_post" });
  const { text, headers } = await new Browser(origin).open(silent);
  expect(text).toContain('name="error" value="login_required"');
  const script = /<script>([\s\S]*?)<\/script>/.exec(text)?.[1] ?? "";
  const hash = createHash("sha256").update(script).digest("base64");
  expect(headers.get("content-security-policy")).toContain(`script-src 'none' 'sha256-${hash}'`);
});

test("a program that asks for no scope is offered the ordinary ones", async () => {
  const [program, browser] = [await registered(), await browserOf(tenant)];
  const consent = await startConsent(browser, program.authorizePath({ scope: null }));
  const { scopes } = (await browser.open(`${consent}/request`)).json;
  expect(scopes).toContain("bugs:write");
  expect(scopes).not.toContain("sensitive:read");
});

test("a program that also asks for openid and offline access, as some do by habit, is asked once and let in", async () => {
  const [program, browser] = [await registered(), await browserOf(tenant)];
  const habit = { scope: "openid offline_access bugs:write", prompt: "consent" };
  const consent = await startConsent(browser, program.authorizePath(habit));
  const decided = await decide(browser, consent, allow(tenant, ["bugs:write"]));
  const back = await browser.open(String(decided.json["redirect_to"]));
  const { json } = await program.redeem(answerIn(back.location)["code"] ?? "");
  expect(json).toMatchObject({ access_token: expect.any(String), refresh_token: expect.any(String) });
  expect(json).not.toHaveProperty("id_token");
});

test("a program in a browser may fetch tokens from where it is sent back to, and from nowhere else", async () => {
  const program = new Program(origin, "https://inspector.example/callback");
  await program.register();
  const ask = async (from: string) => {
    const answer = await program.post(
      "/oauth/token",
      { grant_type: "refresh_token", client_id: program.client_id, refresh_token: "hm_ort_x" },
      { origin: from },
    );
    return [answer.json["error"], answer.headers.get("access-control-allow-origin")];
  };
  expect(await ask("https://inspector.example")).toEqual(["invalid_grant", "https://inspector.example"]);
  expect(await ask("https://evil.example")).toEqual(["invalid_request", null]);
});
