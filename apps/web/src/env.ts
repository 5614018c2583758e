import { z } from "zod";

const Env = z.object({
  HAWKMOTH_URL: z.url().default("http://localhost:3000"),
  /** Where the API answers for the server side of the dashboard. */
  HAWKMOTH_API_URL: z.url().optional(),
});

const AuthEnv = z.object({
  DATABASE_URL: z.url(),
  AUTH_SECRET: z.string().min(16),
});

/** Where the product answers. Read at the first request and not while building. */
export function readEnv(): { publicUrl: string; apiUrl: string } {
  const { HAWKMOTH_URL, HAWKMOTH_API_URL } = Env.parse(process.env);
  const publicUrl = new URL(HAWKMOTH_URL).origin;
  return { publicUrl, apiUrl: HAWKMOTH_API_URL ?? publicUrl };
}

/** What sign-in needs. */
export function readAuthEnv(): { databaseUrl: string; secret: string } {
  const { DATABASE_URL, AUTH_SECRET } = AuthEnv.parse(process.env);
  return { databaseUrl: DATABASE_URL, secret: AUTH_SECRET };
}
