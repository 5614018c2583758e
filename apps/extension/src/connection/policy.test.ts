import { DEFAULT_CAPTURE_POLICY } from "@hawkmoth/domain/project/default-policy";
import type { CapturePolicy } from "@hawkmoth/domain/project/schema";
import { expect, test } from "vitest";
import { policyFor, type ProjectPolicy } from "./policy.ts";

const SHOP = "https://shop.test";

function project(project_id: string, allowed_origins: string[], change: Partial<CapturePolicy>): ProjectPolicy {
  return { project_id, allowed_origins, policy: { ...DEFAULT_CAPTURE_POLICY, ...change } };
}

test("without projects the default holds: inputs masked, no bodies", () => {
  expect(policyFor(SHOP, null)).toEqual(DEFAULT_CAPTURE_POLICY);
});

test("the project an origin belongs to decides, whatever was used last", () => {
  const projects = [project("a", [SHOP], { capture_bodies: true }), project("b", [], { privacy_mode: "STRICT" })];
  expect(policyFor(SHOP, { projects, last_project_id: "b" }).capture_bodies).toBe(true);
  expect(policyFor("https://other.test", { projects, last_project_id: "b" }).privacy_mode).toBe("STRICT");
});

test("where several projects hold, the strictest of each setting does", () => {
  const projects = [
    project("a", [SHOP], {
      capture_bodies: true,
      cookies: "VALUES",
      window_s: 60,
      privacy_mode: "MINIMAL",
      mask_selectors: [".a"],
    }),
    project("b", [SHOP], {
      capture_bodies: false,
      cookies: "NAMES",
      window_s: 20,
      privacy_mode: "STRICT",
      mask_selectors: [".b"],
    }),
  ];
  expect(policyFor(SHOP, { projects, last_project_id: null })).toEqual({
    privacy_mode: "STRICT",
    capture_bodies: false,
    cookies: "NAMES",
    window_s: 20,
    mask_selectors: [".a", ".b"],
    block_selectors: [],
  });
});
