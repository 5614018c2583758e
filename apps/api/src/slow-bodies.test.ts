import { createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { guardBodies, type BodyPace } from "./slow-bodies.ts";

const PACE: BodyPace = { idle_ms: 150, min_bytes_per_s: 0, grace_ms: 0, check_ms: 10 };

/** Sends pieces with a pause between them; gives the status, or null when the connection was cut. */
async function upload(pace: BodyPace, { pieces, pause_ms }: { pieces: string[]; pause_ms: number }) {
  const server = createServer((req, res) => void req.resume().once("end", () => res.end("ok")));
  guardBodies(server, pace);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const waiting = [...pieces];
  try {
    return await new Promise<number | null>((resolve) => {
      const sent = ask({ port, host: "127.0.0.1", method: "PUT", headers: { "content-length": "1000" } }, (res) => {
        res.resume();
        resolve(res.statusCode ?? null);
      });
      sent.once("error", () => resolve(null));
      const next = () => {
        const piece = waiting.shift();
        if (piece === undefined || sent.destroyed) return;
        sent.write(piece);
        setTimeout(next, pause_ms);
      };
      next();
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("a body may take as long as it likes while it comes", async () => {
  const pieces = Array.from({ length: 10 }, () => "x".repeat(100));
  expect(await upload(PACE, { pieces, pause_ms: 50 })).toBe(200);
});

test("a body that stops coming is given up", async () => {
  expect(await upload(PACE, { pieces: ["x"], pause_ms: 10 })).toBeNull();
});

test("a body that only trickles is given up", async () => {
  const pace = { ...PACE, idle_ms: 10_000, min_bytes_per_s: 2000, grace_ms: 100 };
  expect(await upload(pace, { pieces: Array.from({ length: 1000 }, () => "x"), pause_ms: 5 })).toBeNull();
});

test("no limit for the whole of a request is left", () => {
  const server = createServer();
  guardBodies(server);
  expect(server.requestTimeout).toBe(0);
});
