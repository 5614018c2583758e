import type { Db } from "@hawkmoth/db/client";
import { serverKeys } from "@hawkmoth/db/schema/oauth";
import { eq } from "drizzle-orm";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { z } from "zod";
import type { Sealer } from "../sealer.ts";

const NAME = "oauth";

const OAuthKeys = z.object({
  signing_key: z.record(z.string(), z.string()),
  cookie_keys: z.array(z.string().min(32)).min(1),
});
/** What the OAuth server signs with. */
export type OAuthKeys = z.infer<typeof OAuthKeys>;

function newKeys(): OAuthKeys {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { kty = "", crv = "", x = "", y = "", d = "" } = privateKey.export({ format: "jwk" });
  const kid = randomBytes(8).toString("hex");
  return {
    signing_key: { kty, crv, x, y, d, alg: "ES256", use: "sig", kid },
    cookie_keys: [randomBytes(32).toString("base64url")],
  };
}

function open(sealer: Sealer, sealed: string): OAuthKeys | null {
  try {
    return OAuthKeys.parse(JSON.parse(sealer.open(sealed)));
  } catch {
    // Sealed with another AUTH_SECRET: nobody can read it any more.
    return null;
  }
}

/** The keys of this installation, made by whichever process needs them first and the same for all of them after. */
export async function loadOAuthKeys(db: Db, sealer: Sealer): Promise<OAuthKeys> {
  const read = async () => (await db.select().from(serverKeys).where(eq(serverKeys.name, NAME)))[0]?.sealed_value;
  const stored = await read();
  const known = stored === undefined ? null : open(sealer, stored);
  if (known) return known;
  if (stored !== undefined) await db.delete(serverKeys).where(eq(serverKeys.sealed_value, stored));
  const made = newKeys();
  await db
    .insert(serverKeys)
    .values({ name: NAME, sealed_value: sealer.seal(JSON.stringify(made)) })
    .onConflictDoNothing();
  return open(sealer, (await read()) ?? "") ?? made;
}
