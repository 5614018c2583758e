import { expect, test } from "vitest";
import { chunksOfSite, ringDropCount, type RingChunk } from "./ring.ts";

const WINDOW = { window_ms: 30_000, max_bytes: 1_000_000 };

function chunk(at_ms: number, is_checkout = false, size_bytes = 100): RingChunk {
  return { at_ms, is_checkout, size_bytes };
}

test("the oldest segment goes once the next one covers the window", () => {
  const chunks = [chunk(0, true), chunk(1000), chunk(31_000, true), chunk(40_000)];
  expect(ringDropCount(chunks, { ...WINDOW, now_ms: 60_000 })).toBe(0);
  expect(ringDropCount(chunks, { ...WINDOW, now_ms: 61_000 })).toBe(2);
});

test("an old lone segment stays: nothing else shows the page", () => {
  expect(ringDropCount([chunk(0, true), chunk(1000)], { ...WINDOW, now_ms: 900_000 })).toBe(0);
});

test("bytes are a hard cap, taken off the oldest segment first", () => {
  const chunks = [chunk(0, true, 600_000), chunk(1000, true, 300_000), chunk(2000, false, 300_000)];
  expect(ringDropCount(chunks, { ...WINDOW, now_ms: 3000 })).toBe(1);
  const huge = [chunk(0, true, 600_000), chunk(1000, false, 600_000)];
  expect(ringDropCount(huge, { ...WINDOW, now_ms: 3000 })).toBe(2);
});

/** Feeds a ring at random and hands every state of it, with its whole history, to a judge. */
function feed(max_size: number, judge: (ring: RingChunk[], history: RingChunk[], now_ms: number) => void): void {
  let seed = 7;
  const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  for (let round = 0; round < 200; round += 1) {
    let ring: RingChunk[] = [];
    const history: RingChunk[] = [];
    let now_ms = 0;
    for (let step = 0; step < 120; step += 1) {
      now_ms += Math.floor(random() * 4000);
      const next = chunk(now_ms, random() < 0.15 || step === 0, Math.floor(random() * max_size));
      history.push(next);
      ring.push(next);
      ring = ring.slice(ringDropCount(ring, { ...WINDOW, now_ms }));
      judge(ring, history, now_ms);
    }
  }
}

test("whatever arrives, the kept part is exactly what covers the window, from a checkout on", () => {
  feed(1000, (ring, history, now_ms) => {
    const covering = history.findLast((item) => item.is_checkout && item.at_ms <= now_ms - WINDOW.window_ms);
    expect(ring).toEqual(covering ? history.slice(history.indexOf(covering)) : history);
  });
});

test("whatever arrives, the kept part fits", () => {
  feed(120_000, (ring) => {
    expect(ring.reduce((sum, item) => sum + item.size_bytes, 0)).toBeLessThanOrEqual(WINDOW.max_bytes);
  });
});

const A = "https://a.test";
const B = "https://b.test";

/** Chunks as `origin visit`, in the order in which they arrived. */
function arrived(...chunks: string[]) {
  return chunks.map((text) => {
    const [origin = "", visit = ""] = text.split(" ");
    return { origin, visit };
  });
}

test.each([
  ["one site is kept whole", arrived(`${A} 1`, `${A} 2`), 2],
  ["another site before it is cut off", arrived(`${B} 1`, `${A} 2`, `${A} 3`), 2],
  ["an earlier visit of the same site behind another one too", arrived(`${A} 1`, `${B} 2`, `${A} 3`), 1],
  ["a chunk that arrives late belongs to its visit", arrived(`${B} 1`, `${A} 2`, `${B} 1`, `${A} 2`), 2],
  ["nothing is kept of a site that shows up last under another name", arrived(`${A} 1`, `${B} 2`), 0],
])("%s", (_title, chunks, count) => {
  const kept = chunksOfSite(chunks, A);
  expect(kept).toHaveLength(count);
  expect(kept.every(({ origin }) => origin === A)).toBe(true);
});
