import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, Server } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createServer } from "node:http";

// The least that a server of the SDK can do for a call: one bare fetch, whose text it hands on as it came. What it
// costs is the floor that benchmarks show beside ours. Over HTTP with a PORT, else over stdio.
const { HAWKMOTH_URL = "", HAWKMOTH_API_KEY = "", PORT } = process.env;

function floor(): Server {
  const server = new Server({ name: "floor", version: "1" }, { capabilities: { tools: {} } });
  server.setRequestHandler("tools/call", async ({ params }) => {
    const headers = {
      authorization: `Bearer ${HAWKMOTH_API_KEY}`,
      "x-hawkmoth-via": "MCP",
      "x-hawkmoth-tool": "floor",
    };
    const answer = await fetch(`${HAWKMOTH_URL}/api/v1${String(params.arguments?.["path"])}`, { headers });
    return { content: [{ type: "text", text: await answer.text() }], isError: !answer.ok };
  });
  return server;
}

if (PORT === undefined) serveStdio(floor);
else {
  const handler = toNodeHandler(createMcpHandler(floor));
  createServer((request, response) => void handler(request, response)).listen(Number(PORT), "127.0.0.1");
}
