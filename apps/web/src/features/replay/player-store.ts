import type { PlayerCommand, PlayerReport } from "./protocol.ts";

export interface PlayerState {
  phase: "loading" | "ready" | "failed";
  problem: string | null;
  /** Present time, in ms since capture start. */
  at_ms: number;
  start_ms: number;
  end_ms: number;
  isPlaying: boolean;
  speed: number;
  skipsIdle: boolean;
  /** Width by height of the recorded window. */
  ratio: number;
}

export interface PlayerStore {
  get: () => PlayerState;
  subscribe: (listener: () => void) => () => void;
  /** Takes a report of the player document. */
  take: (report: PlayerReport) => void;
  /** Sets who carries commands to the player document; null when it is gone. */
  connect: (send: ((command: PlayerCommand) => void) | null) => void;
  fail: (problem: string) => void;
  toggle: () => void;
  seek: (at_ms: number) => void;
  setSpeed: (speed: number) => void;
  setSkipsIdle: (isOn: boolean) => void;
}

interface PlayerOptions {
  /** Wall clock of time 0 of the capture. */
  epoch_ms: number;
  duration_ms: number;
  ratio: number;
  /** Where to begin, in ms after the start of the recording. */
  initial_offset_ms: number | null;
  hasReplay: boolean;
}

/** One time for the player, its lanes and every row of evidence. Without a replay it still moves the cursor. */
export function createPlayerStore(options: PlayerOptions): PlayerStore {
  const listeners = new Set<() => void>();
  let send: ((command: PlayerCommand) => void) | null = null;
  let state = initialState(options);
  const set = (change: Partial<PlayerState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  let early_seek_ms: number | null = null;
  /** What was chosen before there was a recording to carry it out on. */
  const sendChosen = () => {
    if (state.speed !== 1) send?.({ type: "speed", speed: state.speed });
    if (state.skipsIdle) send?.({ type: "skip_idle", is_on: true });
    if (early_seek_ms !== null) seek(early_seek_ms);
    early_seek_ms = null;
  };
  const seek = (at_ms: number) => {
    if (state.phase === "loading") early_seek_ms = at_ms;
    const bounded = Math.min(Math.max(at_ms, state.start_ms), state.end_ms);
    set({ at_ms: bounded });
    send?.({ type: "seek", offset_ms: bounded - state.start_ms });
  };
  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    take: (report) => {
      set(changeOf(report, state, options.epoch_ms));
      if (report.type === "loaded") sendChosen();
    },
    connect: (carrier) => {
      send = carrier;
    },
    fail: (problem) => set({ phase: "failed", problem }),
    toggle: () => send?.({ type: state.isPlaying ? "pause" : "play" }),
    seek,
    setSpeed: (speed) => {
      set({ speed });
      send?.({ type: "speed", speed });
    },
    setSkipsIdle: (is_on) => {
      set({ skipsIdle: is_on });
      send?.({ type: "skip_idle", is_on });
    },
  };
}

function initialState(options: PlayerOptions): PlayerState {
  return {
    phase: options.hasReplay ? "loading" : "ready",
    problem: null,
    at_ms: options.initial_offset_ms ?? 0,
    start_ms: 0,
    end_ms: options.duration_ms,
    isPlaying: false,
    speed: 1,
    skipsIdle: false,
    ratio: options.ratio,
  };
}

function changeOf(report: PlayerReport, state: PlayerState, epoch_ms: number): Partial<PlayerState> {
  switch (report.type) {
    case "loaded": {
      const start_ms = report.first_epoch_ms - epoch_ms;
      return { phase: "ready", start_ms, end_ms: start_ms + report.duration_ms };
    }
    case "time":
      return { at_ms: state.start_ms + report.offset_ms, isPlaying: report.is_playing };
    case "size":
      return { ratio: report.width / Math.max(1, report.height) };
    case "failed":
      return { phase: "failed", problem: report.message };
    case "ready":
    case "shown":
      return {};
  }
}
