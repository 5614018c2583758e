import { adversarialTexts, repeating, type AdversarialText } from "./adversarial-texts.ts";

/** Four times the text may take this many times as long: four for the length, the rest for what a machine adds. */
const MAX_GROWTH = 5;
const TIMES = 4;

/** Times below this are those of the clock and of the collector. */
const MEASURABLE_MS = 5;
/** From here on the time of this thread is exact enough; below, the clock on the wall is the only fine one. */
const LONG_MS = 60;
/** Pairs of runs that a growth above the limit gets to show that it came from the machine. */
const MAX_PAIRS = 40;
/** What these may take together, for one text. */
const MAX_PAIRS_MS = 1000;
/** A text that takes longer needs no longer one to show its growth again. */
const SLOW_MS = 300;

/** How the cost of a function grows from one text to one of four times its length. */
interface Growth {
  text: string;
  length: number;
  ms: number;
  ratio: number;
}

/** What to measure with: `isDeep` takes every text and greater lengths, which takes minutes. */
interface GrowthOptions {
  isDeep?: boolean;
  /** Units to repeat in place of the adversarial ones. */
  units?: readonly string[];
  /** Characters of the longest text. */
  max_length?: number;
}

function timed(work: () => unknown): number {
  const [started_at, before] = [performance.now(), process.threadCpuUsage()];
  work();
  const wall_ms = performance.now() - started_at;
  const { user, system } = process.threadCpuUsage(before);
  return wall_ms < LONG_MS ? wall_ms : (user + system) / 1000;
}

/**
 * The cost of `work` for one text beside that for a quarter of it, which runs four times for one measure: so both
 * measures last equally long when the cost is linear, and what else the machine does disturbs both alike. The quickest
 * of each counts, and a growth above the limit is measured again until it holds or the pairs are used up. Null where
 * the work is too quick to measure.
 */
function growthAt(work: (text: string) => unknown, { name, textOf }: AdversarialText, length: number): Growth | null {
  const [long, short] = [textOf(length), textOf(length / TIMES)];
  const timeLong = () => timed(() => work(long));
  const timeShort = () =>
    timed(() => {
      for (let run = 0; run < TIMES; run += 1) work(short);
    });
  let ms = timeLong();
  if (ms < MEASURABLE_MS) return null;
  let short_ms = timeShort();
  const ratioOf = () => (TIMES * ms) / Math.max(short_ms, 0.01);
  for (let pairs = 0, spent_ms = 0; ratioOf() > MAX_GROWTH; pairs += 1) {
    if (pairs === MAX_PAIRS || spent_ms > MAX_PAIRS_MS) break;
    spent_ms += ms + short_ms;
    ms = Math.min(ms, timeLong());
    short_ms = Math.min(short_ms, timeShort());
    if (ms < MEASURABLE_MS) return null;
  }
  return { text: name, length, ms, ratio: ratioOf() };
}

/** A growth above the limit that a text of four times the length shows as well. */
function steepAt(work: (text: string) => unknown, text: AdversarialText, length: number): Growth | null {
  const growth = growthAt(work, text, length);
  if (!isSteep(growth)) return null;
  if (growth.ms > SLOW_MS) return growth;
  const longer = growthAt(work, text, length * TIMES);
  return isSteep(longer) ? longer : null;
}

function isSteep(growth: Growth | null): growth is Growth {
  return growth !== null && growth.ratio > MAX_GROWTH;
}

function sentence({ text, length, ms, ratio }: Growth): string {
  return `${text} of ${length} characters: ${ms.toFixed(1)} ms, ${ratio.toFixed(1)} times those of a quarter`;
}

/**
 * The adversarial texts for which `work` costs more than five times as much when they are four times as long: none for
 * a function of linear cost.
 */
export function steepGrowth(work: (text: string) => unknown, options: GrowthOptions = {}): string[] {
  const { isDeep = process.env["HAWKMOTH_TEST_DEEP"] === "1" } = options;
  const { max_length = isDeep ? 262_144 : 16_384 } = options;
  const lengths = isDeep ? [max_length / 16, max_length / 4, max_length] : [max_length];
  const texts = options.units ? repeating(options.units) : adversarialTexts({ isDeep });
  return texts.flatMap((text) => {
    for (const length of lengths) {
      const growth = steepAt(work, text, length);
      if (growth) return [sentence(growth)];
    }
    return [];
  });
}
