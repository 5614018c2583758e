"use client";
import { Button } from "@hawkmoth/ui/button";
import { cn } from "@hawkmoth/ui/cn";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { useEffect, useRef } from "react";
import { useVisitor } from "../../shell/me.tsx";
import { usePlayer, usePlayerValue } from "./player-context.tsx";
import { PLAYER_PATH, type PlayerCommand, isPlayerReport } from "./protocol.ts";

interface PlayerStageProps {
  artifactId: string;
  /** Where to begin, in ms after the start of the recording. */
  initialOffsetMs: number | null;
}

/** The recording itself, in a document of its own that can neither run captured scripts nor reach the network. */
export function PlayerStage({ artifactId, initialOffsetMs }: PlayerStageProps) {
  const player = usePlayer();
  const { workspace } = useVisitor();
  const frame = useRef<HTMLIFrameElement>(null);
  const phase = usePlayerValue((state) => state.phase);
  const problem = usePlayerValue((state) => state.problem);
  const ratio = usePlayerValue((state) => state.ratio);
  const isPlaying = usePlayerValue((state) => state.isPlaying);
  useEffect(() => {
    const leaving = new AbortController();
    const send = (command: PlayerCommand, transfer: Transferable[] = []) =>
      frame.current?.contentWindow?.postMessage(command, { targetOrigin: window.location.origin, transfer });
    const load = async () => {
      try {
        const bytes = await fetchRecording(artifactId, workspace, leaving.signal);
        send({ type: "load", bytes, offset_ms: initialOffsetMs }, [bytes]);
      } catch (error) {
        if (!leaving.signal.aborted)
          player.fail(error instanceof Error ? error.message : "The recording can't be read.");
      }
    };
    const listen = (event: MessageEvent<unknown>) => {
      if (event.source !== frame.current?.contentWindow || event.origin !== window.location.origin) return;
      if (!isPlayerReport(event.data)) return;
      if (event.data.type === "ready") void load();
      player.take(event.data);
    };
    window.addEventListener("message", listen);
    player.connect(send);
    if (frame.current) frame.current.src = PLAYER_PATH;
    return () => {
      leaving.abort();
      window.removeEventListener("message", listen);
      player.connect(null);
    };
  }, [artifactId, workspace, initialOffsetMs, player]);
  return (
    <div
      className="relative w-full overflow-hidden bg-pressed"
      style={{ aspectRatio: Math.min(Math.max(ratio, 0.9), 2.4), maxHeight: "52dvh" }}
    >
      <iframe
        ref={frame}
        title="Replay of the session"
        data-testid="replay-frame"
        tabIndex={-1}
        className="absolute inset-0 size-full [color-scheme:light]"
      />
      {phase === "loading" ? <Skeleton className="absolute inset-0 size-full rounded-none" /> : null}
      {phase === "failed" ? (
        <p
          role="alert"
          className="absolute inset-0 flex items-center justify-center bg-surface p-6 text-center text-muted"
        >
          The replay can’t be played: {problem}
        </p>
      ) : null}
      {phase === "ready" ? (
        <Button
          variant="ghost"
          aria-label={isPlaying ? "Pause replay" : "Play replay"}
          tabIndex={-1}
          onClick={player.toggle}
          className={cn("absolute inset-0 size-full rounded-none border-0 hover:bg-transparent active:bg-transparent")}
        />
      ) : null}
    </div>
  );
}

async function fetchRecording(artifactId: string, workspace: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(`/api/v1/artifacts/${artifactId}/content`, {
    headers: { "x-hawkmoth-workspace": workspace },
    signal,
  });
  if (!response.ok) throw new Error(`the server answered ${response.status.toString()}`);
  return await response.arrayBuffer();
}
