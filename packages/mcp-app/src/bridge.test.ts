import { expect, test } from "vitest";
import { openBridge, recordOf } from "./bridge.ts";

/** A window that hears, and the host window that hears it. */
function channel() {
  const target = new EventTarget();
  const sent: Record<string, unknown>[] = [];
  const host = { postMessage: (message: unknown) => void sent.push(recordOf(message)) };
  const own = { addEventListener: target.addEventListener.bind(target) };
  const bridge = openBridge({ own: own as Window, host: host as Window });
  const say = (data: unknown, source: unknown = host) =>
    target.dispatchEvent(Object.assign(new Event("message"), { data, source }));
  return { bridge, sent, say };
}

test("a request settles with the answer that carries its id", async () => {
  const { bridge, sent, say } = channel();
  const first = bridge.request("tools/call", { name: "a" });
  const second = bridge.request("tools/call", { name: "b" });
  say({ jsonrpc: "2.0", id: sent[1]?.["id"], error: { code: -32_000, message: "refused" } });
  say({ jsonrpc: "2.0", id: sent[0]?.["id"], result: { value: 1 } });
  await expect(first).resolves.toEqual({ value: 1 });
  await expect(second).rejects.toThrow("refused");
});

test("what another window sends is not heard", async () => {
  const { bridge, sent, say } = channel();
  const answer = bridge.request("tools/call", {});
  say({ jsonrpc: "2.0", id: sent[0]?.["id"], result: "forged" }, {});
  say({ jsonrpc: "2.0", id: sent[0]?.["id"], result: "real" });
  await expect(answer).resolves.toBe("real");
});

test("requests of the host are answered, those without a handler with method not found", async () => {
  const { bridge, sent, say } = channel();
  bridge.on("ui/resource-teardown", () => ({ gone: true }));
  say({ jsonrpc: "2.0", id: 7, method: "ui/resource-teardown", params: {} });
  say({ jsonrpc: "2.0", id: 8, method: "ui/unknown" });
  await expect.poll(() => sent).toHaveLength(2);
  expect(sent).toContainEqual({ jsonrpc: "2.0", id: 7, result: { gone: true } });
  expect(sent).toContainEqual({ jsonrpc: "2.0", id: 8, error: { code: -32_601, message: "No ui/unknown here" } });
});
