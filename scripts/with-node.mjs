// Runs on the Node that npm happens to have. It puts the packages and Node 24 in place and hands over to Node 24.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const root = join(
  import.meta.dirname ?? fail("Hawkmoth needs Node 20.11 or newer to begin; this is " + process.version),
  "..",
);
const isWindows = process.platform === "win32";
const bin = join(root, "node_modules", ".bin");
const stamp = join(root, "node_modules", ".hawkmoth-installed");

function fail(message) {
  process.stderr.write(`hawkmoth: ${message}\n`);
  process.exit(1);
}

const PARENT_POLL_MS = 250;

/** Calls `leave` when npm is gone: it ends the shell in between by a signal, and a shell hands no signal on. */
function watchParent(leave) {
  if (isWindows || process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && leave(), PARENT_POLL_MS).unref();
}

function run(command, args, env) {
  const child = spawn(command, args, {
    cwd: root,
    // The channel tells the program when this process is gone, however it ended.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    shell: isWindows,
    // A group of its own, so that a signal reaches what the command started in turn, and reaches it once.
    detached: !isWindows,
    env: { ...process.env, ...env },
  });
  const stop = (signal) => {
    try {
      process.kill(isWindows ? child.pid : -child.pid, signal);
    } catch {
      // It is gone already.
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));
  let isLeft = false;
  watchParent(() => {
    if (!isLeft) stop("SIGTERM");
    isLeft = true;
  });
  return new Promise((resolve) => {
    child.once("error", (error) => fail(`could not run ${command}: ${error.message}`));
    child.once("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

function wantedInstall() {
  const hash = createHash("sha256").update(process.platform + process.arch);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml"]) hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

async function install() {
  const wanted = wantedInstall();
  const isInstalled = existsSync(join(bin, "node")) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (isInstalled) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  process.stdout.write(`• Installing packages with ${packageManager} (once; a minute or so on a cold cache)\n`);
  const code = await run("npx", ["--yes", packageManager, "install", "--frozen-lockfile"], { CI: "1" });
  if (code !== 0) fail(`installing packages failed (exit code ${code}); the lines above say why`);
  writeFileSync(stamp, wanted);
}

await install();
const args = ["--disable-warning=ExperimentalWarning", ...process.argv.slice(2)];
process.exit(await run(join(bin, "node"), args, { PATH: bin + delimiter + process.env.PATH }));
