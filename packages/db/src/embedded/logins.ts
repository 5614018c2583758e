import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { SERVICE_ROLE, SIGN_IN_ROLE } from "../schema/columns.ts";

/** URLs of the logins that the processes of the product use. */
export interface Logins {
  /** For the api and the worker. */
  service_url: string;
  /** For the dashboard's own server. */
  sign_in_url: string;
}

/**
 * Gives each kind of process a login of its own on a migrated embedded server: none is a superuser or owns anything.
 * The passwords are new each time, so they are kept nowhere.
 */
export async function openLogins(owner_url: string): Promise<Logins> {
  const owner = postgres(owner_url, { max: 1, onnotice: () => {} });
  const open = async (login: string, role: string): Promise<string> => {
    const password = randomBytes(24).toString("base64url");
    const [found] = await owner`select 1 from pg_roles where rolname = ${login}`;
    if (!found) await owner`create role ${owner(login)}`;
    await owner.unsafe(
      `alter role ${login} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password '${password}'`,
    );
    await owner`grant ${owner(role)} to ${owner(login)}`;
    const url = new URL(owner_url);
    url.username = login;
    url.password = password;
    return url.href;
  };
  try {
    return {
      service_url: await open("hawkmoth_api", SERVICE_ROLE),
      sign_in_url: await open("hawkmoth_web", SIGN_IN_ROLE),
    };
  } finally {
    await owner.end();
  }
}
