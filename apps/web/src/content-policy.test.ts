import { expect, test } from "vitest";
import { pagePolicy, playerPolicy } from "./content-policy.ts";

const options = { nonce: "n0nce", isDevelopment: false };

function directives(policy: string): Map<string, string> {
  return new Map(
    policy.split("; ").map((part): [string, string] => {
      const at = part.indexOf(" ");
      return [part.slice(0, at), part.slice(at + 1)];
    }),
  );
}

test("no page runs a script without its nonce, in production nor evaluates text", () => {
  for (const policy of [pagePolicy(options), playerPolicy(options)]) {
    expect(directives(policy).get("script-src")).toBe("'self' 'nonce-n0nce' 'strict-dynamic'");
    expect(policy).not.toContain("unsafe-eval");
  }
});

test("no directive of either policy names another host", () => {
  const sources = [pagePolicy(options), playerPolicy(options)].flatMap((policy) => [...directives(policy).values()]);
  const known = /^('self'|'none'|'unsafe-inline'|'strict-dynamic'|'nonce-n0nce'|data:|blob:)$/;
  expect(sources.flatMap((value) => value.split(" ")).filter((source) => !known.test(source))).toEqual([]);
});

test("the player's document can't connect, load pictures from a host, nest pages or send forms", () => {
  const player = directives(playerPolicy(options));
  expect(player.get("default-src")).toBe("'none'");
  expect(player.get("connect-src")).toBe("'none'");
  expect(player.get("frame-src")).toBe("'none'");
  expect(player.get("form-action")).toBe("'none'");
  expect(player.get("img-src")).toBe("data: blob:");
  expect(player.get("frame-ancestors")).toBe("'self'");
});

test("the dashboard itself can't be framed", () => {
  expect(directives(pagePolicy(options)).get("frame-ancestors")).toBe("'none'");
});
