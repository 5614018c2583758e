import type { Logger } from "@hawkmoth/services/ports";

/** Runs work now and again after each pause, never twice at once; a failure is logged and the next run comes anyway. */
export function repeat(pause_ms: number, log: Logger, work: () => Promise<void>): { stop(): Promise<void> } {
  let is_stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = async () => {
    try {
      await work();
    } catch (err) {
      log.error({ err }, "sweep failed");
    }
    if (!is_stopped) timer = setTimeout(start, pause_ms);
  };
  const start = () => {
    running = run();
  };
  start();
  return {
    async stop() {
      is_stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
