import { expect, test } from "vitest";
import { createSealer } from "./sealer.ts";

const sealer = createSealer("a secret of the server", "test");

test("what was sealed opens again, and looks different each time", () => {
  const [one, two] = [sealer.seal("hm_key_secret"), sealer.seal("hm_key_secret")];
  expect(sealer.open(one)).toBe("hm_key_secret");
  expect(one).not.toBe(two);
  expect(Buffer.from(one, "base64").toString("latin1")).not.toContain("hm_key");
});

test("a changed or foreign text does not open", () => {
  const sealed = Buffer.from(sealer.seal("text"), "base64");
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  expect(() => sealer.open(sealed.toString("base64"))).toThrow(/authenticate/);
  expect(() => createSealer("another secret of it", "test").open(sealer.seal("text"))).toThrow(/authenticate/);
});
