import type { HitSink, LogSink } from "../entry.ts";
import { natives } from "../natives.ts";
import type { PolicyHolder } from "../policy.ts";

/** What every hook gets: where facts go, what may be kept, and which hosts are our own and thus not recorded. */
export interface HookContext {
  sink: LogSink;
  onHits: HitSink;
  policy: PolicyHolder;
  ignored_hosts: readonly string[];
}

/**
 * Runs a piece of recording so that its failure never reaches the page.
 * @returns what it returned, or undefined when it threw.
 */
export function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    // A page must not break because its recording did.
    return undefined;
  }
}

/** Runs `work` before each call of a method; the page's call itself stays as it is. */
export function beforeCalling(owner: object, name: string, work: (self: unknown) => void): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== "function") return;
  Reflect.set(owner, name, function (this: unknown, ...args: unknown[]): unknown {
    quietly(() => work(this));
    return natives.apply(original, this, args);
  });
}
