import type { LabelRef } from "@hawkmoth/domain/label/schema";

const SHOWN = 2;

export function LabelDots({ labels }: { labels: readonly LabelRef[] }) {
  const hidden = labels.length - SHOWN;
  return (
    <span className="flex shrink-0 items-center gap-1">
      {labels.slice(0, SHOWN).map((label) => (
        <LabelDot key={label.id} label={label} />
      ))}
      {hidden > 0 ? (
        <span title={labels.map((label) => label.name).join(", ")} className="text-2xs text-faint">
          +{hidden}
        </span>
      ) : null}
    </span>
  );
}

export function LabelDot({ label }: { label: LabelRef }) {
  return (
    <span className="inline-flex h-5 max-w-36 items-center gap-1.5 rounded-full border border-line px-2 text-2xs text-muted">
      <span aria-hidden className="size-1.5 shrink-0 rounded-full" style={{ background: label.color }} />
      <span className="truncate">{label.name}</span>
    </span>
  );
}
