import { randomBytes } from "node:crypto";

/**
 * A fresh key for the bytes of an artifact, spread over folders by chance. Each attempt at an upload gets its own, so
 * that a late attempt can never change bytes that a finished capture refers to.
 */
export function newBlobKey(artifact_id: string): string {
  const random = randomBytes(8).toString("hex");
  return `${random.slice(0, 2)}/${random.slice(2, 4)}/${artifact_id}-${random.slice(4)}`;
}
