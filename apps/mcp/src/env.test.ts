import { expect, it } from "vitest";
import { envProblems, HttpEnv, StdioEnv } from "./env.ts";

const HTTP = { HAWKMOTH_URL: "http://localhost:3000/" };

it.each([
  ["true", true],
  ["1", true],
  ["TRUE", true],
  [" true ", true],
  ["True", true],
  ["1\n", true],
  ["11", false],
  ["truee", false],
  ["yes", false],
  ["on", false],
  ["0", false],
  ["", false],
  [undefined, false],
])("MCP_ENABLED=%s means %s", (MCP_ENABLED, wanted) => {
  expect(HttpEnv.parse({ ...HTTP, MCP_ENABLED }).MCP_ENABLED).toBe(wanted);
});

it("reads addresses as origins and lists without blanks", () => {
  const env = HttpEnv.parse({ ...HTTP, MCP_ALLOWED_HOSTS: "Bugs.example , localhost:3000," });
  expect(env).toMatchObject({
    HAWKMOTH_URL: "http://localhost:3000",
    MCP_ALLOWED_HOSTS: ["bugs.example", "localhost:3000"],
  });
});

it("names every setting that is missing, and shows none", () => {
  const { error } = StdioEnv.safeParse({ HAWKMOTH_URL: "ftp://secret@host" });
  expect(error && envProblems(error)).toEqual([
    expect.stringMatching(/^HAWKMOTH_URL: give the address/),
    expect.stringMatching(/^HAWKMOTH_API_KEY: give a key/),
  ]);
});
