import type { CookiePolicy } from "@hawkmoth/domain/capture/cookie-policy";
import { CaptureLogs } from "@hawkmoth/domain/capture/bundle";
import { DEFAULT_CAPTURE_POLICY } from "@hawkmoth/domain/project/default-policy";
import { expect, test } from "vitest";
import { type Draft, emptyForm } from "../draft/draft.ts";
import { effectiveDrops, sectionRows } from "./sections.ts";

const LOGS = CaptureLogs.parse({
  meta: {
    version: 1,
    epoch_ms: 1,
    duration_ms: 1000,
    url: "https://shop.test/",
    title: "Shop",
    user_agent: "UA",
    viewport: { width: 800, height: 600 },
    screen: { width: 800, height: 600 },
    device_pixel_ratio: 1,
    recorder: { name: "r", version: "1" },
  },
  console: [
    { at_ms: 1, level: "error", text: "x" },
    { at_ms: 2, level: "log", text: "y" },
  ],
  network: [
    { id: "1", at_ms: 1, initiator: "fetch", method: "GET", url: "/a", status: 500, response_body: { text: "b" } },
    { id: "2", at_ms: 1, initiator: "fetch", method: "GET", url: "/b", status: 200 },
  ],
});

function draft(change: Partial<Draft> = {}): Draft {
  return {
    id: "d",
    created_ms: 0,
    page: { url: "", title: "", origin: "" },
    logs: LOGS,
    replay: new Blob(["x"]),
    replay_ms: 12_300,
    cookies: [],
    screenshot: new Blob(["x"]),
    screenshot_note: null,
    is_recorded: true,
    is_silent: false,
    left_out: [],
    selectors: [],
    form: emptyForm(),
    attempt: null,
    error: null,
    sent: null,
    ...change,
  };
}

function detailsOf(of: Draft): Record<string, string> {
  return Object.fromEntries(sectionRows(of, null).map(({ section, detail }) => [section, detail]));
}

test("each part says how much of it there is", () => {
  expect(detailsOf(draft())).toMatchObject({
    replay: "12 seconds of the page",
    console: "2 lines, 1 error",
    network: "2 requests, 1 failed",
    bodies: "1 body, secrets taken out",
    errors: "Nothing happened",
    context: "800 × 600",
  });
});

test("a part that is not there says why and can't be chosen", () => {
  const rows = sectionRows(
    draft({ replay: null, screenshot: null, screenshot_note: "Not allowed.", is_recorded: false }),
    null,
  );
  expect(rows.filter((row) => !row.isAvailable).map(({ section, detail }) => [section, detail])).toEqual([
    ["replay", "This page was not being recorded"],
    ["screenshot", "Not allowed."],
    ["steps", "Nothing happened"],
    ["errors", "Nothing happened"],
    ["cookies", "None were taken"],
  ]);
});

test("a stricter project refuses what was recorded with less masking", () => {
  const open = { ...DEFAULT_CAPTURE_POLICY, capture_bodies: true, cookies: "VALUES" as const };
  expect(effectiveDrops(draft(), DEFAULT_CAPTURE_POLICY)).toEqual(["bodies", "cookies"]);
  expect(effectiveDrops(draft(), open)).toEqual([]);
  const strict = { ...open, privacy_mode: "STRICT" as const };
  expect(effectiveDrops(draft(), strict)).toEqual(["replay", "screenshot"]);
});

test("a project whose selectors were not masked in all of it gets neither replay nor picture", () => {
  const asked = { ...DEFAULT_CAPTURE_POLICY, capture_bodies: true, mask_selectors: [".a"], block_selectors: [".b"] };
  const refused = (selectors: string[]) => effectiveDrops(draft({ selectors }), { ...asked, cookies: "VALUES" });
  expect(refused([])).toEqual(["replay", "screenshot"]);
  expect(refused([".a"])).toEqual(["replay", "screenshot"]);
  expect(refused([".b", ".a"])).toEqual([]);
});

test("the cookies row says what the chosen project gets of them", () => {
  const cookies = [
    { name: "theme", value: "dark" },
    { name: "sid", value: "[redacted]" },
  ];
  const row = (policy: CookiePolicy) =>
    sectionRows(draft({ cookies }), { ...DEFAULT_CAPTURE_POLICY, cookies: policy }).find(
      ({ section }) => section === "cookies",
    );
  expect(row("VALUES")).toMatchObject({ detail: "2 cookies, 1 value, without sign-ins: theme, sid", refused: null });
  expect(row("NAMES")).toMatchObject({ detail: "2 cookies, names only: theme, sid", refused: null });
  expect(row("NONE")).toMatchObject({ refused: "This project does not take cookies" });
});
