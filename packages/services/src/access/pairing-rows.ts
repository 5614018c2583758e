import { pairings } from "@hawkmoth/db/schema/access";
import type { Pairing, PairingStatus } from "@hawkmoth/domain/access/schema";
import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Db, Tx } from "@hawkmoth/db/client";
import { normaliseUserCode } from "./pairing-codes.ts";

type PairingRow = typeof pairings.$inferSelect & { is_over: boolean };

/** Reads the pairing behind a user code. */
export async function findByUserCode(db: Db | Tx, user_code: string): Promise<PairingRow | null> {
  const [row] = await db
    .select({ pairing: pairings, is_over: sql<boolean>`${pairings.expires_at} <= now()` })
    .from(pairings)
    .where(eq(pairings.user_code, normaliseUserCode(user_code)));
  return row ? { ...row.pairing, is_over: row.is_over } : null;
}

/** Time makes a pairing EXPIRED without anybody writing it down; a redeemed one stays so. */
export function statusOf(row: PairingRow): PairingStatusName {
  return row.is_over && row.status !== "REDEEMED" ? "EXPIRED" : row.status;
}

/** One of the states of a pairing. */
export type PairingStatusName = z.infer<typeof PairingStatus>;

/** A row as a person sees it. */
export function toPairing(row: PairingRow): z.infer<typeof Pairing> {
  const { id, user_code, device_name, expires_at } = row;
  return { id, user_code, device_name, status: statusOf(row), expires_at };
}
