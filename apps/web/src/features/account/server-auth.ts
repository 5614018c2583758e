import { type DashboardAuth, openDashboardAuth } from "@hawkmoth/auth/dashboard";
import { readAuthEnv, readEnv } from "../../env.ts";

let opened: DashboardAuth | null = null;

/** Sign-in of this process, opened when the first request needs it. */
export function serverAuth(): DashboardAuth {
  const { databaseUrl, secret } = readAuthEnv();
  opened ??= openDashboardAuth({ database_url: databaseUrl, secret, url: readEnv().publicUrl });
  return opened;
}
