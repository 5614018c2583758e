import { stripTypeScriptTypes } from "node:module";
import { describe, expect, it } from "vitest";
import { buildSpec } from "./spec.ts";
import { locatorOf } from "./spec-locator.ts";
import { shopSession } from "./testing/shop-session.ts";
import { ActionTarget } from "@hawkmoth/domain/capture/bundle";

const bug = { key: "SHOP-12", title: "Coupon breaks the cart" };

/** Fails when the text is no TypeScript module. */
function compile(code: string): string {
  return stripTypeScriptTypes(code);
}

describe("buildSpec", () => {
  it("repeats the steps up to the failure and asserts the symptom in the client", () => {
    const { code } = buildSpec({ bug, lists: shopSession() });
    compile(code);
    expect(code.slice(code.indexOf("test("))).toMatchInlineSnapshot(`
      "test("SHOP-12: Coupon breaks the cart", async ({ page }) => {
        const symptoms: string[] = [];
        page.on("pageerror", (error) => symptoms.push(error.message));
        await answerFromRecording(page);
        await page.goto(new URL("/", base_url).href);
        await page.getByRole("button", { name: "Add to cart", exact: true }).nth(1).click();
        await page.getByRole("link", { name: "Cart (1)", exact: true }).click();
        await page.getByRole("button", { name: "Increase quantity", exact: true }).click();
        await page.getByRole("button", { name: "Increase quantity", exact: true }).click();
        await page.getByRole("button", { name: "Increase quantity", exact: true }).click();
        await page.getByRole("textbox", { name: "E-mail", exact: true }).fill(process.env["HM_E_MAIL"] ?? "person@example.com");
        await page.getByRole("textbox", { name: "Coupon code", exact: true }).fill("SAVE10");
        const answered = page.waitForResponse((response) => response.request().method() === "POST" && new URL(response.url()).pathname === "/api/coupons", { timeout: 10_000 }).catch(() => null);
        await page.getByRole("button", { name: "Apply", exact: true }).click();
        await answered;
        // That nothing happens can only be seen by giving it the time to happen.
        await page.waitForTimeout(500);
        expect(symptoms.filter((text) => text.includes("Cannot read properties of undefined (reading 'discount')"))).toEqual([]);
      });
      "
    `);
  });

  it("serves the recorded answers, the failing one included, and never asserts it", () => {
    const { code } = buildSpec({ bug, lists: shopSession() });
    expect(code).toContain('path: "/api/coupons", status: 500');
    expect(code).toContain('path: "/api/cart/lines", status: 201');
    expect(code).not.toContain("monstera");
    expect(code).not.toMatch(/expect\([^\n]*500/);
  });

  it("grades with reasons: a masked value is B, a password, a lost answer or a WebSocket C, no symptom D", () => {
    expect(buildSpec({ bug, lists: shopSession() })).toMatchObject({
      grade: "B",
      reasons: [{ grade: "B", text: "Masked values are replaced by stand-ins unless HM_E_MAIL is set." }],
    });
    const unmasked = shopSession();
    unmasked.actions = unmasked.actions.filter((action) => !action.is_masked);
    expect(buildSpec({ bug, lists: unmasked })).toMatchObject({ grade: "A", reasons: [] });

    const password = shopSession();
    for (const action of password.actions) if (action.is_masked && action.target) action.target.input_type = "password";
    expect(buildSpec({ bug, lists: password }).grade).toBe("C");

    const lost = shopSession();
    for (const request of lost.network) request.response_body = null;
    expect(buildSpec({ bug, lists: lost })).toMatchObject({ grade: "C" });
    expect(buildSpec({ bug, lists: lost }).code).not.toContain("answerFromRecording");

    const socket = shopSession();
    const [first] = socket.network;
    if (first) socket.network.push({ ...first, initiator: "websocket" });
    expect(buildSpec({ bug, lists: socket }).grade).toBe("C");

    const silent = shopSession();
    silent.errors = [];
    silent.network = [];
    silent.console = [];
    expect(buildSpec({ bug, lists: silent })).toMatchObject({ grade: "D" });
  });

  it("asks the real API when a failed call is all there is", () => {
    const logs = shopSession();
    logs.errors = [];
    logs.console = [];
    const { code, grade } = buildSpec({ bug, lists: logs });
    compile(code);
    expect(grade).toBe("C");
    expect(code).not.toContain('path: "/api/coupons"');
    expect(code).toContain('expect(symptoms.filter((text) => text.includes("POST /api/coupons"))).toEqual([]);');
  });

  it("keeps hostile captured strings inside string literals", () => {
    const attack = '"); process.exit(1); //\n*/ ${process.env.HOME} `\u2028</script>';
    const logs = shopSession();
    for (const action of logs.actions) {
      action.url = `https://shop.example/${attack}`;
      action.value = attack;
      action.key = attack;
      if (action.target) Object.assign(action.target, { name: attack, test_id: attack, css: attack, label: attack });
    }
    for (const request of logs.network) {
      request.method = attack.slice(0, 20);
      if (request.response_body) request.response_body.text = attack;
      request.response_headers = { "content-type": attack };
    }
    for (const error of logs.errors) error.message = attack;
    const { code } = buildSpec({ bug: { key: "SHOP-12", title: attack }, lists: logs });
    const plain = compile(code);
    const strings = /"(?:[^"\\\n]|\\.)*"/g;
    expect(plain.replace(strings, '""')).not.toContain("process.exit");
    expect(code).not.toMatch(/\u2028|<\/script/);
  });
});

describe("locatorOf", () => {
  const bare = { tag: "button", css: "main > button" };
  it.each([
    ["a test id first", { ...bare, test_id: "apply", role: "button", name: "Apply" }, 'page.getByTestId("apply")'],
    [
      "then role and name",
      { ...bare, role: "button", name: "Apply", label: "x" },
      'page.getByRole("button", { name: "Apply", exact: true })',
    ],
    [
      "with its position among equals",
      { ...bare, role: "button", name: "Add", index: 2, count: 5 },
      'page.getByRole("button", { name: "Add", exact: true }).nth(2)',
    ],
    ["then the label", { tag: "input", label: "Password" }, 'page.getByLabel("Password", { exact: true })'],
    [
      "then the placeholder",
      { tag: "input", placeholder: "Search" },
      'page.getByPlaceholder("Search", { exact: true })',
    ],
    ["then css", { ...bare, role: "button", name: "•••" }, 'page.locator("main > button")'],
    ["css for a made-up role", { ...bare, role: "shiny", name: "Apply" }, 'page.locator("main > button")'],
  ])("takes %s", (_title, target, code) => {
    expect(locatorOf(ActionTarget.parse(target))?.code).toBe(code);
  });
});
