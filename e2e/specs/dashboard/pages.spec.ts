import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../../fixtures/dashboard-test.ts";
import { complaints, seriousViolations, settled, sidewaysScrollers } from "../../fixtures/looked-at.ts";
import { restClient } from "../../fixtures/rest.ts";
import type { Demo } from "../../fixtures/stack.ts";

const LOOKS = [
  { look: "light", colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { look: "dark", colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  { look: "phone", colorScheme: "light", viewport: { width: 375, height: 812 } },
] as const;

/** One thing to look at. `show` brings it up and gives what must be in sight then. */
interface View {
  name: string;
  isPublic?: boolean;
  show: (page: Page, demo: Demo) => Promise<Locator>;
}

const VIEWS: readonly View[] = [
  {
    name: "welcome",
    isPublic: true,
    show: at("/", (page) => page.getByRole("heading", { name: /^Bugs that arrive/ })),
  },
  { name: "login", isPublic: true, show: at("/login", (page) => page.getByLabel("Password")) },
  { name: "sign-up", isPublic: true, show: at("/sign-up", (page) => page.getByText("At least 10 characters")) },
  { name: "onboarding", show: at("/onboarding?new=1", (page) => page.getByLabel("Name of your workspace")) },
  { name: "install", show: at("/onboarding", (page) => page.getByText("chrome://extensions")) },
  { name: "pair", show: at("/pair", (page) => page.getByLabel("Code")) },
  { name: "pair-code", show: showPairing },
  { name: "missing", show: at("/nowhere", (page) => page.getByRole("heading", { name: "Nothing here" })) },
  { name: "bugs", show: inside("bugs?project=SHOP", (page) => page.locator("[data-bug-row]").first()) },
  {
    name: "bugs-filtered",
    show: inside("bugs?project=SHOP&state=all&priority=high,critical&assignee=agent", (page) =>
      page.locator("[data-bug-row]").first(),
    ),
  },
  { name: "bugs-none", show: inside("bugs?q=zzzz", (page) => page.getByText("No bug matches these filters")) },
  { name: "filter-menu", show: showFilterMenu },
  { name: "palette", show: showPalette },
  { name: "key-sheet", show: showKeySheet },
  { name: "new-bug", show: showNewBug },
  { name: "bug-timeline", show: showEvidence("Timeline") },
  { name: "bug-console", show: showEvidence("Console") },
  { name: "bug-network", show: showRequest },
  { name: "bug-screenshot", show: showEvidence("Screenshot") },
  { name: "bug-context", show: showEvidence("Context") },
  { name: "bug-transcript", show: showEvidence("Transcript") },
  { name: "bug-plain", show: showPlainBug },
  { name: "assignee-picker", show: showAssigneePicker },
  { name: "agents", show: inside("agents", (page) => page.getByRole("row", { name: /Fixer/ }).first()) },
  { name: "new-agent", show: showNewAgent },
  { name: "queue", show: inside("queue", (page) => page.locator("[data-task]").first()) },
  { name: "projects", show: inside("projects", (page) => page.locator("[data-project]").first()) },
  { name: "keys", show: inside("settings/keys", (page) => page.locator("[data-key]").first()) },
  { name: "connections", show: inside("connections", (page) => page.getByTestId("mcp-endpoint")) },
];

/** Shows a view and judges it as it looks now. */
async function judge(page: Page, file: string): Promise<void> {
  await settled(page);
  await page.screenshot({ path: `test-results/pages/${file}.png`, animations: "disabled" });
  expect.soft(await sidewaysScrollers(page), file).toEqual([]);
  expect.soft(await seriousViolations(page), file).toEqual([]);
}

for (const { name, isPublic = false, show } of VIEWS)
  test(`${name} is quiet, fits and can be read by everybody`, async ({ page, dashboard, demo }) => {
    if (isPublic) await page.context().clearCookies();
    const complained = complaints(page);
    const shown = await show(dashboard, demo);
    for (const { look, colorScheme, viewport } of LOOKS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await expect(shown).toBeVisible();
      await judge(page, `${name}-${look}`);
    }
    expect(complained.filter((text) => !isOwn404(text, name))).toEqual([]);
  });

// The same pages, opened anew in every look instead of changing theirs while they are open.
for (const { look, colorScheme, viewport } of LOOKS)
  test.describe(look, { tag: "@deep" }, () => {
    test.use({ colorScheme, viewport });
    for (const { name, isPublic = false, show } of VIEWS)
      test(`${name} opens quiet, fits and can be read by everybody`, async ({ page, dashboard, demo }) => {
        if (isPublic) await page.context().clearCookies();
        const complained = complaints(page);
        await expect(await show(dashboard, demo)).toBeVisible();
        await judge(page, `${name}-${look}`);
        expect(complained.filter((text) => !isOwn404(text, name))).toEqual([]);
      });
  });

/** Chromium itself complains of a page that answers 404, as the page for what is missing should. */
function isOwn404(text: string, name: string): boolean {
  return name === "missing" && text.includes("404") && text.includes("/nowhere");
}

function at(path: string, sign: (page: Page) => Locator): View["show"] {
  return async (page, { url }) => {
    await page.goto(`${url}${path}`);
    return sign(page);
  };
}

function inside(path: string, sign: (page: Page) => Locator): View["show"] {
  return (page, demo) => at(`/${demo.workspace}/${path}`, sign)(page, demo);
}

async function showPairing(page: Page, demo: Demo): Promise<Locator> {
  const { user_code } = await restClient(demo).call("pairing.start", { device_name: "Chrome on Linux" });
  return at(`/pair?code=${user_code}`, (shown) => shown.getByTestId("pair-code"))(page, demo);
}

async function showFilterMenu(page: Page, demo: Demo): Promise<Locator> {
  await (
    await inside("bugs", (shown) => shown.getByRole("button", { name: "Filter", exact: true }))(page, demo)
  ).click();
  return page.getByRole("dialog", { name: "Add a filter" }).getByRole("option", { name: "In review" });
}

async function showPalette(page: Page, demo: Demo): Promise<Locator> {
  await showList(page, demo);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("cart");
  return page.getByRole("dialog").getByRole("option", { name: /cart/i }).first();
}

async function showKeySheet(page: Page, demo: Demo): Promise<Locator> {
  await showList(page, demo);
  await page.keyboard.press("?");
  return page.getByRole("dialog", { name: "Keyboard shortcuts" });
}

async function showNewBug(page: Page, demo: Demo): Promise<Locator> {
  await showList(page, demo);
  await page.keyboard.press("c");
  return page.getByRole("dialog", { name: "New bug" }).getByLabel("Title");
}

async function showNewAgent(page: Page, demo: Demo): Promise<Locator> {
  await (await inside("agents", (shown) => shown.getByRole("button", { name: "New agent" }))(page, demo)).click();
  return page.getByRole("dialog", { name: "New agent" }).getByLabel("Instructions");
}

async function showList(page: Page, demo: Demo): Promise<void> {
  await expect(
    await inside("bugs?project=SHOP", (shown) => shown.locator("[data-bug-row]").first())(page, demo),
  ).toBeVisible();
}

function showEvidence(tab: string): View["show"] {
  return async (page, demo) => {
    await page.goto(`${demo.url}/${demo.workspace}/bugs/${await demoBug(demo, true)}`);
    await expect(page.getByRole("button", { name: "Play replay" })).toBeVisible({ timeout: 30_000 });
    await page.getByRole("tab", { name: tab }).click();
    return page.getByRole("tabpanel", { name: tab });
  };
}

async function showRequest(page: Page, demo: Demo): Promise<Locator> {
  const panel = await showEvidence("Network")(page, demo);
  await panel
    .getByRole("button", { name: /coupons/ })
    .first()
    .click();
  return panel.getByText("Response", { exact: false }).first();
}

async function showPlainBug(page: Page, demo: Demo): Promise<Locator> {
  await page.goto(`${demo.url}/${demo.workspace}/bugs/${await demoBug(demo, false)}`);
  return page.getByLabel("Comment");
}

async function showAssigneePicker(page: Page, demo: Demo): Promise<Locator> {
  await showPlainBug(page, demo);
  // A click that comes before React took the page over opens nothing.
  await expect(async () => {
    await page.getByTestId("property-assignee").click();
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 1000 });
  }).toPass();
  return page.getByRole("option", { name: /Fixer/ }).first();
}

/** The newest bug of the demo with a recording, or the one without that was talked about most. */
async function demoBug(demo: Demo, is_recorded: boolean): Promise<string> {
  const { project_id } = demo;
  const { bugs } = await restClient(demo).call("bug.list", { project_id, state: "all", sort: "created", limit: 100 });
  const found = bugs
    .filter(({ evidence }) => (evidence !== null) === is_recorded)
    .toSorted((one, other) => other.comment_count - one.comment_count);
  if (!found[0]) throw new Error("the demo has no such bug");
  return found[0].key;
}
