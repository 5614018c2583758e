import type { CaptureLogs } from "@hawkmoth/domain/capture/bundle";
import { limitCookies } from "@hawkmoth/domain/capture/cookies";
import { REDACTED } from "@hawkmoth/domain/capture/secret-shapes";
import type { CapturePolicy } from "@hawkmoth/domain/project/schema";
import { isLooser } from "@hawkmoth/domain/project/privacy-order";
import type { Draft, Section } from "../draft/draft.ts";

/** One part of the capture as the reporter sees it before it leaves. */
export interface SectionRow {
  section: Section;
  label: string;
  detail: string;
  /** False when there is nothing of it. */
  isAvailable: boolean;
  /** Why it will not be sent whatever the reporter chose. */
  refused: string | null;
}

/** What would leave the browser, part by part, for the chosen project. */
export function sectionRows(draft: Draft, policy: CapturePolicy | null): SectionRow[] {
  const { logs } = draft;
  const failed = logs.network.filter((entry) => entry.error !== null || (entry.status ?? 0) >= 400).length;
  const warnings = logs.console.filter((entry) => entry.level === "error").length;
  const bodies = countBodies(logs);
  const rows: Omit<SectionRow, "refused">[] = [
    {
      section: "replay",
      label: "Session replay",
      detail: draft.replay ? `${seconds(draft.replay_ms)} of the page` : noReplay(draft),
      isAvailable: draft.replay !== null,
    },
    {
      section: "screenshot",
      label: "Screenshot",
      detail: draft.screenshot_note ?? (draft.screenshot ? "The visible part of the page" : "None was taken"),
      isAvailable: draft.screenshot !== null,
    },
    counted("steps", "Your steps", plural(logs.actions.length, "step")),
    counted("console", "Console", withPart(plural(logs.console.length, "line"), warnings, "error")),
    counted("errors", "Uncaught errors", plural(logs.errors.length, "error")),
    counted("network", "Network", withPart(plural(logs.network.length, "request"), failed, "failed")),
    {
      section: "bodies",
      label: "Request and response bodies",
      detail: bodies > 0 ? `${plural(bodies, "body", "bodies")}, secrets taken out` : "None were recorded",
      isAvailable: bodies > 0,
    },
    {
      section: "cookies",
      label: "Cookies",
      detail: cookiesOf(draft, policy),
      isAvailable: draft.cookies.length > 0,
    },
    { section: "context", label: "Page and browser", detail: contextOf(logs), isAvailable: true },
  ];
  return rows.map((row) => ({ ...row, refused: refusalOf(row.section, draft, policy) }));
}

/** The parts that will not be sent: dropped by the reporter or not allowed by the project. */
export function effectiveDrops(draft: Draft, policy: CapturePolicy | null): Section[] {
  return sectionRows(draft, policy)
    .filter(({ section, refused }) => refused !== null || draft.form.dropped.includes(section))
    .map(({ section }) => section);
}

function noReplay({ is_recorded }: Draft): string {
  return is_recorded ? "It has no complete start, or is too large" : "This page was not being recorded";
}

function refusalOf(section: Section, { logs, selectors }: Draft, policy: CapturePolicy | null): string | null {
  if (!policy) return null;
  if (section === "bodies" && !policy.capture_bodies) return "This project does not take bodies";
  if (section === "cookies" && policy.cookies === "NONE") return "This project does not take cookies";
  const asked = [...policy.mask_selectors, ...policy.block_selectors];
  if (section !== "replay" && section !== "screenshot") return null;
  if (isLooser(logs.meta.privacy_mode, policy.privacy_mode) || asked.some((selector) => !selectors.includes(selector)))
    return "Recorded with less masking than this project asks for";
  return null;
}

/** What of the cookies the chosen project gets: names it shows, values it counts. */
function cookiesOf({ cookies }: Draft, policy: CapturePolicy | null): string {
  if (cookies.length === 0) return "None were taken";
  const allowed = policy ? limitCookies(cookies, policy.cookies) : cookies;
  const values = allowed.filter(({ value }) => value !== null && value !== REDACTED).length;
  const names = allowed.map(({ name }) => name).join(", ");
  const what = values > 0 ? `${plural(values, "value")}, without sign-ins` : "names only";
  return `${plural(allowed.length, "cookie")}, ${what}: ${names.length > 80 ? `${names.slice(0, 80)}…` : names}`;
}

function counted(section: Section, label: string, detail: string): Omit<SectionRow, "refused"> {
  const isAvailable = !detail.startsWith("0 ");
  return { section, label, detail: isAvailable ? detail : "Nothing happened", isAvailable };
}

function countBodies({ network }: CaptureLogs): number {
  return network.flatMap((entry) => [entry.request_body, entry.response_body]).filter((body) => body?.text != null)
    .length;
}

function contextOf({ meta }: CaptureLogs): string {
  const { width, height } = meta.viewport;
  return [`${width} × ${height}`, meta.language, meta.time_zone].filter(Boolean).join(" · ");
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function withPart(whole: string, count: number, word: string): string {
  return count === 0 ? whole : `${whole}, ${word === "failed" ? `${count} failed` : plural(count, word)}`;
}

function seconds(duration_ms: number): string {
  return plural(Math.max(1, Math.round(duration_ms / 1000)), "second");
}
