import { pairings } from "@hawkmoth/db/schema/access";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { CAPTURE_KEY_SCOPES } from "@hawkmoth/domain/access/schema";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { publicContext } from "../testing/context.ts";
import { makeWorld } from "../testing/world.ts";
import { approvePairing } from "./approve-pairing.ts";
import { getPairing } from "./get-pairing.ts";
import { redeemPairing } from "./redeem-pairing.ts";
import { resolveKey } from "./resolve-key.ts";
import { startPairing } from "./start-pairing.ts";

const { db } = await testDatabase();
const anyone = publicContext(db);

const start = () => startPairing(anyone, { device_name: "Chrome on desk" });

async function expire(user_code: string) {
  await db
    .update(pairings)
    .set({ expires_at: sql`now() - interval '1 second'` })
    .where(eq(pairings.user_code, user_code));
}

test("a program gets a key of the member who approved it, with what a capture needs and no more", async () => {
  const { owner } = await makeWorld(db);
  const started = await start();
  expect(started.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
  expect(started.verification_url).toBe(`${anyone.web_origin}/pair?code=${started.user_code}`);
  expect(await redeemPairing(anyone, started)).toMatchObject({ status: "PENDING", key: null });
  const typed = started.user_code.toLowerCase().replace("-", " ");
  expect(await getPairing(owner, { user_code: typed })).toMatchObject({
    device_name: "Chrome on desk",
    status: "PENDING",
  });
  expect(await approvePairing(owner, { user_code: typed })).toMatchObject({ status: "APPROVED" });
  const redeemed = await redeemPairing(anyone, started);
  expect(redeemed).toMatchObject({
    status: "REDEEMED",
    workspace: { id: owner.actor.workspace_id },
    member_name: owner.actor.name,
  });
  expect(await resolveKey(anyone, redeemed.key ?? "")).toMatchObject({
    actor: { id: owner.actor.id, scopes: CAPTURE_KEY_SCOPES },
  });
});

test("the key is given exactly once, however many ask at the same time", async () => {
  const { owner } = await makeWorld(db);
  const started = await start();
  await approvePairing(owner, started);
  const answers = await Promise.all(Array.from({ length: 8 }, () => redeemPairing(anyone, started)));
  expect(answers.filter((answer) => answer.key !== null)).toHaveLength(1);
  expect(answers.every((answer) => answer.status === "REDEEMED")).toBe(true);
});

test("a code is approved once: the second person is told so", async () => {
  const [first, second] = [await makeWorld(db), await makeWorld(db)];
  const started = await start();
  const tries = await Promise.allSettled([approvePairing(first.owner, started), approvePairing(second.owner, started)]);
  expect(tries.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(approvePairing(second.owner, started)).rejects.toMatchObject({ code: "CONFLICT" });
});

test("nothing happens with a code that is over", async () => {
  const { owner } = await makeWorld(db);
  const [late, approved] = [await start(), await start()];
  await expire(late.user_code);
  await expect(approvePairing(owner, late)).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await redeemPairing(anyone, late)).toMatchObject({ status: "EXPIRED", key: null });
  await approvePairing(owner, approved);
  await expire(approved.user_code);
  expect(await redeemPairing(anyone, approved)).toMatchObject({ status: "EXPIRED", key: null });
});

test("unknown codes are missing", async () => {
  const { owner } = await makeWorld(db);
  await expect(getPairing(owner, { user_code: "BBBB-BBBB" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(redeemPairing(anyone, { device_code: "x".repeat(43) })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
