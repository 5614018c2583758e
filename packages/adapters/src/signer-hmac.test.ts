import { expect, test } from "vitest";
import { createSigner } from "./signer-hmac.ts";

test("every process with the same secret signs alike, another secret or purpose does not", () => {
  const signature = createSigner("a secret of 16 characters", "confirm").sign("delete everything");
  expect(signature).toMatch(/^[\w-]{43}$/);
  expect(createSigner("a secret of 16 characters", "confirm").sign("delete everything")).toBe(signature);
  expect(createSigner("b secret of 16 characters", "confirm").sign("delete everything")).not.toBe(signature);
  expect(createSigner("a secret of 16 characters", "other").sign("delete everything")).not.toBe(signature);
});
