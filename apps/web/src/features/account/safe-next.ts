/** A path of our own to go on to after sign-in; anything that could lead elsewhere becomes "/". */
export function safeNext(wanted: string | string[] | undefined): string {
  if (typeof wanted !== "string" || !/^\/(?![/\\])/.test(wanted)) return "/";
  const url = new URL(wanted, "http://own.invalid");
  return url.host === "own.invalid" ? url.pathname + url.search + url.hash : "/";
}
