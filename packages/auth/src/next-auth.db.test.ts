import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeUser } from "@hawkmoth/db/testing/factories";
import { NextRequest } from "next/server";
import { describe, expect, test } from "vitest";
import { createAuth } from "./next-auth.ts";
import { createSession, userOfSession } from "./session.ts";

const { db } = await testDatabase();
const URL = "http://localhost:3000";
const auth = createAuth({ db, secret: "a secret only of the tests", url: URL });

async function sessionAt(token: string): Promise<{ text: string; body: unknown }> {
  const headers = { cookie: `hawkmoth.session=${token}` };
  const response = await auth.handlers.GET(new NextRequest(`${URL}/api/auth/session`, { headers }));
  const text = await response.text();
  return { text, body: JSON.parse(text) };
}

describe("next-auth over hashed sessions", () => {
  test("knows the person of a session that was made elsewhere, and tells nothing of the token", async () => {
    const user = await makeUser(db);
    const { token } = await createSession(db, user.id);
    const { text, body } = await sessionAt(token);
    expect(body).toEqual({
      user: { id: user.id, email: user.email, name: user.name, image: null },
      expires: expect.any(String),
    });
    expect(text).not.toContain(token);
  });

  test("knows nobody by a token that was never given out, nor by a stored hash", async () => {
    const user = await makeUser(db);
    await createSession(db, user.id);
    const [row] = await db.$client<{ session_token: string }[]>`select session_token from session`;
    expect((await sessionAt("nonsense")).body).toBeNull();
    expect((await sessionAt(row?.session_token ?? "")).body).toBeNull();
  });

  test("signing out ends the session on the server", async () => {
    const user = await makeUser(db);
    const { token } = await createSession(db, user.id);
    const jar = await auth.handlers.GET(new NextRequest(`${URL}/api/auth/csrf`));
    const csrf = jar.headers.get("set-cookie")?.split(";")[0] ?? "";
    const { csrfToken } = (await jar.json()) as { csrfToken: string };
    await auth.handlers.POST(
      new NextRequest(`${URL}/api/auth/signout`, {
        method: "POST",
        headers: {
          cookie: `hawkmoth.session=${token}; ${csrf}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        body: new URLSearchParams({ csrfToken }).toString(),
      }),
    );
    expect(await userOfSession(db, token)).toBeNull();
  });

  test("offers GitHub and Google only where they are configured", async () => {
    const providers = async (given: typeof auth) => {
      const response = await given.handlers.GET(new NextRequest(`${URL}/api/auth/providers`));
      return Object.keys(Object((await response.json()) as unknown));
    };
    const app = { client_id: "id", client_secret: "secret" };
    expect(await providers(auth)).toEqual([]);
    const both = createAuth({ db, secret: "a secret only of the tests", url: URL, github: app, google: app });
    expect(await providers(both)).toEqual(["github", "google"]);
  });
});
