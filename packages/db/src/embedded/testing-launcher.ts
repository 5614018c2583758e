import { startEmbedded } from "./server.ts";

// A launcher in a process of its own, for tests that end it in every way a process can end.
const [data_dir = "", kind] = process.argv.slice(2);
const server = await startEmbedded({ data_dir, fast: true, is_temporary: kind === "temporary" });
process.send?.({ url: server.url, pid: server.pid, home: server.home });
setInterval(() => {}, 60_000);
