"use client";
import { useEffect, useRef } from "react";

/** A burst is gathered for this long before the first call. */
const GATHER_MS = 60;
/** Between two calls passes at least this long. */
const PACE_MS = 1000;
const RETRY_MS = 5000;
const MAX_FAILURES = 3;

/**
 * Gathers what bursts of events ask for, and calls `run` with each thing once: soon after the first, then at most once
 * a second and never twice at a time. What a failed call was for is tried again some seconds later.
 */
export function usePaced<Item>(run: (items: readonly Item[]) => Promise<void>): (items: readonly Item[]) => void {
  const current = useRef(run);
  useEffect(() => {
    current.current = run;
  });
  const pace = useRef<Pace<Item> | null>(null);
  useEffect(() => () => pace.current?.stop(), []);
  return (items) => {
    pace.current ??= new Pace((due) => current.current(due));
    pace.current.add(items);
  };
}

/** The clockwork of `usePaced`, apart from React. */
export class Pace<Item> {
  readonly #run: (items: readonly Item[]) => Promise<void>;
  #items = new Set<Item>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isRunning = false;
  #failures = 0;
  #free_at_ms = 0;

  constructor(run: (items: readonly Item[]) => Promise<void>) {
    this.#run = run;
  }

  add(items: readonly Item[]): void {
    for (const item of items) this.#items.add(item);
    this.#plan(GATHER_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#items.clear();
  }

  #plan(wait_ms: number): void {
    if (this.#isRunning || this.#timer !== undefined || this.#items.size === 0) return;
    this.#timer = setTimeout(() => void this.#go(), Math.max(wait_ms, this.#free_at_ms - Date.now()));
  }

  async #go(): Promise<void> {
    this.#timer = undefined;
    this.#isRunning = true;
    this.#free_at_ms = Date.now() + PACE_MS;
    const due = [...this.#items];
    this.#items.clear();
    const isDone = await this.#run(due).then(
      () => true,
      () => false,
    );
    this.#isRunning = false;
    this.#failures = isDone ? 0 : this.#failures + 1;
    if (!isDone && this.#failures < MAX_FAILURES) for (const item of due) this.#items.add(item);
    this.#plan(isDone ? GATHER_MS : RETRY_MS);
  }
}
