import { hash, verify } from "@node-rs/argon2";

/** argon2id with 19 MiB, two passes and one lane, the OWASP minimum for interactive sign-in. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash of nobody's password: checking against it takes as long as checking a real one. */
let nobody: Promise<string> | undefined;
function hashOfNobody(): Promise<string> {
  nobody ??= hash("a password that nobody has", PARAMETERS);
  return nobody;
}

/** Hashes a password for storage. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password.normalize("NFKC"), PARAMETERS);
}

/** Tells whether the password is the stored one; without a stored one it takes the same time and says no. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const is_right = await verify(stored ?? (await hashOfNobody()), password.normalize("NFKC"));
  return is_right && stored !== null;
}
