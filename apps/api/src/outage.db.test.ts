import { OAUTH_PATHS } from "@hawkmoth/auth/oauth/paths";
import { createSignInLimiter, signInWithPassword } from "@hawkmoth/auth/sign-in";
import { createKnownBrowsers } from "@hawkmoth/auth/known-browser";
import { isDatabaseOutage } from "@hawkmoth/domain/database-outage";
import { logSafeError } from "@hawkmoth/domain/log-safe-error";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRelay, type Relay } from "./testing/relay.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const lines: string[] = [];
let relay: Relay | undefined;
const server = await testServer(
  { LOG_LEVEL: "info" },
  {
    reach: async (url) => {
      relay = await openRelay(url);
      return relay.url;
    },
    log_line: (line) => void lines.push(line),
  },
);
const tenant = await makeTenant(server);
const key = await tenant.key();
const json = { "content-type": "application/json" };
const SECRET = "ada.secret@acme.example";
const PASSWORD = "a password that nobody else knows";

function form(): FormData {
  const body = new FormData();
  body.append("title", "x");
  return body;
}

const account = JSON.stringify({ name: "Ada", email: SECRET, password: PASSWORD });
const requests: [string, string, RequestInit][] = [
  ["REST read", "/api/v1/bugs", { headers: key }],
  ["REST write", "/api/v1/labels", { method: "POST", headers: { ...key, ...json }, body: '{"name":"x"}' }],
  [
    "REST write under a key",
    "/api/v1/labels",
    { method: "POST", headers: { ...key, ...json, "idempotency-key": "outage-1" }, body: '{"name":"x"}' },
  ],
  ["session", "/api/v1/me", { headers: tenant.cookie }],
  ["alias", "/api/v1/tickets", { headers: key }],
  ["sign-up", "/api/v1/accounts", { method: "POST", headers: json, body: account }],
  ["pairing", "/api/v1/pairings", { method: "POST", headers: json, body: '{"device_name":"x"}' }],
  ["events", "/api/v1/events", { headers: key }],
  ["ingest", "/api/v1/ingest/bugs", { method: "POST", headers: { ...key, ...json }, body: '{"title":"x"}' }],
  ["form", "/api/v1/ingest/bugs", { method: "POST", headers: key, body: form() }],
  [
    "upload",
    "/api/v1/ingest/uploads/art_01k0000000e00000000000000a",
    { method: "PUT", headers: { "x-upload-token": tokenOf(tenant.workspace.id) }, body: "x" },
  ],
  ["tRPC read", "/api/trpc/bug.list", { headers: key }],
  ["tRPC public write", "/api/trpc/account.sign_up", { method: "POST", headers: json, body: account }],
  ["OAuth registration", OAUTH_PATHS.registration, { method: "POST", headers: json, body: "{}" }],
  ["OAuth authorization", OAUTH_PATHS.authorization, {}],
  ["OAuth token", OAUTH_PATHS.token, { method: "POST" }],
  ["OAuth consent", `${OAUTH_PATHS.consent}/x/request`, { headers: tenant.cookie }],
  ["health", "/api/health", {}],
];

/** A token of the right form for a workspace. */
function tokenOf(workspace_id: string): string {
  return `${workspace_id}.${"a".repeat(32)}`;
}

describe("while Postgres is away", () => {
  beforeAll(async () => {
    await relay?.cut();
  });
  afterAll(async () => {
    await relay?.mend();
  });

  test.each(requests)("%s answers 503 and says when to come back", async (...[, path, init]) => {
    const response = await server.app.request(path, init);
    expect(response.status).toBe(503);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    await response.body?.cancel();
  });

  test("a sign-in fails as an outage, and its log line names neither e-mail nor password", async () => {
    const parts = {
      db: server.db,
      limiter: createSignInLimiter(server.db),
      browsers: createKnownBrowsers("a secret of tests"),
    };
    const input = { email: SECRET, password: PASSWORD };
    const error: unknown = await signInWithPassword(parts, {
      input,
      ip: "203.0.113.9",
      previous_token: null,
      browser_cookie: null,
    }).catch((thrown: unknown) => thrown);
    expect(isDatabaseOutage(error)).toBe(true);
    expect(JSON.stringify(logSafeError(error))).not.toMatch(/ada\.secret|nobody else/);
  });

  test("no line of the log holds an e-mail, a password or a parameter of a query", () => {
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.join("\n")).not.toMatch(/ada\.secret|nobody else|params:|"parameters"/);
  });
});

test("when Postgres is back, requests are answered again", async () => {
  const response = await server.app.request("/api/v1/bugs", { headers: key });
  expect(response.status).toBe(200);
});
