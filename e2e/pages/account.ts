import type { Page } from "@playwright/test";

/** What somebody types to become or be known. */
export interface Person {
  name: string;
  email: string;
  password: string;
}

/** Fills and sends the sign-up form. */
export async function signUp(page: Page, url: string, person: Person): Promise<void> {
  await page.goto(`${url}/sign-up`);
  await page.getByLabel("Name").fill(person.name);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
}

/** Fills and sends the sign-in form that is open. */
export async function typeSignIn(page: Page, person: Pick<Person, "email" | "password">): Promise<void> {
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Ends the session by the account menu of the sidebar. */
export async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Account of ${name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
}
