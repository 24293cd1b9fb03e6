import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ROUTES } from '../../api/contract/routes.ts';
import type { requestSummaryView } from '../../api/schemas/resources.ts';
import { openApproval } from './approvals.ts';
import {
  BILLING_ANALYST,
  BILLING_LEAD,
  CONTROLLER,
  GERMAN_LEAD,
  MANAGER,
  PORTAL,
  type ProblemBody,
  Rig,
} from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());

type Page = { items: z.infer<typeof requestSummaryView>[]; nextCursor: string | null };
const list = async (who: string, query: string): Promise<Page> =>
  (await rig.call<Page>(who, `/v1/requests?${query}`)).body;

describe('lists of requests', () => {
  it('page newest first; what arrives meanwhile neither repeats nor hides any', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 7; i += 1) ids.push(await rig.handIn());
    const first = await list(BILLING_LEAD, 'limit=3');
    await rig.handIn();
    const second = await list(BILLING_LEAD, `limit=3&cursor=${first.nextCursor}`);
    await rig.handIn();
    const third = await list(BILLING_LEAD, `limit=3&cursor=${second.nextCursor}`);
    const shown = [first, second, third].flatMap((page) => page.items.map((item) => item.id));
    expect(shown).toEqual(ids.toReversed());
    expect(third.nextCursor).toBeNull();
  });

  it('are filtered', async () => {
    const requestId = await rig.handIn({ subject: '100% _wrong_ price' });
    await openApproval(rig, requestId);
    const found = async (query: string) =>
      (await list(BILLING_LEAD, query)).items.some((item) => item.id === requestId);
    const [request] = (await list(BILLING_LEAD, `q=${requestId}`)).items;
    const yes = [
      'status=open',
      'stage=approving',
      'type=billing-dispute',
      'team=billing',
      'entity=US10',
      `customer=${request?.customer.id}`,
      'q=100%25%20_wrong',
      `q=${encodeURIComponent(request?.customer.name ?? '')}`,
    ];
    const no = [
      'status=closed',
      'stage=triage',
      'type=payment-clarification',
      'team=credit',
      'entity=DE20',
      'customer=CUST-0',
      'q=wr_ng',
      'owner=me',
    ];
    for (const query of yes) expect([query, await found(query)]).toEqual([query, true]);
    for (const query of no) expect([query, await found(query)]).toEqual([query, false]);
    await rig.sql`update request set owner_id = ${BILLING_LEAD} where id = ${requestId}`;
    expect(await found('owner=me')).toBe(true);
  });

  it.each([
    ['limit=0', '#/query/limit'],
    ['limit=101', '#/query/limit'],
    ['limit=ten', '#/query/limit'],
    ['stage=lost', '#/query/stage'],
    ['cursor=nonsense', '#/query/cursor'],
    ['colour=red', '#/query/colour'],
    ['q=%00', '#/query/q'],
    ['stage=triage&stage=closed', '#/query/stage'],
  ])('?%s is refused by name', async (query, pointer) => {
    const answer = await rig.call<ProblemBody>(BILLING_LEAD, `/v1/requests?${query}`);
    expect([answer.status, answer.body.errors?.map((error) => error.pointer)]).toEqual([422, [pointer]]);
  });
});

describe('what is whose', () => {
  it("another legal entity's request is not found, and the attempt is audited", async () => {
    const requestId = await rig.handIn();
    for (const path of ['', '/events', '/documents']) {
      expect((await rig.call(GERMAN_LEAD, `/v1/requests/${requestId}${path}`)).status).toBe(404);
    }
    const refused =
      await rig.sql`select 1 from audit_event where legal_entity = 'US10' and chain = 'entity' and detail->>'subject' = ${requestId}`;
    expect(refused).toHaveLength(3);
    expect((await list(GERMAN_LEAD, '')).items).toEqual([]);
  });

  it('a service sees what it handed in', async () => {
    const requestId = await rig.handIn();
    expect((await rig.call(PORTAL, `/v1/requests/${requestId}`)).status).toBe(200);
    expect((await rig.call('service:crm', `/v1/requests/${requestId}`)).status).toBe(404);
    expect((await list('service:crm', '')).items).toEqual([]);
  });

  it.each(['REQ-US10-1', 'REQ-FR30-1', 'nonsense', 'REQ-US10-%00', `REQ-US10-${'1'.repeat(300)}`, '..%2f..'])(
    '%s is not found',
    async (id) => {
      expect((await rig.call(BILLING_LEAD, `/v1/requests/${id}`)).status).toBe(404);
    },
  );

  it('the ledger is for those who answer for it', async () => {
    expect((await rig.call(BILLING_ANALYST, '/v1/entities/US10/trial-balance')).status).toBe(403);
    expect((await rig.call(MANAGER, '/v1/entities/DE20/trial-balance')).status).toBe(404);
    const { status, body } = await rig.call(CONTROLLER, '/v1/entities/DE20/trial-balance');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      legalEntity: 'DE20',
      totals: [{ balanced: true, debit: { currency: 'EUR' } }],
    });
  });

  it('a grant that ends takes effect on the next call', async () => {
    const requestId = await rig.handIn();
    const who = 'person:devon.clarke';
    expect((await rig.call(who, `/v1/requests/${requestId}`)).status).toBe(200);
    await rig.sql`update role_grant set valid_until = now() - interval '1 minute' where principal_id = ${who}`;
    expect((await rig.call(who, `/v1/requests/${requestId}`)).status).toBe(404);
  });
});

describe('answers keep to the document', () => {
  it('each 200 of a GET has the declared shape', async () => {
    const requestId = await rig.handIn();
    const { taskId } = await openApproval(rig, requestId);
    const policies = { version: 'v1', other: 'v1' };
    const ids: Record<string, string> = { requestId, taskId, entity: 'US10', ...policies };
    const reads = ROUTES.filter(
      (route) => route.method === 'get' && route.answers[200]?.body && route.operationId !== 'streamChanges',
    );
    expect(reads.length).toBeGreaterThan(8);
    for (const route of reads) {
      const { status, body } = await rig.call(
        CONTROLLER,
        route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? ''),
      );
      expect([route.path, status]).toEqual([route.path, 200]);
      expect([route.path, route.answers[200]?.body?.safeParse(body).error?.issues]).toEqual([
        route.path,
        undefined,
      ]);
    }
  });

  it('events are in words, oldest first', async () => {
    const requestId = await rig.handIn();
    const { body } = await rig.call(BILLING_LEAD, `/v1/requests/${requestId}/events`);
    expect(body).toMatchObject({
      items: [
        {
          seq: 1,
          kind: 'captured',
          title: 'Handed in through the portal',
          actor: { id: PORTAL, name: 'Customer portal' },
        },
      ],
    });
  });
});
