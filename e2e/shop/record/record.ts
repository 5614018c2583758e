import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright";
import { startShop } from "../server.ts";
import { recorderScript } from "./page-script.ts";
import { Person } from "./person.ts";
import { SESSIONS, type Session } from "./sessions.ts";

/*
 * Records the sessions of the demo in a real browser with the real recorder. Run it again when the recorder or the
 * shop changed what a capture looks like: node e2e/shop/record/record.ts
 */

const TARGET = fileURLToPath(new URL("../../../apps/api/src/seed-data/", import.meta.url));
const PORT = 4100;
const VIEWPORT = { width: 1280, height: 800 };

interface Bundle {
  logs: { meta: Record<string, unknown> };
  replay: { events: unknown[] } | null;
}

async function record(session: Session, script: string, url: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage({ viewport: VIEWPORT, locale: "en-GB", timezoneId: "Europe/Berlin" });
    await page.addInitScript(script);
    await page.goto(url);
    await page.getByText("Boston fern").waitFor();
    await session.play(page, new Person(page));
    const screenshot = await page.screenshot({ type: "png" });
    const json = await page.evaluate(() => {
      const bundle: unknown = Reflect.get(window, "hawkmothBundle");
      return typeof bundle === "function" ? String(bundle(60_000)) : "";
    });
    await save(session.name, JSON.parse(json), screenshot);
  } finally {
    await browser.close();
  }
}

async function save(name: string, { logs, replay }: Bundle, screenshot: Buffer): Promise<void> {
  const directory = `${TARGET}${name}`;
  await mkdir(directory, { recursive: true });
  logs.meta.app_version = "2026.5.1";
  logs.meta.environment = "staging";
  logs.meta.user_agent = String(logs.meta.user_agent).replace("HeadlessChrome", "Chrome");
  const files = {
    "logs.json.gz": gzipSync(JSON.stringify(logs), { level: 9 }),
    "replay.json.gz": gzipSync(JSON.stringify(replay), { level: 9 }),
    "screenshot.png": screenshot,
  };
  for (const [file, bytes] of Object.entries(files)) await writeFile(`${directory}/${file}`, bytes);
  const sizes = Object.entries(files).map(([file, bytes]) => `${file} ${bytes.length}`);
  console.log(`${name}: ${replay?.events.length ?? 0} events, ${sizes.join(", ")}`);
}

const shop = await startShop({ broken: true, port: PORT });
const script = await recorderScript();
for (const session of SESSIONS) await record(session, script, `http://localhost:${PORT}`);
await shop.close();
