import "./child-guard.ts";
import { buildChanged } from "./build/builds.ts";
import { openDatabase, type Database } from "./database.ts";
import { prepareDemo } from "./demo.ts";
import { explain } from "./failure.ts";
import { startGateway, type Gateway, type GatewayOptions, type Targets } from "./gateway.ts";
import { planProcesses, sharedEnvironment } from "./processes.ts";
import { complain, say, step } from "./progress.ts";
import { keptSecret, makeDataDir } from "./secrets.ts";
import { loadDotEnv, readSettings, type Settings } from "./settings.ts";
import { holdDataDir } from "./single-instance.ts";
import { summary } from "./summary.ts";
import { Supervisor } from "./supervisor.ts";

/** Everything that has to be undone, in the reverse order of its making. */
class Running {
  #undo: (() => Promise<void> | void)[] = [];
  #stopped: Promise<void> | undefined;

  get isStopping(): boolean {
    return this.#stopped !== undefined;
  }

  onStop(undo: () => Promise<void> | void): void {
    this.#undo.push(undo);
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    return this.#stopped;
  }

  async #stopAll(): Promise<void> {
    for (const undo of this.#undo.toReversed())
      await Promise.resolve(undo()).catch((error) => complain(explain(error)));
  }
}

const running = new Running();

async function exit(code: number): Promise<never> {
  await running.stop();
  process.exit(code);
}

interface Opened {
  database: Database;
  seeded: ReturnType<typeof prepareDemo>;
}

/** A stop that comes while the database opens ends this process, and the embedded Postgres goes with it. */
async function prepare(settings: Settings, authSecret: string, hold: (database: Database) => void): Promise<Opened> {
  const database = await openDatabase(settings);
  hold(database);
  const environment = {
    ...sharedEnvironment(settings, database.url, authSecret),
    MIGRATION_DATABASE_URL: database.owner_url,
  };
  return { database, seeded: prepareDemo(settings, environment) };
}

async function openFrontDoor(
  settings: Settings,
  targets: Targets,
  serviceStates: GatewayOptions["serviceStates"],
): Promise<Gateway> {
  const { port, host, url } = settings;
  const gateway = await startGateway({ port, host, url, targets, serviceStates });
  running.onStop(() => gateway.close());
  return gateway;
}

async function start(settings: Settings): Promise<void> {
  makeDataDir(settings.data_dir);
  running.onStop(holdDataDir(settings.data_dir));
  const targets: Targets = {};
  let held: Database | undefined;
  running.onStop(() => held?.stop());
  const supervisor = new Supervisor({ data_dir: settings.data_dir });
  await openFrontDoor(settings, targets, () => supervisor.states());
  running.onStop(() => supervisor.stop());
  const authSecret = settings.auth_secret ?? keptSecret(settings.data_dir, "auth-secret");

  const [{ database, demo }] = await Promise.all([
    prepare(settings, authSecret, (database) => (held = database)).then(async ({ database: opened, seeded }) => ({
      database: opened,
      demo: await seeded,
    })),
    buildChanged(settings.data_dir, settings.is_dev),
  ]);

  const shared = sharedEnvironment(settings, database.url, authSecret);
  const plan = await planProcesses(settings, shared, database.web_url);
  await step("Starting api, worker, mcp and web", () =>
    Promise.all(plan.services.map((service) => supervisor.start(service))),
  );
  Object.assign(targets, plan.targets);
  say(summary(settings, demo));
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    say("\nStopping Hawkmoth");
    void exit(0);
  });
}

try {
  loadDotEnv();
  await start(readSettings(process.env, process.argv.slice(2)));
} catch (error) {
  if (running.isStopping) await exit(0);
  complain(`hawkmoth: ${explain(error)}`);
  await exit(1);
}
