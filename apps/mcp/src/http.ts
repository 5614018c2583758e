import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { appResources } from "@hawkmoth/mcp/apps";
import { createHost } from "@hawkmoth/mcp/host";
import { buildRegistry } from "@hawkmoth/mcp/registry";
import { appPages } from "./app-pages.ts";
import { envProblems, HttpEnv } from "./env.ts";
import { hostPolicy } from "./guards.ts";
import { reachApi } from "./reach-api.ts";
import { createHttpServer } from "./server.ts";
import { VERSION } from "./version.ts";

process.umask(0o077);
const parsed = HttpEnv.safeParse(process.env);
if (!parsed.success) {
  console.error(`hawkmoth-mcp: ${envProblems(parsed.error).join("; ")}`);
  process.exit(1);
}
const env = parsed.data;
const log = (message: string) => console.error(`hawkmoth-mcp: ${message}`);

const server = createHttpServer({
  host: createHost({
    registry: buildRegistry(operations),
    api: { origin: env.HAWKMOTH_API_URL ?? env.HAWKMOTH_URL, fetch: reachApi, secret: env.MCP_INTERNAL_SECRET ?? null },
    version: VERSION,
    own_origin: env.HAWKMOTH_URL,
    statics: appResources(appPages()),
  }),
  public_origin: env.HAWKMOTH_URL,
  policy: hostPolicy(env.MCP_ALLOWED_HOSTS, env.HAWKMOTH_URL),
  is_enabled: env.MCP_ENABLED,
  trusted_proxies: env.TRUSTED_PROXIES,
  log,
});

// Longer than whoever stands in front keeps a connection idle, so that none is closed while it is used again.
server.keepAliveTimeout = 75_000;

server.on("error", (error) => {
  log(error.message);
  process.exit(1);
});
server.listen(env.PORT, env.HOST, () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : env.PORT;
  log(`listening on http://${env.HOST}:${port}${env.MCP_ENABLED ? "/mcp" : ", MCP is off (MCP_ENABLED)"}`);
});

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
