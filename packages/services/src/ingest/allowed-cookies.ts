import { gzipSync } from "node:zlib";
import type { CookiePolicy } from "@hawkmoth/domain/capture/cookie-policy";
import { CaptureCookies, COOKIE_LIMITS, limitCookies } from "@hawkmoth/domain/capture/cookies";
import { CAPTURE_JSON_LIMITS } from "@hawkmoth/domain/capture/limits";
import { invalidInput } from "@hawkmoth/domain/errors";
import { readJson } from "../capture/gunzip.ts";

/**
 * What of an uploaded cookie file may be stored, as the file to store. Whatever a browser sent, no more than the
 * project allows reaches the store. Reads at most 256 KiB of JSON.
 * @throws INVALID_INPUT or PAYLOAD_TOO_LARGE when the file is not what its format says.
 */
export async function allowedCookies(bytes: AsyncIterable<Uint8Array>, policy: CookiePolicy): Promise<Buffer> {
  const json = await readJson(bytes, {
    name: "cookie part",
    max_bytes: COOKIE_LIMITS.bytes,
    ...CAPTURE_JSON_LIMITS.cookies,
  });
  const parsed = CaptureCookies.safeParse(json);
  if (!parsed.success) throw invalidInput(parsed.error);
  const { version, cookies } = parsed.data;
  return gzipSync(JSON.stringify({ version, cookies: limitCookies(cookies, policy) } satisfies CaptureCookies));
}
