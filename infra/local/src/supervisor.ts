import { setTimeout as wait } from "node:timers/promises";
import { startChild, type Child, type ChildSpec } from "./child.ts";
import { StartFailure } from "./failure.ts";
import { complain, say } from "./progress.ts";

export interface ServiceSpec extends ChildSpec {
  /** Answers once the process can do its work; missing when being alive is enough. */
  ready_url?: string;
}

const READY_MS = 60_000;
const POLL_MS = 50;
const CALM_MS = 60_000;
const MAX_RESTARTS = 5;

interface SupervisorOptions {
  data_dir: string;
  /** Called with one line when a process can't be kept running. */
  giveUp: (line: string) => void;
  /** Grows with every restart in a row. */
  pause_ms?: number;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}

async function untilReady(spec: ServiceSpec, child: Child): Promise<void> {
  if (!spec.ready_url) return;
  let reason: string | undefined;
  void child.exited.then((why) => (reason = why));
  const deadline = performance.now() + READY_MS;
  while (!(await answers(spec.ready_url))) {
    if (reason !== undefined) throw new StartFailure(`${spec.name} did not start (${reason})`);
    if (performance.now() > deadline) throw new StartFailure(`${spec.name} was not ready within ${READY_MS / 1000} s`);
    await wait(POLL_MS);
  }
}

/** Keeps the processes of the product running: restarts one that dies, gives up on one that keeps dying. */
export class Supervisor {
  #children = new Map<string, Child>();
  #restarts = new Map<string, number[]>();
  #isStopping = false;
  readonly #options: Required<SupervisorOptions>;

  constructor(options: SupervisorOptions) {
    this.#options = { pause_ms: 500, ...options };
  }

  /** Starts a process and resolves once it is ready. @throws StartFailure with the reason it gave. */
  async start(spec: ServiceSpec): Promise<void> {
    const child = startChild(spec, this.#options.data_dir);
    this.#children.set(spec.name, child);
    await untilReady(spec, child);
    void child.exited.then((reason) => this.#revive(spec, reason));
  }

  async #revive(spec: ServiceSpec, reason: string): Promise<void> {
    if (this.#isStopping) return;
    const recent = (this.#restarts.get(spec.name) ?? []).filter((at) => at > performance.now() - CALM_MS);
    if (recent.length >= MAX_RESTARTS)
      return this.#options.giveUp(`${spec.name} keeps stopping (${reason}); see logs/${spec.name}.log`);
    this.#restarts.set(spec.name, [...recent, performance.now()]);
    complain(`hawkmoth: ${spec.name} stopped (${reason}); starting it again`);
    await wait(recent.length * this.#options.pause_ms);
    if (this.#isStopping) return;
    try {
      await this.start(spec);
      say(`hawkmoth: ${spec.name} is back`);
    } catch (error) {
      await this.#revive(spec, error instanceof Error ? error.message : String(error));
    }
  }

  /** Stops every process and resolves when all are gone. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all([...this.#children.values()].map((child) => child.stop()));
  }
}
