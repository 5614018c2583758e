import { expect, test } from "vitest";
import { redactArguments, redacted } from "./audit.ts";

test("arguments lose secrets and length before they are kept", () => {
  const kept = redactArguments({
    bug_id: "SHOP-1",
    lease_token: "secret-lease",
    password: "secret-password",
    device_code: "secret-device",
    nested: { authorization: "secret-header", list: Array.from({ length: 50 }, (_, index) => index) },
    body: "x".repeat(5000),
  });
  const text = JSON.stringify(kept);
  expect(text).not.toMatch(/secret-/);
  expect(text.length).toBeLessThan(700);
  expect(kept).toMatchObject({ bug_id: "SHOP-1", lease_token: "[redacted]" });
});

test("a row can be written whatever the arguments hold, also when a cut halves a character", () => {
  const kept = redacted({ title: `${"a".repeat(199)}😀`, "nul\0": "\0", half: "\ud800" });
  expect(kept).toEqual({ title: `${"a".repeat(199)}\ufffd…`, nul: "", half: "\ufffd" });
});

test("secrets go by their shape too, and a switch named after one stays", () => {
  const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
  expect(redactArguments({ body: `saw ${jwt}`, query: "card 4111 1111 1111 1111", has_secret: true })).toEqual({
    body: "saw [redacted]",
    query: "card [redacted]",
    has_secret: true,
  });
});

test("a row stays small however much was sent", () => {
  const wide = (depth: number): unknown =>
    depth === 0 ? "x".repeat(300) : Object.fromEntries(Array.from({ length: 90 }, (_, key) => [key, wide(depth - 1)]));
  expect(JSON.stringify(redacted(wide(2))).length).toBeLessThan(20_000);
});
