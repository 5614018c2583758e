import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { preparing } from "./prepared-client.ts";
import { CONNECTION_LIFE_S, StatementBudget } from "./statement-budget.ts";

type NoSchema = Record<string, never>;

/** Plain connection: the login of the URL, outside any workspace. For identity tables only. */
export type Db = PostgresJsDatabase<NoSchema> & { $client: postgres.Sql };

/** One transaction of it. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

export interface ConnectOptions {
  /** Connections kept at most. */
  max_connections?: number;
  /** False behind a pooler in transaction mode, which can't keep prepared statements. */
  prepare?: boolean;
}

const IDLE_TRANSACTION_MS = 60_000;

/** While Postgres is away each request waits for the next try and then fails; its own default would be 20 seconds. */
const MAX_BACKOFF_S = 1;

/** Opens a pool. Connections are made when first needed; end it with `close`. */
export function connect(url: string, options: ConnectOptions = {}): Db {
  const client = postgres(url, {
    max: options.max_connections ?? 10,
    max_lifetime: CONNECTION_LIFE_S,
    onnotice: () => {},
    backoff: (tries) => Math.min(tries * 0.1, MAX_BACKOFF_S),
    connection: {
      TimeZone: "UTC",
      application_name: "hawkmoth",
      // Event readers wait for every open transaction, so none may be forgotten.
      idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
    },
  });
  return drizzle(options.prepare === false ? client : preparing(client, new StatementBudget()));
}

/** Ends the pool after what still runs. */
export async function close(db: Db): Promise<void> {
  await db.$client.end({ timeout: 5 });
}
