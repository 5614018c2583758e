import type {
  ActionEntry,
  CapturedBody,
  CaptureLogs,
  ConsoleEntry,
  ErrorEntry,
  NetworkEntry,
  ReceiptLine,
} from "@hawkmoth/domain/capture/bundle";
import { scrubBody, scrubHeaders, scrubProse, scrubUrl } from "@hawkmoth/domain/capture/scrub";
import { addHits, scrubText } from "@hawkmoth/domain/capture/secret-shapes";
import { isSecretKey } from "@hawkmoth/domain/capture/secret-keys";

type Hits = Record<string, number>;

/**
 * Hides secrets in a capture once more on the server, with the rules of the page recorder, because a capture may come
 * from any program. Hits are added to the receipt under `server:` names. Running it twice changes nothing.
 */
export function scrubLogs(logs: CaptureLogs): CaptureLogs {
  const hits: Hits = {};
  const mode = logs.meta.privacy_mode;
  const url = (text: string) => scrubbed(scrubUrl(text, mode), hits);
  const prose = (text: string) => scrubbed(scrubProse(text, mode), hits);
  const clean = {
    meta: {
      ...logs.meta,
      url: url(logs.meta.url),
      title: words(logs.meta.title, hits),
      referrer: url(logs.meta.referrer),
    },
    console: logs.console.map((entry) => scrubConsole(entry, url, prose)),
    network: logs.network.map((entry) => scrubRequest(entry, { mode, hits })),
    errors: logs.errors.map((entry) => scrubError(entry, url, prose)),
    actions: logs.actions.map((entry) => scrubAction(entry, url, hits)),
  };
  return { ...clean, receipt: addToReceipt(logs.receipt, hits) };
}

function scrubbed(result: { text: string; hits: Readonly<Hits> }, hits: Hits): string {
  addHits(hits, result.hits);
  return result.text;
}

function words(text: string, hits: Hits): string {
  return scrubbed(scrubText(text), hits);
}

function wordsOrNull(text: string | null, hits: Hits): string | null {
  return text === null ? null : words(text, hits);
}

type Clean = (text: string) => string;

function scrubConsole(entry: ConsoleEntry, url: Clean, prose: Clean): ConsoleEntry {
  return {
    ...entry,
    text: prose(entry.text),
    stack: entry.stack && prose(entry.stack),
    url: entry.url && url(entry.url),
  };
}

function scrubError(entry: ErrorEntry, url: Clean, prose: Clean): ErrorEntry {
  const { message, stack, source } = entry;
  return { ...entry, message: prose(message), stack: stack && prose(stack), source: source && url(source) };
}

function scrubRequest(
  entry: NetworkEntry,
  rules: { mode: CaptureLogs["meta"]["privacy_mode"]; hits: Hits },
): NetworkEntry {
  const { mode, hits } = rules;
  const headers = (given: Record<string, string>) => {
    const result = scrubHeaders(given, mode);
    addHits(hits, result.hits);
    return result.headers;
  };
  return {
    ...entry,
    url: scrubbed(scrubUrl(entry.url, mode), hits),
    error: entry.error && scrubbed(scrubProse(entry.error, mode), hits),
    request_headers: headers(entry.request_headers),
    response_headers: headers(entry.response_headers),
    request_body: scrubCapturedBody(entry.request_body, entry.request_headers, hits),
    response_body: scrubCapturedBody(entry.response_body, entry.response_headers, hits),
  };
}

function scrubCapturedBody(
  body: CapturedBody | null,
  headers: Readonly<Record<string, string>>,
  hits: Hits,
): CapturedBody | null {
  if (body === null || body.text === null) return body;
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const text = scrubbed(scrubBody(body.text, type), hits);
  return { ...body, text, redacted: body.redacted || text !== body.text };
}

function scrubAction(entry: ActionEntry, url: (text: string) => string, hits: Hits): ActionEntry {
  const { target } = entry;
  const isSecretField =
    target !== null &&
    (target.input_type === "password" ||
      [target.name, target.label, target.test_id].some((name) => name && isSecretKey(name)));
  const isHidden = entry.is_masked || (isSecretField && entry.kind === "fill");
  if (isHidden && !entry.is_masked) addHits(hits, { masked_value: 1 });
  return {
    ...entry,
    url: url(entry.url),
    is_masked: isHidden,
    value: isHidden ? null : wordsOrNull(entry.value, hits),
    target: target && { ...target, name: wordsOrNull(target.name, hits), label: wordsOrNull(target.label, hits) },
  };
}

function addToReceipt(receipt: readonly ReceiptLine[], hits: Hits): ReceiptLine[] {
  const counts = new Map(receipt.map((line) => [line.rule, line.count]));
  for (const [rule, count] of Object.entries(hits)) {
    const name = `server:${rule}`;
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts].slice(0, 200).map(([rule, count]) => ({ rule, count }));
}
