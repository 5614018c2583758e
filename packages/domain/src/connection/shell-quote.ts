const PLAIN = /^[\w+=:./-]+$/;
/** What a double-quoted word may hold so that sh, PowerShell and cmd.exe all read it as it stands. */
const SAFE_IN_DOUBLE_QUOTES = /^[\w @+=:,./?&()[\]{}<>|;*#~^-]+$/;

/**
 * One argument of a command line. Ordinary values get double quotes, which every shell reads alike; anything that a
 * shell would still expand stands in the single quotes of POSIX (IEEE 1003.1, 2.2.2).
 */
export function shellQuote(value: string): string {
  if (PLAIN.test(value)) return value;
  if (SAFE_IN_DOUBLE_QUOTES.test(value)) return `"${value}"`;
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

/** A command line of quoted arguments. */
export function shellLine(...args: readonly string[]): string {
  return args.map(shellQuote).join(" ");
}
