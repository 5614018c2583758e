import type { ListedPrompt } from "@hawkmoth/mcp/surface";
import { PIXEL } from "./media.ts";

type Content =
  | { type: "text"; text: string }
  | { type: "image"; data: string; mimeType: string }
  | { type: "resource"; resource: { uri: string; mimeType: string; text: string } };

/** A prompt as the suite expects it. */
export type FixturePrompt = { messages: { role: "user"; content: Content }[] };

type Arguments = Readonly<Record<string, string>>;

/** The prompt that asks for input first; it exists in the 2026 era only. */
export const ASKING_PROMPT = "test_input_required_result_prompt";

const WRITERS: Readonly<Record<string, (args: Arguments) => Content[]>> = {
  test_simple_prompt: () => [{ type: "text", text: "This is a simple prompt for testing." }],
  test_prompt_with_arguments: ({ arg1, arg2 }) => [
    { type: "text", text: `Prompt with arguments: arg1='${arg1}', arg2='${arg2}'` },
  ],
  test_prompt_with_embedded_resource: ({ resourceUri }) => [
    {
      type: "resource",
      resource: {
        uri: resourceUri ?? "",
        mimeType: "text/plain",
        text: "Embedded resource content for testing.",
      },
    },
    { type: "text", text: "Please process the embedded resource above." },
  ],
  test_prompt_with_image: () => [
    { type: "image", data: PIXEL, mimeType: "image/png" },
    { type: "text", text: "Please analyze the image above." },
  ],
};

const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  test_prompt_with_arguments: ["arg1", "arg2"],
  test_prompt_with_embedded_resource: ["resourceUri"],
};

/** The suite's prompts as they are listed. */
export const FIXTURE_PROMPTS: readonly ListedPrompt[] = [...Object.keys(WRITERS), ASKING_PROMPT].map((name) => ({
  name,
  title: name,
  description: `Fixture of the conformance suite: ${name}`,
  arguments: (ARGUMENTS[name] ?? []).map((argument) => ({ name: argument, description: argument, required: true })),
}));

/** A prompt by name, or null when the suite has none of it. */
export function fixturePrompt(name: string, args: Arguments): FixturePrompt | null {
  const contents = WRITERS[name]?.(args);
  return contents ? { messages: contents.map((content) => ({ role: "user", content })) } : null;
}
