import { createRateLimiter, type RateLimiter } from "@hawkmoth/auth/rate-limiter";
import type { Db } from "@hawkmoth/db/client";
import type { Env } from "./env.ts";

export type ApiLimit =
  | "sign_up"
  | "pairing"
  | "oauth_register"
  | "oauth_authorize"
  | "oauth_token"
  | "verify_key"
  | "ingest_key"
  | "ingest_ip"
  | "ingest_ip_day"
  | "ingest_member"
  | "ingest_project"
  | "ingest_form"
  | "rest"
  | "mcp_user"
  | "mcp_ip";

/** The limits of the API, counted in Postgres for all processes together. */
export function createLimits(db: Db, env: Env): RateLimiter<ApiLimit> {
  return createRateLimiter<ApiLimit>(db, {
    sign_up: { points: env.LIMIT_SIGN_UP_PER_HOUR, duration_s: 3600 },
    pairing: { points: env.LIMIT_PAIRING_PER_HOUR, duration_s: 3600 },
    oauth_register: { points: env.LIMIT_OAUTH_REGISTER_PER_HOUR, duration_s: 3600 },
    oauth_authorize: { points: env.LIMIT_OAUTH_AUTHORIZE_PER_MINUTE, duration_s: 60 },
    oauth_token: { points: env.LIMIT_OAUTH_TOKEN_PER_MINUTE, duration_s: 60 },
    verify_key: { points: env.LIMIT_VERIFY_KEY_PER_MINUTE, duration_s: 60 },
    ingest_key: { points: env.LIMIT_INGEST_KEY_PER_MINUTE, duration_s: 60 },
    ingest_ip: { points: env.LIMIT_INGEST_IP_PER_MINUTE, duration_s: 60 },
    ingest_ip_day: { points: env.LIMIT_INGEST_IP_PER_DAY, duration_s: 86_400 },
    ingest_member: { points: env.LIMIT_INGEST_MEMBER_PER_DAY, duration_s: 86_400 },
    ingest_form: { points: env.LIMIT_INGEST_IP_PER_MINUTE, duration_s: 60 },
    ingest_project: { points: env.LIMIT_INGEST_PROJECT_PER_DAY, duration_s: 86_400 },
    rest: { points: env.LIMIT_REST_PER_MINUTE, duration_s: 60 },
    mcp_user: { points: env.LIMIT_MCP_PER_MINUTE, duration_s: 60 },
    mcp_ip: { points: env.LIMIT_MCP_IP_PER_MINUTE, duration_s: 60 },
  });
}
