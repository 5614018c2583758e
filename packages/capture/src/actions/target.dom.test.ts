import type { PrivacyMode } from "@hawkmoth/domain/project/schema";
import { beforeEach, describe, expect, test } from "vitest";
import { Zones } from "../masking/zones.ts";
import { PolicyHolder, STRICTEST_POLICY } from "../policy.ts";
import type { NamingContext } from "./names.ts";
import { describeTarget, meantElement } from "./target.ts";

function context(privacy_mode: PrivacyMode = "MODERATE"): NamingContext {
  const policy = new PolicyHolder();
  policy.settle({ ...STRICTEST_POLICY, privacy_mode });
  return { policy, zones: new Zones(policy.current) };
}

function element(selector: string): Element {
  const found = document.querySelector(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

beforeEach(() => {
  document.body.innerHTML = `
    <button data-testid="pay"><span id="icon">+</span> Pay now</button>
    <ul><li>Tea <button class="rm">Remove</button></li><li>Milk <button class="rm">Remove</button></li></ul>
    <label>Coupon <input id="coupon" placeholder="Code" value="SAVE10"></label>
    <label>Card <input id="card" autocomplete="cc-number" value="4111111111111111"></label>
    <div data-private><button id="hidden" title="Ann's order">Ann's order</button></div>
    <button id="holds">Quantity <input id="quantity" value="SECRET12"></button>
    <span id="labelled-by" data-hm-mask>SECRETNAME</span><button id="labelled" aria-labelledby="labelled-by">x</button>
    <select id="size"><option>SECRETSIZE</option></select>`;
});

test("the element that was meant is the interactive one around what was hit", () => {
  expect(meantElement(element("#icon"))).toBe(element("[data-testid=pay]"));
});

test("a button is found again by role, name and test id", () => {
  expect(describeTarget(element("[data-testid=pay]"), context())).toMatchObject({
    tag: "button",
    role: "button",
    name: "+ Pay now",
    test_id: "pay",
    index: 0,
    count: 1,
  });
});

test("twins are told apart by their place among elements of the same role and name", () => {
  const second = document.querySelectorAll(".rm")[1];
  expect(second && describeTarget(second, context())).toMatchObject({ name: "Remove", index: 1, count: 2 });
});

test("a field has its label and placeholder, never its value", () => {
  const target = describeTarget(element("#coupon"), context());
  expect(target).toMatchObject({
    role: "textbox",
    name: "Coupon",
    label: "Coupon",
    placeholder: "Code",
    css: "#coupon",
  });
  expect(JSON.stringify(target)).not.toContain("SAVE10");
});

describe("names never repeat what is masked", () => {
  test.each([
    ["#hidden", "Ann"],
    ["#holds", "SECRET12"],
    ["#labelled", "SECRETNAME"],
    ["#size", "SECRETSIZE"],
    ["#card", "4111"],
  ])("%s", (selector, secret) => {
    expect(JSON.stringify(describeTarget(element(selector), context()))).not.toContain(secret);
  });
  test("strict mode has roles and selectors, and no words at all", () => {
    const target = describeTarget(element("[data-testid=pay]"), context("STRICT"));
    expect(target).toMatchObject({ role: "button", name: null, label: null, placeholder: null });
    expect(target.css).toBeTruthy();
  });
});
