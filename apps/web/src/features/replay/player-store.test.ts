import { expect, test } from "vitest";
import { createPlayerStore } from "./player-store.ts";
import type { PlayerCommand } from "./protocol.ts";

function store(hasReplay = true) {
  return createPlayerStore({ epoch_ms: 100_000, duration_ms: 30_000, ratio: 1.6, initial_offset_ms: null, hasReplay });
}

test("times of the recording become times of the capture, whichever began first", () => {
  const player = store();
  player.take({ type: "loaded", first_epoch_ms: 98_000, duration_ms: 31_000 });
  player.take({ type: "time", offset_ms: 5000, is_playing: true });
  expect(player.get()).toMatchObject({ start_ms: -2000, end_ms: 29_000, at_ms: 3000, isPlaying: true });
});

test("a seek moves the cursor at once and tells the player its own time, kept inside the recording", () => {
  const player = store();
  const sent: PlayerCommand[] = [];
  player.connect((command) => sent.push(command));
  player.take({ type: "loaded", first_epoch_ms: 98_000, duration_ms: 31_000 });
  player.seek(10_000);
  player.seek(99_000);
  expect(sent).toEqual([
    { type: "seek", offset_ms: 12_000 },
    { type: "seek", offset_ms: 31_000 },
  ]);
  expect(player.get().at_ms).toBe(29_000);
});

test("without a replay the cursor still moves", () => {
  const player = store(false);
  player.seek(4000);
  expect(player.get()).toMatchObject({ phase: "ready", at_ms: 4000 });
});

test("what was chosen before the recording was there is carried out once it is", () => {
  const player = store();
  const sent: PlayerCommand[] = [];
  player.seek(4000);
  player.setSpeed(2);
  player.setSkipsIdle(true);
  player.connect((command) => sent.push(command));
  player.seek(12_000);
  sent.length = 0;
  player.take({ type: "loaded", first_epoch_ms: 98_000, duration_ms: 31_000 });
  expect(sent).toEqual([
    { type: "speed", speed: 2 },
    { type: "skip_idle", is_on: true },
    { type: "seek", offset_ms: 14_000 },
  ]);
  expect(player.get().at_ms).toBe(12_000);
});
