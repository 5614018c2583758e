import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { shellLine, shellQuote } from "./shell-quote.ts";

const ODD = [
  "Authorization: Bearer hm_key_abc",
  "it's",
  'say "hi"',
  "$HOME and ${PATH} and $(id)",
  "back`tick`",
  "a\\b",
  "two\nlines",
  "!history",
  "%PATH%",
  "https://hawk.example/mcp?toolsets=triage,evidence&readonly=1",
  '{"name":"hawkmoth","headers":{"Authorization":"Bearer it\'s $1"}}',
  "--flag",
  "@scope/package",
  "ключ 🔑",
  "",
];

test.each(ODD)("a shell gives %j back as one argument, unchanged", (value) => {
  expect(execFileSync("sh", ["-c", `printf '%s\\0' ${shellQuote(value)}`]).toString()).toBe(`${value}\0`);
});

test("a line of odd values is as many arguments as there were values", () => {
  const printed = execFileSync("sh", ["-c", `printf '%s\\0' ${shellLine(...ODD)}`]).toString();
  expect(printed.split("\0").slice(0, -1)).toEqual(ODD);
});

test("plain values stand bare and ordinary ones in double quotes, which every shell reads alike", () => {
  expect(shellLine("--transport", "http", "Authorization: Bearer hm_key_x")).toBe(
    '--transport http "Authorization: Bearer hm_key_x"',
  );
});
