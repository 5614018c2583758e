import { addressLimitKey, clientAddress, LOOPBACK } from "@hawkmoth/domain/address/client-address";
import { isDatabaseOutage, unavailable } from "@hawkmoth/domain/database-outage";
import { AppError, toErrorBody } from "@hawkmoth/domain/errors";
import { logSafeError } from "@hawkmoth/domain/log-safe-error";
import { type NextRequest, NextResponse } from "next/server";
import { readAuthEnv, readEnv } from "../../../../env.ts";
import { serverAuth } from "../../../../features/account/server-auth.ts";

/** What limits count for the visitor's address. This server listens on this machine only, so its peer is the gateway. */
function addressKeyOf(request: NextRequest): string {
  const trusted = [...LOOPBACK, ...readAuthEnv().trustedProxies];
  const forwarded_for = request.headers.get("x-forwarded-for");
  return addressLimitKey(clientAddress({ peer: "127.0.0.1", forwarded_for, trusted }));
}

/** Signs in with e-mail and password and sets the session cookie. Only pages of our own may ask. */
export async function POST(request: NextRequest): Promise<Response> {
  const request_id = crypto.randomUUID();
  try {
    const { publicUrl } = readEnv();
    if (request.headers.get("origin") !== publicUrl)
      throw new AppError("FORBIDDEN", {
        message: "This page can't sign anybody in.",
        hint: `Open ${publicUrl}/login.`,
      });
    const auth = serverAuth();
    const { token, expires, user, browser_cookie } = await auth.signIn({
      input: await request.json(),
      ip: addressKeyOf(request),
      cookie_header: request.headers.get("cookie"),
    });
    const response = NextResponse.json({ user: { name: user.name, email: user.email } });
    response.cookies.set(auth.cookie.name, token, { ...auth.cookie.options, expires });
    response.cookies.set(auth.browser_cookie.name, browser_cookie, auth.browser_cookie.options);
    return response;
  } catch (thrown) {
    const error = knownError(thrown);
    if (error === null || error.code === "UNAVAILABLE")
      console.error(JSON.stringify({ request_id, msg: "sign-in failed", err: logSafeError(thrown) }));
    const headers = new Headers();
    if (error?.options.retry_after_s !== undefined) headers.set("retry-after", String(error.options.retry_after_s));
    return NextResponse.json({ error: toErrorBody(error, request_id) }, { status: error?.status ?? 500, headers });
  }
}

/** What the visitor may be told; null for what lies with us. */
function knownError(thrown: unknown): AppError | null {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof SyntaxError) return new AppError("INVALID_INPUT", { message: "The body is not valid JSON." });
  return isDatabaseOutage(thrown) ? unavailable(thrown) : null;
}
