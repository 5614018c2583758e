import { TypeID } from "typeid-js";
import { v7 } from "uuid";
import { expect, test } from "vitest";
import { base32ToUuid, uuidToBase32 } from "./base32.ts";

test("agrees with the reference implementation of TypeID, both ways", () => {
  for (let count = 0; count < 2000; count += 1) {
    const uuid = v7();
    const text = uuidToBase32(uuid);
    expect(text).toBe(TypeID.fromUUID("bug", uuid).getSuffix());
    expect(base32ToUuid(text)).toBe(uuid);
  }
});

test.each([
  ["00000000-0000-0000-0000-000000000000", "00000000000000000000000000"],
  ["00000000-0000-0000-0000-000000000020", "00000000000000000000000010"],
  ["ffffffff-ffff-ffff-ffff-ffffffffffff", "7zzzzzzzzzzzzzzzzzzzzzzzzz"],
])("%s is %s, as in the published vectors", (uuid, text) => {
  expect(uuidToBase32(uuid)).toBe(text);
  expect(base32ToUuid(text)).toBe(uuid);
});

test.each([
  "",
  "8zzzzzzzzzzzzzzzzzzzzzzzzz",
  "0000000000000000000000000",
  "000000000000000000000000000",
  "0000000000000000000000000u",
  "0000000000000000000000000O",
])("'%s' is refused", (text) => {
  expect(() => base32ToUuid(text)).toThrow(text);
});

test.each([
  "",
  "00000000-0000-0000-0000-00000000000",
  "g0000000-0000-0000-0000-000000000000",
  "00000000000000000000000000000000",
])("'%s' is no UUID", (text) => {
  expect(() => uuidToBase32(text)).toThrow("is no UUID");
});
