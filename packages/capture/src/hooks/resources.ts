import { scrubUrl } from "@hawkmoth/domain/capture/scrub";
import type { NetworkFact } from "../entry.ts";
import { type HookContext, quietly } from "./hook.ts";
import type { NetworkLog } from "./network-log.ts";

const BY_SCRIPT = /^(?:fetch|xmlhttprequest)$/;
/** Enough to see what a page is made of; a page that loads more than this is not explained by a longer list. */
const MAX_RESOURCES = 300;

/** Records what the browser loads by itself: the document, scripts, styles, images, beacons; and times what scripts load. */
export function hookResources(context: HookContext, log: NetworkLog, id_prefix: string): void {
  if (typeof PerformanceObserver !== "function") return;
  let count = 0;
  const observer = new PerformanceObserver((list) => {
    for (const timing of list.getEntries()) {
      if (!(timing instanceof PerformanceResourceTiming)) continue;
      if (BY_SCRIPT.test(timing.initiatorType)) quietly(() => log.measure(timing));
      else if ((count += 1) <= MAX_RESOURCES) {
        // The navigation is told twice, the second time with its end: under one id the later one counts.
        const id = timing.entryType === "navigation" ? "document" : `s${count}`;
        quietly(() => record(timing, context, `${id_prefix}-${id}`));
      }
    }
  });
  for (const type of ["navigation", "resource"]) quietly(() => observer.observe({ type, buffered: true }));
}

function record(timing: PerformanceResourceTiming, context: HookContext, id: string): void {
  if (!/^https?:/.test(timing.name) || context.ignored_hosts.includes(new URL(timing.name).host)) return;
  const url = scrubUrl(timing.name, context.policy.current.privacy_mode);
  context.onHits(url.hits);
  const isBeacon = timing.initiatorType === "beacon";
  const entry: NetworkFact = {
    id,
    at_ms: Math.round(performance.timeOrigin + timing.startTime),
    initiator: isBeacon ? "beacon" : timing.entryType === "navigation" ? "document" : "resource",
    method: isBeacon ? "POST" : "GET",
    url: url.text.slice(0, 4096),
    status: timing.responseStatus || null,
    ttfb_ms: timing.responseStart > 0 ? Math.round(timing.responseStart - timing.startTime) : null,
    duration_ms: Math.round(timing.duration),
    response_size_bytes: timing.encodedBodySize || null,
  };
  context.sink({ kind: "network", entry });
}
