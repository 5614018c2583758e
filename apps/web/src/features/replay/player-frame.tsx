"use client";
import { useEffect, useRef } from "react";
import { type PlayerReport, isPlayerCommand } from "./protocol.ts";
import { type StagedReplay, stageReplay } from "./stage-replay.ts";

/** The whole page of the player document: it obeys its parent window and knows nothing else. */
export function PlayerFrame() {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let staged: StagedReplay | null = null;
    const report = (message: PlayerReport) => window.parent.postMessage(message, window.location.origin);
    const obey = async (event: MessageEvent<unknown>) => {
      if (event.source !== window.parent || event.origin !== window.location.origin) return;
      if (!isPlayerCommand(event.data) || !root.current) return;
      if (event.data.type !== "load") return staged?.obey(event.data);
      staged?.destroy();
      try {
        staged = await stageReplay({
          root: root.current,
          bytes: event.data.bytes,
          offset_ms: event.data.offset_ms,
          report,
        });
      } catch (error) {
        report({ type: "failed", message: error instanceof Error ? error.message : "The recording can't be played." });
      }
      return undefined;
    };
    window.addEventListener("message", obey);
    report({ type: "ready" });
    return () => {
      window.removeEventListener("message", obey);
      staged?.destroy();
    };
  }, []);
  return <div ref={root} className="stage" />;
}
