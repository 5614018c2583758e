import type { Page } from "@playwright/test";
import { unique } from "../../fixtures/rest.ts";
import { expect, test } from "../../fixtures/test.ts";
import { type Person, signOut, signUp, typeSignIn } from "../../pages/account.ts";

const SITE = "https://garden.example";

test("a new person sets up, sees the first bug arrive, signs out for good and comes back", async ({ page, demo }) => {
  const mark = unique();
  const person = { name: `Iris ${mark}`, email: `iris-${mark}@garden.test`, password: "a moth at dusk 17" };
  await signUp(page, demo.url, person);

  await test.step("name a workspace and a project", async () => {
    await page.getByLabel("Name of your workspace").fill(`Garden ${mark}`);
    await expect(page.getByText(`Its address will begin with /garden-${mark}`)).toBeVisible();
    await page.getByRole("button", { name: "Create workspace" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Greenhouse");
    await page.getByLabel("Allowed origins").fill(SITE);
    await page.getByRole("button", { name: "Create project" }).click();
  });

  await test.step("the install step waits and turns live when a page reports a bug", async () => {
    await expect(page.getByText("chrome://extensions")).toBeVisible();
    await expect(page.getByText("Waiting for your first bug")).toBeVisible();
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
    const reported = await reportFrom(SITE, demo.url, await publishableKey(page, `garden-${mark}`));
    expect(reported.status).toBe(201);
    await expect(page.getByTestId("first-bug-arrived")).toContainText("The tomatoes are blue");
    expect(await page.evaluate(() => "neverReloaded" in window)).toBe(true);
    await page.getByRole("link", { name: "Open" }).click();
    await expect(page.getByRole("heading", { name: "The tomatoes are blue" })).toBeVisible();
  });

  await test.step("signing out ends the session on the server", async () => {
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    const me = () => fetch(`${demo.url}/api/v1/me`, { headers: { cookie } });
    expect((await me()).status).toBe(200);
    await signOut(page, person.name);
    await page.waitForURL(`${demo.url}/login`);
    expect((await me()).status).toBe(401);
  });

  await test.step("the same words for a wrong password and an unknown e-mail", async () => {
    const wrong = await refusal(page, { ...person, password: "a moth at dawn 18" });
    const unknown = await refusal(page, { ...person, email: `nobody-${mark}@garden.test` });
    expect(wrong).toContain("E-mail or password is wrong.");
    expect(unknown).toBe(wrong);
  });

  await test.step("sign in again", async () => {
    await typeSignIn(page, person);
    await page.waitForURL(`${demo.url}/garden-${mark}/bugs`);
    await expect(page.getByRole("link", { name: /The tomatoes are blue/ })).toBeVisible();
  });
});

/** What the open sign-in form answers. */
async function refusal(page: Page, person: Pick<Person, "email" | "password">): Promise<string> {
  const answered = page.waitForResponse((response) => response.url().endsWith("/api/auth/password"));
  await typeSignIn(page, person);
  expect((await answered).status()).toBe(401);
  return page.getByRole("alert").filter({ hasText: /\S/ }).innerText();
}

async function publishableKey(page: Page, workspace: string): Promise<string> {
  const { origin } = new URL(page.url());
  const headers = { origin, "x-hawkmoth-workspace": workspace };
  const listed = await page.request.get(`${origin}/api/v1/projects`, { headers });
  const { projects } = (await listed.json()) as { projects: { id: string }[] };
  const made = await page.request.post(`${origin}/api/v1/keys`, {
    headers,
    data: { kind: "PUBLISHABLE", name: "site", project_ids: projects.map(({ id }) => id) },
  });
  return ((await made.json()) as { value: string }).value;
}

function reportFrom(site: string, url: string, key: string): Promise<Response> {
  return fetch(`${url}/api/v1/ingest/bugs`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": key, origin: site },
    body: JSON.stringify({ title: "The tomatoes are blue", severity: "high", url: `${site}/beds` }),
  });
}
