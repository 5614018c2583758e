import { bearerOf, endpointOf, environmentOf, type ConnectionFacts, type Snippet } from "./client.ts";
import { shellLine } from "./shell-quote.ts";

/** A command for the terminal: words that are the same for everybody, then values, which get quoted. */
export function command(words: string, ...values: readonly string[]): Snippet {
  const text = values.length > 0 ? `${words} ${shellLine(...values)}` : words;
  return { kind: "command", caption: "Terminal", language: "shell", text };
}

/** A JSON file, or the part of it that matters. */
export function jsonFile(caption: string, content: unknown): Snippet {
  return { kind: "file", caption, language: "json", text: JSON.stringify(content, null, 2) };
}

/** The file most clients share: servers by name under `mcpServers`. */
export function serversFile(caption: string, entry: unknown): Snippet {
  return jsonFile(caption, { mcpServers: { hawkmoth: entry } });
}

/** The address as a person types it into a form. */
export function addressField(caption: string, facts: ConnectionFacts): Snippet {
  return { kind: "value", caption, language: "text", text: endpointOf(facts) };
}

/** The header with the key, as an object. */
export function headersOf(facts: ConnectionFacts): { Authorization: string } {
  return { Authorization: bearerOf(facts) };
}

/** The header with the key, as one line. */
export function headerLine(facts: ConnectionFacts): string {
  return `Authorization: ${bearerOf(facts)}`;
}

/** Address and key of the HTTP endpoint, in the fields that most clients have. */
export function remoteEntry(facts: ConnectionFacts): { url: string; headers: { Authorization: string } } {
  return { url: endpointOf(facts), headers: headersOf(facts) };
}

/** Program, arguments and environment of the stdio server, in the fields that most clients have. */
export function programEntry(facts: ConnectionFacts): { command: string; args: string[]; env: Record<string, string> } {
  return { command: facts.stdio.command, args: [...facts.stdio.args], env: environmentOf(facts) };
}

/** `NAME=value` of each setting of the stdio server, each behind the flag. */
export function environmentFlags(flag: string, facts: ConnectionFacts): string[] {
  return Object.entries(environmentOf(facts)).flatMap(([name, value]) => [flag, `${name}=${value}`]);
}

/** Program and arguments of the stdio server behind the `--` that ends a client's own options. */
export function programArgs({ stdio }: ConnectionFacts): string[] {
  return ["--", stdio.command, ...stdio.args];
}
