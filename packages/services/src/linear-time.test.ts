import { BODY_JSON_LIMITS } from "@hawkmoth/domain/capture/limits";
import { steepGrowth } from "@hawkmoth/domain/testing/cost-growth";
import { expect, test } from "vitest";
import { normaliseUserCode } from "./access/pairing-codes.ts";
import { hashKey } from "./access/key-value.ts";
import { assertStrongPassword } from "./account/password-strength.ts";
import { snippetOf } from "./bug/snippet.ts";
import { assertJsonLimits } from "./capture/json-marks.ts";
import { titleParts } from "./duplicate/store-fingerprint.ts";
import { compareEventCursors, parseEventCursor } from "./event/event-cursor.ts";
import { assertType, bareType } from "./ingest/upload-rules.ts";
import { hashUploadToken, isUploadToken, workspaceOfToken } from "./ingest/upload-token.ts";
import { labelColor } from "./label/label-color.ts";
import { assertOrigins } from "./project/assert-origins.ts";
import { likeContains } from "./search-text.ts";
import { hashLeaseToken } from "./task/lease-token.ts";

function orError(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

test.each(
  Object.entries<(text: string) => unknown>({
    assertJsonLimits: (text) =>
      orError(() => assertJsonLimits(Buffer.from(text), { name: "logs", ...BODY_JSON_LIMITS })),
    assertOrigins: (text) => orError(() => assertOrigins([text, `https://${text}`])),
    assertStrongPassword: (text) => orError(() => assertStrongPassword(text, [text.slice(0, 254)])),
    assertType: (text) => orError(() => assertType("SCREENSHOT", text)),
    bareType,
    compareEventCursors: (text) => orError(() => compareEventCursors(text, text)),
    hashKey,
    hashLeaseToken,
    hashUploadToken,
    isUploadToken: (text) => isUploadToken(text, text),
    labelColor,
    likeContains,
    normaliseUserCode,
    parseEventCursor: (text) => orError(() => parseEventCursor(text)),
    snippetOf: (text) => snippetOf([text], ["word", text.slice(0, 20)]),
    titleParts,
    workspaceOfToken: (text) => orError(() => workspaceOfToken(text)),
  }),
)("%s takes time by the length of its text", (_name, work) => {
  expect(steepGrowth(work)).toEqual([]);
});
