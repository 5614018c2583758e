import { expect, test } from "@playwright/test";
import { ExtensionBrowser } from "./browser.ts";
import { connect, type FrozenCapture, POLICY, readCapture } from "./capture.ts";
import { html, serve, type TestServer } from "./server.ts";

/** One secret word in each place a page can carry one. */
const CARRIERS = [
  "TITLESECRET", "HIDDENSECRET", "PWATTR", "PWTYPED", "PWSHOWN", "PLACEHOLDERSECRET", "TXTATTR", "TXTTYPED",
  "TEXTAREAINIT", "TATYPED", "OPTVAL", "OPTTEXT", "CHKVAL", "RADVAL", "SUBMITVAL", "BUTTONVAL", "CEINIT", "CETYPED",
  "ATTRTITLE", "ARIALABEL", "PRIVTEXT", "PRIVNESTED", "DYNPRIV", "LATEPRIV", "BLOCKED", "ALTSECRET", "URLSECRET",
  "PLAINTEXT", "CUSTOMATTR", "HREFSECRET", "ATTRMUT",
] as const; // oxfmt-ignore

/** Words of the interface itself, which only strict masking and hidden regions take out. */
const INTERFACE = ["TITLESECRET", "PLACEHOLDERSECRET", "SUBMITVAL", "BUTTONVAL", "PLAINTEXT", "HREFSECRET"];

function pageOf(maskWholePage: boolean): string {
  const mask = maskWholePage ? "data-hm-mask" : "";
  return `<!doctype html><html ${mask}><title>TITLESECRET</title><form onsubmit="return false">
    <input type=hidden name=tok value=HIDDENSECRET><input type=password id=pw value=PWATTR>
    <input id=t placeholder="PLACEHOLDERSECRET" value=TXTATTR><textarea id=ta>TEXTAREAINIT</textarea>
    <select id=s><option value=OPTVAL>OPTTEXT</option><option value=OPT2 selected>OPTTEXT2</option></select>
    <input type=checkbox value=CHKVAL checked><input type=radio value=RADVAL checked>
    <input type=submit value=SUBMITVAL><input type=button value=BUTTONVAL><div contenteditable id=ce>CEINIT</div>
    <p data-private title="ATTRTITLE" aria-label="ARIALABEL">PRIVTEXT <b>PRIVNESTED</b></p>
    <p data-hm-block>BLOCKED</p><img data-private alt="ALTSECRET" src="/img?token=URLSECRET"><div id=m></div>
    <div data-private id=dp></div><label>PLAINTEXT</label><custom-el data-x=CUSTOMATTR></custom-el></form></html>`;
}

let browser: ExtensionBrowser;
let server: TestServer;

test.beforeAll(async () => {
  server = await serve((request, response) => html(response, pageOf(request.url?.startsWith("/masked") ?? false)));
  browser = await ExtensionBrowser.launch();
});

test.afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Uses every carrier as a person and a script would, then captures. */
async function captureCarriers(path: string): Promise<FrozenCapture> {
  const page = await browser.context.newPage();
  await page.goto(`${server.origin}${path}?q=HREFSECRET`);
  await page.fill("#pw", "PWTYPED");
  await page.evaluate(() => document.querySelector("#pw")?.setAttribute("type", "text"));
  await page.fill("#pw", "PWSHOWN");
  await page.fill("#t", "TXTTYPED");
  await page.fill("#ta", "TATYPED");
  await page.selectOption("#s", { index: 0 });
  await page.click("#ce");
  await page.keyboard.type("CETYPED");
  await page.click("label");
  await page.evaluate(() => {
    const dynamic = document.querySelector("#dp");
    if (dynamic) dynamic.innerHTML = "<i>DYNPRIV</i>";
    const late = document.createElement("span");
    late.textContent = "LATEPRIV";
    document.querySelector("#m")?.append(late);
    late.setAttribute("data-private", "");
    document.querySelector("#t")?.setAttribute("value", "ATTRMUT");
  });
  const review = await browser.capture(page);
  const capture = await readCapture(review);
  await review.close();
  await page.close();
  return capture;
}

function leaked(capture: FrozenCapture): string[] {
  return CARRIERS.filter((word) => capture.text.includes(word));
}

test("there are 31 carriers, and unmasked the page does hold each", async () => {
  expect(new Set(CARRIERS).size).toBe(31);
  const written = CARRIERS.filter((word) => !/TYPED|SHOWN|DYNPRIV|LATEPRIV|HREFSECRET|ATTRMUT/.test(word));
  for (const word of written) expect(pageOf(false)).toContain(word);
});

test("strict: none of the 31 words leaves the page", async () => {
  await connect(browser, { ...POLICY, privacy_mode: "STRICT" });
  const capture = await captureCarriers("/page");
  expect(capture.replay?.events.length).toBeGreaterThan(5);
  expect(leaked(capture)).toEqual([]);
  expect(capture.has_screenshot).toBe(false);
});

test("moderate: nothing a person typed, chose or marked private leaves; the words of the interface stay readable", async () => {
  await connect(browser, POLICY);
  const capture = await captureCarriers("/page");
  expect(leaked(capture).toSorted()).toEqual(INTERFACE.toSorted());
});

test("moderate with the whole page marked private: only its address is left", async () => {
  await connect(browser, POLICY);
  expect(leaked(await captureCarriers("/masked"))).toEqual(["HREFSECRET"]);
});

test("minimal: passwords, hidden regions and tokens in URLs still never leave", async () => {
  await connect(browser, { ...POLICY, privacy_mode: "MINIMAL" });
  const words = leaked(await captureCarriers("/page"));
  const never = [
    "PWATTR",
    "PWTYPED",
    "PWSHOWN",
    "ATTRTITLE",
    "ARIALABEL",
    "PRIVTEXT",
    "PRIVNESTED",
    "DYNPRIV",
    "LATEPRIV",
    "BLOCKED",
    "ALTSECRET",
    "URLSECRET",
  ];
  expect(words.filter((word) => never.includes(word))).toEqual([]);
  expect(words).toContain("TXTTYPED");
});

test("neither the length nor the number of keystrokes of a masked text can be told", async () => {
  await connect(browser, POLICY);
  const shapes: string[] = [];
  for (const secret of ["ab", "a much longer secret text"]) {
    const page = await browser.context.newPage();
    await page.goto(`${server.origin}/page`);
    await page.locator("#t").fill("");
    await page.locator("#t").pressSequentially(secret);
    const review = await browser.capture(page);
    const capture = await readCapture(review);
    const inputs = (capture.replay?.events ?? []).filter((event) => JSON.stringify(event.data).includes('"source":5'));
    const fills = capture.logs.actions.filter((action) => action.kind === "fill");
    shapes.push(
      JSON.stringify([inputs.map((event) => event.data), fills.map(({ value, is_masked }) => [value, is_masked])]),
    );
    await review.close();
    await page.close();
  }
  expect(shapes[0]).toBe(shapes[1]);
  expect(shapes[0]).toContain("***");
});
