import { createSession } from "@hawkmoth/auth/session";
import { DEFAULT_APP_SCOPES } from "@hawkmoth/domain/access/connected-app";
import { serve } from "@hono/node-server";
import { createHash, randomBytes } from "node:crypto";
import { createServer, type AddressInfo } from "node:net";
import { afterAll } from "vitest";
import { createApp } from "../app.ts";
import { openOAuthServer } from "../oauth.ts";
import { testServer, type TestServer } from "./server.ts";
import type { Tenant } from "./tenant.ts";

/** The API on a port of its own, because oidc-provider speaks in Node's requests. */
export interface OAuthTestServer extends TestServer {
  origin: string;
  /** Ends the process, as far as memory goes, and starts another one on the same database. */
  restart: () => Promise<void>;
  /** Goes on at another port, which its public origin names from then on. Gives that origin. */
  moveTo: (port: number) => Promise<string>;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "localhost");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Starts the API with its OAuth server behind a real socket. */
export async function oauthTestServer(
  given: Record<string, string> = {},
  fetcher?: typeof fetch,
): Promise<OAuthTestServer> {
  const first_port = await freePort();
  const origin = `http://localhost:${first_port}`;
  const server = await testServer({ HAWKMOTH_URL: origin, ...given });
  const open = async (port = first_port) => {
    const parts = port === first_port ? server.parts : movedTo(server.parts, port);
    const oauth = await openOAuthServer({ ...parts, ...(fetcher ? { fetch: fetcher } : {}) });
    const app = createApp({ ...parts, oauth }, server.hub);
    const listening = serve({ fetch: app.fetch, port, hostname: "localhost" });
    await new Promise((resolve) => listening.once("listening", resolve));
    return listening;
  };
  let running = await open();
  const stop = async () => {
    if ("closeAllConnections" in running) running.closeAllConnections();
    await new Promise((resolve) => running.close(resolve));
  };
  afterAll(stop);
  const restart = async () => {
    await stop();
    running = await open();
  };
  const moveTo = async (port: number) => {
    await stop();
    running = await open(port);
    return `http://localhost:${port}`;
  };
  return { ...server, origin, restart, moveTo };
}

function movedTo(parts: TestServer["parts"], port: number): TestServer["parts"] {
  return { ...parts, env: { ...parts.env, HAWKMOTH_URL: `http://localhost:${port}` } };
}

export interface Reply {
  status: number;
  headers: Headers;
  location: string | null;
  text: string;
  /** The body as JSON. */
  json: Record<string, unknown>;
}

type Init = RequestInit & { headers?: Record<string, string> };

/** A browser with cookies of one person, which follows nothing by itself. */
export class Browser {
  readonly origin: string;
  readonly #cookies = new Map<string, { value: string; path: string }>();

  constructor(origin: string) {
    this.origin = origin;
  }

  async signIn(server: TestServer, user_id: string): Promise<void> {
    const { token } = await createSession(server.db, user_id);
    this.#cookies.set("hawkmoth.session", { value: token, path: "/" });
  }

  signOut(): void {
    this.#cookies.delete("hawkmoth.session");
  }

  async open(path: string, init: Init = {}): Promise<Reply> {
    const url = new URL(path, this.origin);
    const cookie = [...this.#cookies]
      .filter(([, { path: prefix }]) => url.pathname.startsWith(prefix))
      .map(([name, { value }]) => `${name}=${value}`)
      .join("; ");
    const response = await fetch(url, { redirect: "manual", ...init, headers: { ...init.headers, cookie } });
    for (const line of response.headers.getSetCookie()) this.#take(line);
    return reply(response);
  }

  #take(line: string): void {
    const [pair = "", ...attributes] = line.split(/;\s*/);
    const [name = "", value = ""] = pair.split(/=(.*)/s, 2);
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? "/";
    if (value === "") this.#cookies.delete(name);
    else this.#cookies.set(name, { value, path });
  }
}

async function reply(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  const json = isJson ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, location: response.headers.get("location"), text, json };
}

/** A program that signs in, in the steps that a test may break. */
export class Program {
  readonly origin: string;
  readonly redirect_uri: string;
  readonly verifier = randomBytes(32).toString("base64url");
  client_id = "";

  constructor(origin: string, redirect_uri = "http://127.0.0.1:7777/callback") {
    this.origin = origin;
    this.redirect_uri = redirect_uri;
  }

  async post(path: string, body: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> {
    return await reply(
      await fetch(this.origin + path, { method: "POST", headers, body: new URLSearchParams(body), redirect: "manual" }),
    );
  }

  async register(metadata: Record<string, unknown> = {}): Promise<Reply> {
    const body = { client_name: "Test program", redirect_uris: [this.redirect_uri], ...metadata };
    const answer = await reply(
      await fetch(`${this.origin}/oauth/register`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
    this.client_id = String(answer.json["client_id"] ?? "");
    return answer;
  }

  authorizePath(changed: Record<string, string | null> = {}): string {
    const query = {
      client_id: this.client_id,
      response_type: "code",
      redirect_uri: this.redirect_uri,
      scope: DEFAULT_APP_SCOPES.join(" "),
      resource: `${this.origin}/mcp`,
      state: "st-1",
      code_challenge: createHash("sha256").update(this.verifier).digest("base64url"),
      code_challenge_method: "S256",
      ...changed,
    };
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null);
    return `/oauth/authorize?${new URLSearchParams(given).toString()}`;
  }

  redeem(code: string, changed: Record<string, string> = {}): Promise<Reply> {
    return this.post("/oauth/token", {
      grant_type: "authorization_code",
      client_id: this.client_id,
      code,
      code_verifier: this.verifier,
      redirect_uri: this.redirect_uri,
      ...changed,
    });
  }

  refresh(refresh_token: unknown, changed: Record<string, string> = {}): Promise<Reply> {
    const body = { grant_type: "refresh_token", client_id: this.client_id, refresh_token: String(refresh_token) };
    return this.post("/oauth/token", { ...body, ...changed });
  }

  /** Calls REST with an access token. */
  async call(path: string, access_token: unknown, init: Init = {}): Promise<Reply> {
    const headers = { ...init.headers, authorization: `Bearer ${String(access_token)}` };
    return await reply(await fetch(`${this.origin}/api/v1${path}`, { ...init, headers }));
  }
}

/** Path of the request that the person decides, from where the authorization sent the browser. */
export async function startConsent(browser: Browser, authorize_path: string): Promise<string> {
  const started = await browser.open(authorize_path);
  if (started.status !== 303 || !started.location) throw new Error(`not asked: ${started.status} ${started.text}`);
  return new URL(started.location, "http://any.invalid").pathname;
}

/** The person's answer, from a page of this installation unless another origin is said. */
export function decide(browser: Browser, consent_path: string, body: unknown): Promise<Reply> {
  return browser.open(`${consent_path}/decision`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: browser.origin },
    body: JSON.stringify(body),
  });
}

export interface SignedInProgram {
  program: Program;
  access_token: string;
  refresh_token: string;
  scope: string;
}

/** Signs a program in for the owner of a tenant, from registration to tokens. */
export async function signInProgram(
  server: OAuthTestServer,
  tenant: Tenant,
  wish: { scopes?: readonly string[]; resource?: string; program?: Program } = {},
): Promise<SignedInProgram> {
  const program = wish.program ?? new Program(server.origin);
  if (program.client_id === "") await program.register();
  const browser = new Browser(server.origin);
  await browser.signIn(server, tenant.owner.actor.user_id ?? "");
  const scopes = wish.scopes ?? DEFAULT_APP_SCOPES;
  const asked = { scope: scopes.join(" "), ...(wish.resource === undefined ? {} : { resource: wish.resource }) };
  const consent = await startConsent(browser, program.authorizePath(asked));
  const { user_id } = tenant.owner.actor;
  const allow = { decision: "ALLOW", user_id, workspace_id: tenant.workspace.id, scopes };
  const decided = await decide(browser, consent, allow);
  if (decided.status !== 200) throw new Error(`not allowed: ${decided.text}`);
  const back = await browser.open(String(decided.json["redirect_to"]));
  const code = new URL(back.location ?? "").searchParams.get("code") ?? "";
  const { json } = await program.redeem(code);
  return {
    program,
    access_token: String(json["access_token"]),
    refresh_token: String(json["refresh_token"]),
    scope: String(json["scope"]),
  };
}
