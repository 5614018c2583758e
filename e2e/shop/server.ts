import { createServer, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { createShopApi } from "./api.ts";

export interface ShopOptions {
  /** With true the planted bugs are there: the SAVE10 coupon, the total of ten and more, the banner. */
  broken: boolean;
  /** 0 takes any free one. */
  port?: number;
}

export interface Shop {
  url: string;
  close(): Promise<void>;
}

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Fern &amp; Fig · plants by post</title>
    <link rel="stylesheet" href="/assets/shop.css">
  </head>
  <body>
    <div id="root"></div>
    <script type="module" src="/assets/shop.js"></script>
  </body>
</html>
`;

const BANNER = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 220" preserveAspectRatio="xMidYMid slice"><rect width="1200" height="220" fill="#e7efe2"/><g fill="#3f8f5b" opacity=".8"><ellipse cx="930" cy="120" rx="26" ry="92" transform="rotate(24 930 120)"/><ellipse cx="1000" cy="110" rx="26" ry="100" transform="rotate(-8 1000 110)"/><ellipse cx="1070" cy="125" rx="24" ry="88" transform="rotate(-32 1070 125)"/></g></svg>`;

async function bundle(broken: boolean): Promise<{ js: string; css: string }> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL("./app/shop.tsx", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    outdir: "assets",
    define: { __BROKEN__: String(broken), "process.env.NODE_ENV": '"production"' },
  });
  const textOf = (suffix: string) => result.outputFiles.find((file) => file.path.endsWith(suffix))?.text ?? "";
  return { js: textOf(".js"), css: textOf(".css") };
}

/** Starts the shop on a port of its own. `broken: false` is the same shop with all planted bugs fixed. */
export async function startShop({ broken, port = 0 }: ShopOptions): Promise<Shop> {
  const { js, css } = await bundle(broken);
  const api = createShopApi({ broken });
  const send = (response: ServerResponse, type: string, body: string) =>
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://shop").pathname;
    if (path.startsWith("/api/")) {
      api(request, response, path).catch(() => response.writeHead(500).end());
    } else if (path === "/assets/shop.js") send(response, "text/javascript", js);
    else if (path === "/assets/shop.css") send(response, "text/css", css);
    else if (path === "/images/autumn-banner.svg" && !broken) send(response, "image/svg+xml", BANNER);
    else if (path.startsWith("/images/") || path === "/favicon.ico") response.writeHead(404).end();
    else send(response, "text/html", PAGE);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
