import { SignUpInput, User } from "@hawkmoth/domain/account/schema";
import { signUp } from "@hawkmoth/services/account/sign-up";
import { publicProcedure, router } from "../procedure.ts";

export const accountRouter = router({
  sign_up: publicProcedure
    .meta({ summary: "Make an account", scope: "public", rest: { method: "POST", path: "/accounts", status: 201 } })
    .input(SignUpInput)
    .output(User)
    .mutation(async ({ ctx, input }) => {
      await ctx.consume("sign_up", ctx.ip);
      return await signUp(ctx.service, input, ctx.hashPassword);
    }),
});
