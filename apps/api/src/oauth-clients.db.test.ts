import { sweepOauth } from "@hawkmoth/services/access/sweep-oauth";
import { describe, expect, test } from "vitest";
import { Browser, oauthTestServer, Program, signInProgram, startConsent } from "./testing/oauth.ts";
import { makeTenant, publicContext } from "./testing/tenant.ts";

/** Documents of programs, by address; every address that was asked for is kept. */
const documents = new Map<string, () => Response>();
const asked: string[] = [];
const strangers: typeof fetch = (input) => {
  const url = new URL(input instanceof Request ? input.url : input).href;
  asked.push(url);
  const answer = documents.get(url);
  return answer ? Promise.resolve(answer()) : Promise.reject(new Error("refused"));
};

const open = { LIMIT_OAUTH_REGISTER_PER_HOUR: "1000", LIMIT_OAUTH_AUTHORIZE_PER_MINUTE: "1000" };
const server = await oauthTestServer(open, strangers);
const { origin, behind } = server;
const tenant = await makeTenant(server);

function publish(url: string, metadata: Record<string, unknown>): void {
  documents.set(url, () => Response.json({ client_id: url, ...metadata }));
}

async function programAt(url: string, redirect_uri: string): Promise<Program> {
  const program = new Program(origin, redirect_uri);
  program.client_id = url;
  return program;
}

describe("registering", () => {
  test("a program gets what it may have, whatever it wished for", async () => {
    const program = new Program(origin);
    const { status, json, headers } = await program.register({
      scope: "keys:write",
      grant_types: ["implicit", "client_credentials"],
      logo_uri: "https://evil.example/pixel.png",
      jwks_uri: undefined,
      software_id: "x",
    });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      client_name: "Test program",
      redirect_uris: ["http://127.0.0.1:7777/callback"],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
      application_type: "native",
    });
    expect(json).not.toHaveProperty("client_secret");
    expect(json).not.toHaveProperty("logo_uri");
    expect(json).not.toHaveProperty("scope");
    expect(headers.get("access-control-allow-origin")).toBe("*");
  });

  test.each([
    ["no redirect address", { redirect_uris: [] }, "invalid_redirect_uri"],
    ["http of another machine", { redirect_uris: ["http://evil.example/cb"] }, "invalid_redirect_uri"],
    ["a script as address", { redirect_uris: ["javascript:alert(1)"] }, "invalid_redirect_uri"],
    ["data as address", { redirect_uris: ["data:text/html,x"] }, "invalid_redirect_uri"],
    ["a program of the system as address", { redirect_uris: ["shell:startup"] }, "invalid_redirect_uri"],
    ["an app of a phone as address", { redirect_uris: ["android-app://com.example/x"] }, "invalid_redirect_uri"],
    ["our own address", { redirect_uris: [`${origin}/api/v1/me`] }, "invalid_redirect_uri"],
    [
      "our own address beside a good one",
      { redirect_uris: ["https://a.example/cb", origin.replace("localhost", "127.0.0.1")] },
      "invalid_redirect_uri",
    ],
    [
      "our own address with a final dot",
      { redirect_uris: [origin.replace("localhost", "localhost.")] },
      "invalid_redirect_uri",
    ],
    ["a user without a password in it", { redirect_uris: ["https://a@a.example/cb"] }, "invalid_redirect_uri"],
    ["a wildcard as host", { redirect_uris: ["https://*.a.example/cb"] }, "invalid_redirect_uri"],
    ["a fragment", { redirect_uris: ["https://a.example/cb#x"] }, "invalid_redirect_uri"],
    ["credentials in it", { redirect_uris: ["https://a:b@a.example/cb"] }, "invalid_redirect_uri"],
    [
      "an address that is too long",
      { redirect_uris: [`https://a.example/${"x".repeat(2000)}`] },
      "invalid_redirect_uri",
    ],
    ["too many addresses", { redirect_uris: Array(21).fill("https://a.example/cb") }, "invalid_redirect_uri"],
    ["a name that is too long", { client_name: "x".repeat(501) }, "invalid_client_metadata"],
    ["an unknown way to prove itself", { token_endpoint_auth_method: "tls_client_auth" }, "invalid_client_metadata"],
  ])("%s is refused", async (_name, metadata, error) => {
    const { status, json } = await new Program(origin).register(metadata);
    expect([status, json["error"]]).toEqual([400, error]);
  });

  test("a body that is too long or no JSON is refused", async () => {
    const long = await new Program(origin).register({ client_uri: `https://a.example/${"x".repeat(20_000)}` });
    expect(long.status).toBe(413);
    const headers = { "content-type": "application/json" };
    const broken = await fetch(`${origin}/oauth/register`, { method: "POST", headers, body: "{" });
    expect(broken.status).toBe(400);
  });

  test("a confidential program must show its secret, and keeps it over a restart", async () => {
    const program = new Program(origin);
    const { json } = await program.register({ token_endpoint_auth_method: "client_secret_post" });
    const client_secret = String(json["client_secret"]);
    const signed = await signInProgram(server, tenant, { program });
    expect(signed.access_token).toBe("undefined");
    const refused = await program.refresh("hm_ort_any", { client_secret: "wrong" });
    expect([refused.status, refused.json["error"]]).toEqual([401, "invalid_client"]);
    await server.restart();
    expect((await program.refresh("hm_ort_any", { client_secret })).json["error"]).toBe("invalid_grant");
  });

  test("a program that never signs in is forgotten after a week, one that does stays", async () => {
    const [idle, used] = [new Program(origin), (await signInProgram(server, tenant)).program];
    await idle.register();
    await behind`update oauth_artefact set expires_at = expires_at - interval '8 days' where model = 'Client'`;
    expect((await new Browser(origin).open(idle.authorizePath())).status).toBe(400);
    expect((await new Browser(origin).open(used.authorizePath())).status).toBe(303);
  });

  test("each address may register so often an hour, and is told when to come back", async () => {
    const strict = await oauthTestServer({ LIMIT_OAUTH_REGISTER_PER_HOUR: "3" });
    const answers = [];
    for (let n = 0; n < 4; n += 1) answers.push(await new Program(strict.origin).register());
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 429]);
    expect(answers[3]?.json).toMatchObject({ error: "temporarily_unavailable" });
    expect(Number(answers[3]?.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("guessing at the token endpoint and asking for consent are limited as well", async () => {
    const strict = await oauthTestServer({ LIMIT_OAUTH_TOKEN_PER_MINUTE: "2", LIMIT_OAUTH_AUTHORIZE_PER_MINUTE: "2" });
    const program = new Program(strict.origin);
    await program.register();
    const [tokens, asks] = [[], []] as [number[], number[]];
    for (let n = 0; n < 3; n += 1) {
      tokens.push((await program.refresh("hm_ort_guess")).status);
      asks.push((await new Browser(strict.origin).open(program.authorizePath())).status);
    }
    expect(tokens).toEqual([400, 400, 429]);
    expect(asks).toEqual([303, 303, 429]);
  });
});

describe("a program whose name is the address of its own document", () => {
  const url = "https://client.example/oauth.json";
  const redirect_uri = "https://client.example/callback";

  test("signs in without registering, and is shown by its host", async () => {
    publish(url, { client_name: "Client of the web", redirect_uris: [redirect_uri] });
    const program = await programAt(url, redirect_uri);
    const browser = new Browser(origin);
    await browser.signIn(server, tenant.owner.actor.user_id ?? "");
    const consent = await startConsent(browser, program.authorizePath());
    expect((await browser.open(`${consent}/request`)).json).toMatchObject({
      client: { name: "Client of the web", host: "client.example", is_registered_by_itself: false },
      redirect_host: "client.example",
      is_redirect_loopback: false,
    });
    const signed = await signInProgram(server, tenant, { program });
    expect((await program.call("/me", signed.access_token)).status).toBe(200);
    await server.restart();
    expect((await program.refresh(signed.refresh_token)).status).toBe(200);
  });

  test.each([
    ["answers 503", () => new Response("", { status: 503 }), [503, "temporarily_unavailable"]],
    ["can't be reached", undefined, [503, "temporarily_unavailable"]],
    ["has the document no more", () => new Response("", { status: 404 }), [400, "invalid_client"]],
  ])("stays signed in over a restart unless it is gone: while its host %s", async (name, outage, told) => {
    const at = `https://client.example/${encodeURIComponent(name)}.json`;
    publish(at, { redirect_uris: [redirect_uri] });
    const program = await programAt(at, redirect_uri);
    const { refresh_token } = await signInProgram(server, tenant, { program });
    await server.restart();
    documents.delete(at);
    if (outage) documents.set(at, outage);
    const refused = await program.refresh(refresh_token);
    expect([refused.status, refused.json["error"]]).toEqual(told);
    publish(at, { redirect_uris: [redirect_uri] });
    expect((await program.refresh(refresh_token)).status).toBe(200);
  });

  test("that runs on the person's machine may use any loopback port", async () => {
    const native = "https://native.example/oauth.json";
    publish(native, { client_name: "Native", redirect_uris: ["http://127.0.0.1/callback"] });
    const program = await programAt(native, "http://127.0.0.1:51234/callback");
    expect((await new Browser(origin).open(program.authorizePath())).status).toBe(303);
  });

  test.each([
    ["is someone else's", { client_id: "https://other.example/oauth.json", redirect_uris: [redirect_uri] }],
    ["holds a secret", { redirect_uris: [redirect_uri], token_endpoint_auth_method: "client_secret_basic" }],
    ["sends people to plain http", { redirect_uris: ["http://client.example/callback"] }],
    ["names no redirect address", {}],
  ])("is refused when the document %s", async (name, metadata) => {
    const bad = `https://bad.example/${encodeURIComponent(name)}.json`;
    publish(bad, metadata);
    const program = await programAt(bad, redirect_uri);
    const answer = await new Browser(origin).open(program.authorizePath());
    expect([answer.status, answer.location]).toEqual([400, null]);
  });

  test.each([
    ["is not there", () => new Response("", { status: 404 })],
    ["is somewhere else", () => new Response("", { status: 302, headers: { location: url } })],
    ["is no JSON", () => new Response("<html>")],
    ["is too long", () => new Response(`{"client_id":"${"x".repeat(70_000)}"}`)],
  ])("is refused when it %s", async (name, answer) => {
    const gone = `https://gone.example/${encodeURIComponent(name)}.json`;
    documents.set(gone, answer);
    const program = await programAt(gone, redirect_uri);
    expect((await new Browser(origin).open(program.authorizePath())).status).toBe(400);
    expect(asked).toContain(gone);
  });

  test("is not even asked for when it is no https address", async () => {
    const before = asked.length;
    for (const bad of ["http://client.example/a.json", "https://user:pw@client.example/a.json", "file:///etc/passwd"]) {
      const program = await programAt(bad, redirect_uri);
      expect((await new Browser(origin).open(program.authorizePath())).status).toBe(400);
    }
    expect(asked.length).toBe(before);
  });
});

test("a sign-in is ended by its own program only, whether another one has a secret or not", async () => {
  const { program, access_token, refresh_token } = await signInProgram(server, tenant);
  for (const token_endpoint_auth_method of ["none", "client_secret_post"]) {
    const other = new Program(origin);
    const { json } = await other.register({ token_endpoint_auth_method });
    const self = { client_id: other.client_id, client_secret: String(json["client_secret"] ?? "") };
    for (const token of [access_token, refresh_token])
      expect((await other.post("/oauth/revoke", { ...self, token })).status).toBe(200);
  }
  expect((await program.call("/me", access_token)).status).toBe(200);
  expect((await program.refresh(refresh_token)).status).toBe(200);
});

test("a refusal of REST says where to sign in, what is wrong with the token, and what it lacks", async () => {
  const program = new Program(origin);
  const where = `resource_metadata="${origin}/.well-known/oauth-protected-resource"`;
  const bare = await fetch(`${origin}/api/v1/me`);
  expect(bare.headers.get("www-authenticate")).toBe(`Bearer realm="hawkmoth", ${where}`);
  const wrong = await program.call("/me", "hm_oat_wrong");
  expect([wrong.status, wrong.headers.get("www-authenticate")]).toEqual([
    401,
    `Bearer realm="hawkmoth", error="invalid_token", ${where}`,
  ]);
  const narrow = await signInProgram(server, tenant, { program, scopes: ["projects:read"] });
  const beyond = await program.call("/bugs", narrow.access_token);
  expect([beyond.status, beyond.headers.get("www-authenticate")]).toEqual([
    403,
    `Bearer realm="hawkmoth", error="insufficient_scope", scope="bugs:read", ${where}`,
  ]);
});

test("the sweep forgets what lapsed and nothing else", async () => {
  const signed = await signInProgram(server, tenant);
  const idle = new Program(origin);
  await idle.register();
  await behind`
    update oauth_artefact set expires_at = now() - interval '1 second' where model = 'Client' and expires_at < now() + interval '8 days'`;
  const count = async () => Number((await behind`select count(*) as n from oauth_artefact`)[0]?.["n"]);
  const before = await count();
  await sweepOauth(publicContext(server));
  await sweepOauth(publicContext(server));
  expect(await count()).toBeLessThan(before);
  expect((await signed.program.refresh(signed.refresh_token)).status).toBe(200);
});

test("by itself the server asks no private address for a document", async () => {
  const usual = await oauthTestServer(open);
  for (const bad of ["https://127.0.0.1/a.json", "https://169.254.169.254/a.json", "https://[::1]/a.json"]) {
    const program = new Program(usual.origin, "https://client.example/callback");
    program.client_id = bad;
    const answer = await new Browser(usual.origin).open(program.authorizePath());
    expect([answer.status, answer.text.includes("127.0.0.1:")]).toEqual([400, false]);
  }
});
