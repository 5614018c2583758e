import { z } from "zod";
import type { Framework } from "./schema.ts";

/** What is known of a codebase: its package.json, if any, and the names of its files. */
export interface Codebase {
  /** Text of package.json; null when there is none. */
  package_json: string | null;
  /** Paths relative to the root, with forward slashes; two levels are enough. */
  files: readonly string[];
}

/** The framework and what says so; `html` with no evidence when nothing is known. */
export interface Detection {
  framework: Framework;
  evidence: string[];
}

interface Rule {
  framework: Framework;
  /** Any of these among the dependencies. */
  packages: readonly string[];
  /** Any of these among the files. */
  files: RegExp | null;
}

/** Meta-frameworks come before what they are built on: a Next.js app has React, a Nuxt app has Vue. */
const RULES: readonly Rule[] = [
  { framework: "next", packages: ["next"], files: /^next\.config\.(?:js|mjs|cjs|ts|mts)$/ },
  { framework: "nuxt", packages: ["nuxt", "nuxt3", "nuxt-edge"], files: /^nuxt\.config\.(?:js|mjs|ts)$/ },
  { framework: "astro", packages: ["astro"], files: /^astro\.config\.(?:js|mjs|cjs|ts|mts)$/ },
  { framework: "angular", packages: ["@angular/core"], files: /^angular\.json$/ },
  { framework: "svelte", packages: ["@sveltejs/kit", "svelte"], files: /^svelte\.config\.(?:js|mjs|cjs|ts)$/ },
  { framework: "vue", packages: ["vue", "@vue/cli-service"], files: /^(?:vue\.config\.(?:js|cjs|ts)|src\/App\.vue)$/ },
  { framework: "react", packages: ["react", "react-scripts", "preact"], files: /^src\/(?:App|main|index)\.[jt]sx$/ },
  {
    framework: "wordpress",
    packages: ["@wordpress/scripts"],
    files: /^(?:(?:[\w-]+\/)?wp-config(?:-sample)?\.php|wp-(?:content|includes|admin)(?:\/.*)?|functions\.php)$/,
  },
  { framework: "html", packages: [], files: /^(?:(?:public|src|www|static)\/)?index\.html?$/ },
];

const Manifest = z.object({
  dependencies: z.record(z.string(), z.unknown()).catch({}),
  devDependencies: z.record(z.string(), z.unknown()).catch({}),
  peerDependencies: z.record(z.string(), z.unknown()).catch({}),
});

const MAX_EVIDENCE = 5;

/**
 * Tells what a codebase is built with. A dependency counts more than a file name: files of another framework are often
 * left behind, and the first rule with a dependency wins over any rule with a file alone.
 */
export function detectFramework(codebase: Codebase): Detection {
  const packages = packagesOf(codebase.package_json);
  const candidates = RULES.map((rule) => ({
    framework: rule.framework,
    named: rule.packages.filter((name) => packages.has(name)).map((name) => `package.json: ${name}`),
    found: codebase.files.filter((file) => rule.files?.test(file)),
  }));
  const chosen = candidates.find(({ named }) => named.length > 0) ?? candidates.find(({ found }) => found.length > 0);
  if (!chosen) return { framework: "html", evidence: [] };
  return { framework: chosen.framework, evidence: [...chosen.named, ...chosen.found].slice(0, MAX_EVIDENCE) };
}

function packagesOf(package_json: string | null): ReadonlySet<string> {
  const parsed = Manifest.safeParse(parseJson(package_json ?? "{}"));
  if (!parsed.success) return new Set();
  const { dependencies, devDependencies, peerDependencies } = parsed.data;
  return new Set([dependencies, devDependencies, peerDependencies].flatMap((group) => Object.keys(group)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A manifest that can't be read says nothing; the file names still do.
    return {};
  }
}
