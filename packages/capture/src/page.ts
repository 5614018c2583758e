import type { CaptureMeta } from "@hawkmoth/domain/capture/bundle";
import { scrubUrl } from "@hawkmoth/domain/capture/scrub";
import { scrubText } from "@hawkmoth/domain/capture/secret-shapes";
import { MASK } from "./masking/attributes.ts";
import { fieldType, isButtonField, isSecretField } from "./masking/fields.ts";
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
    referrer: scrubUrl(document.referrer, mode).text.slice(0, 4096),
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

/** A box of the page to cover in the screenshot, in CSS pixels of the viewport. */
export interface CoveredBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

const FIELDS = 'input:not([type="hidden" i]),textarea,select,[contenteditable]:not([contenteditable="false" i])';

/** Boxes of everything visible that the replay masks, so that the screenshot does not show it either. */
export function coveredBoxes(policy: RecorderPolicy): CoveredBox[] {
  const zones = new Zones(policy);
  return [...rootsBelow(document, { x: 0, y: 0 })]
    .flatMap(({ root, origin }) => {
      const hidden = root.querySelectorAll(`${zones.maskSelector},${zones.blockSelector}`);
      const fields = [...root.querySelectorAll(FIELDS)].filter((field) => isFieldCovered(field, policy));
      return [...hidden, ...fields].map((element) => boxOf(element, origin));
    })
    .filter(({ x, y, width, height }) => width > 0 && height > 0 && y + height > 0 && x + width > 0)
    .filter(({ x, y }) => y < innerHeight && x < innerWidth);
}

type Point = Pick<CoveredBox, "x" | "y">;

/** A document or shadow root and everything like it inside: open shadow roots and same-origin frames. */
function* rootsBelow(root: ParentNode, origin: Point): Generator<{ root: ParentNode; origin: Point }> {
  yield { root, origin };
  for (const element of root.querySelectorAll("*")) {
    if (element.shadowRoot) yield* rootsBelow(element.shadowRoot, origin);
    const inner = element instanceof HTMLIFrameElement ? element.contentDocument : null;
    if (!inner) continue;
    const { x, y } = boxOf(element, origin);
    yield* rootsBelow(inner, { x: x + element.clientLeft, y: y + element.clientTop });
  }
}

function boxOf(element: Element, origin: Point): CoveredBox {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: x + origin.x, y: y + origin.y, width, height };
}

function isFieldCovered(field: Element, policy: RecorderPolicy): boolean {
  if (isButtonField(field) || /^(?:checkbox|radio|range|file)$/.test(fieldType(field))) return false;
  const text = "value" in field ? String(field.value) : (field.textContent ?? "");
  return text.trim() !== "" && (policy.privacy_mode !== "MINIMAL" || isSecretField(field));
}
