import { describe, expect, it, test } from "vitest";
import { Framework, InstallSnippet, ProjectApiKey } from "./schema.ts";
import { installSnippet, IS_WIDGET_SERVED, KEY_PLACEHOLDER } from "./snippets.ts";

const origin = "https://bugs.example";
const project_key = `hm_pk_${"a".repeat(43)}`;

describe("installSnippet", () => {
  test.each(Framework.options)("puts this server's script and the key into %s", (framework) => {
    const snippet = installSnippet({ framework, project_key }, origin);
    expect(InstallSnippet.parse(snippet)).toEqual(snippet);
    expect(snippet.code).toContain("https://bugs.example/widget.js");
    expect(snippet.code).toContain("data-key");
    expect(snippet.code).toContain(project_key);
    expect(snippet.target_file).not.toBe("");
  });

  it("says where the key comes from when it has none", () => {
    const { code, steps } = installSnippet({ framework: "html" }, origin);
    expect(code).toBe(`<script src="${origin}/widget.js" data-key="${KEY_PLACEHOLDER}" defer></script>`);
    expect(steps[0]).toContain(KEY_PLACEHOLDER);
  });

  it("claims no more than is there: a widget that is not served is said to be missing", () => {
    const { note } = installSnippet({ framework: "next", project_key }, origin);
    expect(note === null).toBe(IS_WIDGET_SERVED);
    expect(note ?? "").toMatch(IS_WIDGET_SERVED ? /^$/ : /does not serve widget\.js yet/);
  });

  test.each([
    'hm_pk_"><script>alert(1)</script>',
    `hm_key_${"a".repeat(43)}`,
    "hm_pk_short",
    "hm_pk_' . system(1) . '",
  ])("takes no key that could break out of the code or give away a secret: %s", (key) =>
    expect(ProjectApiKey.safeParse(key).success).toBe(false),
  );
});
