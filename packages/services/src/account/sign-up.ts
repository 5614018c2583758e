import { users } from "@hawkmoth/db/schema/auth-tables";
import type { SignUpInput, User } from "@hawkmoth/domain/account/schema";
import { AppError } from "@hawkmoth/domain/errors";
import type { PublicContext } from "../context.ts";
import { assertStrongPassword } from "./password-strength.ts";

/**
 * Makes an account. It belongs to no workspace yet.
 * @throws CONFLICT when somebody has that e-mail already, INVALID_INPUT when the password is guessed too easily.
 */
export async function signUp(
  ctx: PublicContext,
  input: SignUpInput,
  hashPassword: (password: string) => Promise<string>,
): Promise<User> {
  assertStrongPassword(input.password, [input.email, input.name]);
  const password_hash = await hashPassword(input.password);
  const [made] = await ctx.db
    .insert(users)
    .values({ name: input.name, email: input.email, password_hash })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (!made)
    throw new AppError("CONFLICT", {
      message: "There is an account with this e-mail already.",
      field: "email",
      hint: "Sign in instead.",
    });
  return { id: made.id, email: input.email, name: input.name };
}
