import type { Db } from "@hawkmoth/db/client";
import { AppError } from "@hawkmoth/domain/errors";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";

/** So many points in so many seconds, counted from the first. */
export interface Limit {
  points: number;
  duration_s: number;
  /** True for a limit whose points may be given back; it is asked of the database each time. */
  is_returnable?: boolean;
}

export interface RateLimiter<Name extends string> {
  /** Takes points of the named limit for a key. @throws RATE_LIMITED with the seconds to wait when too few are left. */
  consume(name: Name, key: string, points?: number): Promise<void>;
  /** Gives a point back that was taken for something that does not count after all. */
  giveBack(name: Name, key: string): Promise<void>;
}

const TABLE = "rate_limit";
const MAX_KEY_CHARACTERS = 200;
/** What rate-limiter-flexible needs of a Postgres client, on top of postgres.js. */
function storeClient(db: Db) {
  return {
    async query({ text, values }: { text: string; values?: (string | number | null)[] }) {
      const rows = await db.$client.unsafe(text, values ?? []);
      return { rows, rowCount: rows.count };
    },
  };
}

function limited(result: RateLimiterRes): AppError {
  const retry_after_s = Math.max(1, Math.ceil(result.msBeforeNext / 1000));
  return new AppError("RATE_LIMITED", { retry_after_s, hint: `Wait ${retry_after_s} seconds.` });
}

/** Counters in Postgres, shared by every process; while Postgres is away each process counts in memory. */
export function createRateLimiter<Name extends string>(
  db: Db,
  limits: Readonly<Record<Name, Limit>>,
): RateLimiter<Name> {
  const limiters = new Map(
    Object.entries<Limit>(limits).map(([name, limit]) => {
      const { points, duration_s: duration, is_returnable } = limit;
      const limiter = new RateLimiterPostgres({
        storeClient: storeClient(db),
        storeType: "client",
        tableName: TABLE,
        tableCreated: true,
        keyPrefix: name,
        points,
        duration,
        ...(is_returnable ? {} : { inMemoryBlockOnConsumed: points + 1 }),
        insuranceLimiter: new RateLimiterMemory({ points, duration }),
      });
      return [name, limiter];
    }),
  );
  return {
    async giveBack(name, key) {
      await limiters.get(name)?.reward(key.slice(0, MAX_KEY_CHARACTERS));
    },
    async consume(name, key, points = 1) {
      try {
        await limiters.get(name)?.consume(key.slice(0, MAX_KEY_CHARACTERS), points);
      } catch (error) {
        if (error instanceof RateLimiterRes) throw limited(error);
        throw error;
      }
    },
  };
}
