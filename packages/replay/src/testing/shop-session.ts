import { CaptureLogs } from "@hawkmoth/domain/capture/bundle";
import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { buildDigest } from "../digest.ts";
import { buildTimeline } from "../timeline.ts";

const ORIGIN = "https://shop.example";
const CART = `${ORIGIN}/cart`;

const STACK = `TypeError: Cannot read properties of undefined (reading 'discount')
    at applyCoupon (${ORIGIN}/assets/shop.js:412:31)
    at async onSubmit (${ORIGIN}/assets/shop.js:388:5)
    at dispatch (${ORIGIN}/node_modules/react-dom/client.js:9012:16)`;

function target(role: string, name: string, more: Record<string, unknown> = {}) {
  return {
    tag: role === "textbox" ? "input" : role,
    role,
    name,
    css: `#${name.toLowerCase().replaceAll(/\W+/g, "-")}`,
    ...more,
  };
}

function call(id: string, at_ms: number, more: Record<string, unknown>) {
  return {
    id,
    at_ms,
    initiator: "fetch",
    method: "GET",
    ttfb_ms: 20,
    duration_ms: 24,
    request_headers: { accept: "application/json" },
    response_headers: { "content-type": "application/json" },
    ...more,
  };
}

const META = {
  version: 1,
  epoch_ms: Date.UTC(2026, 4, 4, 9, 30),
  duration_ms: 21_400,
  url: CART,
  title: "Your cart · Fern & Fig",
  referrer: `${ORIGIN}/`,
  user_agent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
  language: "en-GB",
  time_zone: "Europe/London",
  platform: "Linux x86_64",
  viewport: { width: 1280, height: 800 },
  screen: { width: 1920, height: 1080 },
  device_pixel_ratio: 1,
  app_version: "2026.5.1",
  environment: "production",
  recorder: { name: "hawkmoth-extension", version: "0.1.0" },
  privacy_mode: "MINIMAL",
};

const CONSOLE = [
  { at_ms: 120, level: "info", text: "[shop] boot 2026.5.1" },
  { at_ms: 400, level: "warn", text: "[analytics] consent missing, 3 events dropped" },
  { at_ms: 1400, level: "warn", text: "[analytics] consent missing, 4 events dropped" },
  { at_ms: 2400, level: "warn", text: "[analytics] consent missing, 5 events dropped" },
  { at_ms: 9000, level: "debug", text: "cart: {lines: 2, total: 7400}" },
  {
    at_ms: 18_240,
    level: "error",
    text: "coupon failed 500 {error: coupon_service_unavailable}",
    stack: "    at applyCoupon",
  },
];

const NETWORK = [
  call("r0", 0, {
    initiator: "document",
    url: `${ORIGIN}/`,
    status: 200,
    response_headers: { "content-type": "text/html" },
  }),
  call("r1", 90, {
    url: `${ORIGIN}/api/products`,
    status: 200,
    response_body: { text: '{"products":[{"id":"fern","price":3700}]}', size_bytes: 42 },
  }),
  call("r2", 300, { initiator: "resource", url: `${ORIGIN}/images/monstera-large.webp`, status: 404 }),
  call("r3", 6200, {
    method: "POST",
    url: `${ORIGIN}/api/cart/lines`,
    status: 201,
    request_body: { text: '{"product_id":"fern","quantity":1}' },
    response_body: { text: '{"lines":[{"id":"fern"}]}' },
  }),
  call("r4", 18_200, {
    method: "POST",
    url: `${ORIGIN}/api/coupons?session=abc123abc123`,
    status: 500,
    request_headers: { accept: "application/json", authorization: "Bearer abcdef1234567890abcdef" },
    request_body: { text: '{"code":"SAVE10"}' },
    response_body: { text: '{"error":"coupon_service_unavailable"}' },
  }),
  call("r5", 19_000, {
    url: `${ORIGIN}/api/recommendations`,
    status: null,
    error: "AbortError: The user aborted a request.",
  }),
];

const ERRORS = [
  { at_ms: 310, kind: "resource", message: "Could not load <img>", source: `${ORIGIN}/images/monstera-large.webp` },
  { at_ms: 5000, kind: "error", message: "ResizeObserver loop completed with undelivered notifications." },
  {
    at_ms: 18_236,
    kind: "unhandledrejection",
    name: "TypeError",
    message: "Cannot read properties of undefined (reading 'discount')",
    stack: STACK,
  },
];

const ACTIONS = [
  { at_ms: 5, kind: "navigate", url: `${ORIGIN}/` },
  {
    at_ms: 6100,
    kind: "click",
    url: `${ORIGIN}/`,
    target: target("button", "Add to cart", { index: 1, count: 6 }),
  },
  { at_ms: 8000, kind: "click", url: `${ORIGIN}/`, target: target("link", "Cart (1)") },
  { at_ms: 8050, kind: "navigate", url: CART },
  { at_ms: 10_000, kind: "click", url: CART, target: target("button", "Increase quantity") },
  { at_ms: 10_300, kind: "click", url: CART, target: target("button", "Increase quantity") },
  { at_ms: 10_600, kind: "click", url: CART, target: target("button", "Increase quantity") },
  { at_ms: 12_000, kind: "click", url: CART, target: target("textbox", "E-mail", { input_type: "email" }) },
  {
    at_ms: 13_000,
    kind: "fill",
    url: CART,
    is_masked: true,
    target: target("textbox", "E-mail", { input_type: "email" }),
  },
  { at_ms: 15_000, kind: "click", url: CART, target: target("textbox", "Coupon code", { input_type: "text" }) },
  {
    at_ms: 15_500,
    kind: "fill",
    url: CART,
    value: "SAVE",
    target: target("textbox", "Coupon code", { input_type: "text" }),
  },
  {
    at_ms: 16_500,
    kind: "fill",
    url: CART,
    value: "SAVE10",
    target: target("textbox", "Coupon code", { input_type: "text" }),
  },
  { at_ms: 18_150, kind: "click", url: CART, target: target("button", "Apply") },
  { at_ms: 20_000, kind: "click", url: CART, target: target("button", "Apply") },
];

/** A capture as the extension sends it: the coupon field of a shop fails with a 500 and an uncaught TypeError. */
export function shopSession(): CaptureLogs {
  return CaptureLogs.parse({
    meta: META,
    console: CONSOLE,
    network: NETWORK,
    errors: ERRORS,
    actions: ACTIONS,
    receipt: [{ rule: "input", count: 1 }],
  });
}

/** The evidence that the worker derives from a capture. */
export function evidenceOf(logs: CaptureLogs): Evidence {
  return { ...logs, timeline: buildTimeline(logs), digest: buildDigest(logs) };
}
