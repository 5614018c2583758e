import type { Framework, InstallSnippet, InstallSnippetInput } from "./schema.ts";

/** True once this version serves `/widget.js`; until then the snippet says that it is not there yet. */
export const IS_WIDGET_SERVED = false;

/** What stands where the key goes when none was given. */
export const KEY_PLACEHOLDER = "hm_pk_YOUR_KEY";

const NOT_SERVED =
  "This version of Hawkmoth does not serve widget.js yet, so the snippet has no effect until it does. Reports reach the project today through the browser extension and POST /api/v1/ingest/bugs.";

interface Recipe {
  target_file: string;
  code: (script: Script) => string;
  step: string;
}

interface Script {
  src: string;
  key: string;
}

const tag = ({ src, key }: Script) => `<script src="${src}" data-key="${key}" defer></script>`;

const RECIPES: Readonly<Record<Framework, Recipe>> = {
  html: { target_file: "index.html", code: tag, step: "Put the line into <head> of every page." },
  react: { target_file: "index.html", code: tag, step: "Put the line into <head> of the page that mounts the app." },
  next: {
    target_file: "app/layout.tsx",
    code: ({ src, key }) =>
      `import Script from "next/script";\n\n// Inside <body>:\n<Script src="${src}" data-key="${key}" strategy="afterInteractive" />`,
    step: "Put <Script> into <body> of the root layout; with the pages router, into pages/_app.tsx.",
  },
  vue: { target_file: "index.html", code: tag, step: "Put the line into <head> of the page that mounts the app." },
  nuxt: {
    target_file: "nuxt.config.ts",
    code: ({ src, key }) =>
      `export default defineNuxtConfig({\n  app: {\n    head: {\n      script: [{ src: "${src}", "data-key": "${key}", defer: true }],\n    },\n  },\n});`,
    step: "Merge app.head.script into your configuration.",
  },
  svelte: {
    target_file: "src/app.html",
    code: tag,
    step: "Put the line into <head>; without SvelteKit the file is index.html.",
  },
  astro: {
    target_file: "src/layouts/Layout.astro",
    code: ({ src, key }) => `<script is:inline src="${src}" data-key="${key}" defer></script>`,
    step: "Put the line into <head> of the layout that all pages use; is:inline keeps Astro from bundling it.",
  },
  angular: { target_file: "src/index.html", code: tag, step: "Put the line into <head>." },
  wordpress: {
    target_file: "functions.php",
    code: ({ src, key }) =>
      `add_action('wp_enqueue_scripts', function () {\n    wp_enqueue_script('hawkmoth', '${src}', [], null, ['strategy' => 'defer']);\n});\nadd_filter('script_loader_tag', function ($tag, $handle) {\n    return $handle === 'hawkmoth' ? str_replace(' src=', ' data-key="${key}" src=', $tag) : $tag;\n}, 10, 2);`,
    step: "Add the lines to functions.php of the active child theme (WordPress 6.3 or newer).",
  },
};

/**
 * The code that puts the widget of the Hawkmoth at `origin` into a codebase. `origin` is scheme and host without a
 * slash at the end. The key is publishable: it may stand in pages.
 */
export function installSnippet(input: InstallSnippetInput, origin: string): InstallSnippet {
  const { framework, project_key } = input;
  const { target_file, code, step } = RECIPES[framework];
  const key = project_key ?? KEY_PLACEHOLDER;
  return {
    framework,
    target_file,
    code: code({ src: `${origin}/widget.js`, key }),
    steps: [
      ...(project_key === undefined
        ? [`Make a publishable key for the project in the dashboard and put it in place of ${KEY_PLACEHOLDER}.`]
        : []),
      step,
      "Add the origin of your pages to the project's allowed origins.",
      `If the pages send a Content-Security-Policy, allow ${origin} in script-src and connect-src.`,
    ],
    note: IS_WIDGET_SERVED ? null : NOT_SERVED,
  };
}
