"use client";
import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { type ReactNode, useRef } from "react";
import { useShortcuts } from "../../shell/use-shortcuts.ts";
import { PlayerControls } from "./player-controls.tsx";
import { PlayerLanes } from "./player-lanes.tsx";
import { PlayerStage } from "./player-stage.tsx";
import { usePlayer } from "./player-context.tsx";

const STEP_MS = 1000;

interface ReplayPlayerProps {
  evidence: Evidence;
  /** The sanitised recording; without one only the lanes are drawn. */
  artifactId: string | null;
  initialOffsetMs: number | null;
  /** What stands in the player's place when there is no recording to play. */
  placeholder: ReactNode;
}

export function ReplayPlayer({ evidence, artifactId, initialOffsetMs, placeholder }: ReplayPlayerProps) {
  const player = usePlayer();
  const box = useRef<HTMLDivElement>(null);
  useShortcuts({
    space: player.toggle,
    arrowleft: () => player.seek(player.get().at_ms - STEP_MS),
    arrowright: () => player.seek(player.get().at_ms + STEP_MS),
  });
  const toggleFullscreen = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void box.current?.requestFullscreen();
  };
  return (
    <section ref={box} aria-label="Replay" className="flex flex-col bg-surface">
      {artifactId ? (
        <>
          <PlayerStage artifactId={artifactId} initialOffsetMs={initialOffsetMs} />
          <PlayerControls onFullscreen={toggleFullscreen} />
        </>
      ) : (
        placeholder
      )}
      <PlayerLanes timeline={evidence.timeline} />
    </section>
  );
}
