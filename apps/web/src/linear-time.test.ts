import { steepGrowth } from "@hawkmoth/domain/testing/cost-growth";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { safeNext } from "./features/account/safe-next.ts";
import { branchName } from "./features/bug/branch-name.ts";
import { parseFilterText } from "./features/bug/filter-text.ts";
import { readNewBug } from "./features/bug/new-bug-draft.ts";
import MarkdownText from "./features/comment/markdown.tsx";
import { problemOf, readAnswer } from "./features/connections/rpc-answer.ts";
import { requestName } from "./features/evidence/request-text.ts";
import { splitLines } from "./features/project/lines.ts";
import { readSettings } from "./features/project/settings-draft.ts";
import { parseLinkTime } from "./features/replay/clock.ts";
import { withoutSent } from "./shell/drafts.ts";

test.each(
  Object.entries<(text: string) => unknown>({
    branchName: (text) => branchName({ key: "SHOP-1", title: text }),
    MarkdownText: (text) => renderToStaticMarkup(createElement(MarkdownText, { text })),
    parseFilterText,
    parseLinkTime,
    problemOf: (text) => problemOf({ error: { message: text } }),
    readAnswer,
    readNewBug: (text) => readNewBug(text, []),
    readSettings,
    requestName: (text) => requestName(text, text),
    safeNext,
    splitLines,
    withoutSent: (text) => withoutSent(text, text),
  }),
)("%s takes time by the length of its text", (_name, work) => {
  expect(steepGrowth(work)).toEqual([]);
});
