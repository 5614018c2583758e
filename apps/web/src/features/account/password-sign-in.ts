import { errorText } from "../../data/error-body.ts";

/** Opens a session with e-mail and password. Gives null when it worked, or what to tell the person. */
export async function signInWithPassword(email: string, password: string): Promise<string | null> {
  try {
    const response = await fetch("/api/auth/password", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    if (response.ok) return null;
    const body: unknown = await response.json();
    return errorText({ data: body });
  } catch (error) {
    return errorText(error);
  }
}

/** Ends the session on the server and shows the sign-in page. */
export async function signOut(): Promise<void> {
  const answer: unknown = await (await fetch("/api/auth/csrf")).json();
  const csrfToken =
    typeof answer === "object" && answer !== null && "csrfToken" in answer ? String(answer.csrfToken) : "";
  await fetch("/api/auth/signout", {
    method: "POST",
    headers: { "x-auth-return-redirect": "1" },
    body: new URLSearchParams({ csrfToken, callbackUrl: "/login" }),
  });
  window.location.assign("/login");
}
