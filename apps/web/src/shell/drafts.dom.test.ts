import { beforeEach, expect, test } from "vitest";
import { DraftStore, withoutSent } from "./drafts.ts";

beforeEach(() => localStorage.clear());

test("a draft survives the page, and is gone once it is dropped", () => {
  new DraftStore(localStorage).set("mbr_1.comment.SHOP-1", "Half a thou");
  const later = new DraftStore(localStorage);
  expect(later.get("mbr_1.comment.SHOP-1")).toBe("Half a thou");
  later.set("mbr_1.comment.SHOP-1", null);
  expect(new DraftStore(localStorage).get("mbr_1.comment.SHOP-1")).toBeNull();
  expect(localStorage).toHaveLength(0);
});

test("an emptied text is a draft too: it does not fall back to what is stored", () => {
  const store = new DraftStore(localStorage);
  store.set("mbr_1.description.bug_1", "");
  expect(new DraftStore(localStorage).get("mbr_1.description.bug_1")).toBe("");
});

test("drafts of a month ago are dropped, others and what is not ours stay", () => {
  const store = new DraftStore(localStorage);
  store.set("mbr_1.new", "young");
  localStorage.setItem("theme", "dark");
  localStorage.setItem("hawkmoth.draft.mbr_1.broken", "{");
  localStorage.setItem("hawkmoth.draft.mbr_1.old", JSON.stringify({ text: "old", kept_at_ms: 0 }));
  store.dropOld();
  expect(Object.keys(localStorage).toSorted()).toEqual(["hawkmoth.draft.mbr_1.new", "theme"]);
});

test("without storage the text is kept as long as the page is open", () => {
  const store = new DraftStore(null);
  store.set("a", "text");
  store.dropOld();
  expect(store.get("a")).toBe("text");
});

test("what another tab sent or typed is taken over", () => {
  const [here, there] = [new DraftStore(localStorage), new DraftStore(localStorage)];
  const heard: (string | null)[] = [];
  here.set("a", "typed here");
  here.subscribe(() => heard.push(here.get("a")));
  there.set("a", null);
  here.reread("theme");
  here.reread("hawkmoth.draft.a");
  there.set("a", "typed there");
  here.reread(null);
  expect(heard).toEqual([null, "typed there"]);
});

test("listeners hear of changes until they leave", () => {
  const store = new DraftStore(localStorage);
  const heard: (string | null)[] = [];
  const leave = store.subscribe(() => heard.push(store.get("a")));
  store.set("a", "1");
  leave();
  store.set("a", "2");
  expect(heard).toEqual(["1"]);
});

test("what was typed while a text was on its way stays", () => {
  expect(withoutSent("sent", "sent")).toBeNull();
  expect(withoutSent("sent\n\nand more", "sent")).toBe("and more");
  expect(withoutSent("changed in the middle", "sent")).toBe("changed in the middle");
  expect(withoutSent(null, "sent")).toBeNull();
});
