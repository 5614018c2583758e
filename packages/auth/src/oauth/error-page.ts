const STYLE =
  "body{margin:0;min-height:100vh;display:grid;place-items:center;font:15px/1.5 system-ui,sans-serif;background:#f7f7f8;color:#16181d}" +
  "main{max-width:26rem;padding:2rem}h1{font-size:1.25rem;margin:0 0 .5rem}p{margin:.5rem 0;color:#5b606b}code{font-size:.85em}a{color:inherit}" +
  "@media (prefers-color-scheme:dark){body{background:#101114;color:#eceef2}p{color:#9aa0ac}}";

/** Content policy of the page: text and its own style, nothing else. */
export const ERROR_PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** What a person sees when a program sent them with a request that can't be answered. Shows codes, never internals. */
export function errorPage({ error, error_description }: { error: string; error_description?: string }): string {
  const reason = error_description === undefined ? "" : `<p>${escaped(error_description)}</p>`;
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>Sign-in failed · Hawkmoth</title><style>${STYLE}</style><main><h1>This program can’t be signed in</h1>${reason}` +
    `<p>Go back to it and start again. <code>${escaped(error)}</code></p><p><a href="/">Open Hawkmoth</a></p></main></html>`
  );
}
