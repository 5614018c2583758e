import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openLogins } from "@hawkmoth/db/embedded/logins";
import { startEmbedded } from "@hawkmoth/db/embedded/server";
import { whyUnfit } from "@hawkmoth/db/login-check";
import { migrate } from "@hawkmoth/db/migrate";
import { explain, StartFailure } from "./failure.ts";
import { complain, say, step } from "./progress.ts";
import type { Settings } from "./settings.ts";

export interface Database {
  /** For the api, the worker and the seed. */
  url: string;
  /** For the dashboard's server. */
  web_url: string;
  /** Of the owner of the tables, for what makes the demo. */
  owner_url: string;
  stop(): Promise<void>;
}

/** Host and database of a URL, without user or password. */
export function placeOf(database_url: string): string {
  const url = new URL(database_url);
  return `${url.host}${url.pathname}`;
}

interface Embedded {
  /** Of the superuser, who owns the tables; it never leaves this process. */
  owner_url: string;
  stop(): Promise<void>;
}

const RETRY_MS = 5000;

async function keepRunning(data_dir: string): Promise<Embedded> {
  let server = await startEmbedded({ data_dir });
  const port = Number(new URL(server.url).port);
  const stopping = new AbortController();
  const startAgain = async (): Promise<void> => {
    complain("hawkmoth: Postgres stopped; starting it again");
    let last = "";
    while (!stopping.signal.aborted) {
      try {
        server = await startEmbedded({ data_dir, port });
        say("hawkmoth: Postgres is back");
        return watch();
      } catch (error) {
        const reason = explain(error);
        if (reason !== last) complain(`hawkmoth: Postgres does not start again (${reason}); still trying`);
        last = reason;
        await wait(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  const watch = (): void => void server.exited.then(() => (stopping.signal.aborted ? undefined : startAgain()));
  watch();
  return {
    owner_url: server.url,
    stop: async () => {
      stopping.abort();
      await server.stop();
    },
  };
}

async function migrateAs(owner_url: string): Promise<void> {
  try {
    await migrate(owner_url);
  } catch (error) {
    throw new StartFailure(`cannot migrate the database at ${placeOf(owner_url)} (${explain(error)})`);
  }
}

async function openEmbedded(data_dir: string): Promise<Database> {
  const { owner_url, stop } = await step("Starting Postgres", () => keepRunning(join(data_dir, "postgres")));
  await step("Migrating the database", () => migrateAs(owner_url));
  const { service_url, sign_in_url } = await openLogins(owner_url);
  return { url: service_url, web_url: sign_in_url, owner_url, stop };
}

async function openGiven(settings: Settings, database_url: string): Promise<Database> {
  const owner_url = settings.migration_database_url ?? database_url;
  await step("Migrating the database", () => migrateAs(owner_url));
  const web_url = settings.web_database_url ?? database_url;
  for (const [name, url] of Object.entries({ DATABASE_URL: database_url, WEB_DATABASE_URL: web_url })) {
    const reason = await whyUnfit(url).catch((error: unknown) => {
      throw new StartFailure(`cannot open the database of ${name} at ${placeOf(url)} (${explain(error)})`);
    });
    if (reason)
      complain(`hawkmoth: WARNING: the login of ${name} ${reason}; SECURITY.md says how to give it one of its own`);
  }
  return { url: database_url, web_url, owner_url, stop: async () => {} };
}

/** Opens the database: the one of DATABASE_URL, or the embedded Postgres with its data in the data directory. */
export async function openDatabase(settings: Settings): Promise<Database> {
  const { database_url, data_dir } = settings;
  return database_url ? await openGiven(settings, database_url) : await openEmbedded(data_dir);
}
