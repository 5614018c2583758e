import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { accountToDropTo, giveTo, type Account } from "./account.ts";
import { postgresBinaries } from "./binaries.ts";
import { openCluster, runAs, type Cluster } from "./cluster.ts";
import { onAbruptExit } from "./exit-signals.ts";
import { freePort } from "./free-port.ts";
import { becameReady, findRunning, gone, isAlive, stopPostmaster } from "./postmaster.ts";

export interface EmbeddedOptions {
  /** Made when missing; belongs to this server alone. */
  data_dir: string;
  /** A free one when left out. */
  port?: number;
  /** Only used when the cluster is made; a random one when left out. */
  password?: string;
  /** For tests: no fsync, so a crash of the machine loses the data. */
  fast?: boolean;
  /** For tests: the server and its files go when this process goes, even by kill -9. */
  is_temporary?: boolean;
}

export interface EmbeddedServer {
  url: string;
  pid: number;
  /** Where its files are: `data_dir`, or another place when the account that runs it can't reach that. */
  home: string;
  /** Stops the server and waits for it. */
  stop(): Promise<void>;
  /** Resolves when the server is gone, whoever ended it. */
  exited: Promise<void>;
}

interface Launch {
  cluster: Cluster;
  binaries: string;
  account: Account | undefined;
  port: number;
  is_fast: boolean;
}

interface Launched {
  pid: number;
  /** Takes back that the server is stopped when this process ends. */
  forget: () => void;
}

const MEMORY_STILL_USED = "pre-existing shared memory block";
const CHILDREN_GONE_MS = 5000;

/**
 * Starts Postgres 18 from the binaries of npm, without docker, as root or as anybody else. A server that a killed
 * launcher left behind is adopted when it has the wanted port and stopped otherwise.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const account = accountToDropTo();
  const binaries = postgresBinaries(account);
  const is_fast = options.fast ?? false;
  const cluster = openCluster({ ...options, password: options.password, binaries, account, is_fast });
  const left = findRunning(cluster.data);
  if (left && (options.port === undefined || options.port === left.port) && (await becameReady(cluster.data, left.pid)))
    return handle(cluster, stoppedWithUs(left.pid), left.port);
  if (left) await stopPostmaster(left.pid);
  const port = options.port ?? (await freePort());
  const launched = await launch({ cluster, binaries, account, port, is_fast });
  const watched = options.is_temporary ? { ...launched, forget: removedWithUs(cluster, launched) } : launched;
  return handle(cluster, watched, port);
}

/** From the moment in which there is a server, it is stopped when this process is asked to end. */
function stoppedWithUs(pid: number): Launched {
  const forget = onAbruptExit(() => {
    if (isAlive(pid)) process.kill(pid, "SIGINT");
  });
  return { pid, forget };
}

/** A shell that outlives this process: its input ends with us, and then it stops the server and removes the files. */
const REMOVE = 'read -r _; kill -INT "$1"; while kill -0 "$1"; do sleep 0.1; done; rm -rf -- "$2"';

function removedWithUs({ home }: Cluster, { pid, forget }: Launched): () => void {
  const watcher = spawn("sh", ["-c", REMOVE, "sh", String(pid), home], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watcher.unref();
  if (watcher.stdin instanceof Socket) watcher.stdin.unref();
  return () => {
    forget();
    watcher.kill("SIGKILL");
  };
}

async function launch(what: Launch): Promise<Launched> {
  const deadline = Date.now() + CHILDREN_GONE_MS;
  for (;;) {
    writeFileSync(what.cluster.log, "", { mode: 0o600 });
    giveTo(what.account, what.cluster.log);
    const launched = stoppedWithUs(spawnServer(what));
    if (await becameReady(what.cluster.data, launched.pid)) return launched;
    launched.forget();
    const log = readFileSync(what.cluster.log, "utf8");
    // Children of a server that was killed need a moment to notice and to let go of its memory.
    if (!log.includes(MEMORY_STILL_USED) || Date.now() > deadline)
      throw new Error(`Postgres did not start: ${log.trim().split("\n").slice(-5).join("\n") || "it wrote no log"}`);
    await wait(100);
  }
}

function spawnServer({ cluster, binaries, account, port, is_fast }: Launch): number {
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "200",
    // Details of errors repeat the values of rows, e-mail addresses among them.
    log_error_verbosity: "terse",
    ...(is_fast ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(cluster.log, "a");
  const child = spawn(join(binaries, "bin", "postgres"), ["-D", cluster.data, ...flags], {
    ...runAs(account),
    // Its own process group: Ctrl-C in the terminal reaches the launcher, which stops Postgres last.
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.unref();
  if (child.pid === undefined) throw new Error(`Postgres could not be run from ${binaries}`);
  return child.pid;
}

function handle(cluster: Cluster, { pid, forget }: Launched, port: number): EmbeddedServer {
  let exited: Promise<void> | undefined;
  return {
    url: `postgres://postgres:${encodeURIComponent(cluster.password)}@127.0.0.1:${port}/postgres`,
    pid,
    home: cluster.home,
    get exited() {
      exited ??= gone(pid);
      return exited;
    },
    async stop() {
      await stopPostmaster(pid);
      forget();
    },
  };
}
