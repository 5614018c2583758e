import { GetBugInput, ListBugsInput } from "@hawkmoth/domain/bug/schema";
import { ListRunsInput } from "@hawkmoth/domain/regression/run-schema";
import { getBug } from "@hawkmoth/services/bug/get-bug";
import { listBugs } from "@hawkmoth/services/bug/list-bugs";
import { getRunSummary } from "@hawkmoth/services/regression/get-run-summary";
import { listRuns } from "@hawkmoth/services/regression/list-runs";
import { expect, test } from "vitest";
import { testServer } from "../testing/server.ts";
import { makeCast, newPassword } from "./people.ts";
import { tellStories } from "./stories.ts";

const { parts } = await testServer();

test("the demo has a run that an agent is in the middle of, with a fix that a person verified", async () => {
  const ctx = { db: parts.db, ports: parts.ports, via: "DASHBOARD" as const, client: null, request_id: "seed" };
  const cast = await makeCast({ ...ctx, web_origin: "http://localhost:3000" }, newPassword());
  await tellStories(cast, null);
  const { ada } = cast.people;
  const [run] = (await listRuns(ada, ListRunsInput.parse({}))).runs;
  const summary = await getRunSummary(ada, { run_id: run?.id ?? "" });
  expect(summary).toMatchObject({ status: "RUNNING", total: 4, passed: 1, failed: 1, blocked: 1, pending: 1 });
  expect(summary.linked_bugs.map(({ verified_at }) => verified_at !== null).filter(Boolean)).toHaveLength(1);
  const found = await listBugs(ada, ListBugsInput.parse({ state: "all", query: "Gift card balance" }));
  const bug = await getBug(ada, GetBugInput.parse({ bug_id: found.bugs[0]?.id }));
  expect(bug).toMatchObject({ status: "RESOLVED", resolution: "FIXED" });
  expect(bug.verified_at).not.toBeNull();
}, 60_000);
