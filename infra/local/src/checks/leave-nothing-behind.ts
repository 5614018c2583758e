import "../child-guard.ts";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { say } from "../progress.ts";
import { stopChecks } from "./check.ts";

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Whatever the tests write to the temporary directory lies in one of this run, which goes with it. */
function ownTemporaryDirectory(): void {
  const directory = mkdtempSync(join(tmpdir(), "hawkmoth-run-"));
  // Postgres runs as another account when this one is root, and has to reach its files below.
  chmodSync(directory, 0o711);
  process.env.TMPDIR = directory;
  process.on("exit", () => rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
}

/** Makes a run leave nothing behind, also when it is asked to stop: neither processes nor files. */
export function leaveNothingBehind(): void {
  ownTemporaryDirectory();
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      say("\nStopping the tests");
      void stopChecks().finally(() => process.exit(EXIT_CODES[signal]));
    });
}
