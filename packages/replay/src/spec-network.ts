import type { NetworkEntry } from "@hawkmoth/domain/capture/bundle";
import { isApiCall, isCancelled } from "./requests.ts";
import { literal } from "./spec-text.ts";

/** Recorded answers as a spec serves them, and how complete they are. */
export interface SpecNetwork {
  /** Lines of the array literal. */
  answers: string[];
  missing_count: number;
  redacted_count: number;
}

const BODILESS = new Set([204, 205, 304]);

/** Turns recorded calls into answers; a call in `live` and one whose answer was not recorded goes to the real API. */
export function specNetwork(network: readonly NetworkEntry[], live: NetworkEntry | null): SpecNetwork {
  const out: SpecNetwork = { answers: [], missing_count: 0, redacted_count: 0 };
  for (const request of [...network].sort((left, right) => left.at_ms - right.at_ms)) {
    if (!isApiCall(request) || isCancelled(request) || !URL.canParse(request.url)) continue;
    const path = new URL(request.url).pathname;
    const isLive = live !== null && live.method === request.method && new URL(live.url).pathname === path;
    if (isLive) continue;
    const answer = answerOf(request, path);
    if (answer === null) out.missing_count += 1;
    else {
      out.answers.push(answer);
      if (request.response_body?.redacted) out.redacted_count += 1;
    }
  }
  return out;
}

/** True when the answer of a call can be served again as it was. */
export function isAnswerRecorded(request: NetworkEntry): boolean {
  if (request.status === null || request.status === 0) return request.error !== null;
  if (BODILESS.has(request.status)) return true;
  const body = request.response_body;
  return body !== null && body.text !== null && !body.truncated && body.omitted === null;
}

function answerOf(request: NetworkEntry, path: string): string | null {
  if (!isAnswerRecorded(request)) return null;
  const type = Object.entries(request.response_headers).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const fields = [
    `method: ${literal(request.method.toUpperCase())}`,
    `path: ${literal(path)}`,
    `status: ${request.status ?? 0}`,
    `type: ${literal(type ?? "text/plain")}`,
    `body: ${literal(request.response_body?.text ?? "")}`,
  ];
  return `  { ${fields.join(", ")} },`;
}

/** The helper that a spec carries: one queue per method and path, the last answer stays. */
export const ROUTE_HELPER = `async function answerFromRecording(page: Page): Promise<void> {
  const queues = new Map<string, typeof answers>();
  for (const answer of answers) {
    const key = \`\${answer.method} \${answer.path}\`;
    queues.set(key, [...(queues.get(key) ?? []), answer]);
  }
  await page.route("**/*", async (route) => {
    const request = route.request();
    const queue = queues.get(\`\${request.method()} \${new URL(request.url()).pathname}\`);
    const answer = queue && queue.length > 1 ? queue.shift() : queue?.[0];
    if (!answer || process.env.HM_NETWORK === "live") return route.fallback();
    if (answer.status === 0) return route.abort();
    await route.fulfill({
      status: answer.status,
      contentType: answer.type,
      body: answer.body,
      headers: {
        "access-control-allow-origin": request.headers().origin ?? "*",
        "access-control-allow-credentials": "true",
      },
    });
  });
}`;
