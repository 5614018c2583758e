/** A problem the person at the terminal can act on: printed as one line, without a stack. */
export class StartFailure extends Error {
  override name = "StartFailure";
}

const SYSTEM_ERRORS: Record<string, (path: string) => string> = {
  ENOSPC: (path) => `the disk is full${path}; free some space and start again`,
  EDQUOT: (path) => `the disk quota is used up${path}; free some space and start again`,
  EACCES: (path) => `no permission${path}; check who owns it or set HAWKMOTH_DATA_DIR to another folder`,
  EPERM: (path) => `not permitted${path}; check who owns it or set HAWKMOTH_DATA_DIR to another folder`,
  EROFS: (path) => `the file system is read-only${path}; set HAWKMOTH_DATA_DIR to a folder that can be written`,
};

function property(error: unknown, name: string): string {
  if (typeof error !== "object" || error === null || !(name in error)) return "";
  const value: unknown = Reflect.get(error, name);
  return typeof value === "string" ? value : "";
}

/** One clear line for whatever went wrong. */
export function explain(error: unknown): string {
  if (error instanceof StartFailure) return error.message;
  const path = property(error, "path");
  const known = SYSTEM_ERRORS[property(error, "code")];
  if (known) return known(path ? ` at ${path}` : "");
  const message = error instanceof Error ? error.message : String(error);
  if (/No space left on device|ENOSPC/.test(message)) return SYSTEM_ERRORS.ENOSPC?.("") ?? message;
  return message.split("\n")[0] ?? message;
}
