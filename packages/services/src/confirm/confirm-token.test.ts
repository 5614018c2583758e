import type { Actor } from "@hawkmoth/domain/actor";
import { newId } from "@hawkmoth/domain/ids";
import { expect, test } from "vitest";
import { testPorts } from "../testing/context.ts";
import { assertConfirmed, offerConfirmation } from "./confirm-token.ts";

const ports = testPorts();
const workspace_id = newId("workspace");

function contextOf(more: Partial<Actor> = {}) {
  const actor: Actor = {
    type: "MEMBER",
    id: newId("member"),
    name: "Ada",
    user_id: null,
    workspace_id,
    workspace_role: "MEMBER",
    project_roles: {},
    scopes: [],
    project_ids: null,
    key_id: null,
    ...more,
  };
  return { actor, ports };
}

const ctx = contextOf();
const input = { label_id: "lbl_1", color: "red" };
const seen = { operation: "label.delete", input: { ...input, dry_run: true } };
const token = (now_ms?: number) => offerConfirmation(ctx, seen, now_ms).confirm_token;
const real = (confirm_token: string | undefined, more: object = {}) => ({
  operation: "label.delete",
  input: { ...input, dry_run: false, confirm_token, ...more },
});
const refusal = (text: RegExp) =>
  expect.objectContaining({
    code: "INVALID_INPUT",
    message: expect.stringMatching(text),
    options: expect.objectContaining({
      field: "confirm_token",
      details: { next: expect.stringContaining("dry_run: true") },
    }),
  });

test("the token of a dry run lets the same call through, in whatever order its arguments come", () => {
  const again = { operation: "label.delete", input: { color: "red", confirm_token: token(), label_id: "lbl_1" } };
  expect(() => assertConfirmed(ctx, again)).not.toThrow();
  expect(() => assertConfirmed(ctx, real(token(), { idempotency_key: "k" }))).not.toThrow();
});

test("it may be used again while it is valid: a lost answer can be asked for once more", () => {
  const call = real(token());
  assertConfirmed(ctx, call);
  expect(() => assertConfirmed(ctx, call)).not.toThrow();
});

test("a dry run needs none, a real run without one is told to make a dry run first", () => {
  expect(() => assertConfirmed(ctx, seen)).not.toThrow();
  expect(() => assertConfirmed(ctx, real(undefined))).toThrow(refusal(/needs the confirm_token/));
  expect(() => assertConfirmed(ctx, real(undefined, { confirm: true }))).toThrow(refusal(/needs the confirm_token/));
});

test.each([
  ["another principal", contextOf()],
  ["an agent of the same id", contextOf({ type: "AGENT", id: ctx.actor.id })],
  ["the same principal in another workspace", contextOf({ ...ctx.actor, workspace_id: newId("workspace") })],
])("%s can't use it", (_who, other) => {
  expect(() => assertConfirmed(other, real(token()))).toThrow(refusal(/another call/));
});

test("other arguments, an argument more or another operation need a dry run of their own", () => {
  expect(() => assertConfirmed(ctx, real(token(), { label_id: "lbl_2" }))).toThrow(refusal(/another call/));
  expect(() => assertConfirmed(ctx, real(token(), { project_id: "prj_1" }))).toThrow(refusal(/another call/));
  expect(() => assertConfirmed(ctx, { ...real(token()), operation: "bug.merge" })).toThrow(refusal(/another call/));
});

test("it is good for five minutes, and its end can't be moved", () => {
  const start = Date.UTC(2026, 10, 21, 4);
  const { confirm_token, confirm_expires_at } = offerConfirmation(ctx, seen, start);
  expect(confirm_expires_at).toBe("2026-11-21T04:05:00.000Z");
  expect(() => assertConfirmed(ctx, real(confirm_token), start + 299_999)).not.toThrow();
  expect(() => assertConfirmed(ctx, real(confirm_token), start + 300_000)).toThrow(refusal(/expired/));
  const later = `${(start + 3_600_000).toString(36)}.${confirm_token.split(".")[1]}`;
  expect(() => assertConfirmed(ctx, real(later), start)).toThrow(refusal(/another call/));
});

test.each(["", ".", "x", "abc.def", "zzzzzzzzzzzzzzzzzzzz.", "é.ü", "-1.", "1e9.1e9"])("'%s' is no token", (text) => {
  expect(() => assertConfirmed(ctx, real(text))).toThrow(refusal(/another call/));
});
