import { type NextRequest, NextResponse } from "next/server";
import { readEnv } from "./env.ts";
import { outageAnswer } from "./outage.ts";
import { PATH_HEADER } from "./path-header.ts";
import { pagePolicy, playerPolicy } from "./content-policy.ts";
import { PLAYER_PATH } from "./features/replay/protocol.ts";

/** Answers for a database that is away, and gives each page its content policy with a fresh nonce; Next reads the nonce from the request's copy. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const outage = await outageAnswer(request);
  if (outage !== null) return outage;
  const nonce = btoa(crypto.randomUUID());
  const isPlayer = request.nextUrl.pathname === PLAYER_PATH;
  const policyOf = isPlayer ? playerPolicy : pagePolicy;
  const policy = policyOf({ nonce, isDevelopment: process.env.NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "same-origin");
  if (readEnv().publicUrl.startsWith("https:")) response.headers.set("strict-transport-security", "max-age=31536000");
  response.headers.set("x-frame-options", isPlayer ? "SAMEORIGIN" : "DENY");
  response.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()");
  return response;
}

export const config = {
  matcher: [{ source: "/((?!_next/static|_next/image|favicon.ico|icon.svg|product/).*)" }],
};
