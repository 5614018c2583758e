import { expect, test } from "vitest";
import { Browser, decide, oauthTestServer, Program, startConsent } from "./testing/oauth.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await oauthTestServer({
  LIMIT_OAUTH_REGISTER_PER_HOUR: "1000",
  LIMIT_OAUTH_AUTHORIZE_PER_MINUTE: "1000",
  LIMIT_OAUTH_TOKEN_PER_MINUTE: "1000",
});
const { origin } = server;

/** Signs in for a request, allows `scopes`, and redeems the code. */
async function tokensFor(asked: Record<string, string | null>, scopes: readonly string[], redeemed = {}) {
  const tenant = await makeTenant(server);
  const program = new Program(origin);
  await program.register();
  const browser = new Browser(origin);
  await browser.signIn(server, tenant.owner.actor.user_id ?? "");
  const consent = await startConsent(browser, program.authorizePath(asked));
  const { user_id } = tenant.owner.actor;
  const allow = { decision: "ALLOW", user_id, workspace_id: tenant.workspace.id, scopes };
  const decided = await decide(browser, consent, allow);
  const back = await browser.open(String(decided.json["redirect_to"]));
  const code = new URL(back.location ?? "").searchParams.get("code") ?? "";
  return { program, answer: await program.redeem(code, redeemed) };
}

test.each([
  ["no resource", { resource: null }, {}],
  ["a slash at the end of its resource", { resource: `${origin}/mcp/` }, { resource: `${origin}/mcp` }],
  ["a slash at the end of the resource of its code alone", {}, { resource: `${origin}/mcp/` }],
  ["the other address of the endpoint", { resource: `${origin}/api/mcp` }, { resource: `${origin}/api/mcp/` }],
])("a program that sends %s signs in", async (_name, asked, redeemed) => {
  const { program, answer } = await tokensFor({ scope: "bugs:read", ...asked }, ["bugs:read"], redeemed);
  expect(answer.status, answer.text).toBe(200);
  expect((await program.call("/me", answer.json["access_token"])).status).toBe(200);
  const again = await program.refresh(answer.json["refresh_token"], redeemed);
  expect(again.status, again.text).toBe(200);
});

test("a person may grant reading where writing was asked for, and that is all the tokens are good for", async () => {
  const { program, answer } = await tokensFor({ scope: "bugs:write labels:write" }, ["bugs:read"]);
  expect(String(answer.json["scope"]).split(" ")).toEqual(expect.arrayContaining(["bugs:read"]));
  expect(answer.json["scope"]).not.toContain("write");
  const me = await program.call("/me", answer.json["access_token"]);
  expect(me.json["scopes"]).toEqual(["bugs:read"]);
  const refreshed = await program.refresh(answer.json["refresh_token"]);
  expect(refreshed.json["scope"]).not.toContain("write");
  const body = JSON.stringify({ project_id: "prj_01kahz0v3ve008000000000002", title: "x" });
  const headers = { "content-type": "application/json" };
  const write = await program.call("/bugs", refreshed.json["access_token"], { method: "POST", headers, body });
  expect(write.status).toBe(403);
});
