import { describe, expect, it } from "vitest";
import { CaptureLogs } from "@hawkmoth/domain/capture/bundle";
import { countEvidence } from "./count-evidence.ts";
import { buildDigest } from "./digest.ts";
import { buildFixPrompt } from "./fix-prompt.ts";
import { isNoiseUrl } from "./noise.ts";
import { rankContext } from "./rank-context.ts";
import { evidenceOf, shopSession } from "./testing/shop-session.ts";
import { buildTranscript } from "./transcript.ts";

const PAGE = "https://shop.example";
const NOISE = [
  `${PAGE}/favicon.ico`,
  `${PAGE}/favicon.ico?v=2`,
  `${PAGE}/static/favicon-32x32.png`,
  `${PAGE}/apple-touch-icon.png`,
  `${PAGE}/apple-touch-icon-120x120-precomposed.png`,
  `${PAGE}/robots.txt`,
  `${PAGE}/manifest.json`,
  `${PAGE}/site.webmanifest`,
  `${PAGE}/browserconfig.xml`,
  `${PAGE}/assets/app.8f2c.js.map`,
  `${PAGE}/assets/app.css.map?x=1`,
  `${PAGE}/.well-known/appspecific/com.chrome.devtools.json`,
  "chrome-extension://abcdef/inject.js",
  "moz-extension://abcdef/a.js",
  `${PAGE}/_next/webpack-hmr`,
  `${PAGE}/main.1a2b.hot-update.json`,
  "http://localhost:5173/@vite/client",
  "https://www.google-analytics.com/g/collect?v=2",
  "https://region1.google-analytics.com/g/collect",
  "https://www.facebook.com/tr/?id=1",
  "https://o12.ingest.us.sentry.io/api/1/envelope/",
  "https://api.segment.io/v1/t",
  `${PAGE}/cdn-cgi/rum?`,
];

describe("noise", () => {
  it.each(NOISE)("is %s", (url) => {
    expect(isNoiseUrl(url)).toBe(true);
  });

  it.each([
    `${PAGE}/api/coupons`,
    `${PAGE}/api/favicon.ico/upload`,
    `${PAGE}/api/manifest/12`,
    `${PAGE}/maps/app.js`,
    `${PAGE}/api/road.map`,
    `${PAGE}/collections`,
    "https://analytics.example/api/report",
    "https://notgoogle-analytics.com/x",
    `${PAGE}/api?next=/favicon.ico`,
    "not an address",
  ])("is not %s", (url) => {
    expect(isNoiseUrl(url)).toBe(false);
  });

  it("stays out of digest, counts, prompt, context and summary", () => {
    const calm = shopSession();
    const noisy = CaptureLogs.parse({
      ...calm,
      network: [
        ...calm.network,
        ...NOISE.map((url, index) => ({
          id: `noise-${index}`,
          at_ms: 9000 + index,
          initiator: index % 2 === 0 ? "beacon" : "resource",
          method: "GET",
          url,
          status: index % 3 === 0 ? null : 404,
          error: index % 3 === 0 ? "Failed to fetch" : null,
        })),
      ],
      errors: [
        ...calm.errors,
        ...NOISE.map((source) => ({ at_ms: 9100, kind: "resource", message: "Could not load", source })),
      ],
      console: [
        ...calm.console,
        { at_ms: 9200, level: "error", text: "[HMR] Cannot apply update." },
        { at_ms: 9200, level: "error", text: `Failed to load resource: 404 ${PAGE}/favicon.ico` },
        { at_ms: 9200, level: "error", text: "boom", url: "chrome-extension://abcdef/inject.js" },
      ],
    });
    expect(buildDigest(noisy)).toEqual(buildDigest(calm));
    const { network: _calm, console: _lines, ...counts } = countEvidence(calm, 0);
    expect(countEvidence(noisy, 0)).toMatchObject(counts);
    const promptOf = (logs: CaptureLogs) =>
      buildFixPrompt({
        bug: {
          key: "SHOP-1",
          title: "Coupon",
          description: "",
          severity: "HIGH",
          priority: "HIGH",
          url: PAGE,
          environment: null,
          app_version: null,
          web_url: `${PAGE}/bugs/SHOP-1`,
        },
        evidence: evidenceOf(logs),
        nonce: "abcdef012345",
      }).prompt;
    expect(promptOf(noisy)).toBe(promptOf(calm));
    expect(buildTranscript(noisy).text).toBe(buildTranscript(calm).text);
    const contextOf = (logs: CaptureLogs) => rankContext(evidenceOf(logs), { level: "error", max_tokens: 8000 });
    expect(contextOf(noisy)).toEqual(contextOf(calm));
  });
});
