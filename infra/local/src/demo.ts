import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { EXTENSION_DIR } from "./build/builds.ts";
import { placeOf } from "./database.ts";
import { StartFailure } from "./failure.ts";
import { step } from "./progress.ts";
import { runNode } from "./run-node.ts";
import { writePrivate } from "./secrets.ts";
import { ROOT, type Settings } from "./settings.ts";

const Seeded = z.object({
  email: z.string(),
  password: z.string(),
  workspace: z.string(),
  project_id: z.string(),
  project_key: z.string(),
  publishable_key: z.string(),
  member_key: z.string(),
  agent_id: z.string(),
  agent_key: z.string(),
});

const Demo = Seeded.extend({ url: z.string(), extension_dir: z.string() });

/** What a person, a script or an agent needs to use the demo. Kept in demo.json, 0600. */
export type Demo = z.infer<typeof Demo>;

const Marker = z.object({ database: z.string() });

function readJson(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

async function seed(env: Record<string, string>, data_dir: string): Promise<string> {
  const log_file = join(data_dir, "logs", "seed.log");
  const args = ["apps/api/src/seed.ts", "demo"];
  const { code, stdout } = await runNode({ args, cwd: ROOT, env, log_file, is_private: true });
  if (code === 0) return stdout;
  throw new StartFailure(`seeding the demo failed; ${log_file} says why, HAWKMOTH_DEMO=0 starts without it`);
}

function lastJson(output: string): unknown {
  const line = output.trim().split("\n").at(-1) ?? "";
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function write(file: string, seeded: z.infer<typeof Seeded>, url: string): Demo {
  const { email, password, ...rest } = seeded;
  const demo = { url, email, password, ...rest, extension_dir: EXTENSION_DIR };
  writePrivate(file, `${JSON.stringify(demo, null, 2)}\n`);
  return demo;
}

/**
 * Seeds the demo the first time a database is used and keeps demo.json in step with the address of this start.
 * Undefined when HAWKMOTH_DEMO=0.
 */
export async function prepareDemo(settings: Settings, environment: Record<string, string>): Promise<Demo | undefined> {
  if (!settings.is_demo) return undefined;
  const file = join(settings.data_dir, "demo.json");
  const markerFile = join(settings.data_dir, "demo-database.json");
  const database = settings.database_url ? placeOf(settings.database_url) : "embedded";
  const marker = Marker.safeParse(readJson(markerFile));
  const kept = Seeded.safeParse(readJson(file));
  if (kept.success && marker.success && marker.data.database === database) return write(file, kept.data, settings.url);
  return step("Seeding the demo", async () => {
    const seeded = Seeded.safeParse(lastJson(await seed(environment, settings.data_dir)));
    if (!seeded.success)
      throw new StartFailure("seeding the demo gave no sign-in data; HAWKMOTH_DEMO=0 starts without it");
    const demo = write(file, seeded.data, settings.url);
    writePrivate(markerFile, `${JSON.stringify({ database })}\n`);
    return demo;
  });
}
