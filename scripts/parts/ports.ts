import { createServer, type Server } from 'node:net';

export const LOOPBACK = '127.0.0.1';

export async function isFree(port: number): Promise<boolean> {
  const server = await listen(port).catch(() => undefined);
  if (server === undefined) return false;
  await close(server);
  return true;
}

/**
 * The next free port above this one that is not among `excluded`.
 * @throws Error when none of the next hundred is free
 */
export async function nextFreePort(above: number, excluded: ReadonlySet<number>): Promise<number> {
  for (let port = above + 1; port <= Math.min(above + 100, 65_535); port += 1) {
    if (!excluded.has(port) && (await isFree(port))) return port;
  }
  throw new Error(`No free port from ${above + 1} to ${above + 100}.`);
}

/** Ports that nobody uses, all different, as the operating system gives them. */
export async function anyFreePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('A TCP server without a port.');
    return address.port;
  });
  await Promise.all(servers.map(close));
  return ports;
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
