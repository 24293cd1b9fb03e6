import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contentHash } from '../../db/canonical.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { Books, refusedBy, sqlIn } from './books.ts';

const AUTHOR = 'person:nina.castellano';
const OTHER_AUTHOR = 'person:paul.adeyemi';
const PUBLISHER = 'person:george.hartmann';
const CONTROLLER = 'person:margaret.whitfield';
const MANAGER = 'person:robert.kim';

let books: Books;
let number = 1;
let version: string;

beforeAll(async () => {
  books = await Books.open(2);
  // Lacking the role is one reason to be refused; here each lacks nothing but what the test is about.
  for (const who of [AUTHOR, OTHER_AUTHOR])
    await books.sql`insert into role_grant (principal_id, role, entity, valid_from) values (${who}, 'policy-publisher', '*', '2020-01-01')`;
  await books.sql`insert into role_grant (principal_id, role, entity, valid_from) values (${OTHER_AUTHOR}, 'policy-author', '*', '2020-01-01')`;
});
afterAll(() => books.close());

const documentOf = (which: string, effectiveFrom = `2${100 + number}-01-01T00:00:00.000Z`) => ({
  ...policyV1,
  version: which,
  effectiveFrom,
});

type Row = Readonly<Record<string, unknown>>;
/** Drizzle's connection takes JSON as text. */
const plain = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    ]),
  );
/** As docket_api, past every rule of the application. */
const asApi = (work: Parameters<typeof sqlIn>[2]): Promise<string> =>
  refusedBy(sqlIn(books.api, 'US10', work));

function draftRow(change: Row = {}): Row {
  const document = documentOf(version);
  const at = '2026-11-16T15:00:00Z';
  return {
    ...{ version, based_on: 'v1', document, hash: contentHash(document), state: 'draft' },
    ...{ author_id: AUTHOR, editors: [AUTHOR], created_at: at, updated_at: at },
    ...change,
  };
}
const insertDraft = (change: Row = {}) =>
  asApi((sql) => sql`insert into policy_draft ${sql(plain(draftRow(change)))}`);
const updateDraft = (change: Row) =>
  asApi((sql) => sql`update policy_draft set ${sql(plain(change))} where version = ${version}`);

function versionRow(change: Row = {}): Row {
  const document = documentOf(version);
  return {
    ...{ version, document, hash: contentHash(document), effective_from: document.effectiveFrom },
    ...{ author_id: AUTHOR, publisher_id: PUBLISHER },
    ...change,
  };
}
const publish = (change: Row = {}) =>
  asApi((sql) => sql`insert into policy_version ${sql(plain(versionRow(change)))}`);

beforeEach(() => {
  number += 1;
  version = `v${number}`;
});

const drafted = async (): Promise<void> => {
  expect(await insertDraft()).toBe('nothing');
};
const submitted = async (): Promise<void> => {
  expect(await insertDraft()).toBe('nothing');
  expect(await updateDraft({ state: 'in-review' })).toBe('nothing');
};
const reviewed = async (): Promise<void> => {
  await submitted();
  expect(await updateDraft({ state: 'reviewed', reviewed_by: PUBLISHER })).toBe('nothing');
};
const stateOf = async () =>
  (await books.sql<{ state: string }[]>`select state from policy_draft where version = ${version}`)[0]?.state;

describe('the database itself refuses to begin a draft', () => {
  it.each<[string, () => Row, string]>([
    ['reviewed already', () => ({ state: 'reviewed', reviewed_by: PUBLISHER }), 'policy_draft_begins'],
    ['by nobody of ours', () => ({ author_id: MANAGER, editors: [MANAGER] }), 'policy_draft_author'],
    ['whose author is not among its editors', () => ({ editors: [] }), 'policy_draft_editors'],
    ['whose document names another version', () => ({ document: documentOf('v99') }), 'policy_draft_version'],
    [
      'as old as a published one',
      () => ({ version: 'v1', document: documentOf('v1') }),
      'policy_draft_newer',
    ],
  ])('%s', async (_what, change, constraint) => {
    expect(await insertDraft(change())).toBe(constraint);
  });
});

describe('the database itself refuses a draft', () => {
  it.each<[string, () => Promise<void>, () => Row, string]>([
    [
      'reviewed before it was submitted',
      drafted,
      () => ({ state: 'reviewed', reviewed_by: PUBLISHER }),
      'policy_draft_transition',
    ],
    ['published by hand', reviewed, () => ({ state: 'published' }), 'policy_draft_published'],
    [
      'reviewed by its author',
      submitted,
      () => ({ state: 'reviewed', reviewed_by: AUTHOR }),
      'policy_draft_reviewer',
    ],
    [
      'reviewed by one who is no publisher',
      submitted,
      () => ({ state: 'reviewed', reviewed_by: MANAGER }),
      'policy_draft_reviewer',
    ],
    [
      'changed while it stays reviewed',
      reviewed,
      () => ({ document: { ...documentOf(version), lookBackDays: 1 }, hash: 'x' }),
      'policy_draft_transition',
    ],
    [
      'changed on the way to its review',
      drafted,
      () => ({ state: 'in-review', document: { ...documentOf(version), lookBackDays: 1 } }),
      'policy_draft_review_bound',
    ],
    ['that forgets who wrote it', submitted, () => ({ state: 'draft', editors: [] }), 'policy_draft_editors'],
  ])('%s', async (_what, prepare, change, constraint) => {
    await prepare();
    expect(await updateDraft(change())).toBe(constraint);
  });

  it('reviewed by somebody who has edited it since', async () => {
    await insertDraft();
    await updateDraft({ state: 'draft', editors: [AUTHOR, OTHER_AUTHOR] });
    await updateDraft({ state: 'in-review' });
    expect(await updateDraft({ state: 'reviewed', reviewed_by: OTHER_AUTHOR })).toBe('policy_draft_reviewer');
  });

  it('given to another author, or deleted', async () => {
    await insertDraft();
    expect(await updateDraft({ author_id: OTHER_AUTHOR })).toBe('permission');
    expect(await asApi((sql) => sql`delete from policy_draft where version = ${version}`)).toBe('permission');
  });

  it('that was given up', async () => {
    await insertDraft();
    await updateDraft({ state: 'discarded' });
    expect(await updateDraft({ state: 'draft' })).toBe('policy_draft_transition');
  });
});

describe('the database itself refuses to publish', () => {
  it.each<[string, () => Promise<void>, () => Row, string]>([
    ['what was never written', () => Promise.resolve(), () => ({}), 'policy_version_reviewed'],
    ['what was not reviewed', submitted, () => ({}), 'policy_version_reviewed'],
    [
      'another document',
      reviewed,
      () => ({ document: { ...documentOf(version), lookBackDays: 1 } }),
      'policy_version_reviewed',
    ],
    ['another hash', reviewed, () => ({ hash: 'x' }), 'policy_version_reviewed'],
    ['under another author', reviewed, () => ({ author_id: OTHER_AUTHOR }), 'policy_version_reviewed'],
    ['by its author', reviewed, () => ({ publisher_id: AUTHOR }), 'policy_version_four_eyes'],
    ['by one who is no publisher', reviewed, () => ({ publisher_id: MANAGER }), 'policy_version_publisher'],
    [
      'from another moment than it says',
      reviewed,
      () => ({ effective_from: '2199-01-01T00:00:00Z' }),
      'policy_version_effective_from',
    ],
  ])('%s', async (_what, prepare, change, constraint) => {
    await prepare();
    expect(await publish(change())).toBe(constraint);
  });

  it('by a publisher who has edited it', async () => {
    await insertDraft();
    await updateDraft({ state: 'draft', editors: [AUTHOR, OTHER_AUTHOR] });
    await updateDraft({ state: 'in-review' });
    await updateDraft({ state: 'reviewed', reviewed_by: PUBLISHER });
    expect(await publish({ publisher_id: OTHER_AUTHOR })).toBe('policy_version_four_eyes');
  });

  it('for the past', async () => {
    const past = documentOf(version, '2020-06-01T00:00:00.000Z');
    await insertDraft({ document: past, hash: contentHash(past) });
    await updateDraft({ state: 'in-review' });
    await updateDraft({ state: 'reviewed', reviewed_by: PUBLISHER });
    const row = { document: past, hash: contentHash(past), effective_from: past.effectiveFrom };
    expect(await publish(row)).toBe('policy_version_past');
  });

  it('as a worker', async () => {
    await reviewed();
    expect(
      await refusedBy(
        sqlIn(books.worker, 'US10', (sql) => sql`insert into policy_version ${sql(plain(versionRow()))}`),
      ),
    ).toBe('permission');
  });

  it('but takes what somebody else reviewed, marks its draft, and then neither changes', async () => {
    const older = version;
    await insertDraft();
    number += 1;
    version = `v${number}`;
    await reviewed();
    expect(await publish()).toBe('nothing');
    expect(await stateOf()).toBe('published');
    expect(await updateDraft({ note: 'x' })).toBe('policy_draft_transition');
    expect(await asApi((sql) => sql`update policy_version set hash = 'x' where version = ${version}`)).toBe(
      'permission',
    );
    version = older;
    await updateDraft({ state: 'in-review' });
    await updateDraft({ state: 'reviewed', reviewed_by: PUBLISHER });
    const row = draftRow();
    expect(await publish({ document: row['document'], hash: row['hash'] })).not.toBe('nothing');
  });
});

describe('a request', () => {
  let requestId: string;
  const newest = async () =>
    (
      await books.sql<
        { version: string }[]
      >`select version from policy_version order by effective_from desc limit 1`
    )[0]?.version ?? '';
  beforeEach(async () => {
    requestId = await books.capture(
      await books.invoice(),
      { channel: 'service-desk' },
      'person:jamie.sullivan',
    );
  });
  const change = async (more: Row = {}) => {
    const id = `CHG-US10-${books.next()}`;
    const row = {
      ...{
        legal_entity: 'US10',
        id,
        request_id: requestId,
        kind: 'policy-version',
        reason: 'x',
        status: 'requested',
      },
      ...{
        detail: { toVersion: await newest() },
        requested_by: MANAGER,
        requested_at: '2026-11-16T15:00:00Z',
      },
      ...more,
    };
    return { id, refused: await asApi((sql) => sql`insert into request_change ${sql(plain(row))}`) };
  };
  const decide = (id: string, decidedBy: string, status = 'approved') =>
    asApi(
      (sql) =>
        sql`update request_change set status = ${status}, decided_by = ${decidedBy}, decided_at = now() where id = ${id}`,
    );
  const move = async () => {
    const to = await newest();
    return refusedBy(
      sqlIn(
        books.worker,
        'US10',
        (sql) => sql`update request set policy_version = ${to} where id = ${requestId}`,
      ),
    );
  };

  it('is moved to another policy by an approved change alone', async () => {
    expect(await move()).toBe('request_policy_approved');
    const { id } = await change();
    expect(await move()).toBe('request_policy_approved');
    expect(await decide(id, CONTROLLER)).toBe('nothing');
    expect(await move()).toBe('nothing');
    expect(
      await refusedBy(
        sqlIn(
          books.worker,
          'US10',
          (sql) => sql`update request set policy_version = 'v1' where id = ${requestId}`,
        ),
      ),
    ).toBe('request_policy_newer');
  });

  it.each([
    ['whoever asked', MANAGER, 'request_change_four_eyes'],
    ['somebody who is no controller', 'person:angela.moretti', 'request_change_policy_controller'],
  ])('is not moved by %s', async (_what, who, constraint) => {
    if (who === MANAGER)
      await books.sql`insert into role_grant (principal_id, role, entity, valid_from) values (${MANAGER}, 'controller', 'US10', '2020-01-01') on conflict do nothing`;
    const { id } = await change();
    expect(await decide(id, who)).toBe(constraint);
  });

  it('is not moved by a controller who took part in it', async () => {
    await books.sql`insert into request_touch values ('US10', ${requestId}, ${CONTROLLER}, 'evidence', now())`;
    const { id } = await change();
    expect(await decide(id, CONTROLLER)).toBe('request_change_policy_untouched');
  });

  it('nor by a change that was approved as it was written, or is approved twice', async () => {
    expect((await change({ status: 'approved', decided_by: CONTROLLER })).refused).toBe(
      'request_change_begins',
    );
    const { id } = await change();
    expect(await decide(id, CONTROLLER, 'refused')).toBe('nothing');
    expect(await decide(id, CONTROLLER)).toBe('request_change_decided');
  });
});
