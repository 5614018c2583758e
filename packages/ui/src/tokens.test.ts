import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

function colorOf(token: string, side: "light" | "dark"): string {
  const match = new RegExp(`--hm-${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  return (side === "light" ? match?.[1] : match?.[2]) ?? "missing";
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT = ["ink", "muted", "faint", "accent", "agent-ink", "fail", "wait", "pass", "run"];
const GROUNDS = ["canvas", "surface", "raised", "hover"];
const PAIRS: [string, string][] = [
  ...TEXT.flatMap((text) => GROUNDS.map((ground): [string, string] => [text, ground])),
  ...["ink", "muted", "faint", "fail"].map((text): [string, string] => [text, "pressed"]),
  ["on-accent", "accent"],
  ["agent-ink", "agent-soft"],
  ["fail", "fail-soft"],
  ["wait", "wait-soft"],
  ["pass", "pass-soft"],
  ["run", "run-soft"],
];

test.each(["light", "dark"] as const)("every text colour reads at 4.5:1 or better on its ground in %s", (side) => {
  const poor = PAIRS.filter(([text, ground]) => !(contrast(colorOf(text, side), colorOf(ground, side)) >= 4.5));
  expect(poor).toEqual([]);
});

test.each(["light", "dark"] as const)("the focus ring and control borders stand out at 3:1 in %s", (side) => {
  for (const token of ["accent", "control-line", "agent"])
    for (const ground of GROUNDS)
      expect(contrast(colorOf(token, side), colorOf(ground, side))).toBeGreaterThanOrEqual(3);
});
