import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startEmbedded } from "@hawkmoth/db/embedded/server";
import { migrate } from "@hawkmoth/db/migrate";
import { explain, StartFailure } from "./failure.ts";
import { complain, say, step } from "./progress.ts";
import type { Settings } from "./settings.ts";

export interface Database {
  url: string;
  stop(): Promise<void>;
}

/** Host and database of a URL, without user or password. */
export function placeOf(database_url: string): string {
  const url = new URL(database_url);
  return `${url.host}${url.pathname}`;
}

const RETRY_MS = 5000;

async function keepRunning(data_dir: string): Promise<Database> {
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
    url: server.url,
    stop: async () => {
      stopping.abort();
      await server.stop();
    },
  };
}

/** Opens the database: the one of DATABASE_URL, or the embedded Postgres with its data in the data directory. */
export async function openDatabase(settings: Settings): Promise<Database> {
  const { database_url } = settings;
  const database = database_url
    ? { url: database_url, stop: async () => {} }
    : await step("Starting Postgres", () => keepRunning(join(settings.data_dir, "postgres")));
  await step("Migrating the database", async () => {
    try {
      await migrate(database.url);
    } catch (error) {
      throw new StartFailure(`cannot migrate the database at ${placeOf(database.url)} (${explain(error)})`);
    }
  });
  return database;
}
