import type { Pairing } from "@hawkmoth/domain/access/schema";
import { AppError } from "@hawkmoth/domain/errors";
import type { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { findByUserCode, toPairing } from "./pairing-rows.ts";

/** Gets the pairing behind a code, to compare before approving. @throws NOT_FOUND for an unknown code. */
export async function getPairing(ctx: ServiceContext, input: { user_code: string }): Promise<z.infer<typeof Pairing>> {
  const row = await findByUserCode(ctx.db, input.user_code);
  if (!row) throw new AppError("NOT_FOUND");
  return toPairing(row);
}
