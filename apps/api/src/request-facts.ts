import { Via, type ClientInfo } from "@hawkmoth/domain/actor";
import { createHash, randomUUID, timingSafeEqual } from "node:crypto";

const CLAIMABLE = new Set(["MCP", "EXTENSION", "WIDGET"]);

/** The id a caller sent, when it is harmless to log and repeat, or a fresh one. */
export function requestIdOf(header: string | undefined): string {
  return header !== undefined && /^[\w-]{8,64}$/.test(header) ? header : randomUUID();
}

/** `name/version` as a program says it of itself, without characters that would not print. */
export function clientInfoOf(header: string | undefined): ClientInfo | null {
  const text = (header ?? "").replaceAll(/[^\x20-\x7e]/g, "").trim();
  if (text === "") return null;
  const [name = "", version] = text.split("/", 2);
  if (name.trim() === "") return null;
  return { name: name.trim().slice(0, 100), ...(version?.trim() ? { version: version.trim().slice(0, 50) } : {}) };
}

/** The surface a key's call came through, as its program says; a session is always the dashboard. */
export function viaOf(header: string | undefined, is_session: boolean): Via {
  if (is_session) return "DASHBOARD";
  const claimed = Via.safeParse((header ?? "").toUpperCase());
  return claimed.success && CLAIMABLE.has(claimed.data) ? claimed.data : "API";
}

/** True when the call wants the text of strangers hidden; it can ask for less, never for more. */
export function isLockdownAsked(header: string | undefined): boolean {
  return header !== undefined && /^(?:true|1)$/i.test(header.trim());
}

/** True when a header holds the secret, compared in constant time; without a secret nothing does. */
export function isSameSecret(given: string | undefined, secret: string | undefined): boolean {
  if (given === undefined || secret === undefined) return false;
  const [left, right] = [given, secret].map((text) => createHash("sha256").update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

/** Name of the MCP tool a call stands for. */
export function toolOf(header: string | undefined): string | null {
  return header !== undefined && /^[a-z_]{3,40}$/.test(header) ? header : null;
}
