type Handler = (params: Record<string, unknown>) => unknown;

/** JSON-RPC with the window that shows this page: how an MCP App and its host talk (MCP Apps, 2026-01-26). */
export interface Bridge {
  request: (method: string, params: Record<string, unknown>) => Promise<unknown>;
  notify: (method: string, params: Record<string, unknown>) => void;
  /** Answers requests and takes notifications of a method. Set before the host may send them: nothing is kept. */
  on: (method: string, handler: Handler) => void;
}

/** What a message channel needs: a window that posts and one that hears. Tests give two ends of their own. */
export interface Ends {
  own: Pick<Window, "addEventListener">;
  host: Pick<Window, "postMessage">;
}

interface Pending {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

const METHOD_NOT_FOUND = -32_601;

/** Opens the channel. Only the host window is heard; the page never learns the host's origin, so it posts to any. */
export function openBridge({ own, host }: Ends): Bridge {
  const pending = new Map<number, Pending>();
  const handlers = new Map<string, Handler>();
  let last_id = 0;
  const post = (message: Record<string, unknown>) => host.postMessage({ jsonrpc: "2.0", ...message }, "*");
  own.addEventListener("message", (event) => {
    if (event.source !== host || !isMessage(event.data)) return;
    if (typeof event.data["method"] === "string") void serve(event.data["method"], event.data);
    else settle(pending, event.data);
  });
  const serve = async (method: string, message: Record<string, unknown>): Promise<void> => {
    const handler = handlers.get(method);
    const id = message["id"];
    if (!handler) {
      if (id !== undefined) post({ id, error: { code: METHOD_NOT_FOUND, message: `No ${method} here` } });
      return;
    }
    const result = await handler(recordOf(message["params"]));
    if (id !== undefined) post({ id, result: result ?? {} });
  };
  return {
    request: (method, params) =>
      new Promise((resolve, reject) => {
        last_id += 1;
        pending.set(last_id, { resolve, reject });
        post({ id: last_id, method, params });
      }),
    notify: (method, params) => post({ method, params }),
    on: (method, handler) => handlers.set(method, handler),
  };
}

function settle(pending: Map<number, Pending>, message: Record<string, unknown>): void {
  const id = Number(message["id"]);
  const waiting = pending.get(id);
  if (!waiting) return;
  pending.delete(id);
  const error = message["error"];
  if (isRecord(error)) waiting.reject(new Error(String(error["message"] ?? "The host refused.")));
  else waiting.resolve(message["result"]);
}

function isMessage(data: unknown): data is Record<string, unknown> {
  return isRecord(data) && data["jsonrpc"] === "2.0";
}

/** True for a plain object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value when it is an object, and nothing otherwise. */
export function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}
