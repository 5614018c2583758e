import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";

interface NodeRun {
  args: string[];
  cwd: string;
  env: Record<string, string>;
  log_file: string;
  /** True when stdout carries secrets, which belong in no log. */
  is_private?: boolean;
}

interface NodeResult {
  code: number | null;
  stdout: string;
}

/** Runs a Node program to its end and collects what it writes to stdout. It dies with this process. */
export function runNode(run: NodeRun): Promise<NodeResult> {
  const log = createWriteStream(run.log_file);
  // A full disk shows up in the program itself; a lost log line must not crash this process.
  log.on("error", () => undefined);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...run.args], {
      cwd: run.cwd,
      env: { ...process.env, ...run.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const stopWithUs = (): boolean => child.kill();
    process.once("exit", stopWithUs);
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (!run.is_private) log.write(text);
    });
    child.stderr.on("data", (chunk: Buffer) => log.write(chunk));
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("exit", stopWithUs);
      log.end();
      resolve({ code, stdout });
    });
  });
}
