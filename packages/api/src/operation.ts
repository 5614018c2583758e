import type { Scope } from "@hawkmoth/domain/access/schema";
import type { ErrorCode } from "@hawkmoth/domain/errors";
import type { z } from "zod";
import type { Access, RestMeta, ToolMeta } from "./meta.ts";

/** One row of the table that every surface is made from. */
export interface Operation {
  /** Router path, such as `bug.list`. */
  path: string;
  type: "query" | "mutation";
  summary: string;
  scope: Access;
  /** Another scope that suffices as well. */
  or_scope?: Scope;
  rest: Required<RestMeta>;
  mcp: ToolMeta | null;
  input: z.ZodObject | null;
  output: z.ZodType | null;
  /** Errors of a read beyond those that every read can give. */
  errors: readonly ErrorCode[];
  /** True for the few routes that are no procedures: uploads, downloads, streams. */
  is_raw: boolean;
}
