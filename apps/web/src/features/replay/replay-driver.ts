import type { eventWithTime } from "@rrweb/types";
import type { Replayer } from "rrweb";
import type { PlayerCommand, PlayerReport } from "./protocol.ts";
import { playFrom, showFrame } from "./seek.ts";

const REPORT_EVERY_MS = 90;

interface Driven {
  replayer: Replayer;
  /** In order of time, as `playableEvents` gives them. */
  events: readonly eventWithTime[];
  report: (message: PlayerReport) => void;
}

/** Carries out commands and reports the time while it runs. Of several seeks within a frame only the last is shown. */
export class ReplayDriver {
  readonly #driven: Driven;
  readonly #duration_ms: number;
  readonly #ticker: ReturnType<typeof setInterval>;
  #isPlaying = false;
  #paused_ms = 0;
  #wanted_ms: number | null = null;

  constructor(driven: Driven) {
    this.#driven = driven;
    this.#duration_ms = driven.replayer.getMetaData().totalTime;
    this.#ticker = setInterval(() => this.#isPlaying && this.#reportTime(), REPORT_EVERY_MS);
    driven.replayer.on("finish", () => this.#finish());
  }

  obey(command: PlayerCommand): void {
    const { replayer } = this.#driven;
    switch (command.type) {
      case "play": {
        const from_ms = this.#now_ms();
        this.#isPlaying = true;
        return this.#seek(from_ms >= this.#duration_ms ? 0 : from_ms);
      }
      case "pause":
        this.#paused_ms = this.#now_ms();
        this.#isPlaying = false;
        replayer.pause();
        return this.#reportTime();
      case "seek":
        return this.#seek(command.offset_ms);
      case "speed":
        return replayer.setConfig({ speed: command.speed });
      case "skip_idle":
        return replayer.setConfig({ skipInactive: command.is_on });
      case "load":
        return undefined;
    }
  }

  stop(): void {
    clearInterval(this.#ticker);
  }

  #bounded(offset_ms: number): number {
    return Math.min(Math.max(0, offset_ms), this.#duration_ms);
  }

  #now_ms(): number {
    const shown_ms = this.#isPlaying ? this.#bounded(this.#driven.replayer.getCurrentTime()) : this.#paused_ms;
    return this.#wanted_ms ?? shown_ms;
  }

  #reportTime(): void {
    this.#driven.report({ type: "time", offset_ms: this.#now_ms(), is_playing: this.#isPlaying });
  }

  #seek(offset_ms: number): void {
    if (this.#wanted_ms === null) requestAnimationFrame(() => this.#show());
    this.#wanted_ms = this.#bounded(offset_ms);
    this.#reportTime();
  }

  #show(): void {
    if (this.#wanted_ms === null) return;
    const { replayer, events, report } = this.#driven;
    this.#paused_ms = this.#wanted_ms;
    this.#wanted_ms = null;
    const showOrPlay = this.#isPlaying ? playFrom : showFrame;
    showOrPlay(replayer, events, this.#paused_ms);
    report({ type: "shown", offset_ms: this.#paused_ms });
  }

  /** rrweb says so a moment after the last event, also when somebody has moved on since. */
  #finish(): void {
    if (!this.#isPlaying || this.#now_ms() < this.#duration_ms - 1) return;
    this.#isPlaying = false;
    this.#paused_ms = this.#duration_ms;
    this.#reportTime();
  }
}
