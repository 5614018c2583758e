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
