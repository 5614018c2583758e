import { fork } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ATTACKS } from "./attacks.ts";
import { quantile, timed, type Figure } from "./figures.ts";
import { startWholeProduct, type WholeProduct } from "./whole-product.ts";

const ATTACK_MS = 15_000;
const PAUSE_MS = 25;
const REST_MS = 3000;
const BAR = 3;
const MEMORY_BAR_MB = 600;

interface Honest {
  times_ms: number[];
  failed: number;
}

/** A person at work: reads the list and a small write each time, until the signal says stop. */
async function workHonestly({ url, member_key, project_id }: WholeProduct, signal: AbortSignal): Promise<Honest> {
  const headers = { authorization: `Bearer ${member_key}`, "content-type": "application/json" };
  const honest: Honest = { times_ms: [], failed: 0 };
  const ask = async (path: string, init: RequestInit): Promise<void> => {
    let isOk = false;
    const time_ms = await timed(async () => {
      const answer = await fetch(`${url}${path}`, { headers, ...init }).catch(() => null);
      isOk = answer?.ok ?? false;
      await answer?.arrayBuffer().catch(() => undefined);
    });
    honest.times_ms.push(time_ms);
    if (!isOk) honest.failed += 1;
  };
  for (let turn = 0; !signal.aborted; turn += 1) {
    await ask(`/api/v1/bugs?project_id=${project_id}&limit=25`, {});
    const body = JSON.stringify({ project_id, title: `Honest ${turn} ${Math.random()}`, allow_duplicate: true });
    await ask("/api/v1/bugs", { method: "POST", body });
    await wait(PAUSE_MS);
  }
  return honest;
}

/** Attacks from a process of its own until the time is over. */
function attackBy(what: string, { url, project_id, publishable_key, member_key }: WholeProduct): Promise<unknown> {
  const attacker = fork(fileURLToPath(new URL("attacker.ts", import.meta.url)));
  const ended = new Promise((resolve) => attacker.once("exit", resolve));
  const target = { url, project_id, publishable_key, member_key };
  attacker.send({ what, target, duration_ms: ATTACK_MS });
  return ended;
}

async function measure(product: WholeProduct, what: string | null): Promise<Honest> {
  const attacked = what === null ? null : attackBy(what, product);
  const honest = await workHonestly(product, AbortSignal.timeout(ATTACK_MS));
  await attacked;
  return honest;
}

function figuresOf(what: string, alone: Honest, attacked: Honest): Figure[] {
  const [before, during] = [quantile(alone.times_ms, 0.99), quantile(attacked.times_ms, 0.99)];
  return [
    { what, subject: "honest p99 alone", value: before, unit: "ms" },
    { what, subject: "honest p99 attacked", value: during, unit: "ms" },
    { what, subject: "attacked / alone", value: during / before, unit: "x", bar: BAR },
    { what, subject: "honest calls that failed", value: attacked.failed, unit: "calls", bar: 0 },
  ];
}

/**
 * What an honest client notices of four attacks, side by side with the same work alone just before, and the most memory
 * that each process held through all of them. Rate limits are off.
 */
export async function benchAbuse(): Promise<Figure[]> {
  const product = await startWholeProduct();
  const figures: Figure[] = [];
  try {
    await measure(product, null);
    for (const what of Object.keys(ATTACKS)) {
      const alone = await measure(product, null);
      const attacked = await measure(product, what);
      figures.push(...figuresOf(what, alone, attacked));
      await product.peakMemory();
      await wait(REST_MS);
    }
    for (const [name, peak_mb] of await product.peakMemory())
      figures.push({ what: "memory at its most", subject: name, value: peak_mb, unit: "MB", bar: MEMORY_BAR_MB });
  } finally {
    await product.stop();
  }
  return figures;
}
