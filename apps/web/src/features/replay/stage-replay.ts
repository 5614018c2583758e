import type { eventWithTime } from "@rrweb/types";
import { Replayer } from "rrweb";
import { openingOffset } from "./opening-offset.ts";
import type { PlayerCommand, PlayerReport } from "./protocol.ts";
import { readRecording } from "./read-recording.ts";
import { playableEvents, playFrom, showFrame } from "./seek.ts";

const REPORT_EVERY_MS = 90;

export interface StagedReplay {
  obey: (command: PlayerCommand) => void;
  destroy: () => void;
}

interface StageOptions {
  root: HTMLElement;
  bytes: ArrayBuffer;
  offset_ms: number | null;
  report: (message: PlayerReport) => void;
}

/** Builds rrweb's player, whose own frame has sandbox="allow-same-origin" and so never runs a script. */
export async function stageReplay({ root, bytes, offset_ms, report }: StageOptions): Promise<StagedReplay> {
  const events = playableEvents(await readRecording(bytes));
  const replayer = new Replayer(events, {
    root,
    UNSAFE_replayCanvas: false,
    skipInactive: false,
    showWarning: false,
    showDebug: false,
    triggerFocus: false,
    mouseTail: { duration: 400, lineWidth: 2, strokeStyle: "#c2255c" },
  });
  const { startTime, totalTime } = replayer.getMetaData();
  const stopFitting = keepFitted(root, replayer, report);
  report({ type: "loaded", first_epoch_ms: startTime, duration_ms: totalTime });
  const driver = drive(replayer, events, report);
  driver.obey({ type: "seek", offset_ms: offset_ms ?? openingOffset(events) });
  return {
    obey: driver.obey,
    destroy: () => {
      driver.stop();
      stopFitting();
      replayer.destroy();
    },
  };
}

/** Carries out commands and reports the time while it runs. Of several seeks within a frame only the last is shown. */
function drive(replayer: Replayer, events: readonly eventWithTime[], report: (message: PlayerReport) => void) {
  const { totalTime } = replayer.getMetaData();
  let isPlaying = false;
  let paused_ms = 0;
  let wanted_ms: number | null = null;
  const bounded = (offset_ms: number) => Math.min(Math.max(0, offset_ms), totalTime);
  const now_ms = () => wanted_ms ?? (isPlaying ? bounded(replayer.getCurrentTime()) : paused_ms);
  const tell = () => report({ type: "time", offset_ms: now_ms(), is_playing: isPlaying });
  const show = () => {
    if (wanted_ms === null) return;
    paused_ms = wanted_ms;
    wanted_ms = null;
    if (isPlaying) playFrom(replayer, events, paused_ms);
    else showFrame(replayer, events, paused_ms);
    report({ type: "shown", offset_ms: paused_ms });
  };
  const seek = (offset_ms: number) => {
    if (wanted_ms === null) requestAnimationFrame(show);
    wanted_ms = bounded(offset_ms);
    tell();
  };
  const ticker = setInterval(() => {
    if (isPlaying) tell();
  }, REPORT_EVERY_MS);
  replayer.on("finish", () => {
    // rrweb says so a moment after the last event, also when somebody has moved on since.
    if (!isPlaying || now_ms() < totalTime) return;
    isPlaying = false;
    paused_ms = totalTime;
    tell();
  });
  const obey = (command: PlayerCommand) => {
    switch (command.type) {
      case "play": {
        const from_ms = now_ms() >= totalTime ? 0 : now_ms();
        isPlaying = true;
        return seek(from_ms);
      }
      case "pause":
        paused_ms = now_ms();
        isPlaying = false;
        replayer.pause();
        return tell();
      case "seek":
        return seek(command.offset_ms);
      case "speed":
        return replayer.setConfig({ speed: command.speed });
      case "skip_idle":
        return replayer.setConfig({ skipInactive: command.is_on });
      case "load":
        return undefined;
    }
  };
  return { obey, stop: () => clearInterval(ticker) };
}

/** Scales the recorded window to the room there is, and again when either changes. */
function keepFitted(root: HTMLElement, replayer: Replayer, report: (message: PlayerReport) => void): () => void {
  let size = { width: 0, height: 0 };
  const fit = () => {
    if (size.width === 0 || size.height === 0) return;
    const scale = Math.min(root.clientWidth / size.width, root.clientHeight / size.height);
    const left = (root.clientWidth - size.width * scale) / 2;
    const top = (root.clientHeight - size.height * scale) / 2;
    replayer.wrapper.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
  };
  replayer.on("resize", (recorded: unknown) => {
    if (!isSize(recorded)) return;
    size = { width: recorded.width, height: recorded.height };
    report({ type: "size", ...size });
    fit();
  });
  const observer = new ResizeObserver(fit);
  observer.observe(root);
  return () => observer.disconnect();
}

function isSize(value: unknown): value is { width: number; height: number } {
  return (
    typeof value === "object" &&
    value !== null &&
    "width" in value &&
    "height" in value &&
    typeof value.width === "number" &&
    typeof value.height === "number"
  );
}
