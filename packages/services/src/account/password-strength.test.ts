import { AppError } from "@hawkmoth/domain/errors";
import { expect, test } from "vitest";
import { assertStrongPassword } from "./password-strength.ts";

const ada = ["ada.lovelace@analytical.example", "Ada Lovelace"];

test.each([
  "aaaaaaaaaa",
  "abcabcabcabc",
  "1234567890",
  "abcdefghijkl",
  "qwertyuiop",
  "password12",
  "P@ssw0rd123",
  "iloveyou123",
  "passwordpassword",
  "ada.lovelace@analytical.example",
  "Ada.Lovelace@Analytical.Example",
  "ada.lovelace",
  "lovelace12",
  "hawkmoth12",
])("%s is refused", (password) => {
  expect(() => assertStrongPassword(password, ada)).toThrow(AppError);
});

test.each([
  "correct horse battery",
  "a long password",
  "tR7#kPz2!m",
  "Blaue Fische tanzen leise",
  "снег идёт тихо в саду",
])("%s is taken", (password) => {
  expect(() => assertStrongPassword(password, ada)).not.toThrow();
});

test("a long password costs no more time than a short one", () => {
  const timed = (text: string) => {
    const started_at = performance.now();
    for (let times = 0; times < 3; times += 1)
      try {
        assertStrongPassword(text, ada);
      } catch {
        continue;
      }
    return performance.now() - started_at;
  };
  timed("p4ssw0rd@$!".repeat(4));
  expect(timed("p4ssw0rd@$!".repeat(18)) / timed("p4ssw0rd@$!".repeat(4))).toBeLessThan(3);
});
