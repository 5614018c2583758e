import { expect, test } from "vitest";
import { parseScope } from "./access/schema.ts";
import {
  addressLimitKey,
  clientAddress,
  forwardedOrigin,
  isInRanges,
  LOOPBACK,
  parseAddressRanges,
} from "./address/client-address.ts";
import { base32ToUuid } from "./base32.ts";
import { canonicalJson } from "./canonical-json.ts";
import { limitCookies, parseDocumentCookie } from "./capture/cookies.ts";
import { withoutHtmlComments } from "./capture/html-comments.ts";
import { scrubBody, scrubHeaders, scrubJson, scrubProse, scrubUrl } from "./capture/scrub.ts";
import { isSecretKey, isSecretQueryKey } from "./capture/secret-keys.ts";
import { isCardNumber, scrubText } from "./capture/secret-shapes.ts";
import { shellLine, shellQuote } from "./connection/shell-quote.ts";
import { isId, parseBugKey } from "./ids.ts";
import { logSafeError } from "./log-safe-error.ts";
import { normalForm } from "./normal-form.ts";
import { cursorTime, decodeCursor, encodeCursor } from "./pagination.ts";
import { canonicalOrigin, isAllowedOrigin, isOriginPattern } from "./project/origins.ts";
import { projectKeyFrom } from "./project/schema.ts";
import { selectorFault } from "./project/selector.ts";
import { foldText, indexOfWord } from "./search/fold.ts";
import { nearestName } from "./search/nearest.ts";
import { indexWordsOf, searchTerms, wordsOf } from "./search/text.ts";
import { shownName } from "./shown-name.ts";
import { isStorable, storable } from "./storable.ts";
import { steepGrowth } from "./testing/cost-growth.ts";
import { isRealTime } from "./time.ts";
import { slugify } from "./workspace/schema.ts";

const orError = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test.each(
  Object.entries<(text: string) => unknown>({
    addressLimitKey,
    base32ToUuid: (text) => orError(() => base32ToUuid(text)),
    canonicalJson: (text) => canonicalJson({ [text]: [text] }),
    canonicalOrigin,
    clientAddress: (text) => clientAddress({ peer: "127.0.0.1", forwarded_for: text, trusted: LOOPBACK }),
    cursorTime: (text) => orError(() => cursorTime(text)),
    decodeCursor: (text) => orError(() => decodeCursor(text, 2)),
    encodeCursor: (text) => orError(() => encodeCursor([text])),
    foldText,
    forwardedOrigin: (text) =>
      forwardedOrigin(
        { peer: "127.0.0.1", trusted: LOOPBACK },
        { proto: text, host: text },
        { protocol: "http", host: "a" },
      ),
    indexOfWord: (text) => indexOfWord(text, [text.slice(-9), text.slice(0, 100)]),
    indexWordsOf,
    isAllowedOrigin: (text) => isAllowedOrigin(text, [text, "https://*.example.com"]),
    isCardNumber,
    isId: (text) => isId("bug", text),
    isInRanges: (text) => isInRanges(text, LOOPBACK),
    isOriginPattern,
    isRealTime,
    isSecretKey,
    isSecretQueryKey,
    isStorable,
    limitCookies: (text) => limitCookies([{ name: text, value: text }], "VALUES"),
    logSafeError: (text) => logSafeError(Object.assign(new Error(text), { stack: text, code: "23505" })),
    nearestName: (text) => nearestName(text, ["title", "description"]),
    normalForm: (text) => normalForm(text, "NFKD"),
    parseAddressRanges,
    parseBugKey,
    parseDocumentCookie,
    parseScope,
    projectKeyFrom,
    scrubBody: (text) => scrubBody(text, "application/json"),
    "scrubBody of a form": (text) => scrubBody(text, "application/x-www-form-urlencoded"),
    scrubHeaders: (text) => scrubHeaders({ [text]: text, cookie: text, authorization: text }, "MODERATE"),
    scrubJson: (text) => scrubJson({ [text]: text, note: text, password: text }, {}),
    scrubProse: (text) => scrubProse(text),
    scrubText,
    scrubUrl: (text) => scrubUrl(text),
    searchTerms,
    selectorFault,
    shellLine: (text) => shellLine(text, text),
    shellQuote,
    shownName,
    slugify,
    storable: (text) => storable({ [text]: [text] }),
    withoutHtmlComments,
    wordsOf,
  }),
)("%s takes time by the length of its text", (_name, work) => {
  expect(steepGrowth(work)).toEqual([]);
});
