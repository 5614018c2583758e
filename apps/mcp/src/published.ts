import manifest from "../package.json" with { type: "json" };

/** Name of the server in the MCP registry; the package and registry/server.json must agree on it. */
const REGISTRY_NAME = "io.hawkmoth/mcp-server";

/** The published package: the bundle alone, so that `npx` installs one file and nothing else. */
export const PUBLISHED = {
  name: manifest.name,
  version: manifest.version,
  description: manifest.description,
  mcpName: REGISTRY_NAME,
  license: "Apache-2.0",
  type: "module",
  bin: { "hawkmoth-mcp": "hawkmoth-mcp.js" },
  files: ["hawkmoth-mcp.js"],
  engines: { node: ">=20" },
  keywords: ["mcp", "model-context-protocol", "bug-tracker", "hawkmoth"],
};
