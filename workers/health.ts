import { createServer, type Server } from 'node:http';

/** GET /readyz for the worker: 200 while `ready()` says so, else 503. Loopback only. */
export function serveHealth(port: number, ready: () => boolean): Promise<Server> {
  const server = createServer((request, response) => {
    const known = request.method === 'GET' && (request.url === '/readyz' || request.url === '/healthz');
    const status = !known ? 404 : request.url === '/healthz' || ready() ? 200 : 503;
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ ready: status === 200 }));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
