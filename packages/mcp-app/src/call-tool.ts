import { type Bridge, isRecord, recordOf } from "./bridge.ts";

/** What a tool answered. */
export interface ToolAnswer {
  structured: Record<string, unknown>;
  content: readonly unknown[];
}

/** Calls a tool of the server this page came from, through the host. @throws Error with the tool's own words. */
export async function callTool(bridge: Bridge, name: string, args: Record<string, unknown>): Promise<ToolAnswer> {
  const result = recordOf(await bridge.request("tools/call", { name, arguments: args }));
  const answer = answerOf(result);
  if (result["isError"] === true) throw new Error(wordsOf(answer));
  return answer;
}

/** Reads a tool result as the host passes it on. */
export function answerOf(result: Record<string, unknown>): ToolAnswer {
  const content = result["content"];
  return { structured: recordOf(result["structuredContent"]), content: Array.isArray(content) ? content : [] };
}

/** The first image of an answer as an address for an `<img>`; null without one. */
export function imageOf({ content }: ToolAnswer): string | null {
  const image = content.find((block) => isRecord(block) && block["type"] === "image");
  if (!isRecord(image) || typeof image["data"] !== "string") return null;
  return `data:${String(image["mimeType"])};base64,${image["data"]}`;
}

function wordsOf({ structured, content }: ToolAnswer): string {
  const error = recordOf(structured["error"] ?? structured);
  if (typeof error["message"] === "string") return error["message"];
  const text = content.find((block) => isRecord(block) && typeof block["text"] === "string");
  return isRecord(text) ? String(text["text"]).slice(0, 300) : "The tool failed.";
}
