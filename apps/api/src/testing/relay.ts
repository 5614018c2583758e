import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A way to a server that can be cut and mended, as when Postgres goes away and comes back. */
export interface Relay {
  url: string;
  cut: () => Promise<void>;
  mend: () => Promise<void>;
}

function listenOn(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}

/** Opens a relay to the host and port of a URL, on a port of its own. */
export async function openRelay(url: string): Promise<Relay> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.once("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await listenOn(server, 0);
  const { port } = server.address() as AddressInfo;
  const relayed = new URL(url);
  relayed.host = `127.0.0.1:${port}`;
  return {
    url: relayed.href,
    mend: () => listenOn(server, port),
    cut: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
