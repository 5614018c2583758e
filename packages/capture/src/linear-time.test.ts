import { DEFAULT_CAPTURE_POLICY } from "@hawkmoth/domain/project/default-policy";
import { steepGrowth } from "@hawkmoth/domain/testing/cost-growth";
import { expect, test } from "vitest";
import { parseChunk } from "./chunk-schema.ts";
import { isTextual, omittedBody, requestBody, textBody } from "./hooks/body.ts";
import { formatArguments, formatValue } from "./hooks/format.ts";
import { cleanStack } from "./hooks/stack.ts";
import { maskAttribute } from "./masking/attributes.ts";
import { maskCss } from "./masking/css.ts";
import { maskText } from "./masking/nodes.ts";
import { Zones } from "./masking/zones.ts";
import { PolicyHolder } from "./policy.ts";

const context = {
  sink: () => undefined,
  onHits: () => undefined,
  policy: new PolicyHolder(),
  ignored_hosts: [],
};
const OPEN = { isHidden: false, isEditable: false };
const HIDDEN = { isHidden: true, isEditable: false };

function attribute(name: string, value: string): unknown {
  const place = { tag: "a", zone: OPEN, mode: "MINIMAL", isSvg: false, isValueMasked: false, metaName: null } as const;
  return maskAttribute(name, value, { place, hits: {} });
}

context.policy.settle(DEFAULT_CAPTURE_POLICY);
const masking = { mode: "MINIMAL", hits: {}, zones: new Zones(DEFAULT_CAPTURE_POLICY), nodeOf: () => null } as const;

test.each(
  Object.entries<(text: string) => unknown>({
    cleanStack: (text) => cleanStack(text, context),
    formatArguments: (text) => formatArguments([text, text, { [text]: text }]),
    formatValue: (text) => formatValue({ [text]: [text] }),
    isTextual,
    maskAttribute: (text) => ["style", "href", "srcset", "title", "data-x", text].map((name) => attribute(name, text)),
    maskCss: (text) => [OPEN, HIDDEN].map(({ isHidden }) => maskCss(text, { mode: "MINIMAL", isHidden }, {})),
    maskText: (text) => maskText(text, { zone: OPEN, parentTag: "p", isStyle: false }, masking),
    omittedBody,
    parseChunk,
    requestBody: (text) => requestBody(text, text, context),
    textBody: (text) => textBody(text, { content_type: "text/plain" }, context),
  }),
)("%s takes time by the length of its text", (_name, work) => {
  expect(steepGrowth(work)).toEqual([]);
});
