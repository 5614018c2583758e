"use client";
import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { CopyIconButton } from "@hawkmoth/ui/copy-button";
import { hasLogs } from "./not-recorded.tsx";

const MODES = {
  STRICT: "Strict: all text masked",
  MODERATE: "Moderate: inputs masked",
  MINIMAL: "Minimal: only secrets",
} as const;

/** Where and on what it happened, and what was hidden before anything left the browser. */
export function ContextPanel({ evidence }: { evidence: Evidence }) {
  const isKnown = hasLogs(evidence);
  const { meta, receipt } = evidence;
  const groups: { title: string; rows: [string, string | null][] }[] = [
    {
      title: "Page",
      rows: [
        ["Address", meta.url],
        ["Title", meta.title],
        ["Referrer", meta.referrer],
        ["Environment", meta.environment],
        ["App version", meta.app_version],
      ],
    },
    {
      title: "Browser",
      rows: [
        ["User agent", meta.user_agent],
        ["Platform", meta.platform],
        ["Language", meta.languages.join(", ") || meta.language],
        ["Time zone", meta.time_zone],
        ["Connection", isKnown ? [meta.online ? "online" : "offline", meta.connection].filter(Boolean).join(", ") : ""],
      ],
    },
    {
      title: "Screen",
      rows: [
        ["Window", meta.viewport.width > 0 ? `${meta.viewport.width} × ${meta.viewport.height}` : ""],
        ["Screen", isKnown ? `${meta.screen.width} × ${meta.screen.height}` : ""],
        ["Pixel ratio", isKnown ? meta.device_pixel_ratio.toString() : ""],
      ],
    },
    {
      title: "Capture",
      rows: [
        ["Recorder", `${meta.recorder.name} ${meta.recorder.version}`.trim()],
        ["Privacy", isKnown ? MODES[meta.privacy_mode] : ""],
        ...receipt.map((line): [string, string] => [`Masked: ${line.rule}`, `${line.count.toString()}×`]),
      ],
    },
  ];
  return (
    <div className="@container">
      <div className="grid gap-x-8 gap-y-4 p-3 @2xl:grid-cols-2">
        {groups
          .filter(({ rows }) => rows.some(hasValue))
          .map((group) => (
            <section key={group.title}>
              <h3 className="pb-1 text-2xs text-faint">{group.title}</h3>
              <dl>
                {group.rows.filter(hasValue).map(([name, value]) => (
                  <div key={name} className="group grid grid-cols-[112px_1fr] gap-3 border-t border-line py-1 text-xs">
                    <dt className="text-muted">{name}</dt>
                    <dd className="flex min-w-0 items-start gap-1">
                      <span className="min-w-0 flex-1 break-words">{value}</span>
                      <CopyIconButton
                        text={value}
                        label={`Copy ${name.toLowerCase()}`}
                        className="-my-1 opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
                      />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </div>
  );
}

function hasValue(row: [string, string | null]): row is [string, string] {
  return row[1] !== null && row[1] !== "";
}
