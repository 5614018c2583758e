import { expect, test } from "vitest";
import { evidenceCounts } from "./evidence-counts.ts";

const recorded = {
  console: 3,
  console_errors: 1,
  network: 2,
  failed_requests: 1,
  errors: 1,
  actions: 4,
  replay_events: 80,
};

test("pictures and files are counted beside what was recorded", () => {
  const stored = [{ kind: "SCREENSHOT" }, { kind: "FILE" }, { kind: "FILE" }, { kind: "LOGS" }] as const;
  expect(evidenceCounts(recorded, stored)).toEqual({ ...recorded, screenshots: 1, files: 2 });
  expect(evidenceCounts(null, stored)).toMatchObject({ console: 0, replay_events: 0, screenshots: 1, files: 2 });
});

test("a capture that holds neither counts as no evidence", () => {
  expect(evidenceCounts(null, [{ kind: "COOKIES" }, { kind: "REPLAY" }])).toBeNull();
  expect(evidenceCounts(recorded, [])).toEqual({ ...recorded, screenshots: 0, files: 0 });
});
