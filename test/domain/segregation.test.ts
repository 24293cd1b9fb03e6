import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromEpochSeconds, toEpochSeconds } from '../../domain/instant.ts';
import { MATRIX_COLUMNS } from '../../domain/policy/schema.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { conflictAcross, conflictWords, dutiesOf, type PastDuty } from '../../domain/segregation.ts';
import { DUTIES, type Duty, VERDICTS } from '../../domain/vocabulary.ts';

const YOU = 'person:you';
const ACT = '2026-11-03T15:00:00Z';
const past = (duty: Duty, change: Partial<PastDuty> = {}): PastDuty => ({
  ...{ actorId: YOU, requestId: 'REQ-US10-1', duty, at: ACT },
  ...change,
});
const { segregation } = policyV1;
const conflict = (performing: readonly Duty[], acts: readonly PastDuty[], now = '2026-11-04T15:00:00Z') =>
  conflictAcross(segregation, { performing, past: acts, requestId: 'REQ-US10-2', now });
const later = (seconds: number) => fromEpochSeconds(toEpochSeconds(ACT) + seconds);
const DAYS_90 = 90 * 86_400;

describe('the duties of a decision', () => {
  test.each([
    ['triage', 'classify', null, 'prepare'],
    ['assess', 'propose', null, 'prepare'],
    ['assess', 'propose', 'credit-memo', 'prepare'],
    ['assess', 'deny', null, 'prepare'],
    ['assess', 'propose', 'write-off', 'prepare request-write-off'],
    ['assess', 'propose', 'cash-application', 'prepare apply-cash'],
    ['assess', 'propose', 'cash-application-other-payer', 'prepare apply-cash'],
    ['assess', 'propose', 'bank-change', 'prepare change-bank-details'],
    ['approve', 'approve', 'credit-memo', 'approve'],
    ['approve', 'approve', 'refund', 'approve approve-refund'],
    ['approve', 'approve', 'credit-limit', 'approve approve-credit approve-limit'],
    ['approve', 'approve', 'lower-credit-limit', 'approve approve-credit'],
    ['approve', 'approve', 'restructuring', 'approve approve-credit'],
    ['approve', 'reject', 'refund', ''],
    ['approve', 'ask', 'refund', ''],
    ['assess', 'ask', null, ''],
    ['consult', 'answer', null, ''],
  ] as const)('of a task of kind %s, %s in column %s: %s', (kind, verdict, column, duties) => {
    expect(dutiesOf(kind, verdict, column).join(' ')).toBe(duties);
  });

  test('an approval is an approval in every column', () => {
    for (const column of MATRIX_COLUMNS) expect(dutiesOf('approve', 'approve', column)).toContain('approve');
    for (const verdict of VERDICTS)
      expect(dutiesOf('assess', verdict, null).every((duty) => duty === 'prepare')).toBe(true);
  });
});

describe('across the requests of a customer', () => {
  test.each(segregation.pairs.map(({ id, duties: [a, b] }) => [id, a, b] as const))(
    '%s holds in both directions',
    (id, a, b) => {
      expect(conflict([a], [past(b)])?.pair.id).toBe(id);
      expect(conflict([b], [past(a)])?.pair.id).toBe(id);
    },
  );

  test('for ninety times 24 hours, and not a second longer', () => {
    expect(conflict(['approve'], [past('prepare')], later(DAYS_90 - 1))?.until).toBe(later(DAYS_90));
    expect(conflict(['approve'], [past('prepare')], later(DAYS_90))).toBeNull();
  });

  test('on the request itself for good', () => {
    const own = past('approve', { requestId: 'REQ-US10-2' });
    expect(conflict(['prepare'], [own], later(10 * DAYS_90))).toMatchObject({ until: null, past: own });
  });

  test('the act that bars longest is the one that is named', () => {
    const acts = [past('prepare'), past('prepare', { requestId: 'REQ-US10-3', at: later(60) })];
    expect(conflict(['approve'], acts)?.past.requestId).toBe('REQ-US10-3');
    const own = past('prepare', { requestId: 'REQ-US10-2', at: '2026-01-01T00:00:00Z' });
    expect(conflict(['approve'], [...acts, own])?.past).toBe(own);
  });

  test('the same duty again, and duties that no pair keeps apart, are free', () => {
    for (const duty of DUTIES) expect(conflict([duty], [past(duty)])).toBeNull();
    expect(conflict(['prepare'], [past('request'), past('apply-cash')])).toBeNull();
    expect(
      conflict(
        [],
        DUTIES.map((duty) => past(duty)),
      ),
    ).toBeNull();
  });

  test('what bars one day bars on every day before', () => {
    const seconds = fc.integer({ min: 0, max: 2 * DAYS_90 });
    fc.assert(
      fc.property(fc.constantFrom(...DUTIES), fc.constantFrom(...DUTIES), seconds, seconds, (a, b, x, y) => {
        const [sooner, after] = [Math.min(x, y), Math.max(x, y)];
        const barred = (at: number) => conflict([a], [past(b)], later(at)) !== null;
        expect(barred(sooner) || !barred(after)).toBe(true);
      }),
    );
  });
});

describe('in words', () => {
  const words = (performing: Duty, act: PastDuty) => {
    const found = conflict([performing], [act]);
    return found && conflictWords(found, { actorId: YOU, zone: 'America/New_York' });
  };
  test('who did what, on which request, when, and until when that bars', () => {
    expect(words('approve', past('prepare'))).toBe(
      'You prepared REQ-US10-1 for this customer on 3 Nov 2026; until 1 Feb 2027 someone else must approve for them.',
    );
    expect(words('prepare', past('approve', { actorId: 'person:other' }))).toBe(
      'The person you stand in for approved REQ-US10-1 for this customer on 3 Nov 2026; until 1 Feb 2027 someone else must prepare for them.',
    );
    expect(words('prepare', past('approve', { requestId: 'REQ-US10-2' }))).toBe(
      'You approved REQ-US10-2 on 3 Nov 2026, so someone else must prepare on it.',
    );
  });
  test('every pair has a sentence', () => {
    for (const {
      duties: [a, b],
    } of segregation.pairs)
      for (const text of [words(a, past(b)), words(b, past(a))])
        expect(text).toMatch(/^You \w.* someone else must \w/);
  });
});
