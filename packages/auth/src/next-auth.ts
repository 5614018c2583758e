import { DrizzleAdapter } from "@auth/drizzle-adapter";
import type { Db } from "@hawkmoth/db/client";
import { accounts, sessions, users, verificationTokens } from "@hawkmoth/db/schema/auth-tables";
import { AppError } from "@hawkmoth/domain/errors";
import { logSafeError } from "@hawkmoth/domain/log-safe-error";
import { getTableColumns } from "drizzle-orm";
import NextAuth, { type NextAuthConfig, type NextAuthResult } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import { hashToken, SESSION_DAYS, sessionCookieName, sessionCookieOptions } from "./session.ts";

interface OAuthApp {
  client_id: string;
  client_secret: string;
}

export interface AuthOptions {
  db: Db;
  secret: string;
  /** Public origin of the dashboard. */
  url: string;
  github?: OAuthApp;
  google?: OAuthApp;
}

type AdapterSchema = NonNullable<Parameters<typeof DrizzleAdapter<Db>>[1]>;

const NEEDED = {
  usersTable: ["id", "name", "email", "emailVerified", "image"],
  accountsTable: ["userId", "type", "provider", "providerAccountId"],
  sessionsTable: ["sessionToken", "userId", "expires"],
  verificationTokensTable: ["identifier", "token", "expires"],
} as const;

const tables = {
  usersTable: users,
  accountsTable: accounts,
  sessionsTable: sessions,
  verificationTokensTable: verificationTokens,
};

/** The adapter's types know no custom id column, so what it needs of our tables is checked when it starts. */
function isAdapterSchema(value: unknown): value is AdapterSchema {
  return (
    value === tables &&
    Object.entries(NEEDED).every(([name, columns]) => {
      const table = Object.entries(tables).find(([key]) => key === name)?.[1];
      return table !== undefined && columns.every((column) => column in getTableColumns(table));
    })
  );
}

/** next-auth's own adapter, except that the database only ever sees hashes of session tokens. */
function hashingAdapter(db: Db): Adapter {
  const schema: unknown = tables;
  if (!isAdapterSchema(schema)) throw new AppError("INTERNAL", { cause: "the sign-in tables lack a column" });
  const inner = DrizzleAdapter(db, schema);
  return {
    ...inner,
    async createSession(session) {
      await inner.createSession?.({ ...session, sessionToken: hashToken(session.sessionToken) });
      return session;
    },
    async getSessionAndUser(token) {
      const found = await inner.getSessionAndUser?.(hashToken(token));
      return found ? { ...found, session: { ...found.session, sessionToken: token } } : null;
    },
    async updateSession(session) {
      const stored = await inner.updateSession?.({ ...session, sessionToken: hashToken(session.sessionToken) });
      return stored ? { ...stored, sessionToken: session.sessionToken } : null;
    },
    async deleteSession(token) {
      await inner.deleteSession?.(hashToken(token));
    },
  };
}

function providersOf({ github, google }: AuthOptions): NextAuthConfig["providers"] {
  return [
    ...(github ? [GitHub({ clientId: github.client_id, clientSecret: github.client_secret })] : []),
    ...(google ? [Google({ clientId: google.client_id, clientSecret: google.client_secret })] : []),
  ];
}

/** next-auth with database sessions. Passwords are checked by `signInWithPassword`, which makes the same session row. */
export function createAuth(options: AuthOptions): NextAuthResult {
  const is_secure = options.url.startsWith("https:");
  return NextAuth({
    adapter: hashingAdapter(options.db),
    secret: options.secret,
    trustHost: true,
    logger: {
      error: (error) => console.error(JSON.stringify({ msg: "next-auth failed", err: logSafeError(error) })),
    },
    session: { strategy: "database", maxAge: SESSION_DAYS * 86_400 },
    cookies: { sessionToken: { name: sessionCookieName(is_secure), options: sessionCookieOptions(is_secure) } },
    pages: { signIn: "/login", error: "/login" },
    providers: providersOf(options),
    callbacks: {
      // The session object itself holds the token, so only these two fields may reach /api/auth/session.
      session: ({ session, user }) => ({
        user: { id: user.id, email: user.email, name: user.name ?? null, image: user.image ?? null },
        expires: session.expires,
      }),
    },
  });
}
