import { describe, expect, it, test } from "vitest";
import { CaptureCookies, COOKIE_LIMITS, limitCookies, parseDocumentCookie } from "./cookies.ts";
import { REDACTED } from "./secret-shapes.ts";

const jar = parseDocumentCookie("theme=dark; connect.sid=s%3Aabc; lang=de-DE; flag");

describe("limitCookies", () => {
  it("lets nothing through without a project that wants it", () => {
    expect(limitCookies(jar, "NONE")).toEqual([]);
  });

  it("takes every value away for a project that wants names", () => {
    expect(limitCookies(jar, "NAMES")).toEqual([
      { name: "theme", value: null },
      { name: "connect.sid", value: null },
      { name: "lang", value: null },
      { name: "", value: null },
    ]);
  });

  it("keeps values for a project that wants them, but no secret", () => {
    expect(limitCookies(jar, "VALUES")).toEqual([
      { name: "theme", value: "dark" },
      { name: "connect.sid", value: REDACTED },
      { name: "lang", value: "de-DE" },
      { name: "", value: "flag" },
    ]);
  });

  test.each([
    "PHPSESSID",
    "JSESSIONID",
    "__Host-session",
    "__Secure-next-auth.session-token",
    "XSRF-TOKEN",
    "csrftoken",
    "sb-auth",
    "ASP.NET_SessionId",
    "laravel_session",
    "access_token",
    "sid",
    "jwt",
  ])("hides the value of %s by its name", (name) => {
    expect(limitCookies([{ name, value: "q8f3" }], "VALUES")).toEqual([{ name, value: REDACTED }]);
  });

  test.each([
    ["a JWT", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"],
    ["an escaped bearer", "Bearer%20abcdef0123456789"],
    ["a long hex value", "0123456789abcdef0123456789abcdef"],
    ["a bearer escaped twice", "Bearer%2520abcdef0123456789"],
    ["an escaped bearer beside a stray sign", "100%&Bearer%20abcdef0123456789"],
  ])("hides %s by its shape", (_title, value) => {
    const [cookie] = limitCookies([{ name: "prefs", value }], "VALUES");
    expect(cookie?.value).toContain(REDACTED);
    expect(cookie?.value).not.toContain(value.slice(-12));
  });

  it("changes nothing when it runs again, and never widens", () => {
    const once = limitCookies([...jar, { name: "note", value: "50%2525 off" }], "VALUES");
    expect(once.at(-1)?.value).toBe("50%2525 off");
    expect(limitCookies(once, "VALUES")).toEqual(once);
    expect(limitCookies(limitCookies(jar, "NAMES"), "VALUES").every(({ value }) => value === null)).toBe(true);
  });
});

it("stays inside the limits of the format, also where a mark is longer than what it stands for", () => {
  const name = "ab://c:d@ ".repeat(25);
  for (const policy of ["NAMES", "VALUES"] as const) {
    const cookies = limitCookies([{ name, value: "x" }], policy);
    expect(cookies[0]?.name).toContain(REDACTED);
    expect(CaptureCookies.safeParse({ version: 1, cookies }).success).toBe(true);
  }
});

it("reads what a page's scripts see and stays inside the limits of the format", () => {
  expect(parseDocumentCookie("")).toEqual([]);
  expect(parseDocumentCookie("a=1=2;  b=")).toEqual([
    { name: "a", value: "1=2" },
    { name: "b", value: "" },
  ]);
  const flood = Array.from({ length: 900 }, (_, index) => `${"n".repeat(500)}${index}=${"v".repeat(9000)}`).join("; ");
  const cookies = parseDocumentCookie(flood);
  expect(cookies).toHaveLength(COOKIE_LIMITS.max_count);
  expect(CaptureCookies.safeParse({ version: 1, cookies }).success).toBe(true);
});
