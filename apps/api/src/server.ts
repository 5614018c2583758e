import { close } from "@hawkmoth/db/client";
import { serve } from "@hono/node-server";
import { createApp } from "./app.ts";
import { compose } from "./compose.ts";
import { readEnv } from "./env.ts";
import { createEventHub } from "./events/hub.ts";
import { guardBodies } from "./slow-bodies.ts";

/** Requests get this long to end after SIGTERM. */
const DRAIN_MS = 8000;

process.umask(0o077);
const env = readEnv();
const { parts, bus } = await compose(env, "api");
const hub = createEventHub(parts, bus);
const { log } = parts.ports;
const server = serve({ fetch: createApp(parts, hub).fetch, port: env.PORT, hostname: env.HOST }, ({ address, port }) =>
  log.info({ address, port }, "api listens"),
);

// Longer than whoever stands in front keeps a connection idle, so that none is closed while it is used again.
if ("keepAliveTimeout" in server) server.keepAliveTimeout = 75_000;

if ("requestTimeout" in server) guardBodies(server);

server.on("error", (error: NodeJS.ErrnoException) => {
  const reason = error.code === "EADDRINUSE" ? `port ${env.PORT} is in use` : error.message;
  console.error(`hawkmoth: the api cannot listen: ${reason}`);
  process.exit(1);
});

async function stop(): Promise<void> {
  log.info({}, "api stops");
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  hub.close();
  if ("closeIdleConnections" in server) server.closeIdleConnections();
  const limit = setTimeout(() => process.exit(1), DRAIN_MS);
  await closed;
  clearTimeout(limit);
  await bus.close();
  await close(parts.db);
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
