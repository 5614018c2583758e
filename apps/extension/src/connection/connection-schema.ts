import { z } from "zod";

/** Where captures go and as whom. */
export const Connection = z.object({
  /** Scheme, host and port of the Hawkmoth, without a path. */
  origin: z.string(),
  key: z.string(),
  workspace: z.object({ slug: z.string(), name: z.string() }),
  member: z.string(),
});
export type Connection = z.infer<typeof Connection>;
