import type { CaptureMeta } from "@hawkmoth/domain/capture/bundle";
import { scrubUrl } from "@hawkmoth/domain/capture/scrub";
import { scrubText } from "@hawkmoth/domain/capture/secret-shapes";
import { MASK } from "./masking/attributes.ts";
import { Zones } from "./masking/zones.ts";
import type { RecorderPolicy } from "./policy.ts";

/** What the page and the browser say of themselves at the time of the capture. */
export type PageFacts = Omit<
  CaptureMeta,
  "version" | "epoch_ms" | "duration_ms" | "recorder" | "app_version" | "environment"
>;

/** Reads the context of this page, with title and URLs as the policy lets them leave. */
export function readPage(policy: RecorderPolicy): PageFacts {
  const mode = policy.privacy_mode;
  return {
    url: scrubUrl(location.href, mode).text.slice(0, 4096),
    title: readTitle(policy),
    referrer: scrubUrl(referrer(), mode).text.slice(0, 4096),
    user_agent: navigator.userAgent.slice(0, 1000),
    language: navigator.language.slice(0, 50),
    languages: navigator.languages.slice(0, 20).map((language) => language.slice(0, 50)),
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    platform: navigator.platform.slice(0, 100),
    viewport: { width: innerWidth, height: innerHeight },
    screen: { width: screen.width, height: screen.height },
    device_pixel_ratio: devicePixelRatio,
    connection: connectionType(),
    online: navigator.onLine,
    privacy_mode: mode,
  };
}

/** Of another site no more than its name: what stood in its address belongs to its own project. */
function referrer(): string {
  if (!URL.canParse(document.referrer)) return "";
  const { origin, href } = new URL(document.referrer);
  return origin === location.origin ? href : `${origin}/`;
}

function readTitle(policy: RecorderPolicy): string {
  if (policy.privacy_mode === "STRICT") return MASK;
  const element = document.head?.querySelector("title") ?? null;
  if (element && new Zones(policy).of(element).isHidden) return MASK;
  return scrubText(document.title).text.slice(0, 1000);
}

/** Network Information API, which only some browsers have. */
function connectionType(): string | null {
  const connection: unknown = "connection" in navigator ? navigator.connection : null;
  if (typeof connection !== "object" || connection === null || !("effectiveType" in connection)) return null;
  return String(connection.effectiveType).slice(0, 50);
}
