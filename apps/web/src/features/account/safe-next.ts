const OWN_PATH = /^\/(?![/\\])/;

/**
 * A path of our own to go on to after sign-in; anything that could lead elsewhere becomes "/". A path is judged again once
 * its dots are resolved, since `/.//host` becomes `//host` only then.
 */
export function safeNext(wanted: string | string[] | undefined): string {
  if (typeof wanted !== "string" || !OWN_PATH.test(wanted)) return "/";
  const url = URL.parse(wanted, "http://own.invalid");
  if (url?.host !== "own.invalid" || !OWN_PATH.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}
