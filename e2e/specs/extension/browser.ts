import type { BrowserContext, Page, Worker } from "@playwright/test";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { clickToolbar, launchWithExtension } from "../../fixtures/chromium.ts";

const BUILT = fileURLToPath(new URL("../../../apps/extension/.output/chrome-mv3", import.meta.url));

/** Folder of the built extension. */
export const extensionDirectory = process.env["HAWKMOTH_EXTENSION_DIR"] ?? BUILT;

/** Chromium with the built extension in it, driven as a person would. */
export class ExtensionBrowser {
  readonly context: BrowserContext;
  readonly id: string;

  constructor(context: BrowserContext, id: string) {
    this.context = context;
    this.id = id;
  }

  /** Starts it, with `granted` as sites the person allowed besides those of the manifest. */
  static async launch(granted: readonly string[] = []): Promise<ExtensionBrowser> {
    if (!existsSync(`${extensionDirectory}/manifest.json`))
      throw new Error(`build the extension first: ${extensionDirectory} holds none`);
    // A copy, so that a build running meanwhile does not change the extension under the browser.
    const copy = mkdtempSync(join(tmpdir(), "hawkmoth-extension-"));
    cpSync(extensionDirectory, copy, { recursive: true });
    if (granted.length > 0) grant(copy, granted);
    const { context, extension_id } = await launchWithExtension(copy);
    context.once("close", () => rmSync(copy, { recursive: true, force: true }));
    return new ExtensionBrowser(context, extension_id);
  }

  /** Opens a page of the extension, such as `connect.html`. */
  async open(path: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(`chrome-extension://${this.id}/${path}`);
    return page;
  }

  /** A real click on the toolbar button while `page` is in front; answers with the page that opens. */
  async capture(page: Page): Promise<Page> {
    return clickToolbar({ context: this.context, extension_id: this.id }, page);
  }

  async worker(): Promise<Worker> {
    return this.context.serviceWorkers().at(-1) ?? this.context.waitForEvent("serviceworker");
  }

  /** Ends the service worker, as the browser does whenever it likes. */
  async killWorker(): Promise<void> {
    const session = await this.context.browser()?.newBrowserCDPSession();
    if (!session) throw new Error("the browser is gone");
    const { targetInfos } = await session.send("Target.getTargets");
    const target = targetInfos.find(({ type, url }) => type === "service_worker" && url.includes(this.id));
    if (!target) throw new Error("the service worker is not running");
    await session.send("Target.closeTarget", { targetId: target.targetId });
    await session.detach();
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

/** The browser asks in a window of its own, which no test can click; a permission in the manifest is the same one. */
function grant(directory: string, sites: readonly string[]): void {
  const path = join(directory, "manifest.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  manifest.host_permissions.push(...sites);
  writeFileSync(path, JSON.stringify(manifest));
}
