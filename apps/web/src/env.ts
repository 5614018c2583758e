import { z } from "zod";

const Env = z.object({
  HAWKMOTH_URL: z.url().default("http://localhost:3000"),
  /** Where the API answers for the server side of the dashboard. */
  HAWKMOTH_API_URL: z.url().optional(),
});

/** Settings of the dashboard's server side, read at the first request and not while building. */
export function readEnv(): { publicUrl: string; apiUrl: string } {
  const { HAWKMOTH_URL, HAWKMOTH_API_URL } = Env.parse(process.env);
  return { publicUrl: HAWKMOTH_URL, apiUrl: HAWKMOTH_API_URL ?? HAWKMOTH_URL };
}
