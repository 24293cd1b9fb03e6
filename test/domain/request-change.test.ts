import { describe, expect, test } from 'vitest';
import type { Actor, RoleGrant } from '../../domain/actor.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import {
  lastReopeningDay,
  priorityAuthorityRefusal,
  priorityRefusal,
  reopeningAuthorityRefusal,
  reopeningRefusal,
  speaksForCustomer,
  type Changeable,
} from '../../domain/request-change.ts';

const calendar = policyV1.calendars['US10'];
if (!calendar) throw new Error('no calendar');
const open: Changeable = {
  ...{ id: 'REQ-US10-1', legalEntity: 'US10', team: 'billing', submittedBy: 'service:portal' },
  ...{ priority: 'P3', closedAt: null, firstClosedAt: null, outcome: null },
};
/** Monday before Thanksgiving, in the evening in New York. */
const closed: Changeable = { ...open, closedAt: '2026-11-24T01:00:00Z', outcome: 'VALID_FULL' };
const holding = (role: RoleGrant['role'], entity = 'US10', team: RoleGrant['team'] = '*'): Actor => ({
  ...{ id: 'person:a', name: 'A', kind: 'person', grants: [{ role, entity, team }] },
});

describe('the priority is changed by', () => {
  test.each([
    ['a lead of the team', holding('team-lead', 'US10', 'billing'), true],
    ['a lead of another team', holding('team-lead', 'US10', 'credit'), false],
    ['a lead elsewhere', holding('team-lead', 'DE20', 'billing'), false],
    ['a manager', holding('manager'), true],
    ['a controller of the group', holding('controller', '*'), true],
    ['an analyst', holding('analyst', 'US10', 'billing'), false],
    ['an auditor', holding('auditor', '*'), false],
    ['a service', { ...holding('manager'), kind: 'service' as const }, false],
  ])('%s: %#', (_who, actor, may) => {
    expect(priorityAuthorityRefusal(actor, open) === undefined).toBe(may);
  });

  test('nobody, once it is closed, while it has none, or to what it is', () => {
    expect(priorityRefusal(closed, 'P1')).toBe('Request REQ-US10-1 is closed.');
    expect(priorityRefusal({ ...open, priority: null }, 'P1')).toContain('no priority yet');
    expect(priorityRefusal(open, 'P3')).toBe('Request REQ-US10-1 has priority P3 already.');
    expect(priorityRefusal(open, 'P1')).toBeUndefined();
  });
});

describe('for the customer speaks', () => {
  const ofOwner = (id: string) => ({ ...holding('analyst', 'US10', 'credit'), id });
  test.each([
    ['who handed it in', { ...holding('channel'), id: 'service:portal', kind: 'service' as const }, true],
    ['another system', { ...holding('channel'), id: 'service:crm', kind: 'service' as const }, false],
    ['the service desk', holding('service-desk', 'US10', 'service-desk'), true],
    ['the service desk elsewhere', holding('service-desk', 'DE20', 'service-desk'), false],
    ['an analyst of its team', holding('analyst', 'US10', 'billing'), true],
    ['a lead of its team', holding('team-lead', 'US10', 'billing'), true],
    ['an analyst of another team', holding('analyst', 'US10', 'logistics'), false],
    ['its owner', ofOwner('person:owner'), true],
    ['a manager', holding('manager'), false],
  ])('%s: %#', (_who, actor, may) => {
    expect(speaksForCustomer(actor, { ...open, ownerId: 'person:owner' })).toBe(may);
  });

  test('no analyst while no team has it', () => {
    const unrouted = { ...open, team: null, ownerId: null };
    expect(speaksForCustomer(holding('analyst', 'US10', 'billing'), unrouted)).toBe(false);
    expect(speaksForCustomer(holding('service-desk'), unrouted)).toBe(true);
  });
});

describe('a closed request is reopened', () => {
  const refusal = (request: Changeable, askedAt: string, openTwin: string | null = null) =>
    reopeningRefusal(request, { policy: policyV1, calendar, askedAt, openTwin });

  test('by who speaks for the customer, and by managers', () => {
    const may = (actor: Actor) => reopeningAuthorityRefusal(actor, closed) === undefined;
    expect(may({ ...holding('channel'), id: 'service:portal', kind: 'service' })).toBe(true);
    expect(may({ ...holding('channel'), id: 'service:crm', kind: 'service' })).toBe(false);
    expect(
      ['service-desk', 'analyst', 'team-lead', 'manager'].every((role) => may(holding(role as 'manager'))),
    ).toBe(true);
    expect([may(holding('controller', '*')), may(holding('auditor', '*'))]).toEqual([false, false]);
  });

  test('within ten business days of its closing, Thanksgiving not counted, up to midnight in its entity', () => {
    expect(lastReopeningDay(calendar, policyV1, '2026-11-24T01:00:00Z')).toBe('2026-12-08');
    expect(refusal(closed, '2026-12-09T04:59:59Z')).toBeUndefined();
    expect(refusal(closed, '2026-12-09T05:00:00Z')).toBe(
      'Request REQ-US10-1 was first closed on 23 Nov 2026 and could be reopened for 10 business days from then, until 8 Dec 2026. Hand in a new request that names it.',
    );
  });

  test('within ten business days of its first closing, however often it was closed since', () => {
    const again: Changeable = {
      ...closed,
      ...{ firstClosedAt: closed.closedAt, closedAt: '2026-12-08T20:00:00Z' },
    };
    expect(refusal(again, '2026-12-09T04:59:59Z')).toBeUndefined();
    expect(refusal(again, '2026-12-09T05:00:00Z')).toContain('was first closed on 23 Nov 2026');
  });

  test('not while another is open for the same invoice and reason, which it names', () => {
    expect(refusal(closed, '2026-11-24T02:00:00Z', 'REQ-US10-2')).toBe(
      "Request REQ-US10-1 can't be reopened while REQ-US10-2 is open for the same invoice and reason: go on with that one.",
    );
  });

  test('not while it is open, nor when it joined another', () => {
    expect(refusal(open, '2026-11-24T02:00:00Z')).toBe('Request REQ-US10-1 is not closed.');
    expect(refusal({ ...closed, outcome: 'DUPLICATE_REQUEST' }, '2026-11-24T02:00:00Z')).toContain(
      'reopen that one',
    );
  });
});
