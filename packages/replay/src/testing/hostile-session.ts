import type { CaptureLogs, NetworkEntry } from "@hawkmoth/domain/capture/bundle";
import { shopSession } from "./shop-session.ts";

/** A capture of which a page chose every text: one text, wherever a page can put one. */
export function hostileSession(text: string): CaptureLogs {
  const { meta, console, network, errors, actions, receipt } = shopSession();
  const address = `https://shop.example/${text}?a=${text}#${text}`;
  return {
    meta: { ...meta, title: text, url: address, referrer: text, user_agent: text, app_version: text },
    console: console.map((entry) => ({ ...entry, text, stack: text, url: address })),
    network: network.map((entry, index) => requestOf(entry, { text, address, isFailed: index % 2 === 1 })),
    errors: errors.map((entry) => ({ ...entry, name: text, message: text, stack: text, source: address })),
    actions: actions.map((entry) => ({
      ...entry,
      url: address,
      value: text,
      key: text,
      target: entry.target && { ...entry.target, name: text, label: text, css: text, test_id: text },
    })),
    receipt,
  };
}

function requestOf(
  entry: NetworkEntry,
  { text, address, isFailed }: { text: string; address: string; isFailed: boolean },
): NetworkEntry {
  const body = { text, size_bytes: text.length, truncated: false, redacted: false, omitted: null };
  return {
    ...entry,
    url: address,
    method: text,
    error: isFailed ? text : null,
    request_headers: { "content-type": text, [text.slice(0, 100)]: text },
    response_headers: { location: text },
    request_body: body,
    response_body: body,
  };
}
