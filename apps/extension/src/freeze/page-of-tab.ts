import type { PageFacts } from "@hawkmoth/capture/page";
import { MASK } from "@hawkmoth/capture/masking/attributes";
import { scrubUrl } from "@hawkmoth/domain/capture/scrub";
import type { CapturePolicy } from "@hawkmoth/domain/project/schema";
import type { Tab } from "./ask-page.ts";

/** What the browser itself knows of a tab whose page does not answer. Its title may be private, so it stays out. */
export function pageOfTab(tab: Tab, { privacy_mode }: CapturePolicy): PageFacts {
  const { width = 0, height = 0 } = tab;
  return {
    url: scrubUrl(tab.url ?? "", privacy_mode).text.slice(0, 4096),
    title: MASK,
    referrer: "",
    user_agent: navigator.userAgent.slice(0, 1000),
    language: navigator.language.slice(0, 50),
    languages: navigator.languages.slice(0, 20).map((language) => language.slice(0, 50)),
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    platform: navigator.platform.slice(0, 100),
    viewport: { width, height },
    screen: { width, height },
    device_pixel_ratio: 1,
    connection: null,
    online: navigator.onLine,
    privacy_mode,
  };
}
