import { Replayer } from "rrweb";
import { openingOffset } from "./opening-offset.ts";
import type { PlayerCommand, PlayerReport } from "./protocol.ts";
import { readRecording } from "./read-recording.ts";
import { ReplayDriver } from "./replay-driver.ts";
import { playableEvents } from "./seek.ts";
import { silenceNodes } from "./silence-nodes.ts";

const OWN_START_MS = 5;

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
  const recorded = await readRecording(bytes);
  silenceNodes(recorded);
  const events = playableEvents(recorded);
  const replayer = new Replayer(events, {
    root,
    UNSAFE_replayCanvas: false,
    skipInactive: false,
    showWarning: false,
    showDebug: false,
    triggerFocus: false,
    mouseTail: { duration: 400, lineWidth: 2, strokeStyle: "#c2255c" },
  });
  await ownStart();
  const { startTime, totalTime } = replayer.getMetaData();
  const stopFitting = keepFitted(root, replayer, report);
  report({ type: "loaded", first_epoch_ms: startTime, duration_ms: totalTime });
  const driver = new ReplayDriver({ replayer, events, report });
  driver.obey({ type: "seek", offset_ms: offset_ms ?? openingOffset(events) });
  return {
    obey: (command) => driver.obey(command),
    destroy: () => {
      driver.stop();
      stopFitting();
      replayer.destroy();
    },
  };
}

/** Resolves when rrweb has drawn its first frame and size by timers of 0 and 1 ms, which would undo an earlier seek. */
function ownStart(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, OWN_START_MS));
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
