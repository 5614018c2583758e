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
    '@imp@import "a";ort url(https://evil.example/x.css);',
    "@import/**/'https://evil.example/x.css';",
    '@layer a;@import "https://evil.example/x.css" layer(b) supports(c:d);',
    'a{background:url("https://evil\n.example/x.png")}',
    'a{background:url("data:image/png,\n" url(https://evil.example/x.png))}',
    "a{background:url(https://evil.example/\\\n x.png)}",
    "a{background:u\\72l(https://evil.example/x.png);color:url(#a)}",
    "a{background:u\\000072 l(https://evil.example/x.png)}",
    'a{background:image("https://evil.example/x.png")}',
    'a{background:IMAGE-SET("https://evil.example/x.png" 1x, url(#b) 2x)}',
    'a{background:cross-fade(image-set("https://evil.example/x.png" 1x), red)}',
    'a{background:image-set(if(else: "https://evil.example/x.png") 1x)}',
    'a{--f:"https://evil.example";background:image-set(--g() 1x)}',
    "a{mask:src(attr(data-address))}",
    "a{background:url(  data:text/css,@import 'https://evil.example')}",
    "a{background:url(\u0000data:image/png,)}",
    "@font-face{font-family:x;src:url(https://evil.example/x)format('woff2'),local('x')}",
    "a{background:url(https://evil.example/a b)}",
    "/* a{background:url(https://evil.example/x) */",
    "@namespace x url(https://evil.example/x);",
    "@document url-prefix('https://evil.example'){a{color:red}}",
    "<!-- @import 'https://evil.example/x.css'; -->",
  ])("fetches nothing: %s", (css) => {
    const clean = asRead(sanitiseCss(css));
    for (const [, target = ""] of clean.matchAll(/url\(\s*["']?([^"')]*)/gi)) expect(target).toMatch(/^(#|data:)/);
    expect(clean.replace(/--[a-z]:"[^"]*"/g, "")).not.toMatch(FETCHES);
    expect(sanitiseCss(sanitiseCss(css))).toBe(sanitiseCss(css));
  });

  it.each([
    'a{color:red;content:"\\201C"}',
    "a{background:url(data:image/png;base64,iVBORw0KGgo=)}",
    "@font-face{src:url(data:font/woff2;base64,AAAA)}",
    "a{fill:url(#gradient)}",
    ".md\\:flex{display:flex}",
    "@media (min-width:40rem){a{color:blue}}",
    "a{background:linear-gradient(rgba(0,0,0,var(--a,.5)),calc(1px + 2%));font:1em var(--f)}",
    ':is(a,b):not([title="x"]):nth-child(2n + 1)::before{content:attr(title) "(" counter(x)}'.replace('"("', '"-"'),
    '@font-face{font-family:"A b";src:local("A"),url(data:font/woff2;base64,AA) format("woff2");unicode-range:U+0-7F}',
    "@keyframes a{0%{transform:translate3d(0,0,0) scale(1.5)}}",
    "a{background:image-set(url(data:image/png;base64,AA) 1x)}",
    "@supports (display:grid) and (not (a:b)){a{inset:0}}",
  ])("leaves alone what needs nothing from outside: %s", (css) => {
    expect(sanitiseCss(css)).toBe(css);
  });

  it.each([
    '@imp@import;ort "https://evil.example/x.css";',
    "a{content:'\\';background:\\55\\52\\4c(https://evil.example/x.png)}",
    "a{background:ur/**/l(https://evil.example/x.png)} b:hover{background:u/**/rl(https://evil.example/x.png)}",
  ])("leaves an address only where nothing reads it as one: %s", (css) => {
    const clean = sanitiseCss(css);
    expect(clean).not.toMatch(/url\(\s*["']?https|@import/i);
    expect(sanitiseCss(clean)).toBe(clean);
  });

  it.each([
    ["an open comment", "a{}/*", '"*/ @import url(https://evil.example/x);"'],
    ["an open string", 'a{content:"', "url(https://evil.example/x)}"],
    ["a backslash", "\\", '* "*/ @import url(https://evil.example/x);/*"'],
    ["half a function name", "a{background:u\\72", " l(https://evil.example/x)}"],
    ["half an at-keyword", "@im", "port 'https://evil.example/x';"],
    ["an open url", "a{background:url(", "https://evil.example/x)}"],
    ["an at-rule", "@import", " 'https://evil.example/x';"],
  ])("joins no two parts of a sheet to something that fetches: %s", (_name, first, second) => {
    const joined = [
      sanitiseStyleText(first) + sanitiseStyleText(second),
      sanitiseCss(`${first}/* rr_split */${second}`).replaceAll("/* rr_split */", ""),
    ];
    for (const css of joined) {
      expect(sanitiseCss(css).replace(/\s/g, "")).toBe(css.replace(/\s/g, ""));
      expect(css).not.toMatch(/url\(\s*["']?https|@import/);
    }
  });

  it.each(["(", "a(", "{", "["])("keeps a sheet of hundreds of open blocks as little as one of errors: %s", (open) => {
    expect(sanitiseCss(`a{color:red}@media print${open.repeat(200)}`)).not.toBe("");
    expect(sanitiseCss(`a{color:red}@media print${open.repeat(300)}`)).toBe("");
  });

  it("leaves no bracket and no at-keyword inside a string, where the player may cut it", () => {
    const clean = sanitiseCss('a{content:"x:hover,b{background:url(https://evil.example)} @import"}');
    expect(clean).not.toMatch(/url\(|@/);
    expect(clean).toContain("url\\28 https");
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
