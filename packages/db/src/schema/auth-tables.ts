import { newId } from "@hawkmoth/domain/ids";
import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { now, time, typeId } from "./columns.ts";

// Keys in camelCase are the names that @auth/drizzle-adapter looks up; the columns are snake_case as everywhere.

/** A person, across workspaces. */
export const users = pgTable(
  "user",
  {
    id: typeId("user")
      .primaryKey()
      .$defaultFn(() => newId("user")),
    name: text(),
    email: text().notNull(),
    emailVerified: timestamp("email_verified", { mode: "date", withTimezone: true }),
    image: text(),
    password_hash: text(),
    created_at: time().notNull().default(now),
  },
  (t) => [uniqueIndex("user_email").on(sql`lower(${t.email})`)],
);

export const accounts = pgTable(
  "account",
  {
    userId: typeId("user", "user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    type: text().notNull(),
    provider: text().notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    refresh_token: text(),
    access_token: text(),
    expires_at: integer(),
    token_type: text(),
    scope: text(),
    id_token: text(),
    session_state: text(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] }), index("account_user").on(t.userId)],
);

/** `session_token` holds the SHA-256 of the cookie, never the cookie. */
export const sessions = pgTable(
  "session",
  {
    sessionToken: text("session_token").primaryKey(),
    userId: typeId("user", "user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expires: timestamp({ mode: "date", withTimezone: true }).notNull(),
  },
  (t) => [index("session_user").on(t.userId)],
);

export const verificationTokens = pgTable(
  "verification_token",
  {
    identifier: text().notNull(),
    token: text().notNull(),
    expires: timestamp({ mode: "date", withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.identifier, t.token] })],
);
