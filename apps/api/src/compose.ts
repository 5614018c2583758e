import { createBlobStore } from "@hawkmoth/adapters/blob-disk";
import { createEventBus, type EventBus } from "@hawkmoth/adapters/event-bus-postgres";
import { createImageScaler } from "@hawkmoth/adapters/image-sharp";
import { createJobs } from "@hawkmoth/adapters/jobs-graphile";
import { createLogger } from "@hawkmoth/adapters/logger-pino";
import { createMcpServer } from "@hawkmoth/adapters/mcp-server-http";
import { createSigner } from "@hawkmoth/adapters/signer-hmac";
import { createSealer } from "@hawkmoth/auth/sealer";
import { connect } from "@hawkmoth/db/client";
import { join } from "node:path";
import type { Env } from "./env.ts";
import { createLimits } from "./limits.ts";
import { openOAuthServer } from "./oauth.ts";
import type { ServerParts } from "./server-context.ts";

/** Joins the ports with what implements them. The only place that knows both. */
export async function compose(env: Env, name: string): Promise<{ parts: ServerParts; bus: EventBus }> {
  const log = createLogger({ name, level: env.LOG_LEVEL });
  const db = connect(env.DATABASE_URL, { prepare: env.DATABASE_PREPARE });
  const bus = await createEventBus(db.$client, log);
  const ports = {
    blobs: createBlobStore(join(env.HAWKMOTH_DATA_DIR, "blobs")),
    jobs: createJobs(),
    images: createImageScaler(),
    confirmations: createSigner(env.AUTH_SECRET, "confirm"),
    mcp: createMcpServer(env.HAWKMOTH_MCP_SERVER_URL ?? null),
    wake: bus,
    log,
  };
  const limits = createLimits(db, env);
  const oauth = await openOAuthServer({ env, db, ports });
  return { parts: { env, db, ports, limits, oauth, sealer: createSealer(env.AUTH_SECRET, "idempotency") }, bus };
}
