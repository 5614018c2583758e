import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { buildPages } from "./build.ts";

test("each page carries a policy of its own that lets its script run and nothing be fetched", async () => {
  for (const html of Object.values(await buildPages())) {
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1] ?? "";
    const rules = new Map(policy.split("; ").map((rule) => [rule.split(" ")[0], rule.split(" ").slice(1)]));
    const script = /<script type="module">([\s\S]*)<\/script>/.exec(html)?.[1] ?? "";
    const hash = createHash("sha256").update(script).digest("base64");
    expect(rules.get("default-src")).toEqual(["'none'"]);
    expect(rules.get("script-src")).toEqual([`'sha256-${hash}'`]);
    expect(
      [...rules.values()].flat().filter((source) => !/^'(?:none|unsafe-inline|sha256-.*)'$|^data:$/.test(source)),
    ).toEqual([]);
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<style>"));
  }
}, 60_000);
