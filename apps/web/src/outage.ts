import { toErrorBody } from "@hawkmoth/domain/errors";
import { unavailable } from "@hawkmoth/domain/database-outage";
import { type NextRequest, NextResponse } from "next/server";
import { readEnv } from "./env.ts";

const CHECK_MS = 1000;
const TIMEOUT_MS = 3000;
const SESSION_PATH = "/api/auth/session";

let checked: { at_ms: number; is_up: Promise<boolean> } | null = null;

async function askApi(): Promise<boolean> {
  try {
    const response = await fetch(`${readEnv().apiUrl}/api/health`, {
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // An API that does not answer is as far away as its database.
    return false;
  }
}

/** True while the API answers and reaches its database; asked at most once a second, whatever is requested. */
async function isUp(): Promise<boolean> {
  if (checked === null || Date.now() - checked.at_ms > CHECK_MS) checked = { at_ms: Date.now(), is_up: askApi() };
  return await checked.is_up;
}

function outagePage(message: string): string {
  const title = "<title>Hawkmoth</title>";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5">${title}<p>${message} This page tries again by itself.</p></html>`;
}

/** The answer to a request while the database is away: 503, as a page for browsers. Null while all is well. */
export async function outageAnswer(request: NextRequest): Promise<NextResponse | null> {
  // Without a cookie this path needs no database; whoever starts this process asks it whether it is ready.
  if (request.nextUrl.pathname === SESSION_PATH && !request.headers.has("cookie")) return null;
  if (await isUp()) return null;
  const error = unavailable(null);
  const isPage = (request.headers.get("accept") ?? "").includes("text/html");
  return new NextResponse(isPage ? outagePage(error.message) : JSON.stringify({ error: toErrorBody(error) }), {
    status: error.status,
    headers: {
      "content-type": isPage ? "text/html; charset=utf-8" : "application/json",
      "retry-after": String(error.options.retry_after_s),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    },
  });
}
