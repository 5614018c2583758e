import type { ConsoleEntry, NetworkEntry } from "@hawkmoth/domain/capture/bundle";

/** What is read of an address: the file it names stands before this. */
const MAX_READ = 2000;
const EXTENSION =
  /^(?:chrome|moz|safari-web|safari|ms-browser)-extension:|^(?:about|devtools|chrome|edge|view-source):/i;

/** What browsers, crawlers and developer tools ask every site for, whether it has it or not. */
const ASKED_BY_ITSELF =
  /(?:^|\/)(?:favicon(?:[-_.]\w{1,20}){0,3}\.(?:ico|png|svg|gif)|favicon\.ico|apple-touch-icon[\w.-]{0,40}\.png|(?:mstile|android-chrome)[\w.-]{0,40}\.png|robots\.txt|sitemap\.xml|browserconfig\.xml|(?:site|app)?\.?manifest(?:\.json)?|(?:site|app)-manifest\.json|[\w.-]{0,80}\.webmanifest|[^/]{0,200}\.(?:js|mjs|cjs|css|ts|tsx)\.map|com\.chrome\.devtools\.json)$/i;

/** Channels and files by which development servers reload a page. */
const HOT_RELOAD =
  /(?:^|\/)(?:__webpack_hmr|webpack-hmr|turbopack-hmr|__vite_ping|sockjs-node|livereload(?:\.js)?|__nextjs_[\w-]{1,60}|__open-in-editor|[\w.-]{1,200}\.hot-update\.m?js(?:on)?)(?:\/|$)|^\/@(?:vite|react-refresh|vite-plugin-[\w-]{1,40})(?:\/|$)/i;

/** Hosts that only count visits and gather errors for somebody else. */
const ANALYTICS_HOST =
  /(?:^|\.)(?:google-analytics\.com|analytics\.google\.com|googletagmanager\.com|doubleclick\.net|googleadservices\.com|connect\.facebook\.net|clarity\.ms|hotjar\.(?:com|io)|api\.segment\.io|cdn\.segment\.com|api(?:-js|-eu)?\.mixpanel\.com|api2?\.amplitude\.com|i\.posthog\.com|ingest(?:\.[a-z]{2})?\.sentry\.io|browser-intake-[a-z0-9-]{1,40}\.com|nr-data\.net|rs\.fullstory\.com|edge\.fullstory\.com|lr-in[a-z-]{0,20}\.(?:io|com)|heapanalytics\.com|bat\.bing\.com|ads\.linkedin\.com|cloudflareinsights\.com|vercel-insights\.com|plausible\.io|analytics\.tiktok\.com)$/i;
const ANALYTICS_PATH =
  /^\/(?:cdn-cgi\/rum|_vercel\/(?:insights|speed-insights)\/|matomo\.php|piwik\.php|collect$|g\/collect$)/i;

/**
 * True for an address that says nothing of the page's own faults: icons and files that browsers ask for by themselves,
 * source maps, browser extensions, analytics, and what development servers reload by.
 */
export function isNoiseUrl(url: string): boolean {
  const read = url.slice(0, MAX_READ).trim();
  if (EXTENSION.test(read)) return true;
  const parsed = URL.parse(read, "http://page.invalid/");
  if (!parsed) return false;
  const { hostname, pathname } = parsed;
  if (ASKED_BY_ITSELF.test(pathname) || HOT_RELOAD.test(pathname)) return true;
  if (ANALYTICS_HOST.test(hostname) || ANALYTICS_PATH.test(pathname)) return true;
  return hostname.endsWith("facebook.com") && pathname.startsWith("/tr");
}

/** True for a request that nobody who fixes the page has to look at. */
export function isNoiseRequest(request: Pick<NetworkEntry, "url">): boolean {
  return isNoiseUrl(request.url);
}

const NOISE_LINE =
  /^(?:\[(?:HMR|vite|webpack-dev-server|Fast Refresh|Turbopack(?: HMR)?)\]|Download the (?:React|Vue|Apollo) DevTools|DevTools failed to load|ResizeObserver loop|Unchecked runtime\.lastError)/i;

/** True for a console line that tools of developers and browser extensions write on healthy pages. */
export function isNoiseLine(entry: Pick<ConsoleEntry, "text" | "url">): boolean {
  const text = entry.text.slice(0, MAX_READ).trimStart();
  if (NOISE_LINE.test(text) || EXTENSION.test(entry.url ?? "")) return true;
  const failed = /^(?:Failed to load resource|GET|HEAD)\b[^]{0,300}?(https?:\/\/\S+)/.exec(text)?.[1];
  return failed !== undefined && isNoiseUrl(failed);
}
