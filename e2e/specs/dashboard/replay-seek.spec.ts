import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test } from "../../fixtures/test.ts";
import { layeredRecording } from "../../fixtures/layered-recording.ts";

const SEEKS = process.env["HAWKMOTH_TEST_DEEP"] ? 200 : 40;
const SEED_DATA = fileURLToPath(new URL("../../../apps/api/src/seed-data/", import.meta.url));

interface Host {
  open: (name: string, bytes: ArrayBuffer, offset_ms: number) => Promise<void>;
  seek: (name: string, offset_ms: number) => Promise<void>;
  rest: () => Promise<void>;
  read: (name: string) => string;
}

declare global {
  interface Window {
    player: Host;
  }
}

/** Lets a page of the product hold the player document and ask it for frames, as the bug page does. */
async function openHost(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/robots.txt`);
  await page.evaluate(() => {
    const until = (frame: HTMLIFrameElement, type: string, isWanted: (offset_ms: number) => boolean) =>
      new Promise<void>((resolve) => {
        const listen = ({ source, data }: MessageEvent<{ type: string; offset_ms: number }>) => {
          if (source !== frame.contentWindow || data.type !== type || !isWanted(data.offset_ms)) return;
          window.removeEventListener("message", listen);
          resolve();
        };
        window.addEventListener("message", listen);
      });
    const open = async (name: string, bytes: ArrayBuffer, offset_ms: number) => {
      document.querySelector(`iframe[name="${name}"]`)?.remove();
      const frame = document.createElement("iframe");
      Object.assign(frame, { name, width: "900", height: "700" });
      const ready = until(frame, "ready", () => true);
      frame.src = "/replay";
      document.body.append(frame);
      await ready;
      const shown = until(frame, "shown", () => true);
      frame.contentWindow?.postMessage({ type: "load", bytes, offset_ms }, location.origin);
      await shown;
    };
    const seek = async (name: string, offset_ms: number) => {
      const frame = document.querySelector<HTMLIFrameElement>(`iframe[name="${name}"]`);
      if (!frame) throw new Error(`no player ${name}`);
      const shown = until(frame, "shown", (at_ms) => at_ms === offset_ms);
      frame.contentWindow?.postMessage({ type: "seek", offset_ms }, location.origin);
      await shown;
    };
    /** What the browser does by itself after a page was built, such as scrolling, is done two frames later. */
    const rest = () =>
      new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
    /** Everything that a person could see of a frame: the document, what fields hold, where it is scrolled to. */
    const read = (name: string) => {
      const player = document.querySelector<HTMLIFrameElement>(`iframe[name="${name}"]`)?.contentDocument;
      const frame = player?.querySelector("iframe");
      const shown = frame?.contentDocument;
      const fields = [...(shown?.querySelectorAll("input, textarea, select") ?? [])].map((field) => {
        const { value, checked }: { value?: unknown; checked?: unknown } = {
          value: Reflect.get(field, "value"),
          checked: Reflect.get(field, "checked"),
        };
        return [value, checked];
      });
      const size = [frame?.getAttribute("width"), frame?.getAttribute("height")];
      const scroll = [shown?.defaultView?.scrollX, shown?.defaultView?.scrollY];
      return JSON.stringify([shown?.documentElement.outerHTML, fields, size, scroll]);
    };
    Object.assign(window, { player: { open, seek, rest, read } });
  });
}

interface Wrong {
  sequence: number[];
  /** Where what was shown first differs from what was to be shown, with a few characters around. */
  shown: string;
  expected: string;
}

/** Seeks at random and compares where it ends with a player that has just been opened at the same time. */
async function wrongFrames(page: Page, recording: string, sequences: number[][]): Promise<Wrong[]> {
  return page.evaluate(
    async ([text, plan]) => {
      const { player } = window;
      const bytes = () => new TextEncoder().encode(text).buffer;
      const fresh = new Map<number, string>();
      const wrong: Wrong[] = [];
      await player.open("used", bytes(), 0);
      for (const sequence of plan) {
        for (const offset_ms of sequence) await player.seek("used", offset_ms);
        const at_ms = sequence.at(-1) ?? 0;
        if (!fresh.has(at_ms)) {
          await player.open("fresh", bytes(), at_ms);
          await player.rest();
          fresh.set(at_ms, player.read("fresh"));
        }
        await player.rest();
        const [shown, expected] = [player.read("used"), fresh.get(at_ms) ?? ""];
        let differs_at = 0;
        while (differs_at < shown.length && shown[differs_at] === expected[differs_at]) differs_at += 1;
        const around = (text: string) => text.slice(Math.max(0, differs_at - 100), differs_at + 100);
        if (shown !== expected) wrong.push({ sequence, shown: around(shown), expected: around(expected) });
      }
      return wrong;
    },
    [recording, sequences] as const,
  );
}

/** The same numbers each time, so that a failure can be repeated (Lehmer, 1951). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Sequences of one to three seeks that end at one of twelve times; the ends of the recording are among them. */
function sequencesFor(duration_ms: number, seed: number): number[][] {
  const next = random(seed);
  const inside = Array.from({ length: 10 }, () => Math.round(next() * duration_ms));
  const times = [0, duration_ms, ...inside];
  const pick = () => times[Math.floor(next() * times.length)] ?? 0;
  return Array.from({ length: SEEKS }, () => Array.from({ length: 1 + Math.floor(next() * 3) }, pick));
}

async function seeded(name: string): Promise<string> {
  const packed = await readFile(`${SEED_DATA}${name}/replay.json.gz`);
  const stream = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

function durationOf(recording: string): number {
  const parsed: { timestamp: number }[] | { events: { timestamp: number }[] } = JSON.parse(recording);
  const times = (Array.isArray(parsed) ? parsed : parsed.events).map(({ timestamp }) => timestamp);
  return Math.max(...times) - Math.min(...times);
}

const RECORDINGS = [
  ["a checkout", () => seeded("coupon")],
  ["a cart", () => seeded("total")],
  ["two documents with fields, scrolling and a dialog at the very end", () => Promise.resolve(layeredRecording())],
] as const;

for (const [index, [name, load]] of RECORDINGS.entries())
  test(`${SEEKS} sequences of seeks through ${name} end at the frames of a player opened there`, async ({
    demo,
    page,
  }) => {
    test.setTimeout(180_000);
    const recording = await load();
    await openHost(page, demo.url);
    expect(await wrongFrames(page, recording, sequencesFor(durationOf(recording), 11 + index))).toEqual([]);
  });

test("a seek to the end shows what happened last, and one back to the start and on shows neither", async ({
  demo,
  page,
}) => {
  const recording = layeredRecording();
  await openHost(page, demo.url);
  const shownAfter = (seeks: number[]) =>
    page.evaluate(
      async ([text, plan]) => {
        const { player } = window;
        await player.open("used", new TextEncoder().encode(text).buffer, 0);
        for (const offset_ms of plan) await player.seek("used", offset_ms);
        return player.read("used");
      },
      [recording, seeks] as const,
    );
  const end_ms = durationOf(recording);
  expect(await shownAfter([end_ms])).toContain("DIALOG AT THE END");
  expect(await shownAfter([0])).toContain("FIRST PAGE");
  const later = await shownAfter([end_ms, 0, 12_000]);
  expect(later).toContain("SECOND PAGE");
  expect(later).not.toContain("FIRST PAGE");
  expect(later).not.toContain("DIALOG AT THE END");
});
