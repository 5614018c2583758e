import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { activities } from "@hawkmoth/db/schema/activity";
import { events } from "@hawkmoth/db/schema/event";
import { bugLinks } from "@hawkmoth/db/schema/integration";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeBugRow } from "@hawkmoth/db/testing/factories";
import { LinkGithubInput } from "@hawkmoth/domain/integration/schema";
import { like } from "drizzle-orm";
import { describe, expect, it, test } from "vitest";
import { getBug } from "../bug/get-bug.ts";
import type { ServiceContext } from "../context.ts";
import { makeColleague } from "../testing/colleague.ts";
import { makeWorld } from "../testing/world.ts";
import { linkGithub } from "./link-github.ts";
import { unlinkGithub } from "./unlink-github.ts";

const { db } = await testDatabase();

function issue(bug_id: string, fields: Partial<LinkGithubInput> = {}): LinkGithubInput {
  return { bug_id, repo_owner: "octo-org", repo_name: "shop.web", issue_number: 412, ...fields };
}

async function makeBug() {
  const world = await makeWorld(db);
  const { id: bug_id } = await makeBugRow(db, world);
  const history = () =>
    inWorkspace(db, world.workspace_id, (tx) =>
      tx
        .select({ kind: activities.kind, from: activities.from, to: activities.to, by: activities.actor_type })
        .from(activities)
        .where(like(activities.kind, "GITHUB_%"))
        .orderBy(activities.created_at, activities.id),
    );
  const news = () => inWorkspace(db, world.workspace_id, (tx) => tx.select({ changes: events.changes }).from(events));
  const links = async (ctx: ServiceContext = world.owner) => (await getBug(ctx, { bug_id, detail: "summary" })).links;
  return { ...world, bug_id, history, news, links };
}

const URL = "https://github.com/octo-org/shop.web/issues/412";

describe("linkGithub", () => {
  it("stores the issue, says that nothing is sent, and shows it on the bug, in its history and in an event", async () => {
    const { agent, bug_id, agent_id, history, news, links } = await makeBug();
    expect(await linkGithub(agent, issue(bug_id))).toEqual({ linked: true, url: URL, sync: "not_configured" });
    const link = {
      provider: "GITHUB",
      repo_owner: "octo-org",
      repo_name: "shop.web",
      issue_number: 412,
      url: URL,
      sync: "not_configured",
      linked_by: { type: "AGENT", id: agent_id, name: agent.actor.name },
      linked_at: expect.any(String),
    };
    expect(await links()).toEqual([link]);
    expect(await history()).toEqual([{ kind: "GITHUB_LINKED", from: null, to: URL, by: "AGENT" }]);
    expect((await news()).map(({ changes }) => changes)).toEqual([{ links: [link] }]);
  });

  it("changes nothing for the same issue, however it is spelt", async () => {
    const { owner, agent, bug_id, history, links } = await makeBug();
    await linkGithub(owner, issue(bug_id));
    const before = await links();
    expect(await linkGithub(agent, issue(bug_id, { repo_owner: "Octo-Org", repo_name: "Shop.Web" }))).toMatchObject({
      url: URL,
    });
    expect(await links()).toEqual(before);
    expect(await history()).toHaveLength(1);
  });

  it("puts another issue in its place", async () => {
    const { owner, bug_id, history, links, workspace_id } = await makeBug();
    await linkGithub(owner, issue(bug_id));
    const { url } = await linkGithub(owner, issue(bug_id, { issue_number: 7 }));
    expect((await links()).map((link) => link.url)).toEqual([url]);
    expect((await history()).at(-1)).toMatchObject({ from: URL, to: url });
    expect(await inWorkspace(db, workspace_id, (tx) => tx.$count(bugLinks))).toBe(1);
  });

  it("keeps one link when two callers come at once", async () => {
    const world = await makeBug();
    const { owner, bug_id, links } = world;
    const manager = await makeColleague(db, world, { project_role: "MANAGER" });
    await Promise.all([
      linkGithub(owner, issue(bug_id, { issue_number: 1 })),
      linkGithub(manager, issue(bug_id, { issue_number: 2 })),
    ]);
    expect(await links()).toHaveLength(1);
  });

  it("takes the role that triages: viewers are refused, strangers find nothing", async () => {
    const world = await makeBug();
    const viewer = await makeColleague(db, world, { project_role: "VIEWER" });
    const manager = await makeColleague(db, world, { project_role: "MANAGER" });
    const stranger = await makeColleague(db, world);
    const elsewhere = await makeWorld(db);
    for (const act of [linkGithub, unlinkGithub]) {
      await expect(act(viewer, issue(world.bug_id))).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(act(stranger, issue(world.bug_id))).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(act(elsewhere.owner, issue(world.bug_id))).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await expect(linkGithub(manager, issue(world.bug_id))).resolves.toMatchObject({ linked: true });
    expect(await world.links(viewer)).toHaveLength(1);
  });
});

describe("unlinkGithub", () => {
  it("takes the link off and says whether there was one", async () => {
    const { owner, bug_id, history, links } = await makeBug();
    expect(await unlinkGithub(owner, { bug_id })).toEqual({ unlinked: false });
    await linkGithub(owner, issue(bug_id));
    expect(await unlinkGithub(owner, { bug_id })).toEqual({ unlinked: true });
    expect(await unlinkGithub(owner, { bug_id })).toEqual({ unlinked: false });
    expect(await links()).toEqual([]);
    expect((await history()).map(({ kind }) => kind)).toEqual(["GITHUB_LINKED", "GITHUB_UNLINKED"]);
  });
});

describe("the names of GitHub", () => {
  const parse = (fields: object) => LinkGithubInput.safeParse({ ...issue("SHOP-1"), ...fields }).success;

  test.each(["a", "octo-org", "A1-b2-C3", "octocat_acme", "x".repeat(39)])("take the owner %s", (repo_owner) => {
    expect(parse({ repo_owner })).toBe(true);
  });

  test.each(["", "-octo", "octo-", "oc--to", "x".repeat(40), "octo.org", "octo/org", "../x", "_acme"])(
    "refuse the owner '%s'",
    (repo_owner) => expect(parse({ repo_owner })).toBe(false),
  );

  test.each(["shop", ".github", "a.b_c-d", "1", "x".repeat(100)])("take the repository %s", (repo_name) => {
    expect(parse({ repo_name })).toBe(true);
  });

  test.each(["", ".", "..", "shop.git", "Shop.GIT", "a b", "a/b", "x".repeat(101), "a?b", "a#b", "é"])(
    "refuse the repository '%s'",
    (repo_name) => expect(parse({ repo_name })).toBe(false),
  );

  test.each([0, -1, 1.5, 2_147_483_648])("refuse the number %d", (issue_number) => {
    expect(parse({ issue_number })).toBe(false);
  });
});
