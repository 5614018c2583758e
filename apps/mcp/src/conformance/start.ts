import { createHost } from "@hawkmoth/mcp/host";
import { buildRegistry } from "@hawkmoth/mcp/registry";
import { hostPolicy } from "../guards.ts";
import { createHttpServer } from "../server.ts";
import { VERSION } from "../version.ts";
import { FIXTURE_SURFACE } from "./fixture-surface.ts";
import { legacySessions } from "./legacy.ts";
import { modernFixture } from "./modern.ts";

const NOWHERE = "http://127.0.0.1:9";

if (process.env.NODE_ENV === "production" || process.env.HAWKMOTH_CONFORMANCE !== "1") {
  console.error(
    "This server has fixtures in place of tools: it runs with HAWKMOTH_CONFORMANCE=1, never in production.",
  );
  process.exit(1);
}

const product = createHost({
  registry: buildRegistry({ operations: [] }),
  api: { origin: NOWHERE, fetch },
  version: VERSION,
  own_origin: null,
});
const host = {
  ...product,
  standing: async () => ({ scopes: [], actions: null, is_agent: false, projects: [], workspace: null }),
};
const surface = { ...FIXTURE_SURFACE, version: VERSION };

const server = createHttpServer({
  host,
  public_origin: "http://localhost",
  policy: hostPolicy(["localhost", "127.0.0.1", "[::1]"], "http://localhost"),
  is_enabled: true,
  trusted_proxies: [],
  eras: { modern: (exchange) => modernFixture(surface, exchange), legacy: legacySessions(surface) },
  log: (message) => console.error(message),
});

// The suite sends no credential, and the door lets nobody in without one.
server.prependListener("request", (request) => {
  request.headers.authorization ??= "Bearer hm_key_conformance";
});
server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/mcp`);
});
