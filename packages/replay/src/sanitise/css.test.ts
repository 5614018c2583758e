import { describe, expect, it } from "vitest";
import { sanitiseCss, sanitiseStyleText } from "./css.ts";

const FETCHES = /https?:|\/\/evil|@import|(?<!removed-)image-set\(|(?<![\w-])src\(/i;

/** What a browser reads: escapes undone, comments gone. */
function asRead(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, " ")
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_match, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

describe("sanitiseCss", () => {
  it.each([
    "a{background:url(https://evil.example/x.png)}",
    "a{background:url( 'https://evil.example/x.png' )}",
    'a{background:URL("//evil.example/x.png")}',
    "a{background:url(/relative.png)}",
    "a{background:u\\72l(https://evil.example/x.png)}",
    "a{background:\\75\\72\\6c (https://evil.example/x.png)}".replace(" (", "("),
    '@import "https://evil.example/x.css"; a{color:red}',
    "@import url(https://evil.example/x.css)",
    "@\\69mport 'https://evil.example/x.css';",
    '@font-face{font-family:x;src:url("https://evil.example/x.woff2") format("woff2")}',
    'a{background:image-set("https://evil.example/x.png" 1x)}',
    'a{background:-webkit-image-set("https://evil.example/x.png" 1x)}',
    'a{background:image-set(var(--u) 1x);--u:"https://evil.example"}',
    'a{background:src("https://evil.example/x.png")}',
    "a{background:url(https://evil.example/unclosed",
    "a{background:url(data:text/html,<script>)}",
    "a{cursor:url(blob:https://evil.example/1),auto}",
    'a{background:url("data:image/png;base64,AA" "https://evil.example")}',
  ])("fetches nothing: %s", (css) => {
    const clean = asRead(sanitiseCss(css));
    for (const [, target = ""] of clean.matchAll(/url\(\s*["']?([^"')]*)/gi)) expect(target).toMatch(/^(#|data:)/);
    expect(
      clean.replace(/--u:"[^"]*"|"https:\/\/evil.example"\)/g, "").replace(/removed-(?:set|src)\([^)]*\)/g, ""),
    ).not.toMatch(FETCHES);
    expect(sanitiseCss(sanitiseCss(css))).toBe(sanitiseCss(css));
  });

  it.each([
    'a{color:red;content:"\\201C"}',
    "a{background:url(data:image/png;base64,iVBORw0KGgo=)}",
    "@font-face{src:url(data:font/woff2;base64,AAAA)}",
    "a{fill:url(#gradient)}",
    ".md\\:flex{display:flex}",
    "@media (min-width:40rem){a{color:blue}}",
  ])("leaves alone what needs nothing from outside: %s", (css) => {
    expect(sanitiseCss(css)).toBe(css);
  });

  it("keeps two text nodes of one style element from forming a url together", () => {
    const joined = sanitiseStyleText("a{background:u") + sanitiseStyleText("rl(https://evil.example/x)}");
    expect(asRead(joined)).not.toMatch(/url\(https/);
    const split = sanitiseCss("a{background:u/* rr_split */rl(https://evil.example/x)}")
      .split("/* rr_split */")
      .join("");
    expect(asRead(split)).not.toMatch(/url\(https/);
  });
});
