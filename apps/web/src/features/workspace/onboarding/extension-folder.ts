import { existsSync } from "node:fs";
import { resolve } from "node:path";

const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/** The built extension, when the person's browser runs on this machine; null when they have to look it up. */
export function extensionFolder(publicUrl: string): string | null {
  const folder = resolve(process.cwd(), "../extension/.output/chrome-mv3");
  const isLocal = LOCAL_HOSTS.includes(new URL(publicUrl).hostname);
  return isLocal && existsSync(/* turbopackIgnore: true */ folder) ? folder : null;
}
