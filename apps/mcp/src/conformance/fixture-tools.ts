import type { WireTool } from "@hawkmoth/mcp/surface";
import { setTimeout as wait } from "node:timers/promises";
import { DEFAULTS, ENUMS, PERSON, type Form } from "./forms.ts";
import { PIXEL, SILENCE } from "./media.ts";
import { RICH_SCHEMA } from "./rich-schema.ts";

/** A content block of any kind that the suite looks for. */
type Content =
  | { type: "text"; text: string }
  | { type: "image" | "audio"; data: string; mimeType: string }
  | { type: "resource"; resource: { uri: string; mimeType: string; text: string } };

/** What a fixture tool answers. */
export type FixtureResult = { content: Content[]; isError?: boolean };

/** What a running fixture tool may say to its client and ask of it; older protocols only. */
export interface ClientLink {
  log: (text: string) => Promise<void>;
  progress: (done: number) => Promise<void>;
  elicit: (message: string, form: Form) => Promise<{ action: string; content?: unknown }>;
  sample: (prompt: string) => Promise<string>;
}

type Run = (args: Readonly<Record<string, unknown>>, link: ClientLink) => Promise<FixtureResult> | FixtureResult;

/** A tool of the suite. */
export interface FixtureTool {
  listed: WireTool;
  run: Run;
}

const text = (line: string): FixtureResult => ({ content: [{ type: "text", text: line }] });
const image: Content = { type: "image", data: PIXEL, mimeType: "image/png" };

function tool(name: string, run: Run, inputSchema: WireTool["inputSchema"] = { type: "object" }): FixtureTool {
  return { listed: { name, description: `Fixture of the conformance suite: ${name}`, inputSchema }, run };
}

function withText(name: string): WireTool["inputSchema"] {
  return { type: "object", properties: { [name]: { type: "string" } }, required: [name] };
}

const PLAIN = [
  tool("test_simple_text", () => text("This is a simple text response for testing.")),
  tool("test_image_content", () => ({ content: [image] })),
  tool("test_audio_content", () => ({ content: [{ type: "audio", data: SILENCE, mimeType: "audio/wav" }] })),
  tool("test_embedded_resource", () => ({
    content: [
      {
        type: "resource",
        resource: {
          uri: "test://embedded-resource",
          mimeType: "text/plain",
          text: "This is an embedded resource content.",
        },
      },
    ],
  })),
  tool("test_multiple_content_types", () => ({
    content: [
      { type: "text", text: "Multiple content types test:" },
      image,
      {
        type: "resource",
        resource: {
          uri: "test://mixed-content-resource",
          mimeType: "application/json",
          text: JSON.stringify({ test: "data", value: 123 }),
        },
      },
    ],
  })),
  tool("test_error_handling", () => ({
    ...text("This tool intentionally returns an error for testing"),
    isError: true,
  })),
  tool("json_schema_2020_12_tool", () => text("The schema is what matters here."), RICH_SCHEMA),
  tool("test_logging_tool", async (_args, link) => {
    await link.log("Only clients that set a level hear this.");
    return text("Logged.");
  }),
  tool("test_reconnection", () => text("Reconnection test completed successfully")),
  tool("test_streaming_elicitation", () => text("Nothing is asked over the stream of a request.")),
];

const TALKING = [
  tool("test_tool_with_logging", async (_args, link) => {
    for (const line of ["Tool execution started", "Tool processing data", "Tool execution completed"]) {
      await link.log(line);
      await wait(50);
    }
    return text("Logged three times.");
  }),
  tool("test_tool_with_progress", async (_args, link) => {
    for (const done of [0, 50, 100]) {
      await link.progress(done);
      await wait(50);
    }
    return text("Done.");
  }),
  tool(
    "test_sampling",
    async ({ prompt }, link) => text(`LLM response: ${await link.sample(String(prompt))}`),
    withText("prompt"),
  ),
  tool(
    "test_elicitation",
    async ({ message }, link) => {
      const answer = await link.elicit(String(message), PERSON);
      return text(`User response: action=${answer.action}, content=${JSON.stringify(answer.content)}`);
    },
    withText("message"),
  ),
  tool("test_elicitation_sep1034_defaults", (_args, link) => completed(link, DEFAULTS)),
  tool("test_elicitation_sep1330_enums", (_args, link) => completed(link, ENUMS)),
];

async function completed(link: ClientLink, form: Form): Promise<FixtureResult> {
  const { action, content } = await link.elicit("Please fill in the form", form);
  return text(`Elicitation completed: action=${action}, content=${JSON.stringify(content)}`);
}

/** The suite's tools by name. */
export const FIXTURE_TOOLS: ReadonlyMap<string, FixtureTool> = new Map(
  [...PLAIN, ...TALKING].map((fixture) => [fixture.listed.name, fixture]),
);
