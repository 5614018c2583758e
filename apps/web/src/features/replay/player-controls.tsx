"use client";
import { Button } from "@hawkmoth/ui/button";
import { useCopy } from "@hawkmoth/ui/copy-button";
import { Dropdown, DropdownItem } from "@hawkmoth/ui/dropdown";
import { IconButton } from "@hawkmoth/ui/icon-button";
import { Check, FastForward, Link2, Maximize, Pause, Play } from "lucide-react";
import { formatClock, formatLinkTime } from "./clock.ts";
import { usePlayer, usePlayerValue } from "./player-context.tsx";

const SPEEDS = [0.5, 1, 2, 4, 8] as const;

export function PlayerControls({ onFullscreen }: { onFullscreen: () => void }) {
  const player = usePlayer();
  const phase = usePlayerValue((state) => state.phase);
  const isPlaying = usePlayerValue((state) => state.isPlaying);
  const speed = usePlayerValue((state) => state.speed);
  const skipsIdle = usePlayerValue((state) => state.skipsIdle);
  return (
    <div className="flex h-9 items-center gap-1 px-2">
      <IconButton
        label={isPlaying ? "Pause" : "Play"}
        shortcut="Space"
        disabled={phase !== "ready"}
        onClick={player.toggle}
        data-testid="replay-toggle"
      >
        {isPlaying ? <Pause aria-hidden className="fill-current" /> : <Play aria-hidden className="fill-current" />}
      </IconButton>
      <Clock />
      <div className="ml-auto flex items-center gap-1">
        <Dropdown
          align="end"
          className="min-w-24"
          trigger={
            <Button variant="ghost" size="sm" aria-label={`Speed ${speed.toString()}×`}>
              {speed}×
            </Button>
          }
        >
          {SPEEDS.map((choice) => (
            <DropdownItem key={choice} isChecked={choice === speed} onSelect={() => player.setSpeed(choice)}>
              {choice}×
            </DropdownItem>
          ))}
        </Dropdown>
        <Button
          variant="ghost"
          size="sm"
          aria-pressed={skipsIdle}
          onClick={() => player.setSkipsIdle(!skipsIdle)}
          className="aria-pressed:bg-pressed aria-pressed:text-ink"
        >
          <FastForward aria-hidden />
          <span className="max-sm:sr-only">Skip idle</span>
        </Button>
        <CopyLinkButton />
        <IconButton label="Full screen" onClick={onFullscreen}>
          <Maximize aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}

function Clock() {
  const now = usePlayerValue((state) => formatClock(state.at_ms - state.start_ms));
  const total = usePlayerValue((state) => formatClock(state.end_ms - state.start_ms));
  return (
    <span className="px-1 font-mono text-xs text-muted">
      <span data-testid="replay-time" className="text-ink">
        {now}
      </span>{" "}
      / {total}
    </span>
  );
}

function CopyLinkButton() {
  const player = usePlayer();
  const { isCopied, copy } = useCopy();
  const copyLink = () => {
    const { at_ms, start_ms } = player.get();
    const url = new URL(window.location.href);
    url.searchParams.set("t", formatLinkTime(at_ms - start_ms));
    return copy(url.toString());
  };
  return (
    <IconButton label={isCopied ? "Link copied" : "Copy link at this time"} onClick={copyLink}>
      {isCopied ? <Check aria-hidden /> : <Link2 aria-hidden />}
    </IconButton>
  );
}
