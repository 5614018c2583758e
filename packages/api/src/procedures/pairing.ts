import {
  Pairing,
  PairingCodeInput,
  RedeemedPairing,
  RedeemPairingInput,
  StartedPairing,
  StartPairingInput,
} from "@hawkmoth/domain/access/schema";
import { approvePairing } from "@hawkmoth/services/access/approve-pairing";
import { getPairing } from "@hawkmoth/services/access/get-pairing";
import { redeemPairing } from "@hawkmoth/services/access/redeem-pairing";
import { startPairing } from "@hawkmoth/services/access/start-pairing";
import { memberProcedure, publicProcedure, router } from "../procedure.ts";

export const pairingRouter = router({
  start: publicProcedure
    .meta({
      summary: "Start pairing a program: it shows the code a person approves",
      scope: "public",
      rest: { method: "POST", path: "/pairings", status: 201 },
    })
    .input(StartPairingInput)
    .output(StartedPairing)
    .mutation(async ({ ctx, input }) => {
      await ctx.consume("pairing", ctx.ip);
      return await startPairing(ctx.service, input);
    }),
  redeem: publicProcedure
    .meta({
      summary: "Ask whether the pairing was approved, and take its key",
      scope: "public",
      rest: { method: "POST", path: "/pairings/redeem" },
    })
    .input(RedeemPairingInput)
    .output(RedeemedPairing)
    .mutation(({ ctx, input }) => redeemPairing(ctx.service, input)),
  get: memberProcedure
    .meta({
      summary: "Get the pairing behind a code, to compare before approving",
      scope: "session",
      rest: { method: "GET", path: "/pairings/{user_code}" },
    })
    .input(PairingCodeInput)
    .output(Pairing)
    .query(({ ctx, input }) => getPairing(ctx.service, input)),
  approve: memberProcedure
    .meta({
      summary: "Approve a pairing: the program gets a key that acts as you",
      scope: "session",
      rest: { method: "POST", path: "/pairings/{user_code}/approve" },
    })
    .input(PairingCodeInput)
    .output(Pairing)
    .mutation(({ ctx, input }) => approvePairing(ctx.service, input)),
});
