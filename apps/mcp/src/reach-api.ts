import type { ApiTarget } from "@hawkmoth/mcp/send";
import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";

/**
 * What fetch does for the one request of a tool call, over the connections that Node keeps open: in half of its time,
 * and without loading fetch when a client starts this program. A redirect is a failure, since it would take the
 * credential elsewhere.
 */
export const reachApi: ApiTarget["fetch"] = async (url, { method, headers, body, signal }) =>
  await new Promise((resolve, reject) => {
    const request = url.startsWith("https:") ? requestSecure : requestPlain;
    const sent = request(url, { method, headers, signal }, (response) => {
      const { statusCode: status = 0 } = response;
      if (status >= 300 && status < 400) sent.destroy(new Error("The API redirects."));
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject).on("end", () => {
        const bytes = Buffer.concat(chunks);
        resolve({
          ok: status >= 200 && status < 300,
          status,
          headers: { get: (name) => response.headers[name]?.toString() ?? null },
          text: async () => bytes.toString("utf8"),
          arrayBuffer: async () => Uint8Array.from(bytes).buffer,
        });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
