import { describe, expect, test } from 'vitest';
import { policySchema } from '../../../domain/policy/schema.ts';
import { policyV1 } from '../../../domain/policy/v1.ts';
import { REQUEST_TYPES } from '../../../domain/request-types/registry.ts';
import { PRIORITIES } from '../../../domain/vocabulary.ts';

test('is what its schema says, and survives the database’s JSON', () => {
  expect(policySchema.parse(JSON.parse(JSON.stringify(policyV1)))).toEqual(policyV1);
});

describe('the schema refuses', () => {
  const { matrix } = policyV1.approvals;
  const { denial: _denial, ...columns } = matrix;
  const withMatrix = (change: object) => ({
    ...policyV1,
    approvals: { ...policyV1.approvals, matrix: { ...matrix, ...change } },
  });
  const cases: [what: string, document: unknown][] = [
    ['a field nobody reads', { ...policyV1, colour: 'red' }],
    ['no version', { ...policyV1, version: undefined }],
    ['a version by another name', { ...policyV1, version: '1.0' }],
    ['no routing rule', { ...policyV1, routing: [] }],
    ['a matrix without a column', { ...policyV1, approvals: { ...policyV1.approvals, matrix: columns } }],
    ['a column that nothing reads', withMatrix({ gift: matrix.denial })],
    ['a column without a band', withMatrix({ denial: [] })],
    ['a bound with a fraction', withMatrix({ denial: [{ upTo: '500.00', levels: [] }] })],
    ['a negative bound', withMatrix({ denial: [{ upTo: '-1', levels: [] }] })],
    ['a level without a seat', withMatrix({ denial: [{ upTo: null, levels: [{ seats: [] }] }] })],
    [
      'a role that nobody has',
      withMatrix({ denial: [{ upTo: null, levels: [{ seats: [{ role: 'king', team: '*' }] }] }] }),
    ],
    ['a confidence above one', { ...policyV1, classification: { automaticFrom: 1.1 } }],
    ['a tax rate in percent', { ...policyV1, taxRates: { US10: { SALES: '19 %' } } }],
  ];
  test.each(cases)('%s', (_what, document) => {
    expect(policySchema.safeParse(document).success).toBe(false);
  });
});

test('every column of the matrix ends without a bound, its bounds rising', () => {
  for (const [column, bands] of Object.entries(policyV1.approvals.matrix)) {
    const bounds = bands.map(({ upTo }) => (upTo === null ? Infinity : Number(upTo)));
    expect([column, bounds.at(-1)]).toEqual([column, Infinity]);
    expect([column, ...bounds]).toEqual([column, ...bounds.toSorted((a, b) => a - b)]);
    expect(new Set(bounds).size).toBe(bounds.length);
  }
});

test('every registered type, and the unclassified request, has a target at every priority, response before resolution', () => {
  for (const type of [...REQUEST_TYPES, 'unclassified']) {
    for (const priority of PRIORITIES) {
      const [response, resolution] = policyV1.sla.targets[type]?.[priority] ?? [0, 0];
      expect([type, priority, response > 0, resolution > response]).toEqual([type, priority, true, true]);
    }
  }
});

// Domain rules 1: business hours in the legal entity's calendar, first response / resolution.
describe('the targets', () => {
  test.each([
    ['payment-clarification', '1/4 2/8 4/16 8/40'],
    ['billing-dispute', '1/8 4/24 8/40 16/80'],
    ['service-issue', '1/8 4/16 8/40 16/80'],
    ['contract-adjustment', '2/16 4/40 8/80 16/120'],
    ['master-data-change', '2/16 4/40 8/80 16/120'],
    ['credit-limit', '2/8 4/16 8/40 16/80'],
    ['credit-restructuring', '4/40 8/80 16/120 16/160'],
  ])('of a %s are %s', (type, hours) => {
    const targets = policyV1.sla.targets[type];
    expect(PRIORITIES.map((priority) => targets?.[priority].join('/')).join(' ')).toBe(hours);
  });
});

test('whoever can be asked to approve has an approval clock', () => {
  const roles = Object.values(policyV1.approvals.matrix).flatMap((bands) =>
    bands.flatMap(({ levels }) => levels.flatMap(({ seats }) => seats.map(({ role }) => role))),
  );
  const { approvalHours } = policyV1.sla;
  for (const role of roles) expect([role, approvalHours[role]]).toEqual([role, expect.any(Number)]);
  expect(approvalHours).toMatchObject({
    'team-lead': 4,
    manager: 8,
    controller: 8,
    treasurer: 8,
    cfo: 16,
    committee: 16,
  });
});

test('the last routing rule fits everything', () => {
  expect(policyV1.routing.at(-1)?.when).toEqual({});
});
