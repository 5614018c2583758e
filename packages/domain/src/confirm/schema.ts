import { z } from "zod";
import { Timestamp } from "../time.ts";

/** Field of a call that takes effect only with the token of a dry run of the same call. */
export const Confirmable = {
  confirm_token: z.string().max(200).optional().describe("From the dry run of this very call"),
};

/** What a dry run adds to its answer, so that the same call can be made for real within five minutes. */
export const ConfirmOffer = z.object({ confirm_token: z.string(), confirm_expires_at: Timestamp });
export type ConfirmOffer = z.infer<typeof ConfirmOffer>;
