import { modernServer } from "@hawkmoth/mcp/sdk-v2";
import type { Surface } from "@hawkmoth/mcp/surface";
import {
  acceptedContent,
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  type McpServer,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server";
import type { Exchange } from "../exchange.ts";
import { ASKING_TOOLS } from "./asking-tools.ts";
import { ASKING_PROMPT, fixturePrompt } from "./fixture-prompts.ts";
import { FIXTURE_TOOLS, type ClientLink } from "./fixture-tools.ts";
import { oneText } from "./forms.ts";
import { headerToolServer } from "./header-tool.ts";

/** Our server of the 2026 era with the suite's tools and prompts behind it. */
export function modernFixture(host: Surface, { connection, body }: Exchange): Server | McpServer {
  const withHeaders = headerToolServer(host.version, body);
  if (withHeaders) return withHeaders;
  const server = modernServer({ host, connection });
  server.registerCapabilities({ logging: {} });
  server.setRequestHandler("tools/call", async ({ params }, context) => {
    const asking = ASKING_TOOLS.get(params.name);
    if (asking) return await asking.run(context);
    const fixture = FIXTURE_TOOLS.get(params.name);
    if (!fixture) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool ${params.name}`);
    return await fixture.run(params.arguments ?? {}, linkOf(context));
  });
  server.setRequestHandler("prompts/get", async ({ params }, { mcpReq }) => {
    if (params.name === ASKING_PROMPT) return askForContext(mcpReq.inputResponses);
    const prompt = fixturePrompt(params.name, params.arguments ?? {});
    if (!prompt) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no prompt ${params.name}`);
    return prompt;
  });
  return server;
}

function askForContext(responses: Record<string, unknown> | undefined) {
  const given = acceptedContent(responses, "user_context");
  if (given) {
    const content = { type: "text" as const, text: `Use this context: ${String(given["context"])}` };
    return { messages: [{ role: "user" as const, content }] };
  }
  const message = "What context should the prompt use?";
  const user_context = inputRequired.elicit({ message, requestedSchema: oneText("context") });
  return inputRequired({ inputRequests: { user_context } });
}

function linkOf({ mcpReq }: ServerContext): ClientLink {
  const refuse = () => {
    throw new ProtocolError(ProtocolErrorCode.InvalidRequest, "Nothing is asked over the stream in this era");
  };
  return {
    log: (text) => mcpReq.log("info", text),
    progress: async (progress) => {
      const progressToken = mcpReq._meta?.progressToken;
      if (progressToken === undefined) return;
      await mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress, total: 100 } });
    },
    elicit: refuse,
    sample: refuse,
  };
}
