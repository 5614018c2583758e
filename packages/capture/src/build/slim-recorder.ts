/** Parts of @rrweb/record that our way of calling it never reaches or that our own pass replaces, and what is left. */
const PARTS: readonly [declaration: string, rest: string][] = [
  // recordCanvas is never set; with the class go a worker as text and all canvas observers.
  ["class CanvasManager", "class CanvasManager { reset() {} freeze() {} unfreeze() {} lock() {} unlock() {} }"],
  ["function WorkerWrapper", ""],
  // blockClass is a name.
  ["function classMatchesRegex", "function classMatchesRegex() { return false; }"],
  ["function is2DCanvasBlank", "function is2DCanvasBlank() { return true; }"],
  // recordCrossOriginIframes is never set.
  ["class CrossOriginIframeMirror", "class CrossOriginIframeMirror { reset() {} }"],
  // No hooks, fonts, custom element names or virtual DOM, no browser without NodeList.forEach.
  ["function mergeHooks", "function mergeHooks() {}"],
  ["function initFontObserver", "function initFontObserver() { return () => {}; }"],
  ["function initCustomElementObserver", "function initCustomElementObserver() { return () => {}; }"],
  // Offsets of a selection count characters of masked text.
  ["function initSelectionObserver", "function initSelectionObserver() { return () => {}; }"],
  // Whether a film plays is not worth its bytes on every page: the film itself is not recorded.
  ["function initMediaInteractionObserver", "function initMediaInteractionObserver() { return () => {}; }"],
  ["class BaseRRNode", "class BaseRRNode {}"],
  ["function polyfill", "function polyfill() {}"],
  // The mirror of rrweb 1, which only prints that it is gone.
  ["let _mirror", "let _mirror = {};"],
  // Masking is done by our own pass, on every event.
  ["function needMaskingText", "function needMaskingText() { return false; }"],
  ["function maskInputValue", "function maskInputValue({ value }) { return value; }"],
  // Comments, scripts and head entries that do not change what a page looks like are left out.
  [
    "function slimDOMExcluded",
    `function slimDOMExcluded({ type, tagName, attributes }) {
      return type === 5 || (type === 2 && (tagName === "script" || (tagName === "meta" && attributes.name !== "viewport") ||
        (tagName === "link" && /load|fetch|icon|connect|manifest/.test(attributes.rel))));
    }`,
  ],
  ["function slimDOMDefaults", "function slimDOMDefaults() { return { headWhitespace: true }; }"],
  // Only a player that changes one of several text nodes of one style element would need the split.
  ["function splitCssText", "function splitCssText(cssText) { return [cssText]; }"],
];

const LINES = [/^const jsContent = .*$/m, /^const blob = .*$/m];

/** Methods of IframeManager that only messages of cross-origin frames reach. */
const METHODS = [
  "handleMessage",
  "transformCrossOriginEvent",
  "replace(?=\\(iframeMirror)",
  "replaceIds",
  "replaceStyleIds",
  "replaceIdOnNode",
  "patchRootIdOnNode",
];

/** From the first text up to the second goes, for the third. */
const CUTS: readonly [from: string, to: string, rest?: string][] = [
  // Canvas pictures and inlined images.
  ['  if (tagName === "canvas" && recordCanvas) {', '  if (["audio", "video"].includes(tagName)) {'],
  // We run in the top window only, give an emit function, and mask by ourselves.
  ["  const inEmittingFrame =", "  mirror.reset();\n  const maskInputOptions"],
  ["  const maskInputOptions = maskAllInputs ===", "  const slimDOMOptions =", "  const maskInputOptions = {};\n"],
  ["    if (this.recordCrossOriginIframes) {", "  }\n  addIframe("],
  ["    if (this.recordCrossOriginIframes)\n      (_a2", "    (_b = this.loadListener)"],
  // No plugins, no packer; checkouts are taken by our own rule.
  ["  const eventProcessor =", "  wrappedEmit = (r, isCheckout) =>"],
  ["    if (inEmittingFrame) {", "  };\n  const wrappedMutationEmit", "    emit(e);\n"],
  ["  for (const plugin of plugins || []) {\n    if (plugin.getMirror)", "  const processedNodeManager ="],
  ["          plugins: ((_a2 =", "        },\n        hooks"],
  ["  const pluginHandlers = []", "  return callbackWrapper(() => {\n    mutationBuffers"],
  ["    pluginHandlers.forEach(", "  });\n}\nfunction hasNestedCSSRule"],
  // What the observers that are taken out would call.
  ["          mediaInteractionCb: (p) =>", "          styleSheetRuleCb:"],
  ["          canvasMutationCb: wrapped", "          blockClass,\n          ignoreClass"],
];

/** Old-browser fallbacks of dom-accessibility-api, and the native things they stand for. */
const POLYFILLS: Readonly<Record<string, string>> = {
  "SetLike.mjs": "export default Set;",
  "array.from.mjs": "export default (items) => Array.from(items);",
};

/**
 * Takes out of @rrweb/record what we do not use: a quarter of its size on every page, and a Blob made at every load.
 * @throws Error when a part is not found, which means that rrweb changed and this list must be read again.
 */
export function slimRrweb(code: string): string {
  let slim = code;
  for (const [declaration, rest] of PARTS)
    slim = replaced(slim, new RegExp(`^${declaration}\\b[\\s\\S]*?\\n};?\\n`, "m"), `${rest}\n`);
  for (const [from, to, rest = ""] of CUTS) {
    const start = slim.indexOf(from);
    const end = slim.indexOf(to, start);
    if (start < 0 || end < 0) throw new Error(`@rrweb/record changed: ${from} is not in it`);
    slim = slim.slice(0, start) + rest + slim.slice(end);
  }
  for (const line of LINES) slim = replaced(slim, line, "");
  for (const method of METHODS)
    slim = replaced(slim, new RegExp(`^  ${method}\\([^\\n]*\\) \\{[\\s\\S]*?\\n  }\\n`, "m"), "");
  return plainFields(plainEnums(slim));
}

/** Compiled enums as object literals; nothing looks them up backwards. */
function plainEnums(code: string): string {
  const compiled = /^var (\w+) = \/\* @__PURE__ \*\/ \(\((\w+)\) => \{\n((?:  \2\[.*\n)+)  return \2;\n\}\)\(.*\);$/gm;
  return code.replace(compiled, (_match, ...groups: string[]) => {
    const [name = "", inner = "", body = ""] = groups;
    const pairs = body.matchAll(new RegExp(`${inner}\\["?(\\w+)"?\\] = ("?\\w+"?)\\]`, "g"));
    return `var ${name} = { ${Array.from(pairs, ([, key, value]) => `"${key}": ${value}`).join(", ")} };`;
  });
}

/** Class fields that fit one line as plain assignments. */
function plainFields(code: string): string {
  return code
    .replace(/^( +)__publicField\(this, "(\w+)"\);$/gm, "")
    .replace(/^( +)__publicField\(this, "(\w+)", ([^\n]*[^{(,\n])\);$/gm, "$1this.$2 = $3;");
}

function replaced(code: string, pattern: RegExp, rest: string): string {
  if (!pattern.test(code)) throw new Error(`@rrweb/record changed: ${pattern.source} is not in it`);
  return code.replace(pattern, () => rest);
}

/** The same as a plugin for Vite and Rollup builds of anything that holds the recorder. */
export function slimRecorder() {
  return {
    name: "hawkmoth:slim-recorder",
    transform(code: string, id: string): string | undefined {
      if (id.endsWith("/@rrweb/record/dist/record.js")) return slimRrweb(code);
      const name = /dom-accessibility-api\/dist\/polyfills\/([^/]+)$/.exec(id)?.[1];
      return name === undefined ? undefined : POLYFILLS[name];
    },
  };
}
