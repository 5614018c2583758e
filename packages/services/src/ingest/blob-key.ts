import { randomBytes } from "node:crypto";
import { isId } from "@hawkmoth/domain/ids";

/**
 * A fresh key for the bytes of an artifact, spread over folders by chance. Each attempt at an upload gets its own, so
 * that a late attempt can never change bytes that a finished capture refers to.
 */
export function newBlobKey(artifact_id: string): string {
  const random = randomBytes(8).toString("hex");
  return `${random.slice(0, 2)}/${random.slice(2, 4)}/${artifact_id}-${random.slice(4)}`;
}

/** The artifact that a key was made for; null for any other key. */
export function artifactIdOf(blob_key: string): string | null {
  const id = /^[0-9a-f]{2}\/[0-9a-f]{2}\/(\w+)-[0-9a-f]{12}$/.exec(blob_key)?.[1];
  return id !== undefined && isId("artifact", id) ? id : null;
}
