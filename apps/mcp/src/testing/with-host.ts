import { request, type IncomingMessage } from "node:http";

/** A POST whose Host header is chosen freely, which fetch does not allow. */
export function withHost(url: string, host: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: "Bearer hm_key_mara", host };
    const sent = request(url, { method: "POST", headers }, resolve);
    sent.on("error", reject).end();
  });
}
