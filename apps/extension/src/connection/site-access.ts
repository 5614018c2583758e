import { browser } from "wxt/browser";

/** Sites the extension records without being asked: they are in its manifest. */
const ALWAYS = ["http://localhost/*", "http://127.0.0.1/*"];
const EVERYWHERE = ["http://*/*", "https://*/*"];
/** Stands for all sites where one site could stand. */
export const ALL_SITES = "everywhere";
const SCRIPT_IDS = ["granted-recorder", "granted-bridge"];

/** Sites granted so far, as match patterns, besides those of the manifest. */
export async function grantedSites(): Promise<string[]> {
  const { origins } = await browser.permissions.getAll();
  return (origins ?? []).filter((site) => !ALWAYS.includes(site));
}

/** True when the extension may record everywhere. */
export async function isEverywhereGranted(): Promise<boolean> {
  return browser.permissions.contains({ origins: EVERYWHERE });
}

/** Asks the person to grant a site, or all of them. Must be called from a click. */
export async function requestSite(origin: string): Promise<boolean> {
  return browser.permissions.request({ origins: origin === ALL_SITES ? EVERYWHERE : [patternOf(origin)] });
}

/** Ports are left out: not every browser knows them in a match pattern. */
function patternOf(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

export async function revokeSite(pattern: string): Promise<void> {
  await browser.permissions.remove({ origins: pattern === ALL_SITES ? EVERYWHERE : [pattern] });
}

/** Makes the recorder run on exactly the granted sites, from their next load on. */
export async function syncGrantedScripts(): Promise<void> {
  const matches = await grantedSites();
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: SCRIPT_IDS });
  if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: registered.map(({ id }) => id) });
  if (matches.length === 0) return;
  const where = { matches, excludeMatches: ALWAYS, runAt: "document_start", persistAcrossSessions: true } as const;
  await browser.scripting.registerContentScripts([
    { ...where, id: "granted-recorder", js: ["content-scripts/recorder.js"], world: "MAIN" },
    { ...where, id: "granted-bridge", js: ["content-scripts/bridge.js"], world: "ISOLATED" },
  ]);
}
