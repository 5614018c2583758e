import { selectorFault } from "@hawkmoth/domain/project/selector";
import { expect, test } from "../../fixtures/dashboard-test.ts";
import { type OwnProject, ownProject, restClient } from "../../fixtures/rest.ts";
import { openBug, openList } from "../../pages/dashboard.ts";

let project: OwnProject;
let key: string;
test.beforeAll(async ({ demo }) => {
  project = await ownProject(demo, "Filters");
  const filed = await restClient(demo).call("bug.create", {
    project_id: project.id,
    title: "Lonely",
    priority: "HIGH",
  });
  key = filed.bug.key;
});

test("a filter value that does not exist is said to be not found, and shows no bug", async ({ dashboard, demo }) => {
  const unknown = ["project=NOPE", "status=bogus", "status=open,bogus", "priority=urgent", "severity=x", "source=fax"];
  for (const query of [...unknown, "state=gone", "sort=size", "assignee=ada"]) {
    const value = (query.split("=")[1] ?? "").split(",").at(-1) ?? "";
    await dashboard.goto(`${demo.url}/${demo.workspace}/bugs?${query}`);
    await expect(dashboard.getByText(`“${value}” is not found`)).toBeVisible();
    await expect(dashboard.locator("[data-bug-row]")).toHaveCount(0);
  }
  await dashboard.goto(`${demo.url}/${demo.workspace}/bugs?project=NOPE&sort=priority`);
  await dashboard.getByRole("button", { name: "Clear filters" }).click();
  await expect(dashboard.locator("[data-bug-row]").first()).toBeVisible();
  expect(new URL(dashboard.url()).search).toBe("");
});

test("the page's back arrow and Escape lead to the list with its filters", async ({ dashboard, demo }) => {
  await openList(dashboard, demo, { project: project.key, priority: "high", sort: "created" });
  await dashboard.getByRole("link", { name: /^Lonely/ }).click();
  await dashboard.getByRole("link", { name: "Back to the list" }).click();
  await expect(dashboard.locator("[data-bug-row]")).toHaveCount(1);
  const search = () => Object.fromEntries(new URL(dashboard.url()).searchParams);
  expect(search()).toEqual({ project: project.key, priority: "high", sort: "created" });
  await dashboard.getByRole("link", { name: /^Lonely/ }).click();
  await expect(dashboard.getByRole("heading", { name: "Lonely" })).toBeVisible();
  await dashboard.reload();
  await expect(dashboard.locator("[data-live=live]").first()).toBeVisible();
  await dashboard.keyboard.press("Escape");
  await expect(dashboard.locator("[data-bug-row]")).toHaveCount(1);
  expect(search()).toEqual({ project: project.key, priority: "high", sort: "created" });
});

test("a new bug takes the project of the page it is begun on", async ({ dashboard, demo }) => {
  await openBug(dashboard, demo, key);
  await dashboard.getByRole("heading", { level: 1 }).waitFor();
  await dashboard.keyboard.press("c");
  await expect(dashboard.getByRole("combobox", { name: "Project" })).toContainText(project.name);
  await dashboard.keyboard.press("Escape");
  await openList(dashboard, demo, { project: project.key });
  await dashboard.keyboard.press("c");
  await expect(dashboard.getByRole("combobox", { name: "Project" })).toContainText(project.name);
});

test("a selector that hides nothing is refused at its field and not stored, over REST too", async ({
  dashboard,
  demo,
  api,
}) => {
  await dashboard.goto(`${demo.url}/${demo.workspace}/projects`);
  const row = dashboard.locator(`[data-project=${project.key}]`);
  if ((await row.getAttribute("open")) === null) await row.locator("summary").click();
  const masks = row.getByLabel("Mask selectors");
  await masks.fill(".no-page-has-this\ndiv..x");
  await row.getByRole("button", { name: "Save" }).click();
  await expect(row.getByRole("alert")).toContainText('"div..x" is no CSS selector');
  await expect(masks).toHaveAttribute("aria-invalid", "true");
  await expect(masks).toHaveValue(".no-page-has-this\ndiv..x");
  expect((await api.call("project.get", { project_id: project.id })).capture_policy.mask_selectors).toEqual([]);

  await masks.fill(".no-page-has-this");
  await row.getByRole("button", { name: "Save" }).click();
  await expect(row.getByRole("alert")).toHaveCount(0);
  const stored = async () => (await api.call("project.get", { project_id: project.id })).capture_policy;
  await expect.poll(async () => (await stored()).mask_selectors).toEqual([".no-page-has-this"]);
  const capture_policy = { block_selectors: ["p::before"] };
  await expect(api.call("project.update", { project_id: project.id, capture_policy })).rejects.toThrow(
    '"p::before" is no CSS selector: ::before is no element',
  );
});

test("a selector that is taken is one that the browser takes", async ({ page }) => {
  const candidates = [
    ".a",
    "#b > c ~ d + e",
    "div..x",
    "[x=y]",
    "[x='y' i]",
    "[x=y z]",
    "[x!=y]",
    "a,",
    ",a",
    "> a",
    "a >",
    "a > > b",
    ":is(.a, b)",
    ":is()",
    ":not()",
    ":has(> a)",
    ":has(:has(a))",
    ":nth-child(2n+1 of .a)",
    ":nth-child(x)",
    "*|a",
    "|a",
    "ns|a",
    "a || b",
    "a::before",
    "a:contains(x)",
    "a:hover",
    "a:hover()",
    ".--a",
    ".-1",
    ".1",
    "#1",
    "\\31",
    "é",
    "a{}",
    "a;b",
    "@a",
    "!a",
    "a!b",
    "a&b",
    "[]",
    "[=a]",
    "[a]b",
    "**",
    "a*",
    ".a.b:lang(en):dir(rtl)",
    "a/*c*/b",
    ":autofill",
    ":user-invalid",
    ":modal",
    ":fullscreen",
    ":target",
    ":any-link",
    ":scope",
    ":defined",
    ":blank",
  ];
  const takenByBrowser = await page.evaluate(
    (texts) =>
      texts.filter((text) => {
        try {
          document.createDocumentFragment().querySelector(text);
          return true;
        } catch {
          return false;
        }
      }),
    candidates,
  );
  const taken = candidates.filter((text) => selectorFault(text) === null);
  expect(taken.filter((text) => !takenByBrowser.includes(text))).toEqual([]);
  expect(takenByBrowser.filter((text) => !taken.includes(text))).toEqual([":is()", "a::before"]);
});
