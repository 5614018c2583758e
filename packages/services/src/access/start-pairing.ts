import { pairings } from "@hawkmoth/db/schema/access";
import { AppError } from "@hawkmoth/domain/errors";
import { lt, sql } from "drizzle-orm";
import type { PublicContext } from "../context.ts";
import { newDeviceCode, newUserCode, PAIRING } from "./pairing-codes.ts";
import type { z } from "zod";
import type { StartedPairing } from "@hawkmoth/domain/access/schema";

const MAX_TRIES = 5;

/** Begins to pair a program (RFC 8628): it shows the user code and asks for its key with the device code. */
export async function startPairing(
  ctx: PublicContext,
  input: { device_name: string },
): Promise<z.infer<typeof StartedPairing>> {
  const { device_code, hash } = newDeviceCode();
  const expires_at = sql`now() + make_interval(secs => ${PAIRING.expires_in_s}::int)`;
  await ctx.db.delete(pairings).where(lt(pairings.expires_at, sql`now() - interval '1 day'`));
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const user_code = newUserCode();
    const made = await ctx.db
      .insert(pairings)
      .values({ device_code_hash: hash, user_code, device_name: input.device_name, expires_at })
      .onConflictDoNothing()
      .returning({ id: pairings.id });
    if (made.length > 0)
      return { device_code, user_code, verification_url: `${ctx.web_origin}/pair?code=${user_code}`, ...PAIRING };
  }
  throw new AppError("INTERNAL", { cause: "No free user code was found" });
}
