import { describe, expect, it } from 'vitest';
import { policyProblems } from '../../../domain/policy/problems.ts';
import type { Policy } from '../../../domain/policy/schema.ts';
import { policyV1 } from '../../../domain/policy/v1.ts';

it('the shipped policy has none', () => {
  expect(policyProblems(policyV1, { legalEntities: ['US10', 'DE20'] })).toEqual([]);
});

/** Any document: what is tried here is often none of the schema's. */
type Loose = { [key: string]: Loose } & Loose[];

const broken = (change: (document: Loose, policy: Policy) => void): unknown => {
  const document = JSON.parse(JSON.stringify(policyV1)) as Policy;
  change(document as unknown as Loose, document);
  return document;
};

describe('a document is refused, naming the field', () => {
  it.each<[string, unknown, string, string]>([
    ['that is none', 'text', '', 'must be an object'],
    [
      'without a version',
      broken((d) => void Object.assign(d, { version: undefined })),
      '/version',
      'is required',
    ],
    ['with a field nobody reads', { ...policyV1, colour: 'red' }, '/colour', 'is not a field of a policy'],
    [
      'with a role that is none',
      broken((d) => void Object.assign(d['sla']?.['headOfFunction'] ?? {}, { credit: 'boss' })),
      '/sla/headOfFunction/credit',
      'must be one of "analyst"',
    ],
    [
      'with a bound that is no amount',
      broken((d) => void Object.assign(d['priority'] ?? {}, { p1From: '1,000.00' })),
      '/priority/p1From',
      'must be whole minor units such as "50000"',
    ],
    [
      'with a bound that is a number',
      broken((d) => void Object.assign(d['priority'] ?? {}, { p1From: 50000 })),
      '/priority/p1From',
      'write it in quotes, in minor units: "50000"',
    ],
    [
      'with a number as its version',
      broken((d) => void Object.assign(d, { version: 2 })),
      '/version',
      'must be text such as "v2"',
    ],
    [
      'with a local effective date',
      broken((d) => void Object.assign(d, { effectiveFrom: '2027-01-01' })),
      '/effectiveFrom',
      'must be a UTC instant',
    ],
    [
      'without targets of a kind that Docket runs',
      broken((_, p) => delete p.sla.targets['billing-dispute']),
      '/sla/targets/billing-dispute',
      'is required: Docket runs requests of the kind "billing dispute"',
    ],
    [
      'without the calendar of an entity in use',
      broken((_, p) => {
        delete p.calendars['DE20'];
        delete p.taxRates['DE20'];
      }),
      '/calendars/DE20',
      'is required: legal entity DE20',
    ],
    [
      'whose approvers have no time',
      broken((_, p) => delete p.sla.approvalHours.treasurer),
      '/sla/approvalHours/treasurer',
      'is required: the matrix asks a treasurer',
    ],
    [
      'whose waiting days do not rise',
      broken((_, p) => (p.customerWait.closePendingDay = 9)),
      '/customerWait/closePendingDay',
      'must come after the last reminder',
    ],
    [
      'that routes a kind nobody knows',
      broken((_, p) => void Object.assign(p.routing[0]?.when ?? {}, { type: 'complaint' })),
      '/routing/0/when/type',
      '"complaint" is no kind of request',
    ],
    [
      'that routes a reason nobody knows',
      broken((_, p) => void Object.assign(p.routing[0]?.when ?? {}, { reason: 'MOOD' })),
      '/routing/0/when/reason',
      'must be one of PRICE',
    ],
    [
      'that catches everything too early',
      broken((_, p) => void Object.assign(p.routing[0] ?? {}, { when: {} })),
      '/routing/0/when',
      'fits everything',
    ],
    [
      'that keeps a duty from itself',
      broken((_, p) => void Object.assign(p.segregation.pairs[0] ?? {}, { duties: ['request', 'request'] })),
      '/segregation/pairs/0/duties',
      'two different duties',
    ],
    [
      'that refunds with nobody',
      broken((_, p) => void Object.assign(p.approvals.matrix.refund[0] ?? {}, { levels: [] })),
      '/approvals/matrix/refund/0/levels',
      'a refund always needs somebody',
    ],
    [
      'that asks fewer people for more money',
      broken((_, p) => void Object.assign(p.approvals.matrix['credit-memo'][4] ?? {}, { levels: [] })),
      '/approvals/matrix/credit-memo/4/levels',
      'asks fewer people than the band below it',
    ],
    [
      'whose priorities cross',
      broken((_, p) => (p.priority.p2From = p.priority.p1From)),
      '/priority/p2From',
      'must be below p1From',
    ],
    [
      'whose hours are no whole seconds',
      broken((_, p) => (p.sla.consultHours = 0.0001)),
      '/sla/consultHours',
      'must be whole seconds',
    ],
  ])('%s', (_what, document, path, message) => {
    const problems = policyProblems(document, { legalEntities: ['US10', 'DE20'] });
    expect(problems).toContainEqual({ path, message: expect.stringContaining(message) as string });
  });
});
