import { parseAddressRanges } from "@hawkmoth/domain/address/client-address";
import { z } from "zod";

const Origin = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin);

const List = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((item) => item.trim().toLowerCase())
      .filter((item) => item !== ""),
  );

/** Settings of the HTTP server. */
export const HttpEnv = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3002),
  HOST: z.string().default("127.0.0.1"),
  /** Public origin of this installation, where people open the dashboard. */
  HAWKMOTH_URL: Origin,
  /** Where the REST API answers; the public origin unless said. */
  HAWKMOTH_API_URL: Origin.optional(),
  /** Shared with the API of this installation alone, which believes our reports by it. */
  MCP_INTERNAL_SECRET: z.string().min(16).optional(),
  /** Only `true` and `1`, in any case and with spaces around, switch MCP on: a slip leaves it off. */
  MCP_ENABLED: z
    .string()
    .optional()
    .transform((text) => ["true", "1"].includes((text ?? "").trim().toLowerCase())),
  /** Host names, with or without port, under which this server may be addressed. */
  MCP_ALLOWED_HOSTS: List,
  /** Proxies besides this machine whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((text, ctx) => {
      const { ranges, invalid } = parseAddressRanges(text);
      for (const item of invalid)
        ctx.addIssue({ code: "custom", message: `${JSON.stringify(item)} is neither an address nor a range` });
      return ranges;
    }),
});
export type HttpEnv = z.infer<typeof HttpEnv>;

/** Settings of the stdio server. */
export const StdioEnv = z.object({
  HAWKMOTH_URL: z
    .url({ protocol: /^https?$/, error: "give the address of your Hawkmoth, e.g. https://bugs.example.com" })
    .transform((text) => new URL(text).origin),
  HAWKMOTH_API_KEY: z
    .string({ error: "give a key that starts with hm_key_, made under MCP Connections" })
    .trim()
    .min(1, "give a key that starts with hm_key_, made under MCP Connections"),
  HAWKMOTH_MCP_TOOLSETS: z.string().optional(),
  HAWKMOTH_MCP_TOOLS: z.string().optional(),
  HAWKMOTH_MCP_EXCLUDE_TOOLS: z.string().optional(),
  HAWKMOTH_MCP_READONLY: z.string().optional(),
  HAWKMOTH_MCP_PROFILE: z.string().optional(),
  HAWKMOTH_MCP_PROJECT: z.string().optional(),
  HAWKMOTH_MCP_LOCKDOWN: z.string().optional(),
});
export type StdioEnv = z.infer<typeof StdioEnv>;

/** One line per setting that is missing or wrong; the value itself is never shown. */
export function envProblems(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}
