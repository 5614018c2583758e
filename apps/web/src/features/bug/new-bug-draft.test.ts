import { expect, test } from "vitest";
import { projectOfPage, readNewBug } from "./new-bug-draft.ts";

const projects = [
  { id: "prj_01k3xq0000e00000000000000a", key: "SHOP" },
  { id: "prj_01k3xq0000e00000000000000b", key: "CART2" },
];
const [shop, cart] = ["prj_01k3xq0000e00000000000000a", "prj_01k3xq0000e00000000000000b"];

test.each([
  ["/acme/bugs/CART2-14", "", cart],
  ["/acme/bugs/cart2-14", "", cart],
  ["/acme/bugs/CART2-14", "?project=SHOP", cart],
  ["/acme/bugs", "?project=cart2", cart],
  ["/acme/bugs", "?project=NOPE", shop],
  ["/acme/queue", "", shop],
])("a new bug on %s%s goes to the project of the page", (pathname, search, project_id) => {
  expect(projectOfPage({ pathname, search }, projects)).toBe(project_id);
});

test("a kept draft is read back, in a project that the person still has", () => {
  const kept = { title: "Cou", description: "", project_id: cart, severity: "HIGH", priority: "LOW" };
  expect(readNewBug(JSON.stringify(kept), projects)).toEqual(kept);
  expect(readNewBug(JSON.stringify(kept), projects.slice(0, 1))).toEqual({ ...kept, project_id: shop });
});

test.each([null, "", "null", "{", "[]", '{"title":1}', '{"title":"a","description":"b"}'])("%s is no draft", (text) => {
  expect(readNewBug(text, projects)).toBeNull();
});
