import { setTimeout as wait } from "node:timers/promises";
import { startChild, type Child, type ChildSpec } from "./child.ts";
import { explain, StartFailure } from "./failure.ts";
import { complain, say } from "./progress.ts";

export interface ServiceSpec extends ChildSpec {
  /** Answers once the process can do its work; missing when being alive is enough. */
  ready_url?: string;
}

/** RUNNING: up and ready. RESTARTING: between two runs. FAILING: stopped so often that it is only tried now and then. */
export type ServiceState = "STARTING" | "RUNNING" | "RESTARTING" | "FAILING";

const READY_MS = 60_000;
const POLL_MS = 50;
const CALM_MS = 60_000;
const MAX_RESTARTS = 5;

interface SupervisorOptions {
  data_dir: string;
  /** Grows with every restart in a row. */
  pause_ms?: number;
  /** Between two tries of a service that keeps stopping. */
  failing_pause_ms?: number;
}

interface Service {
  child: Child;
  isReady: boolean;
  begun_ms: number;
  /** How often it stopped without having run for CALM_MS in between. */
  crash_count: number;
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

/**
 * Keeps the processes of the product running. One that dies is started again; one that keeps dying is tried now and then,
 * and the others go on without it.
 */
export class Supervisor {
  #services = new Map<string, Service>();
  readonly #stopping = new AbortController();
  readonly #options: Required<SupervisorOptions>;

  constructor(options: SupervisorOptions) {
    this.#options = { pause_ms: 500, failing_pause_ms: 30_000, ...options };
  }

  /** Starts a process and resolves once it is ready. @throws StartFailure with the reason it gave. */
  async start(spec: ServiceSpec): Promise<void> {
    if (this.#stopping.signal.aborted) throw new StartFailure(`${spec.name} was not started: Hawkmoth stops`);
    const child = startChild(spec, this.#options.data_dir);
    const crash_count = this.#services.get(spec.name)?.crash_count ?? 0;
    const service: Service = { child, isReady: false, begun_ms: performance.now(), crash_count };
    this.#services.set(spec.name, service);
    await untilReady(spec, child);
    service.isReady = true;
    void child.exited.then((reason) => this.#revive(spec, service, reason));
  }

  /** How each service is, by its name. */
  states(): Record<string, ServiceState> {
    return Object.fromEntries([...this.#services].map(([name, service]) => [name, stateOf(service)]));
  }

  async #revive(spec: ServiceSpec, service: Service, reason: string): Promise<void> {
    const isFirstFailure = countCrash(service);
    if (this.#stopping.signal.aborted) return;
    if (!isFailing(service)) complain(`hawkmoth: ${spec.name} stopped (${reason}); starting it again`);
    if (isFirstFailure)
      complain(`hawkmoth: ${spec.name} keeps stopping (${reason}); the rest goes on; see logs/${spec.name}.log`);
    const { pause_ms, failing_pause_ms } = this.#options;
    await this.#pause(isFailing(service) ? failing_pause_ms : (service.crash_count - 1) * pause_ms);
    if (this.#stopping.signal.aborted) return;
    try {
      await this.start(spec);
      if (!isFailing(service)) say(`hawkmoth: ${spec.name} is back`);
    } catch (error) {
      const failed = this.#services.get(spec.name) ?? service;
      await failed.child.stop();
      await this.#revive(spec, failed, explain(error));
    }
  }

  async #pause(duration_ms: number): Promise<void> {
    await wait(duration_ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }

  /** Stops every process and resolves when all are gone. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#services.values()].map(({ child }) => child.stop()));
  }
}

/** Notes that the service stopped. True when this is the time from which on it counts as failing. */
function countCrash(service: Service): boolean {
  const wasCalm = performance.now() - service.begun_ms > CALM_MS;
  service.isReady = false;
  service.crash_count = wasCalm ? 1 : service.crash_count + 1;
  return service.crash_count === MAX_RESTARTS + 1;
}

function isFailing(service: Service): boolean {
  const isCalm = service.isReady && performance.now() - service.begun_ms > CALM_MS;
  return !isCalm && service.crash_count > MAX_RESTARTS;
}

function stateOf(service: Service): ServiceState {
  if (isFailing(service)) return "FAILING";
  if (service.isReady) return "RUNNING";
  return service.crash_count > 0 ? "RESTARTING" : "STARTING";
}
