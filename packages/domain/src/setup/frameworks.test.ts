import { describe, expect, it, test } from "vitest";
import { detectFramework, type Codebase } from "./frameworks.ts";
import { Framework } from "./schema.ts";

function manifest(...names: string[]): string {
  return JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, "1.0.0"])) });
}

describe("detectFramework", () => {
  const codebases: [Framework, Codebase, string[]][] = [
    ["html", { package_json: null, files: ["index.html", "style.css"] }, ["index.html"]],
    [
      "react",
      { package_json: manifest("react", "react-dom", "vite"), files: ["index.html", "src/main.tsx"] },
      ["package.json: react"],
    ],
    [
      "next",
      { package_json: manifest("next", "react"), files: ["next.config.ts", "app/layout.tsx"] },
      ["package.json: next", "next.config.ts"],
    ],
    [
      "vue",
      { package_json: manifest("vue"), files: ["index.html", "src/App.vue"] },
      ["package.json: vue", "src/App.vue"],
    ],
    [
      "nuxt",
      { package_json: manifest("nuxt", "vue"), files: ["nuxt.config.ts"] },
      ["package.json: nuxt", "nuxt.config.ts"],
    ],
    [
      "svelte",
      { package_json: manifest("@sveltejs/kit", "svelte"), files: ["src/app.html"] },
      ["package.json: @sveltejs/kit"],
    ],
    [
      "astro",
      { package_json: manifest("astro", "react"), files: ["astro.config.mjs"] },
      ["package.json: astro", "astro.config.mjs"],
    ],
    [
      "angular",
      { package_json: manifest("@angular/core"), files: ["angular.json"] },
      ["package.json: @angular/core", "angular.json"],
    ],
    [
      "wordpress",
      { package_json: null, files: ["index.php", "wp-config.php", "wp-content"] },
      ["wp-config.php", "wp-content"],
    ],
  ];
  test.each(codebases)("knows %s", (framework, codebase, evidence) => {
    const found = detectFramework(codebase);
    expect(found.framework).toBe(framework);
    expect(found.evidence).toEqual(expect.arrayContaining(evidence));
  });

  it("has a case for every framework", () => {
    expect(codebases.map(([framework]) => framework).toSorted()).toEqual(Framework.options.toSorted());
  });

  it("believes a dependency before a file that was left behind", () => {
    const found = detectFramework({ package_json: manifest("vue"), files: ["next.config.js", "src/App.vue"] });
    expect(found.framework).toBe("vue");
  });

  it("reads development dependencies too, where Svelte and Astro apps keep theirs", () => {
    const package_json = JSON.stringify({ devDependencies: { svelte: "5" } });
    expect(detectFramework({ package_json, files: [] }).framework).toBe("svelte");
  });

  it("tells a theme or plugin of WordPress by its files", () => {
    expect(detectFramework({ package_json: null, files: ["functions.php", "style.css"] }).framework).toBe("wordpress");
  });

  test.each([["{"], ["[]"], ["null"], ['{"dependencies":"none"}']])("is not led astray by the manifest %s", (text) => {
    expect(detectFramework({ package_json: text, files: ["angular.json"] }).framework).toBe("angular");
  });

  it("says html without evidence of an empty directory", () => {
    expect(detectFramework({ package_json: null, files: [] })).toEqual({ framework: "html", evidence: [] });
  });
});
