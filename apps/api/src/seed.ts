import { setPassword } from "@hawkmoth/auth/set-password";
import { userIdOf } from "@hawkmoth/auth/user-id";
import { close, connect } from "@hawkmoth/db/client";
import type { PublicContext } from "@hawkmoth/services/context";
import { compose } from "./compose.ts";
import { readEnv } from "./env.ts";
import { demoKeys } from "./seed/demo-keys.ts";
import { atDashboard, DEMO_EMAIL, DEMO_SLUG, makeCast, newPassword } from "./seed/people.ts";
import { tellStories } from "./seed/stories.ts";

process.umask(0o077);
const env = { ...readEnv(), LOG_LEVEL: "error" as const };

/** Progress goes to stderr; the last line of stdout is the JSON that infra/local keeps. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function ownerOfDemo(ctx: PublicContext, password: string): Promise<string> {
  const known = await userIdOf(ctx.db, DEMO_EMAIL);
  if (known) {
    say("The demo is there already: new password and keys");
    await setPassword(ctx.db, known, password);
    return known;
  }
  say("Making people, agents and a project");
  const cast = await makeCast(ctx, password);
  say("Filing bugs");
  const owner = env.MIGRATION_DATABASE_URL === undefined ? null : connect(env.MIGRATION_DATABASE_URL);
  await tellStories(cast, owner);
  if (owner) await close(owner);
  return cast.people.ada.actor.user_id ?? "";
}

const { parts, bus } = await compose(env, "seed");
const { db, ports } = parts;
const ctx: PublicContext = {
  db,
  ports,
  via: "DASHBOARD",
  client: null,
  request_id: "seed",
  web_origin: env.HAWKMOTH_URL,
};
const password = newPassword();
const owner = await atDashboard(ctx, await ownerOfDemo(ctx, password));
const keys = await demoKeys(owner);
await bus.close();
await close(db);
process.stdout.write(`${JSON.stringify({ email: DEMO_EMAIL, password, workspace: DEMO_SLUG, ...keys })}\n`);
