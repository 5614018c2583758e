import type { ErrorEntry } from "@hawkmoth/domain/capture/bundle";
import { steepGrowth } from "@hawkmoth/domain/testing/cost-growth";
import { expect, test } from "vitest";
import { countEvidence } from "./count-evidence.ts";
import { dataBlock } from "./data-block.ts";
import { buildDigest } from "./digest.ts";
import { errorTitle } from "./error-text.ts";
import { failedCallBefore, findFailure } from "./failure.ts";
import { fingerprintEvidence, fingerprintText } from "./fingerprint.ts";
import { buildFixPrompt } from "./fix-prompt.ts";
import { buildHar } from "./har.ts";
import { isNoiseUrl } from "./noise.ts";
import { fileTemplate, normaliseMessage, normaliseTitle, pathTemplate } from "./normalise.ts";
import { parseLogs } from "./parse-logs.ts";
import { clip, excerpt, oneLine, originOf, plainText, quote, readAhead, shortUrl } from "./plain-text.ts";
import { rankContext } from "./rank-context.ts";
import { requestLine } from "./requests.ts";
import { sanitiseAttributes, textOf } from "./sanitise/attributes.ts";
import { isHarmlessAtRule, isHarmlessFunction, isLocalTarget } from "./sanitise/css-allowed.ts";
import { nameOf, quoted, rawOf } from "./sanitise/css-write.ts";
import { sanitiseCss, sanitiseStyleText } from "./sanitise/css.ts";
import { sanitiseText } from "./sanitise/nodes.ts";
import { sanitiseReplay } from "./sanitise-replay.ts";
import { scrubLogs } from "./scrub-logs.ts";
import { literal, variableName } from "./spec-text.ts";
import { specSteps } from "./spec-steps.ts";
import { buildSpec } from "./spec.ts";
import { frameText, locationOf, stackFrames } from "./stack-frames.ts";
import { describeStep, mergeSteps } from "./steps.ts";
import { suspectsOf } from "./suspects.ts";
import { hostileSession } from "./testing/hostile-session.ts";
import { evidenceOf } from "./testing/shop-session.ts";
import { buildTimeline } from "./timeline.ts";
import { titleBands } from "./title-bands.ts";
import { estimateTokens } from "./tokens.ts";
import { buildTranscript, byteLength } from "./transcript.ts";

const PAGE = "https://shop.example/";
const errorOf = (text: string): ErrorEntry => ({
  at_ms: 0,
  kind: "resource",
  name: text,
  message: text,
  stack: text,
  source: text,
  line: 1,
  column: 1,
});

const bugOf = (text: string) => ({
  key: "SHOP-1",
  title: text,
  description: text,
  severity: "HIGH" as const,
  priority: "NONE" as const,
  url: text,
  environment: text,
  app_version: text,
  web_url: PAGE,
});

const historyOf = (text: string) => ({
  reopen_count: 1,
  reopenings: [{ at: "2026-05-03T09:00:00.000Z", by: text }],
  resolutions: [{ at: "2026-05-02T09:00:00.000Z", by: text, resolution: "FIXED", note: text }],
  comments: [{ at: "2026-05-04T09:00:00.000Z", by: text, body: text }],
  attempts: [{ at: "2026-05-02T08:00:00.000Z", kind: "FIX", status: "SUCCEEDED", summary: text, error: text }],
  expected: [text],
});

/** A page of which each text and each attribute is the text. */
const recordingOf = (text: string) => {
  const style = {
    type: 2,
    id: 4,
    tagName: "style",
    attributes: {},
    childNodes: [{ type: 3, id: 5, textContent: text }],
  };
  const attributes = { style: text, href: text, src: text, srcset: text, title: text, [text.slice(0, 50)]: text };
  const link = { type: 2, id: 3, tagName: "a", attributes, childNodes: [style] };
  return [
    { type: 4, timestamp: 1, data: { href: text, width: 800, height: 600 } },
    {
      type: 2,
      timestamp: 2,
      data: { node: { type: 0, id: 1, childNodes: [link] }, initialOffset: { top: 0, left: 0 } },
    },
    { type: 3, timestamp: 3, data: { source: 5, id: 3, text, isChecked: false } },
    { type: 3, timestamp: 4, data: { source: 8, id: 4, adds: [{ rule: text, index: 0 }], replace: text } },
  ];
};

const ofText: Record<string, (text: string) => unknown> = {
  byteLength,
  clip: (text) => clip(text, 300),
  dataBlock: (text) => dataBlock("abcdef012345", "report", text),
  errorTitle: (text) => errorTitle(errorOf(text), text),
  estimateTokens,
  excerpt: (text) => excerpt(text, 4000),
  fileTemplate,
  fingerprintText: (text) => fingerprintText([text, text], text),
  frameText: (text) => frameText({ file: text, line: 1, column: 1, function_name: text }, text),
  isHarmlessAtRule,
  isHarmlessFunction,
  isLocalTarget,
  isNoiseUrl,
  literal,
  locationOf: (text) => locationOf(errorOf(text), text),
  nameOf,
  normaliseMessage,
  normaliseTitle,
  oneLine: (text) => oneLine(text, 300),
  originOf,
  pathTemplate,
  plainText,
  quote: (text) => quote(text, 200),
  quoted: (text) => quoted(text, text),
  rawOf,
  readAhead: (text) => readAhead(text, 4000),
  sanitiseAttributes: (text) => sanitiseAttributes({ style: text, href: text, src: text, title: text }, "img", {}),
  sanitiseCss,
  sanitiseReplay: (text) => sanitiseReplay(recordingOf(text)),
  sanitiseStyleText,
  sanitiseText: (text) => [sanitiseText(text, true), sanitiseText(text, false)],
  shortUrl: (text) => shortUrl(text, text),
  stackFrames,
  textOf,
  titleBands,
  variableName: (text) => variableName(text, 1),
};

const ofSession: Record<string, (session: ReturnType<typeof hostileSession>) => unknown> = {
  buildDigest,
  buildFixPrompt: (session) => {
    const { title } = session.meta;
    const source = { bug: bugOf(title), evidence: evidenceOf(session), history: historyOf(title) };
    return buildFixPrompt({ ...source, nonce: "5f0c9a3be1d24786" });
  },
  buildHar,
  buildSpec: (session) => buildSpec({ bug: { key: "SHOP-1", title: session.meta.title }, lists: session }),
  buildTimeline,
  buildTranscript: (session) => buildTranscript(session, { verbosity: "detailed" }),
  countEvidence: (session) => countEvidence(session, 1),
  describeStep: (session) => mergeSteps(session.actions).map((step) => describeStep(step, session.meta.url)),
  failedCallBefore: (session) => failedCallBefore(session, 20_000),
  findFailure,
  fingerprintEvidence,
  parseLogs: (session) => {
    expect(() => parseLogs({ ...session, meta: { ...session.meta, time_zone: 1 } })).toThrow("Invalid 'meta.");
  },
  rankContext: (session) => rankContext(evidenceOf(session), { level: "all", max_tokens: 6000 }),
  requestLine: (session) => session.network.map((request) => requestLine(request, session.meta.url)),
  scrubLogs,
  specSteps: (session) => specSteps(mergeSteps(session.actions), session.meta.url),
  suspectsOf: (session) => suspectsOf(evidenceOf(session)),
};

test.each(Object.entries(ofText))("%s takes time by the length of its text", (_name, work) => {
  expect(steepGrowth(work)).toEqual([]);
});

test.each(Object.entries(ofSession))("%s takes time by the length of what a page wrote", (_name, work) => {
  expect(steepGrowth((text) => work(hostileSession(text)), { max_length: 2048 })).toEqual([]);
});
