import { createEventBus } from "@hawkmoth/adapters/event-bus-postgres";
import { createBlobStore } from "@hawkmoth/adapters/blob-disk";
import { createImageScaler } from "@hawkmoth/adapters/image-sharp";
import { createJobs } from "@hawkmoth/adapters/jobs-graphile";
import { createLogger } from "@hawkmoth/adapters/logger-pino";
import { createMcpServer } from "@hawkmoth/adapters/mcp-server-http";
import { createSigner } from "@hawkmoth/adapters/signer-hmac";
import { createSealer } from "@hawkmoth/auth/sealer";
import { close, connect } from "@hawkmoth/db/client";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { createApp } from "../app.ts";
import { parseEnv, type Env } from "../env.ts";
import { createEventHub } from "../events/hub.ts";
import { createLimits } from "../limits.ts";
import { openOAuthServer } from "../oauth.ts";
import type { ServerParts } from "../server-context.ts";
import { refuseUndeclaredErrors } from "./declared-errors.ts";

export const ORIGIN = "http://localhost:3000";

function testEnv(url: string, data_dir: string, given: Record<string, string>): Env {
  const result = parseEnv({
    DATABASE_URL: url,
    HAWKMOTH_URL: ORIGIN,
    HAWKMOTH_DATA_DIR: data_dir,
    AUTH_SECRET: "a secret only of the tests",
    LOG_LEVEL: "silent",
    LIMIT_REST_PER_MINUTE: "100000",
    LIMIT_SIGN_UP_PER_HOUR: "1000",
    ...given,
  });
  if ("problem" in result) throw new Error(result.problem);
  return result.env;
}

interface TestServerParts {
  /** Where the API finds its database, given where it is; a relay in between can be cut. */
  reach?: (url: string) => Promise<string>;
  /** Gets the lines of the log. */
  log_line?: (line: string) => void;
}

/** The whole API in memory with the real adapters, on a database of the calling test file alone. */
export async function testServer(given: Record<string, string> = {}, { reach, log_line }: TestServerParts = {}) {
  const { db: own, url, behind } = await testDatabase();
  const db = reach ? connect(await reach(url)) : own;
  const data_dir = mkdtempSync(join(tmpdir(), "hawkmoth-api-"));
  const env = testEnv(url, data_dir, given);
  const destination = log_line ? { destination: { write: log_line } } : {};
  const log = createLogger({ name: "test", level: env.LOG_LEVEL, ...destination });
  const bus = await createEventBus(db.$client, log);
  const ports = {
    blobs: createBlobStore(join(data_dir, "blobs")),
    jobs: createJobs(),
    images: createImageScaler(),
    confirmations: createSigner(env.AUTH_SECRET, "confirm"),
    mcp: createMcpServer(null),
    wake: bus,
    log,
  };
  const parts: ServerParts = {
    env,
    db,
    ports,
    limits: createLimits(db, env),
    oauth: await openOAuthServer({ env, db, ports }),
    sealer: createSealer(env.AUTH_SECRET, "test"),
  };
  const hub = createEventHub(parts, bus);
  afterAll(async () => {
    hub.close();
    await bus.close();
    if (db !== own) await close(db);
    rmSync(data_dir, { recursive: true, force: true });
  });
  const app = createApp(parts, hub);
  refuseUndeclaredErrors(app);
  return { app, parts, hub, bus, db, url, behind };
}

export type TestServer = Awaited<ReturnType<typeof testServer>>;
