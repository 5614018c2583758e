import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "specs",
  // One case of each kind; `npm run test:deep` runs them all.
  grepInvert: process.env["HAWKMOTH_TEST_DEEP"] ? [] : /@deep/,
  // Most of the time a browser waits; each worker has a product of its own.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  outputDir: "test-results",
  use: {
    browserName: "chromium",
    launchOptions: {
      executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
    },
  },
});
