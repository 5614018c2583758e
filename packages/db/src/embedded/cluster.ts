import { spawnSync, type SpawnOptions } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { canReach, giveTo, type Account } from "./account.ts";
import { assertOurs, REACHABLE_PARENT } from "./binaries.ts";

/** Where one server keeps its things. */
export interface Cluster {
  /** What to delete to be rid of it: `data_dir`, or the place used instead. */
  home: string;
  /** PGDATA. */
  data: string;
  log: string;
  password: string;
}

export interface ClusterOptions {
  data_dir: string;
  password?: string | undefined;
  binaries: string;
  account: Account | undefined;
  is_fast: boolean;
}

/** Options of a child that runs as the account; its environment is ours with a neutral locale. */
export function runAs(account: Account | undefined): SpawnOptions {
  const env = { ...process.env, LC_ALL: "C", TZ: "UTC" };
  return account ? { uid: account.uid, gid: account.gid, cwd: "/", env } : { env };
}

/** Opens the cluster in `data_dir`, making it when there is none yet. */
export function openCluster(options: ClusterOptions): Cluster {
  const { home, inside } = placeOf(resolve(options.data_dir), options.account);
  const data = join(inside, "cluster");
  const passwordFile = join(inside, "password");
  if (!existsSync(join(data, "PG_VERSION"))) {
    const password = options.password ?? randomBytes(18).toString("base64url");
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    giveTo(options.account, passwordFile);
    initialise(data, passwordFile, options);
  }
  return { home, data, log: join(inside, "postgres.log"), password: readFileSync(passwordFile, "utf8").trim() };
}

/** The directory itself, or one the account can reach when it lies below a private directory such as /root. */
function placeOf(data_dir: string, account: Account | undefined): { home: string; inside: string } {
  if (canReach(account, data_dir)) {
    mkdirSync(dirname(data_dir), { recursive: true, mode: 0o755 });
    mkdirSync(data_dir, { recursive: true, mode: 0o700 });
    giveTo(account, data_dir);
    return { home: data_dir, inside: data_dir };
  }
  const name = createHash("sha256").update(data_dir).digest("hex").slice(0, 16);
  const home = join(REACHABLE_PARENT, `hawkmoth-${name}`);
  mkdirSync(home, { recursive: true });
  assertOurs(home);
  chmodSync(home, 0o755);
  const inside = join(home, "postgres");
  mkdirSync(inside, { recursive: true, mode: 0o700 });
  giveTo(account, inside);
  return { home, inside };
}

function initialise(data: string, passwordFile: string, { binaries, account, is_fast }: ClusterOptions): void {
  const settings = [
    ["-D", data],
    ["-U", "postgres", "-A", "scram-sha-256", `--pwfile=${passwordFile}`],
    ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
    is_fast ? ["--no-sync"] : ["--data-checksums"],
  ];
  const made = spawnSync(join(binaries, "bin", "initdb"), settings.flat(), { ...runAs(account), encoding: "utf8" });
  if (made.status === 0) return;
  rmSync(data, { recursive: true, force: true });
  throw new Error(`Postgres could not set up ${data}: ${(made.stderr || String(made.error)).trim()}`);
}
