import type { BugContext, ContextSection, Evidence, GetContextInput } from "@hawkmoth/domain/evidence/schema";
import { errorText, isNoise } from "./error-text.ts";
import { clip, excerpt, oneLine } from "./plain-text.ts";
import { isNoiseLine } from "./noise.ts";
import { isApiCall } from "./requests.ts";
import { consoleLevel, requestLevel } from "./timeline.ts";

type RowOf<K extends keyof BugContext> = NonNullable<BugContext[K]> extends (infer R)[] ? R : never;

/** One row of the context with the section it goes to. */
export type ContextRow =
  | { section: "errors"; value: RowOf<"errors"> }
  | { section: "console"; value: RowOf<"console"> }
  | { section: "network"; value: RowOf<"network"> }
  | { section: "timeline"; value: RowOf<"timeline"> };
/** Names of the sections that hold rows. */
export type RowSection = ContextRow["section"];

interface Wanted {
  level: GetContextInput["level"];
  focus_ms: number | null;
  sections: ReadonlySet<ContextSection>;
}

type Ranked = ContextRow & { importance: number };

/** All rows that were asked for, closest to the focus first; an important row counts as closer than it is. */
export function contextRows(evidence: Evidence, wanted: Wanted): ContextRow[] {
  const focus_ms = wanted.focus_ms ?? evidence.meta.duration_ms;
  const rows: Ranked[] = [];
  if (wanted.sections.has("console")) rows.push(...errorRows(evidence), ...consoleRows(evidence, wanted, focus_ms));
  if (wanted.sections.has("network")) rows.push(...networkRows(evidence, wanted));
  if (wanted.sections.has("timeline")) rows.push(...timelineRows(evidence, wanted));
  const distance = (row: Ranked) => (Math.abs(row.value.at_ms - focus_ms) + 250) / row.importance;
  return rows.sort((left, right) => distance(left) - distance(right));
}

function errorRows(evidence: Evidence): Ranked[] {
  const errors = evidence.errors.filter((error) => error.kind !== "resource" || !isNoise(error));
  return errors.map((error) => ({
    section: "errors",
    importance: error.kind === "resource" || isNoise(error) ? 1 : 16,
    value: {
      at_ms: error.at_ms,
      message: clip(errorText(error), 600),
      stack: error.stack === null ? null : excerpt(error.stack, 1200),
    },
  }));
}

function consoleRows(evidence: Evidence, wanted: Wanted, focus_ms: number): Ranked[] {
  const groups = new Map<string, Ranked & { section: "console" }>();
  for (const entry of evidence.console) {
    const level = consoleLevel(entry);
    if (!isWanted(level, wanted.level) || (isNoiseLine(entry) && wanted.level !== "all")) continue;
    const text = excerpt(entry.text, 800);
    const key = `${entry.level} ${text.replace(/[0-9a-f]{8,}|\d+/gi, "#")}`;
    const known = groups.get(key);
    const count = (known?.value.count ?? 0) + 1;
    const isCloser = !known || Math.abs(entry.at_ms - focus_ms) < Math.abs(known.value.at_ms - focus_ms);
    const value = isCloser ? { at_ms: entry.at_ms, level: entry.level, text, count } : { ...known.value, count };
    groups.set(key, { section: "console", importance: level === "error" ? 6 : level === "warn" ? 2 : 1, value });
  }
  return [...groups.values()];
}

function networkRows(evidence: Evidence, wanted: Wanted): Ranked[] {
  return evidence.network.flatMap((request): Ranked[] => {
    const level = requestLevel(request);
    // A 4xx is a failure of the call, so that it shows at level error too.
    if (!isWanted(level === "warn" ? "error" : level, wanted.level)) return [];
    const importance = (level === "error" ? 10 : level === "warn" ? 5 : 1) * (isApiCall(request) ? 1 : 0.2);
    const value = {
      id: request.id,
      at_ms: request.at_ms,
      method: oneLine(request.method, 20),
      url: oneLine(request.url, 300),
      status: request.status,
      duration_ms: request.duration_ms,
      error: request.error === null ? null : oneLine(request.error, 300),
    };
    return [{ section: "network", importance, value }];
  });
}

function timelineRows(evidence: Evidence, wanted: Wanted): Ranked[] {
  return evidence.timeline.flatMap((entry): Ranked[] => {
    const isStep = entry.kind === "action" || entry.kind === "navigation";
    if (wanted.level !== "all" && isNoiseRow(entry, evidence)) return [];
    // Console, requests and errors have sections of their own, so that here the steps tell the story.
    if (!isStep && !(wanted.level === "all" || entry.level === "error")) return [];
    return [
      {
        section: "timeline",
        importance: isStep ? 4 : 1,
        value: { at_ms: entry.at_ms, text: oneLine(entry.text, 300) },
      },
    ];
  });
}

function isNoiseRow({ kind, ref }: Evidence["timeline"][number], evidence: Evidence): boolean {
  const line = kind === "console" && ref !== null ? evidence.console[ref] : undefined;
  return line !== undefined && isNoiseLine(line);
}

function isWanted(level: "info" | "warn" | "error", wanted: GetContextInput["level"]): boolean {
  if (wanted === "all" || level === "error") return true;
  return wanted === "warn" && level === "warn";
}
