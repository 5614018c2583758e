import { endpointOf, environmentOf, type ConnectionFacts, type McpClient, type Snippet } from "./client.ts";
import { headersOf } from "./snippet.ts";

const DESCRIPTION = "Bugs with recorded evidence";

/** Quoted as in JSON, which every YAML reader takes for a double-quoted scalar or a flow sequence (YAML 1.2.2, 1.3). */
const scalar = JSON.stringify;

function configFile(fields: readonly string[]): Snippet {
  const lines = ["extensions:", "  hawkmoth:", ...fields.map((field) => `    ${field}`)];
  return { kind: "file", caption: "~/.config/goose/config.yaml", language: "yaml", text: lines.join("\n") };
}

function pairs(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).map(([name, value]) => `  ${name}: ${scalar(value)}`);
}

const common = ["enabled: true", "name: hawkmoth", `description: ${scalar(DESCRIPTION)}`, "timeout: 300"];

function link(facts: ConnectionFacts): string {
  const fields = {
    url: endpointOf(facts),
    type: "streamable_http",
    timeout: "300",
    id: "hawkmoth",
    name: "hawkmoth",
    description: DESCRIPTION,
    header: `Authorization=${headersOf(facts).Authorization}`,
  };
  const query = Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `goose://extension?${query.join("&")}`;
}

/** Goose, whose extensions stand in a YAML file or come by a link. */
export const GOOSE: McpClient = {
  id: "goose",
  name: "Goose",
  group: "Terminal",
  ways: [
    {
      via: "http",
      snippets: (facts) => [
        configFile([
          "type: streamable_http",
          `uri: ${scalar(endpointOf(facts))}`,
          "headers:",
          ...pairs({ ...headersOf(facts) }),
          ...common,
        ]),
      ],
      link,
      after: "goose configure lists hawkmoth among the extensions.",
    },
    {
      via: "stdio",
      snippets: (facts) => [
        configFile([
          "type: stdio",
          `cmd: ${scalar(facts.stdio.command)}`,
          `args: ${scalar(facts.stdio.args)}`,
          "envs:",
          ...pairs(environmentOf(facts)),
          ...common,
        ]),
      ],
      after: "goose configure lists hawkmoth among the extensions.",
    },
  ],
};
