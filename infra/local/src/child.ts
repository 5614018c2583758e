import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, type WriteStream } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ROOT } from "./settings.ts";

export interface ChildSpec {
  name: string;
  /** Arguments for Node: a file of ours, or the JavaScript entry of a tool. */
  args: string[];
  cwd: string;
  env: Record<string, string>;
}

const GUARD = join(ROOT, "infra/local/src/child-guard.ts");
const NOISE = /^(npm warn|\(Use `node --trace)/;

/** The last lines that a process printed, kept to explain its death. */
class Tail {
  #lines: string[] = [];

  add(text: string): void {
    const lines = text.split("\n").filter((line) => line.trim() !== "" && !NOISE.test(line));
    this.#lines = [...this.#lines, ...lines].slice(-40);
  }

  /** The line that says most about an error, or the last one. */
  best(): string {
    const line = this.#lines.findLast((text) => /error|cannot|failed|EADDR|refused/i.test(text)) ?? this.#lines.at(-1);
    return readable(line ?? "").slice(0, 300);
  }
}

const LogLine = z.object({ msg: z.string(), err: z.object({ message: z.string() }).optional() });

/** A line of a JSON log as a person would write it. */
function readable(line: string): string {
  try {
    const { msg, err } = LogLine.parse(JSON.parse(line));
    return err && !msg.includes(err.message) ? `${msg}: ${err.message}` : msg;
  } catch {
    return line.trim();
  }
}

function reasonOf(code: number | null, signal: NodeJS.Signals | null, tail: Tail): string {
  if (signal) return `killed by ${signal}`;
  const words = tail.best();
  return words ? `exit code ${code}: ${words}` : `exit code ${code}`;
}

/** A running Node process of ours whose output goes to a log file. */
export interface Child {
  name: string;
  pid: number | undefined;
  /** Resolves when the process is gone, with one line that says why. */
  exited: Promise<string>;
  /** Asks it to stop, and insists after a while. */
  stop(): Promise<void>;
}

const STOP_MS = 10_000;

function kill(child: ChildProcess, exited: Promise<string>): Promise<void> {
  const insist = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  child.kill("SIGTERM");
  return exited.then(() => clearTimeout(insist));
}

function wire(child: ChildProcess, log: WriteStream, tail: Tail): void {
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      tail.add(text);
      log.write(text);
    });
  }
}

/** Starts a process. Node's flags for type stripping warnings and the guard against orphans are added. */
export function startChild(spec: ChildSpec, data_dir: string): Child {
  const log = createWriteStream(join(data_dir, "logs", `${spec.name}.log`), { flags: "a" });
  // A full disk must not take the product down because a log line could not be written.
  log.on("error", () => undefined);
  const tail = new Tail();
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "--import", GUARD, ...spec.args], {
    cwd: spec.cwd,
    env: { ...process.env, ...spec.env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // A group of its own, so that Ctrl-C reaches only the parent, which stops the parts in order.
    detached: process.platform !== "win32",
  });
  wire(child, log, tail);
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => {
      log.end();
      resolve(reasonOf(code, signal, tail));
    });
  });
  return { name: spec.name, pid: child.pid, exited, stop: () => kill(child, exited) };
}
