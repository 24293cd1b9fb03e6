import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../api/contract/routes.ts';
import { openApiDocument } from '../../api/openapi.ts';
import { PROBLEM_KINDS } from '../../api/schemas/problem-kinds.ts';
import { BILLING_LEAD, type ProblemBody, Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start({ DOCKET_RATE_LIMIT_PER_MINUTE: '60' });
});
afterAll(() => rig.stop());

describe('the contract', () => {
  it('api/openapi.json is the document of the declared routes', () => {
    const written = JSON.parse(
      readFileSync(new URL('../../api/openapi.json', import.meta.url), 'utf8'),
    ) as unknown;
    expect(written, 'run: tsx api/openapi-cli.ts api/openapi.json').toEqual(
      JSON.parse(JSON.stringify(openApiDocument(ROUTES))),
    );
  });

  it('is served, and so is a reference that loads nothing from elsewhere', async () => {
    expect((await rig.call(undefined, '/v1/openapi.json')).body).toMatchObject({ openapi: '3.1.0' });
    const page = await rig.call<string>(undefined, '/v1/docs');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const loaded = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(loaded.length).toBeGreaterThan(2);
    for (const path of loaded) {
      if (path === 'data:,') continue;
      expect(path).toMatch(/^\/v1\//);
      expect([path, (await rig.call(undefined, path)).status]).toEqual([path, 200]);
    }
    expect((await rig.call(undefined, '/v1/docs/package.json')).status).toBe(404);
  });

  it('shows a line that gets a token of the development issuer', async () => {
    const page = await rig.call<string>(undefined, '/v1/docs');
    const [, line = ''] = /<code>(curl .*)<\/code>/.exec(page.body) ?? [];
    const body = new URLSearchParams(
      [...line.matchAll(/ -d (\w+)=(\S+)/g)].map(([, name, value]) => [name, value]) as [string, string][],
    );
    const answer = await fetch(new URL('/token', rig.issuerUrl), { method: 'POST', body });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const me = await rig.call<{ id: string }>(undefined, '/v1/me', {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(me.body.id).toBe(body.get('person'));
  });

  it('every declared route is bound', async () => {
    for (const route of ROUTES) {
      const path = route.path.replaceAll(/\{\w+\}/g, 'x');
      const { status } = await rig.call(undefined, path, { method: route.method.toUpperCase() });
      expect([path, [404, 405].includes(status)]).toEqual([path, false]);
    }
  });
});

describe('problems', () => {
  it('an unknown address is 404, a known one with another method 405 with Allow', async () => {
    expect((await rig.call(BILLING_LEAD, '/v1/nothing')).status).toBe(404);
    const answer = await rig.call(BILLING_LEAD, '/v1/requests', { method: 'DELETE' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST, GET, HEAD']);
  });

  it('each kind has a page that explains it', async () => {
    for (const [name, { title }] of Object.entries(PROBLEM_KINDS)) {
      const page = await rig.call<string>(undefined, `/problems/${name}`);
      expect([page.status, page.body.includes(title)]).toEqual([200, true]);
    }
    expect((await rig.call(undefined, '/problems/constructor')).status).toBe(404);
  });

  it('carry a correlation id and no trace of the inside', async () => {
    const answer = await rig.call<ProblemBody & { instance: string }>(undefined, '/v1/me');
    expect(answer.body.instance).toBe(`urn:uuid:${answer.headers.get('x-request-id')}`);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(JSON.stringify(answer.body)).not.toMatch(/\.ts|node_modules|select /);
  });

  it('an unforeseen failure tells nothing, and the process goes on', async () => {
    await rig.sql`alter table customer rename to customer_gone`;
    const answer = await rig.call<ProblemBody>(BILLING_LEAD, '/v1/requests');
    await rig.sql`alter table customer_gone rename to customer`;
    expect([answer.status, answer.body.type]).toEqual([500, '/problems/internal']);
    expect(JSON.stringify(answer.body)).not.toContain('customer');
    expect((await rig.call(BILLING_LEAD, '/v1/requests')).status).toBe(200);
  });
});

describe('the process', () => {
  it('is ready without Temporal', async () => {
    expect(await rig.call(undefined, '/readyz')).toMatchObject({
      status: 200,
      body: { status: 'ready', checks: { database: 'ok' } },
    });
  });

  it('slows down who calls too often, and says how long', async () => {
    const statuses = new Set<number>();
    let last;
    for (let i = 0; i < 70; i += 1) {
      last = await rig.call('person:elena.petrova', '/v1/me');
      statuses.add(last.status);
    }
    expect([...statuses]).toEqual([200, 429]);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
