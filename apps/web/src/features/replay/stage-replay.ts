import { Replayer } from "rrweb";
import { openingOffset } from "./opening-offset.ts";
import type { PlayerCommand, PlayerReport } from "./protocol.ts";
import { readRecording } from "./read-recording.ts";

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
  const events = await readRecording(bytes);
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
  const driver = drive(replayer, report);
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

/** Carries out commands and reports the time while it runs. */
function drive(replayer: Replayer, report: (message: PlayerReport) => void) {
  const { totalTime } = replayer.getMetaData();
  let isPlaying = false;
  const now_ms = () => Math.max(0, replayer.getCurrentTime());
  const tell = (offset_ms: number) => report({ type: "time", offset_ms, is_playing: isPlaying });
  const ticker = setInterval(() => {
    if (isPlaying) tell(now_ms());
  }, REPORT_EVERY_MS);
  replayer.on("finish", () => {
    isPlaying = false;
    tell(totalTime);
  });
  const obey = (command: PlayerCommand) => {
    switch (command.type) {
      case "play":
        isPlaying = true;
        replayer.play(now_ms() >= totalTime ? 0 : now_ms());
        return tell(now_ms());
      case "pause":
        isPlaying = false;
        replayer.pause();
        return tell(now_ms());
      case "seek": {
        const bounded = Math.min(Math.max(0, command.offset_ms), totalTime);
        if (isPlaying) replayer.play(bounded);
        else replayer.pause(bounded);
        return tell(bounded);
      }
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
