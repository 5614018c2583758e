import type { ApiEnv } from "@hawkmoth/api/rest";
import type { Db } from "@hawkmoth/db/client";
import { Hono } from "hono";

/** 200 while the database answers, 503 while it does not. */
export function healthRoutes(db: Db): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get("/api/health", async (c) => {
    try {
      await db.$client`select 1`;
      return c.json({ status: "ok" });
    } catch {
      // The answer itself is the report; a database that is away is logged by whoever needed it.
      return c.json({ status: "database unavailable" }, 503, { "retry-after": "5" });
    }
  });
}
