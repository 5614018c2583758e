/** A random name of 128 bits. `crypto.randomUUID` is missing on pages without TLS, this is not. */
export function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
