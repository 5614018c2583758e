import { Replayer } from "@rrweb/replay";
import { EventType } from "@rrweb/types";
import type { Recording } from "./load-events.ts";

const TICK_MS = 100;

/** A recording on stage. Times are ms since its first event. */
export interface Stage {
  duration_ms: number;
  /** Offset of a time that other answers about the bug speak of. */
  offsetOf: (at_ms: number) => number;
  isPlaying: () => boolean;
  seek: (offset_ms: number) => void;
  toggle: () => void;
  destroy: () => void;
}

/**
 * Puts a recording into `root`, paused at its end, where the bug shows. The recorded page stands in rrweb's own frame,
 * sandboxed without scripts. @throws Error where the host's sandbox doesn't let a page reach into its own frames.
 */
export function setStage(root: HTMLElement, recording: Recording, onTime: (offset_ms: number) => void): Stage {
  const replayer = new Replayer(recording.events, {
    root,
    UNSAFE_replayCanvas: false,
    mouseTail: false,
    showWarning: false,
    triggerFocus: false,
  });
  if (!replayer.iframe.contentDocument) {
    replayer.destroy();
    throw new Error("This program does not let the replay draw its page.");
  }
  const { startTime, totalTime } = replayer.getMetaData();
  const opening_ms = openingOf(recording.events) - startTime;
  const stopFitting = keepFitted(root, replayer);
  let isPlaying = false;
  const show = (offset_ms: number) => {
    const bounded = Math.min(Math.max(opening_ms, offset_ms), totalTime);
    if (isPlaying) replayer.play(bounded);
    else replayer.pause(bounded);
    onTime(bounded);
  };
  const timer = setInterval(() => {
    if (isPlaying) onTime(Math.max(0, replayer.getCurrentTime()));
  }, TICK_MS);
  replayer.on("finish", () => {
    isPlaying = false;
    onTime(totalTime);
  });
  show(totalTime);
  return {
    duration_ms: totalTime,
    offsetOf: (at_ms) => at_ms + recording.epoch_ms - startTime,
    isPlaying: () => isPlaying,
    seek: show,
    toggle: () => {
      isPlaying = !isPlaying;
      const now_ms = Math.max(0, replayer.getCurrentTime());
      show(isPlaying && now_ms >= totalTime ? 0 : now_ms);
    },
    destroy: () => {
      clearInterval(timer);
      stopFitting();
      replayer.destroy();
    },
  };
}

/** When the first whole picture of the page is there: before that the player has nothing to show. */
function openingOf(events: Recording["events"]): number {
  return (events.find(({ type }) => type === EventType.FullSnapshot)?.timestamp ?? 0) + 1;
}

/** Scales the recorded window to the room there is, and again when either changes. */
function keepFitted(root: HTMLElement, replayer: Replayer): () => void {
  const fit = () => {
    const { offsetWidth, offsetHeight } = replayer.iframe;
    if (offsetWidth === 0 || offsetHeight === 0) return;
    root.style.aspectRatio = String(Math.max(1, offsetWidth / offsetHeight));
    const scale = Math.min(root.clientWidth / offsetWidth, root.clientHeight / offsetHeight);
    const left = (root.clientWidth - offsetWidth * scale) / 2;
    replayer.wrapper.style.transform = `translate(${left}px) scale(${scale})`;
  };
  replayer.on("resize", fit);
  const observer = new ResizeObserver(fit);
  observer.observe(root);
  return () => observer.disconnect();
}
