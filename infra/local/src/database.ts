import { join } from "node:path";
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

async function keepRunning(data_dir: string, giveUp: (line: string) => void): Promise<Database> {
  let server = await startEmbedded({ data_dir });
  const port = Number(new URL(server.url).port);
  let isStopping = false;
  const watch = (): void => {
    void server.exited.then(async () => {
      if (isStopping) return;
      complain("hawkmoth: Postgres stopped; starting it again");
      try {
        server = await startEmbedded({ data_dir, port });
        say("hawkmoth: Postgres is back");
        watch();
      } catch (error) {
        giveUp(`Postgres does not start again (${explain(error)})`);
      }
    });
  };
  watch();
  return {
    url: server.url,
    stop: async () => {
      isStopping = true;
      await server.stop();
    },
  };
}

/** Opens the database: the one of DATABASE_URL, or the embedded Postgres with its data in the data directory. */
export async function openDatabase(settings: Settings, giveUp: (line: string) => void): Promise<Database> {
  const { database_url } = settings;
  const database = database_url
    ? { url: database_url, stop: async () => {} }
    : await step("Starting Postgres", () => keepRunning(join(settings.data_dir, "postgres"), giveUp));
  await step("Migrating the database", async () => {
    try {
      await migrate(database.url);
    } catch (error) {
      throw new StartFailure(`cannot migrate the database at ${placeOf(database.url)} (${explain(error)})`);
    }
  });
  return database;
}
