import type { BugEvidence } from "@hawkmoth/domain/evidence/schema";
import { expect, test } from "vitest";
import { askAgainAfter } from "./ask-again.ts";

type Status = NonNullable<BugEvidence["capture"]>["status"];

const read = (status: Status | null) => ({ capture: status === null ? null : { status } });
const asked = { error: null, dataUpdateCount: 1 };

test.each<Status>(["PENDING", "UPLOADED", "PROCESSING"])("a capture that is %s is asked for every 3 s", (status) => {
  expect(askAgainAfter({ ...asked, data: read(status) })).toBe(3000);
});

test.each<Status | null>(["READY", "FAILED", null])("nothing is asked for again once it is %s", (status) => {
  expect(askAgainAfter({ ...asked, data: read(status) })).toBe(false);
});

test("nothing is asked for again before the first answer", () => {
  expect(askAgainAfter({ error: null, dataUpdateCount: 0, data: undefined })).toBe(false);
});

test("a capture that takes long, or an answer that failed, is asked for less often", () => {
  const data = read("PROCESSING");
  expect(askAgainAfter({ error: null, dataUpdateCount: 40, data })).toBe(20_000);
  expect(askAgainAfter({ error: new Error("offline"), dataUpdateCount: 1, data })).toBe(20_000);
});
