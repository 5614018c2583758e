import { z } from "zod";
import { ErrorCode } from "../errors.ts";

/** How a call ended: OK or the code of its error. */
export const CallResult = z.enum(["OK", ...ErrorCode.options]);
export type CallResult = z.infer<typeof CallResult>;

/**
 * A call that the MCP server answered without the API: it was refused for its name or its arguments, or its tool runs
 * on the caller's machine. The server reports it, so that the audit log holds every call.
 */
export const McpCallRecord = z.strictObject({
  tool: z
    .string()
    .regex(/^[a-z_]{3,40}$/)
    .nullable()
    .describe("Null when the name was no possible name."),
  arguments: z.record(z.string(), z.unknown()),
  result_code: CallResult,
  duration_ms: z.int().min(0).max(86_400_000),
});
export type McpCallRecord = z.infer<typeof McpCallRecord>;

/** The answer to a report: the row is written. */
export const McpCallRecorded = z.object({ recorded: z.literal(true) });
export type McpCallRecorded = z.infer<typeof McpCallRecorded>;
