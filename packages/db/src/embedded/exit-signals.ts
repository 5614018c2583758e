const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const stops = new Set<() => void>();

function stopAll(): void {
  for (const stop of stops) stop();
}

/** A program that listens for the signals shuts down in its own order, so its listeners are left alone. */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  stopAll();
  detach();
  process.kill(process.pid, signal);
}

function attach(): void {
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on("exit", stopAll);
}

function detach(): void {
  for (const signal of SIGNALS) process.off(signal, onSignal);
  process.off("exit", stopAll);
}

/** Runs `stop` when this process is about to end without having stopped the server itself. Returns how to take it back. */
export function onAbruptExit(stop: () => void): () => void {
  if (stops.size === 0) attach();
  stops.add(stop);
  return () => {
    stops.delete(stop);
    if (stops.size === 0) detach();
  };
}
