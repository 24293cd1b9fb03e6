import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createInboxApp } from '../../web/server.ts';

let dist: string;
let servers: Server[];
beforeEach(async () => {
  servers = [];
  dist = await mkdtemp(join(tmpdir(), 'docket-dist-'));
  await mkdir(join(dist, 'assets'));
  await writeFile(join(dist, 'index.html'), '<title>Inbox</title>');
  await writeFile(join(dist, 'assets', 'app-1a2b.js'), 'export {}');
});
afterEach(async () => {
  for (const server of servers) server.close().closeAllConnections();
  await rm(dist, { recursive: true });
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const inbox = (apiUrl: string): Promise<string> => serve(createInboxApp(dist, apiUrl));

test('any page address gives the inbox, never from a cache, under a strict policy', async () => {
  const response = await fetch(`${await inbox('http://127.0.0.1:1')}/requests/CR-1`);
  expect(await response.text()).toContain('Inbox');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
});

test('assets may be kept for ever, and a missing one is not the inbox', async () => {
  const url = await inbox('http://127.0.0.1:1');
  const asset = await fetch(`${url}/assets/app-1a2b.js`);
  expect(asset.headers.get('cache-control')).toContain('immutable');
  expect((await fetch(`${url}/assets/gone.js`)).status).toBe(404);
});

test('a request to the API keeps its method, address and body', async () => {
  const api = await serve((request, response) => {
    response.setHeader('X-Seen', `${request.method} ${request.url}`);
    request.pipe(response);
  });
  const response = await fetch(`${await inbox(api)}/v1/requests?x=1`, { method: 'POST', body: '{"a":1}' });
  expect(response.headers.get('x-seen')).toBe('POST /v1/requests?x=1');
  expect(await response.text()).toBe('{"a":1}');
});

test('an event stream arrives event by event and ends at the API when the browser leaves', async () => {
  const left = vi.fn();
  const api = await serve((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
    setTimeout(() => response.write('data: 1\n\n'), 50);
    response.once('close', left);
  });
  const leave = new AbortController();
  const response = await fetch(`${await inbox(api)}/v1/events`, { signal: leave.signal });
  let first = '';
  for await (const chunk of response.body ?? []) {
    first = Buffer.from(chunk).toString();
    break;
  }
  expect(first).toBe('data: 1\n\n');
  leave.abort();
  await vi.waitFor(() => expect(left).toHaveBeenCalled());
});

test('an API that is down is a problem document', async () => {
  const response = await fetch(`${await inbox('http://127.0.0.1:1')}/v1/requests`);
  expect(response.status).toBe(502);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({ title: 'The API does not answer', status: 502 });
});
