const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `stop` when this process is about to end without having stopped the server itself. A program that listens for the
 * signals shuts down in its own order, so its listeners are left alone. Returns how to forget it again.
 */
export function onAbruptExit(stop: () => void): () => void {
  const listeners = SIGNALS.map((signal) => {
    const listener = () => {
      if (process.listenerCount(signal) > 0) return;
      stop();
      process.kill(process.pid, signal);
    };
    process.once(signal, listener);
    return { signal, listener };
  });
  process.once("exit", stop);
  return () => {
    for (const { signal, listener } of listeners) process.off(signal, listener);
    process.off("exit", stop);
  };
}
