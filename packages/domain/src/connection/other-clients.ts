import { bearerOf, endpointOf, type ConnectionFacts, type McpClient } from "./client.ts";
import { command, headerLine, programEntry, serversFile } from "./snippet.ts";

const HEADER = "Authorization:${HAWKMOTH_AUTHORIZATION}";
const LIST_TOOLS = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';

/** Some clients split arguments at spaces, so the header's value comes from the environment. */
function bridgeEntry(facts: ConnectionFacts) {
  const insecure = facts.origin.startsWith("http:") ? ["--allow-http"] : [];
  return {
    command: "npx",
    args: ["-y", "mcp-remote", endpointOf(facts), "--transport", "http-only", "--header", HEADER, ...insecure],
    env: { HAWKMOTH_AUTHORIZATION: bearerOf(facts) },
  };
}

const bridge: McpClient = {
  id: "mcp-remote",
  name: "mcp-remote",
  group: "Anything else",
  ways: [
    {
      via: "http",
      snippets: (facts) => [serversFile("The client's list of servers to start", bridgeEntry(facts))],
      after: "For clients that only start programs: mcp-remote carries their messages to the endpoint.",
    },
    {
      via: "stdio",
      snippets: (facts) => [serversFile("The client's list of servers to start", programEntry(facts))],
      after: "For clients that only start programs: our own stdio server.",
    },
  ],
};

const curl: McpClient = {
  id: "curl",
  name: "curl",
  group: "Anything else",
  ways: [
    {
      via: "http",
      snippets: (facts) => [
        command(
          `curl --silent --show-error --fail-with-body --header "Content-Type: application/json" --header "Accept: application/json, text/event-stream" --header`,
          headerLine(facts),
          "--data",
          LIST_TOOLS,
          endpointOf(facts),
        ),
      ],
      after: "Prints the tools that this key may use.",
    },
  ],
};

/** What serves when nothing else fits. */
export const OTHER_CLIENTS: readonly McpClient[] = [bridge, curl];
