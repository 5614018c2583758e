import { request } from "node:http";
import { connect } from "node:net";
import type { Shot } from "./attack.ts";

/** What came back, as far as it can be told from outside. */
export interface Reply {
  status: number;
  text: string;
}

/** Puts a request on the wire as it is, also one that no client would send. */
export async function sendShot(origin: string, shot: Shot): Promise<Reply> {
  return shot.raw === undefined ? await sendRequest(origin, shot) : await sendRaw(origin, shot.raw);
}

async function sendRequest(origin: string, shot: Shot): Promise<Reply> {
  const { hostname, port } = new URL(origin);
  const { method = "POST", path = "/mcp", headers = {}, body, is_chunked = false } = shot;
  const bytes = Buffer.from(typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body));
  return await new Promise((resolve, reject) => {
    const length: Record<string, string> = is_chunked ? {} : { "content-length": String(bytes.length) };
    const sent = request({ host: hostname, port, method, path, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("close", () => {
        sent.destroy();
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
      });
    });
    sent.on("error", reject);
    sent.end(bytes);
  });
}

async function sendRaw(origin: string, raw: string): Promise<Reply> {
  const { hostname, port } = new URL(origin);
  return await new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(raw));
    let text = "";
    const done = () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text });
    socket.on("data", (chunk) => {
      text += chunk.toString();
      // Whoever wanted to smuggle a second request would get a second answer right behind the first.
      setTimeout(() => socket.destroy(), 100);
    });
    socket.on("close", done);
    socket.on("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? done() : reject(error)));
  });
}
