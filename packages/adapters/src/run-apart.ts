import { fork } from "node:child_process";
import { readFile } from "node:fs/promises";

/** What a process that runs apart may use up. */
export interface ApartLimits {
  /** Of the JavaScript heap, in MiB. */
  max_heap_mib: number;
  /** Of the whole process, in MiB, where the system tells it (Linux). */
  max_rss_mib: number;
  timeout_ms: number;
}

/** How a process that ran apart ended. */
export type ApartEnd =
  | { end: "answered"; answer: unknown }
  /** It threw; the fault lies with what it works with, not with its input. */
  | { end: "failed"; message: string }
  | { end: "out_of_memory" }
  | { end: "timed_out" }
  | { end: "killed"; signal: string };

type Message = { answer: unknown } | { failure: string };

/** New objects get little room, so that the process stays small; it costs some time. */
const FLAGS = ["--max-semi-space-size=4"];
/** How often the size of the process is looked at. */
const WATCH_MS = 100;
const PAGE_BYTES = 4096;
/** Node's exit code when its heap is full and nothing can be freed. */
const ABORTED = 134;

/**
 * Runs a module in a process of its own, so that input made to fill the memory or to run for ever ends that process and
 * no other. The module gets the input and answers through `answerApart`. It sees no more of our environment than `env`.
 */
export async function runApart(
  module: URL,
  input: unknown,
  options: ApartLimits & { env: Record<string, string> },
): Promise<ApartEnd> {
  const child = fork(module, [], {
    env: options.env,
    execArgv: ["--disable-warning=ExperimentalWarning", `--max-old-space-size=${options.max_heap_mib}`, ...FLAGS],
    // A heap that is full prints pages of its state.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  let message: Message | null = null;
  let stopped: ApartEnd | null = null;
  const stop = (end: ApartEnd) => {
    stopped ??= end;
    child.kill("SIGKILL");
  };
  const timer = setTimeout(() => stop({ end: "timed_out" }), options.timeout_ms);
  const watch = setInterval(() => {
    void rssOf(child.pid).then((rss_bytes) => {
      if (rss_bytes > options.max_rss_mib * 1024 * 1024) stop({ end: "out_of_memory" });
    });
  }, WATCH_MS);
  try {
    return await new Promise<ApartEnd>((resolve, reject) => {
      child.once("error", reject);
      child.on("message", (received) => {
        message = readMessage(received);
      });
      child.once("exit", (code, signal) => resolve(stopped ?? endOf(message, code, signal)));
      child.send({ input }, (error) => {
        // A child that died before it took its input says why when it exits.
        if (error) child.kill("SIGKILL");
      });
    });
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    child.kill("SIGKILL");
  }
}

/** Bytes of memory that a process holds; 0 where the system does not tell. */
async function rssOf(pid: number | undefined): Promise<number> {
  try {
    const pages = (await readFile(`/proc/${pid}/statm`, "utf8")).split(" ")[1];
    return Number(pages) * PAGE_BYTES;
  } catch {
    // It has ended, or this is no Linux: then the limit of the heap is the only one.
    return 0;
  }
}

function endOf(message: Message | null, code: number | null, signal: NodeJS.Signals | null): ApartEnd {
  if (message && "answer" in message) return { end: "answered", answer: message.answer };
  if (message) return { end: "failed", message: message.failure };
  if (signal === "SIGABRT" || signal === "SIGTRAP" || code === ABORTED) return { end: "out_of_memory" };
  return { end: "killed", signal: signal ?? `exit code ${code}` };
}

function readMessage(received: unknown): Message | null {
  if (typeof received !== "object" || received === null) return null;
  if ("answer" in received) return { answer: received.answer };
  return "failure" in received ? { failure: String(received.failure) } : null;
}

/**
 * Answers the process that started this one with what `work` makes of its input, and ends. Signals to the whole group,
 * such as Ctrl-C, are left to the parent; when the parent is gone, so is this process.
 */
export function answerApart(work: (input: unknown) => Promise<unknown>): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
  process.once("disconnect", () => process.exit(1));
  process.once("message", (received) => {
    const input = typeof received === "object" && received !== null && "input" in received ? received.input : undefined;
    void work(input).then(
      (answer) => send({ answer }),
      (error: unknown) => send({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}

function send(message: Message): void {
  process.send?.(message, () => process.exit(0));
}
