import { parseAddressRanges, type AddressRange } from "@hawkmoth/domain/address/client-address";
import { z } from "zod";

const Env = z.object({
  HAWKMOTH_URL: z.url().default("http://localhost:3000"),
  /** Where the API answers for the server side of the dashboard. */
  HAWKMOTH_API_URL: z.url().optional(),
});

const AuthEnv = z.object({
  DATABASE_URL: z.url(),
  AUTH_SECRET: z.string().min(16),
  TRUSTED_PROXIES: z.string().default(""),
});

/** Where the product answers. Read at the first request and not while building. */
export function readEnv(): { publicUrl: string; apiUrl: string } {
  const { HAWKMOTH_URL, HAWKMOTH_API_URL } = Env.parse(process.env);
  const publicUrl = new URL(HAWKMOTH_URL).origin;
  return { publicUrl, apiUrl: HAWKMOTH_API_URL ?? publicUrl };
}

/** What sign-in needs. */
export function readAuthEnv(): { databaseUrl: string; secret: string; trustedProxies: AddressRange[] } {
  const { DATABASE_URL, AUTH_SECRET, TRUSTED_PROXIES } = AuthEnv.parse(process.env);
  // The gateway refuses to start with a list that can't be read.
  return { databaseUrl: DATABASE_URL, secret: AUTH_SECRET, trustedProxies: parseAddressRanges(TRUSTED_PROXIES).ranges };
}
