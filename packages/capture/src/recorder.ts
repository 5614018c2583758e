import { recordActions } from "./actions/actions.ts";
import { ChunkBuffer, type EncodedChunk } from "./buffer.ts";
import { hookConsole } from "./hooks/console.ts";
import { hookErrors } from "./hooks/errors.ts";
import { hookFetch } from "./hooks/fetch.ts";
import { beforeCalling, type HookContext } from "./hooks/hook.ts";
import { hookNavigation } from "./hooks/navigation.ts";
import { NetworkLog } from "./hooks/network-log.ts";
import { hookResources } from "./hooks/resources.ts";
import { hookXhr } from "./hooks/xhr.ts";
import { Zones } from "./masking/zones.ts";
import { listenOn, natives } from "./natives.ts";
import { PolicyHolder, type RecorderPolicy, STRICTEST_POLICY } from "./policy.ts";
import { randomName } from "./random.ts";
import { recordReplay, type ReplayRecording } from "./replay.ts";

const FLUSH_MS = 500;
/** A flood of errors between two flushes must not become a flood of chunks. */
const MAX_EARLY = 5;
/** How long the replay waits for the project's policy before it starts with everything masked. */
const POLICY_WAIT_MS = 400;
const MARK = Symbol.for("hawkmoth.capture");

/** What the recorder is started with. */
export interface RecorderOptions {
  /** Takes a chunk about twice a second; must not throw. */
  onChunk: (chunk: EncodedChunk) => void;
  /** Hosts whose requests are not recorded, such as the one the capture is sent to. */
  ignored_hosts?: readonly string[];
}

/** A running recorder. */
export interface Recorder {
  /** Says what may be kept. Until then everything is masked and bodies are held back. */
  setPolicy: (policy: RecorderPolicy) => void;
  /** Hands over everything gathered, requests that are still on their way included. */
  flush: () => void;
}

/**
 * Starts recording this page: replay, console, errors, requests, steps. Call it before any script of the page runs.
 * @returns null in a frame and on a page that is recorded already.
 */
export function startRecorder(options: RecorderOptions): Recorder | null {
  // rrweb records same-origin frames from the top; a second recorder inside of one would record itself endlessly.
  if (window !== window.top || Reflect.has(window, MARK)) return null;
  Object.defineProperty(window, MARK, { value: 1 });

  const policy = new PolicyHolder();
  const document_id = randomName();
  const buffer = new ChunkBuffer({ document_id, policy, onChunk: options.onChunk });
  let early = 0;
  const context: HookContext = {
    sink: (log) => {
      buffer.pushLog(log);
      // After an error a page may hang, and a step may leave it: what is sent while a page ends can be lost.
      const isUrgent =
        log.kind === "action"
          ? policy.isSettled
          : log.kind === "error" || ("level" in log.entry && log.entry.level === "error");
      if (isUrgent && early++ < MAX_EARLY) buffer.flush();
    },
    onHits: (hits) => buffer.addHits(hits),
    policy,
    ignored_hosts: options.ignored_hosts ?? [],
  };
  const log = installHooks(context, document_id.slice(0, 8));
  const replay = new ReplaySwitch(policy, buffer);
  const actions = recordActions(context, () => replay.zones);

  const flush = (isFinal: boolean) => {
    actions.flush();
    log.settle(isFinal);
    buffer.flush();
  };
  const tick = () => {
    early = 0;
    flush(false);
  };
  natives.apply(natives.setInterval, window, [tick, FLUSH_MS]);
  listenOn(window, "pagehide", { handler: () => flush(true) });
  // Out of the browser's cache the document comes back as it was left, among the events of others.
  listenOn(window, "pageshow", { handler: (event) => "persisted" in event && event.persisted && replay.restart() });
  // What a page recorded before it was shown belongs to no tab.
  listenOn(document, "prerenderingchange", { handler: () => replay.restart() });
  for (const name of ["alert", "confirm", "prompt"] as const) beforeCalling(window, name, () => flush(false));
  listenOn(document, "visibilitychange", {
    handler: () => {
      if (document.visibilityState === "hidden") flush(false);
    },
  });
  return { setPolicy: (settled) => policy.settle(settled), flush: () => flush(true) };
}

function installHooks(context: HookContext, id_prefix: string): NetworkLog {
  const log = new NetworkLog(context, id_prefix);
  hookConsole(context);
  hookErrors(context);
  hookNavigation(context);
  hookFetch(context, log);
  hookXhr(context, log);
  hookResources(context, log, id_prefix);
  return log;
}

/** Starts the replay once the policy is known, or strictly after a short wait and again when it arrives. */
class ReplaySwitch {
  #recording: ReplayRecording | null = null;
  readonly #strictZones = new Zones(STRICTEST_POLICY);
  readonly #policy: PolicyHolder;
  readonly #buffer: ChunkBuffer;

  constructor(policy: PolicyHolder, buffer: ChunkBuffer) {
    this.#policy = policy;
    this.#buffer = buffer;
    void policy.settled.then(() => this.restart());
    const startAnyway = () => {
      if (!policy.isSettled) this.restart();
    };
    natives.apply(natives.setTimeout, window, [startAnyway, POLICY_WAIT_MS]);
  }

  /** Begins anew, with a full snapshot. */
  restart(): void {
    this.#recording?.stop();
    this.#recording = recordReplay(this.#policy.current, this.#buffer);
  }

  get zones(): Zones {
    return this.#recording?.zones ?? this.#strictZones;
  }
}
