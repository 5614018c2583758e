import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { isId } from "@hawkmoth/domain/ids";

/** A token for the uploads of one capture: the workspace, so that its rows can be found, and a secret. */
export function makeUploadToken(workspace_id: string): { token: string; hash: string } {
  const token = `${workspace_id}.${randomBytes(24).toString("base64url")}`;
  return { token, hash: hashUploadToken(token) };
}

/** What of a token is stored. */
export function hashUploadToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The workspace that a token names; null when the text is no token. */
export function workspaceOfToken(token: string): string | null {
  const [workspace_id, secret] = token.split(".");
  return workspace_id && secret && secret.length === 32 && isId("workspace", workspace_id) ? workspace_id : null;
}

/** Compares in constant time. */
export function isUploadToken(token: string, hash: string | null): boolean {
  if (hash === null) return false;
  const given = Buffer.from(hashUploadToken(token), "hex");
  const stored = Buffer.from(hash, "hex");
  return given.length === stored.length && timingSafeEqual(given, stored);
}
