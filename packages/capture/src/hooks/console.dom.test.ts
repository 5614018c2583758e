import type { PrivacyMode } from "@hawkmoth/domain/project/schema";
import { afterEach, expect, test } from "vitest";
import type { LogEntry } from "../entry.ts";
import { PolicyHolder, STRICTEST_POLICY } from "../policy.ts";
import { hookConsole } from "./console.ts";
import { hookErrors } from "./errors.ts";
import { NetworkLog } from "./network-log.ts";
import type { HookContext } from "./hook.ts";

afterEach(() => {
  history.replaceState(null, "", "/");
});

function listen(privacy_mode: PrivacyMode = "MODERATE"): { entries: LogEntry[]; context: HookContext } {
  const policy = new PolicyHolder();
  policy.settle({ ...STRICTEST_POLICY, privacy_mode });
  const entries: LogEntry[] = [];
  const context = { sink: (log: LogEntry) => entries.push(log), onHits: () => undefined, policy, ignored_hosts: [] };
  return { entries, context };
}

test("a token in the page's address does not leave with a console line", () => {
  history.replaceState(null, "", "/reset?token=PAGESECRET&tab=2");
  const { entries, context } = listen();
  hookConsole(context);
  console.error("could not load https://api.test/me?code=TEXTSECRET");
  const text = JSON.stringify(entries);
  expect(text).toContain("tab=2");
  expect(text).not.toMatch(/PAGESECRET|TEXTSECRET/);
});

test("strict hides every query value of the page's address", () => {
  history.replaceState(null, "", "/search?q=DIAGNOSIS");
  const { entries, context } = listen("STRICT");
  hookConsole(context);
  console.debug("searched");
  expect(entries).toHaveLength(1);
  expect(JSON.stringify(entries)).not.toContain("DIAGNOSIS");
});

test("messages, stacks and sources of errors lose the secrets of their URLs and keep line and column", () => {
  const { entries, context } = listen();
  hookErrors(context);
  const error = new Error("no https://api.test/cb?code=MSGSECRET");
  error.stack = "Error: no\n    at pay (https://cdn.test/app.js?key=STACKSECRET:10:5)";
  const filename = "https://cdn.test/app.js?key=SOURCESECRET";
  window.dispatchEvent(new ErrorEvent("error", { error, message: error.message, filename }));
  const text = JSON.stringify(entries);
  expect(text).toContain(":10:5)");
  expect(text).not.toMatch(/MSGSECRET|STACKSECRET|SOURCESECRET/);
});

test("the reason a request failed with is searched for secrets too", () => {
  const { entries, context } = listen();
  const log = new NetworkLog(context, "p");
  const request = log.open({ initiator: "fetch", method: "GET", url: "https://api.test/" });
  if (!request) throw new Error("not opened");
  request.entry.error = "TypeError: a URL with credentials: https://ann:REASONSECRET@api.test/";
  log.close(request);
  expect(JSON.stringify(entries)).toContain("a URL with credentials");
  expect(JSON.stringify(entries)).not.toContain("REASONSECRET");
});
