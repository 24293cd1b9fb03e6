import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { noticeView } from '../../api/schemas/oversight.ts';
import {
  BILLING_ANALYST,
  BILLING_LEAD,
  CONTROLLER,
  GERMAN_LEAD,
  PORTAL,
  type ProblemBody,
  Rig,
} from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
beforeEach(() => rig.sql`delete from notice`);
afterAll(() => rig.stop());

type Page = { items: z.infer<typeof noticeView>[]; nextCursor: string | null } & ProblemBody;

/** @param minutesAgo when it was said */
async function tell(who: string, { entity = 'US10', minutesAgo = 0 } = {}): Promise<string> {
  const id = `NTC-${entity}-${randomUUID().replaceAll('-', '')}`;
  const at = new Date(1_800_000_000_000 - minutesAgo * 60_000);
  await rig.sql`
    insert into notice (legal_entity, id, recipient_id, request_id, kind, title, text, at)
    values (${entity}, ${id}, ${who}, null, 'ownership', 'A request is yours', 'Text', ${at})`;
  return id;
}
const list = (who: string, query = '') => rig.call<Page>(who, `/v1/notices${query}`);
const idsOf = async (who: string, query = '') => (await list(who, query)).body.items.map(({ id }) => id);
const markRead = (who: string, ids: readonly string[]) =>
  rig.call<{ marked: number } & ProblemBody>(who, '/v1/notices/read', { body: { ids } });

describe('notices', () => {
  it('are the reader’s own, newest first, over all entities of the reader', async () => {
    const older = await tell(CONTROLLER, { minutesAgo: 5 });
    const newer = await tell(CONTROLLER, { entity: 'DE20' });
    await tell(BILLING_LEAD);
    const { body } = await list(CONTROLLER);
    expect(body.items.map(({ id }) => id)).toEqual([newer, older]);
    expect(noticeView.parse(body.items[0])).toMatchObject({
      kind: 'ownership',
      requestId: null,
      readAt: null,
    });
    expect(await idsOf(BILLING_ANALYST)).toEqual([]);
  });

  it('of an entity in which the reader has no role any more are not shown', async () => {
    await tell(GERMAN_LEAD);
    expect(await idsOf(GERMAN_LEAD)).toEqual([]);
  });

  it('come page by page, none twice and none missing, also those of one moment', async () => {
    const told = [];
    for (let i = 0; i < 7; i += 1) told.push(await tell(BILLING_LEAD, { minutesAgo: i < 4 ? 0 : i }));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: Page } = await list(
        BILLING_LEAD,
        `?limit=3${cursor === null ? '' : `&cursor=${cursor}`}`,
      );
      expect(body.items.length).toBeLessThanOrEqual(3);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(seen.toSorted()).toEqual(told.toSorted());
    expect(seen.slice(4)).toEqual(told.slice(4));
  });

  it('a cursor of another list is named', async () => {
    const answer = await list(BILLING_LEAD, '?cursor=abc');
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, '#/query/cursor']);
  });

  it('are marked as read once, the own alone; unknown ids are passed over', async () => {
    const [mine, other, foreign] = [
      await tell(BILLING_LEAD),
      await tell(BILLING_LEAD),
      await tell(CONTROLLER),
    ];
    const first = await markRead(BILLING_LEAD, [mine, foreign, 'NTC-US10-nothing']);
    expect([first.status, first.body]).toEqual([200, { marked: 1 }]);
    expect((await markRead(BILLING_LEAD, [mine])).body).toEqual({ marked: 0 });
    expect(await idsOf(BILLING_LEAD, '?unread=true')).toEqual([other]);
    expect((await idsOf(BILLING_LEAD)).toSorted()).toEqual([mine, other].toSorted());
    expect(await idsOf(CONTROLLER, '?unread=true')).toEqual([foreign]);
  });

  it('a service is told nothing', async () => {
    expect((await list(PORTAL)).body).toEqual({ items: [], nextCursor: null });
    expect((await markRead(PORTAL, ['x'])).body).toEqual({ marked: 0 });
  });
});
