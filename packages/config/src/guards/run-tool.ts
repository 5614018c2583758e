import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

export interface ToolResult {
  code: number | null;
  output: string;
}

/** Runs a command line of node_modules/.bin inside a folder. */
export function runTool(root: string, command: string, cwd = root): Promise<ToolResult> {
  const [name = "", ...args] = command.split(" ");
  const bin = join(root, "node_modules/.bin");
  const env = {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    NO_COLOR: "1",
    TURBO_TELEMETRY_DISABLED: "1",
  };
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}
