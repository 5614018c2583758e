import { defineConfig } from "vitest/config";

const ignored = ["**/node_modules/**", "**/.next/**", "**/.output/**", "**/.wxt/**", "**/.hawkmoth/**"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          // Unit tests share no state, so they can share the modules that a worker has loaded: half the time.
          isolate: false,
          testTimeout: 20_000,
          include: ["{packages,apps,infra}/**/*.test.{ts,tsx}"],
          exclude: [...ignored, "**/*.db.test.ts", "**/*.dom.test.{ts,tsx}"],
        },
      },
      {
        test: {
          name: "dom",
          testTimeout: 20_000,
          environment: "jsdom",
          include: ["{packages,apps}/**/*.dom.test.{ts,tsx}"],
          exclude: ignored,
        },
      },
      {
        test: {
          name: "db",
          // Each file has a database of its own, so the modules can be shared here as well.
          isolate: false,
          globalSetup: ["packages/db/src/testing/global-setup.ts"],
          // next-auth imports "next/server" without an extension, which only a bundler resolves.
          server: { deps: { inline: ["next-auth"] } },
          include: ["{packages,apps,infra}/**/*.db.test.ts"],
          exclude: ignored,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
