import { startEmbedded } from "./server.ts";

// A launcher in a process of its own, for tests that end it in every way a process can end.
const server = await startEmbedded({ data_dir: process.argv[2] ?? "", fast: true });
process.send?.({ url: server.url, pid: server.pid });
setInterval(() => {}, 60_000);
