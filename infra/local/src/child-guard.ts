/**
 * Preloaded into every child. When the parent dies, even by kill -9, the channel to it closes and the child stops
 * itself, so no orphan keeps a port or the database busy.
 */
process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 5000).unref();
});
process.channel?.unref();
