import { CaptureLogs } from "@hawkmoth/domain/capture/bundle";
import { MOMENTS } from "./checkout-recording.ts";

const ORIGIN = "http://localhost:4100";
const STACK = [
  "TypeError: Cannot read properties of undefined (reading 'amount')",
  `    at totalWithDiscount (${ORIGIN}/assets/cart.js:188:41)`,
  `    at applyCoupon (${ORIGIN}/assets/cart.js:204:17)`,
  `    at async HTMLFormElement.onSubmit (${ORIGIN}/assets/cart.js:231:5)`,
].join("\n");

const JSON_HEADERS = { "content-type": "application/json; charset=utf-8" };

interface Call {
  id: string;
  at_ms: number;
  method: string;
  path: string;
  status: number;
  duration_ms: number;
  sent?: string;
  answered?: string;
}

function body(text: string | undefined) {
  return text === undefined ? null : { text, size_bytes: text.length };
}

function request({ id, at_ms, method, path, status, duration_ms, sent, answered }: Call) {
  return {
    id,
    at_ms,
    initiator: "fetch",
    method,
    url: `${ORIGIN}${path}`,
    status,
    ttfb_ms: duration_ms - 6,
    duration_ms,
    request_size_bytes: sent?.length ?? 0,
    response_size_bytes: answered?.length ?? 0,
    request_headers: { accept: "application/json", ...(sent === undefined ? {} : JSON_HEADERS) },
    response_headers: { ...JSON_HEADERS, "x-request-id": `req-${id}` },
    request_body: body(sent),
    response_body: body(answered),
  };
}

const REFUSED = {
  method: "POST",
  path: "/api/cart/coupon",
  status: 500,
  sent: '{"code":"SPRING25"}',
  answered: '{"error":"internal_error","trace_id":"7f3a91c2"}',
};

const NETWORK = [
  request({
    id: "n1",
    at_ms: 40,
    method: "GET",
    path: "/api/cart",
    status: 200,
    duration_ms: 62,
    answered: '{"lines":2,"total":6590}',
  }),
  request({
    id: "n2",
    at_ms: 55,
    method: "GET",
    path: "/api/recommendations?cart=1",
    status: 404,
    duration_ms: 48,
    answered: '{"error":"not_found"}',
  }),
  request({
    id: "n3",
    at_ms: MOMENTS.more + 20,
    method: "PATCH",
    path: "/api/cart/lines/fern",
    status: 200,
    duration_ms: 158,
    sent: '{"count":2}',
    answered: '{"lines":2,"total":10290}',
  }),
  request({ id: "n4", at_ms: MOMENTS.apply + 25, duration_ms: 182, ...REFUSED }),
  request({ id: "n5", at_ms: MOMENTS.apply_again + 25, duration_ms: 141, ...REFUSED }),
];

const CONSOLE = [
  { at_ms: 12, level: "info", text: "[shop] build 2026.11.2, cart module ready" },
  { at_ms: 118, level: "warn", text: "[recommendations] 404, showing nothing" },
  { at_ms: MOMENTS.more_answered, level: "debug", text: "[cart] fern: 1 → 2, total 102.90" },
  {
    at_ms: MOMENTS.refused - 4,
    level: "error",
    text: "[coupon] SPRING25 refused: 500 internal_error (trace 7f3a91c2)",
  },
  {
    at_ms: MOMENTS.refused_again - 4,
    level: "error",
    text: "[coupon] SPRING25 refused: 500 internal_error (trace 7f3a91c2)",
  },
];

function failure(at_ms: number) {
  return {
    at_ms,
    kind: "unhandledrejection",
    name: "TypeError",
    message: "Cannot read properties of undefined (reading 'amount')",
    stack: STACK,
    source: `${ORIGIN}/assets/cart.js`,
    line: 188,
    column: 41,
  };
}

const button = (name: string, css: string) => ({ tag: "button", role: "button", name, css });
const field = {
  tag: "input",
  role: "textbox",
  name: "Coupon code",
  placeholder: "Coupon code",
  css: "#coupon",
  input_type: "text",
};
const url = `${ORIGIN}/cart`;

const ACTIONS = [
  { at_ms: 0, kind: "navigate", url },
  { at_ms: MOMENTS.more, kind: "click", url, target: button("One Boston fern more", "#fern-more") },
  { at_ms: MOMENTS.focus, kind: "click", url, target: field },
  { at_ms: MOMENTS.apply - 200, kind: "fill", url, target: field, value: "SPRING25" },
  { at_ms: MOMENTS.apply, kind: "click", url, target: button("Apply", "#apply") },
  { at_ms: MOMENTS.apply_again, kind: "click", url, target: button("Apply", "#apply") },
];

/** Console, network, errors and steps that belong to the recording. */
export function checkoutLogs(epoch_ms: number): CaptureLogs {
  return CaptureLogs.parse({
    meta: {
      version: 1,
      epoch_ms,
      duration_ms: MOMENTS.end,
      url,
      title: "Your cart · Fern & Fig",
      user_agent:
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36",
      language: "en-GB",
      languages: ["en-GB", "de"],
      time_zone: "Europe/Berlin",
      platform: "Linux x86_64",
      viewport: { width: 1280, height: 800 },
      screen: { width: 1920, height: 1080 },
      device_pixel_ratio: 1,
      connection: "4g",
      app_version: "2026.11.2",
      environment: "staging",
      recorder: { name: "hawkmoth-extension", version: "0.1.0" },
    },
    console: CONSOLE,
    network: NETWORK,
    errors: [failure(MOMENTS.refused), failure(MOMENTS.refused_again)],
    actions: ACTIONS,
    receipt: [{ rule: "header", count: 4 }],
  });
}
