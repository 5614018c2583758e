import type { TrustLabel } from "./trust.ts";

/** The kinds of content that tools answer with; a subset that both protocol eras know. */
export type ContentBlock =
  | { type: "text"; text: string }
  | { type: "image"; data: string; mimeType: string }
  | { type: "resource_link"; uri: string; name: string; mimeType?: string; description?: string };

/** A tool result as both protocol eras send it. */
export interface ToolResult {
  content: ContentBlock[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
  _meta?: { "io.hawkmoth/trust": TrustLabel };
}
