import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

// What the server caches is for nobody else on the machine.
process.umask(0o077);

const repositoryRoot = fileURLToPath(new URL("../..", import.meta.url));

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  outputFileTracingRoot: repositoryRoot,
  turbopack: { root: repositoryRoot },
  transpilePackages: ["@hawkmoth/auth", "@hawkmoth/db", "@hawkmoth/domain", "@hawkmoth/replay", "@hawkmoth/ui"],
  serverExternalPackages: ["@node-rs/argon2", "postgres"],
  // `pnpm verify` checks the types of the whole repository; a second pass here costs a minute and a gigabyte.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
};

export default config;
