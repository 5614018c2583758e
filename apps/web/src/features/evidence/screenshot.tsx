"use client";
import { Button } from "@hawkmoth/ui/button";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { ExternalLink, ImageOff, RotateCw } from "lucide-react";
import { useState } from "react";

/** Width by height while the picture is on its way; most are of a browser's window. */
const LIKELY_RATIO = 16 / 9;

/** The picture of the tab at the moment of the report, as large as there is room; it opens in full size. */
export function Screenshot({ src }: { src: string }) {
  const [phase, setPhase] = useState<"loading" | "shown" | "failed">("loading");
  const [attempt, setAttempt] = useState(0);
  const [ratio, setRatio] = useState(LIKELY_RATIO);
  const tryAgain = () => {
    setPhase("loading");
    setAttempt(attempt + 1);
  };
  if (phase === "failed")
    return (
      <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2">
        <ImageOff aria-hidden className="size-4 shrink-0 stroke-[1.5] text-fail" />
        <p className="min-w-0 flex-1">The screenshot can’t be loaded.</p>
        <Button size="sm" onClick={tryAgain}>
          <RotateCw aria-hidden /> Try again
        </Button>
      </div>
    );
  return (
    <div
      className="group relative w-full bg-pressed"
      style={{ aspectRatio: Math.min(Math.max(ratio, 0.9), 2.4), maxHeight: "60dvh" }}
    >
      {/* oxlint-disable-next-line nextjs/no-img-element */}
      <img
        key={attempt}
        src={src}
        alt="The page when the bug was reported"
        className="absolute inset-0 size-full object-contain"
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
          setRatio(naturalWidth / Math.max(1, naturalHeight));
          setPhase("shown");
        }}
        onError={() => setPhase("failed")}
      />
      {phase === "loading" ? <Skeleton className="absolute inset-0 size-full rounded-none" /> : null}
      <a
        href={src}
        target="_blank"
        rel="noreferrer"
        className="absolute inset-0 cursor-zoom-in focus-visible:-outline-offset-2"
      >
        <span className="absolute right-2 bottom-2 flex h-7 items-center gap-1.5 rounded-md border border-line bg-surface px-2 text-xs text-muted group-hover:text-ink [&_svg]:size-3.5 [&_svg]:stroke-[1.5]">
          <ExternalLink aria-hidden />
          <span className="max-sm:sr-only">Full size</span>
          <span className="sr-only"> of the screenshot, in a new tab</span>
        </span>
      </a>
    </div>
  );
}
