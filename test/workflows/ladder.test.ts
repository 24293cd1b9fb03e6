import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { isHoliday } from '../../domain/holidays.ts';
import { useRig } from '../support/rig.ts';
import { overchargedCustomer } from '../support/workflow-cases.ts';
import {
  ANALYST,
  BILLING_LEAD,
  CONTROLLER,
  MANAGER,
  OTHER_ANALYST,
  OTHER_MANAGER,
} from '../support/workflow-people.ts';
import { beginAgain } from '../support/workflow-resume.ts';
import type { NoticeSeen } from '../support/workflow-books.ts';

const rig = useRig();
const ZONE = 'America/New_York';
const ANALYSTS = [ANALYST, OTHER_ANALYST];
const LADDER: readonly (readonly [percent: number, told: readonly string[]])[] = [
  [50, ANALYSTS],
  [75, [...ANALYSTS, BILLING_LEAD]],
  [90, [...ANALYSTS, BILLING_LEAD, MANAGER, OTHER_MANAGER]],
  ...[100, 125, 150, 175].map(
    (percent) => [percent, [...ANALYSTS, BILLING_LEAD, MANAGER, OTHER_MANAGER, CONTROLLER]] as const,
  ),
];

/** 600.00 too much: a P3 with 40 business hours, that waits for a lead. */
async function submitP3(): Promise<string> {
  const suffix = await rig.seed(overchargedCustomer(['600.00']));
  const requestId = await rig.capture({
    ...{ legalEntity: 'US10', channel: 'portal', customerId: `CUST-2001${suffix}` },
    ...{ invoiceId: `INV-2001-1${suffix}`, claimed: { amount: '600.00', currency: 'USD' } },
    ...{ subject: 'The price is too high', text: 'The price should be 100.00.' },
  });
  await rig.books.inStage(requestId, 'approving');
  return requestId;
}

/** Monday to Friday, 9 to 17 in New York, without these days: reckoned here once more, by walking the wall clock. */
function afterBusinessSeconds(start: Date, seconds: number, holidays: readonly string[]): Date {
  let at = Temporal.Instant.fromEpochMilliseconds(Math.floor(start.getTime() / 1_000) * 1_000);
  let left = seconds;
  while (left > 0) {
    const local = at.toZonedDateTimeISO(ZONE);
    const day = local.toPlainDate();
    const works = local.dayOfWeek <= 5 && !holidays.includes(day.toString());
    const opens = day.toZonedDateTime({ timeZone: ZONE, plainTime: '09:00' });
    const closes = day.toZonedDateTime({ timeZone: ZONE, plainTime: '17:00' });
    const from = Temporal.ZonedDateTime.compare(local, opens) < 0 ? opens : local;
    const available = works ? Math.max(0, (closes.epochMilliseconds - from.epochMilliseconds) / 1_000) : 0;
    if (left <= available) return new Date(from.epochMilliseconds + left * 1_000);
    left -= available;
    at = day.add({ days: 1 }).toZonedDateTime(ZONE).toInstant();
  }
  return new Date(at.epochMilliseconds);
}

const offset = (at: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(ZONE).offset;
const inWords = (at: Date): string => {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(ZONE);
  return `${local.day} ${local.toLocaleString('en-US', { month: 'short' })} ${local.toPlainTime().toString({ smallestUnit: 'minute' })} (${ZONE})`;
};

/** The first Friday before clocks go back in New York that is still ahead. */
function fridayBeforeWinterTime(now: Date): Temporal.PlainDate {
  for (let year = now.getUTCFullYear(); ; year += 1) {
    const first = Temporal.PlainDate.from({ year, month: 11, day: 1 });
    const sunday = first.add({ days: (7 - first.dayOfWeek) % 7 });
    const friday = sunday.subtract({ days: 2 });
    if (friday.toZonedDateTime({ timeZone: ZONE, plainTime: '09:00' }).epochMilliseconds > now.getTime())
      return friday;
  }
}

const ofPolicy = (notices: readonly NoticeSeen[]) =>
  notices.filter(({ text }) => text.includes('policy clock'));

describe('the ladder', () => {
  it('takes every rung at its true time, over the end of daylight saving and Veterans Day, and tells whom it names', async () => {
    const friday = fridayBeforeWinterTime(await rig.now());
    await rig.advanceTo(
      new Date(friday.toZonedDateTime({ timeZone: ZONE, plainTime: '09:00' }).epochMilliseconds),
    );
    const requestId = await submitP3();
    const { received_at: received, priority } = await rig.books.request(requestId);
    expect(priority).toBe('P3');
    await rig.advance({ hours: 21 * 24 });

    const veterans = Temporal.PlainDate.from({ year: friday.year, month: 11, day: 11 });
    // On a Saturday it is kept the day before, on a Sunday the day after.
    const kept = veterans.add({ days: veterans.dayOfWeek === 6 ? -1 : veterans.dayOfWeek === 7 ? 1 : 0 });
    const dueAt = (percent: number) =>
      afterBusinessSeconds(received, percent === 100 ? 40 * 3_600 + 1 : (40 * 3_600 * percent) / 100, [
        kept.toString(),
      ]);
    const marks = (await rig.books.marks(requestId)).filter(({ clock }) => clock === 'policy-resolution');
    expect(marks.map(({ percent, true_at, breach }) => [percent, true_at.toISOString(), breach])).toEqual(
      LADDER.map(([percent]) => [percent, dueAt(percent).toISOString(), percent >= 100]),
    );
    expect(offset(received)).toBe('-04:00');
    expect(offset(dueAt(50))).toBe('-05:00');
    expect(marks.every(({ at, true_at }) => at.getTime() - true_at.getTime() < 60_000)).toBe(true);

    const notices = ofPolicy(await rig.books.notices(requestId));
    const due = inWords(afterBusinessSeconds(received, 40 * 3_600, [kept.toString()]));
    for (const [percent, told] of LADDER) {
      const at = marks.find((mark) => mark.percent === percent)?.at.getTime();
      const then = notices.filter((notice) => notice.at.getTime() === at);
      expect(then.map(({ recipient_id }) => recipient_id).toSorted(), `${percent} %`).toEqual(
        told.toSorted(),
      );
      expect(new Set(then.map(({ kind }) => kind))).toEqual(
        new Set([percent >= 100 ? 'sla-breach' : 'sla-mark']),
      );
      expect(
        then.every(({ text }) => text.includes(due)),
        then[0]?.text,
      ).toBe(true);
      expect(then[0]?.text.includes('give it to another owner')).toBe(percent >= 90);
      expect(then[0]?.text).toContain('It waits for billing team lead.');
    }
    expect(notices).toHaveLength(LADDER.reduce((sum, [, told]) => sum + told.length, 0));
    expect((await rig.books.request(requestId)).stage).toBe('approving');
  });

  it('after an outage over several deadlines of several clocks gives each person one notice, with the true due times', async () => {
    await rig.nextBusinessMorning();
    const requestId = await submitP3();
    const { received_at: received } = await rig.books.request(requestId);
    await beginAgain(rig, requestId, () => rig.advance({ hours: 30 * 24 }));
    await rig.books.auditedSoon(requestId, 'sla-breached', ({ detail }) => detail['percent'] === 175);
    await rig.comeToRest(requestId);

    const notices = await rig.books.notices(requestId);
    const people = notices.map(({ recipient_id }) => recipient_id);
    expect(people).toEqual([...new Set(people)]);
    expect(people.toSorted()).toEqual(
      [...ANALYSTS, BILLING_LEAD, MANAGER, OTHER_MANAGER, CONTROLLER].toSorted(),
    );
    const toManager = notices.find(({ recipient_id }) => recipient_id === MANAGER);
    expect(toManager?.kind).toBe('sla-breach');
    // The response had 8 business hours: due when the day of receipt closes.
    const respond = inWords(afterBusinessSeconds(received, 8 * 3_600, holidaysSince(received)));
    const resolve = inWords(afterBusinessSeconds(received, 40 * 3_600, holidaysSince(received)));
    expect(toManager?.text).toContain(respond);
    expect(toManager?.text).toContain(resolve);
    const marks = await rig.books.marks(requestId);
    expect(marks.map(({ clock, percent }) => `${clock} ${percent}`).toSorted()).toEqual([
      'policy-resolution 175',
      'policy-response 175',
    ]);
  });

  it('says nothing more once a request is closed', async () => {
    await rig.nextBusinessMorning();
    const requestId = await submitP3();
    await rig.withdraw(requestId);
    await rig.outcome(requestId);
    const before = (await rig.books.notices(requestId)).length;
    await rig.advance({ hours: 30 * 24 });
    expect(await rig.books.notices(requestId)).toHaveLength(before);
  });
});

/** Federal holidays in the two months after a day, by the rules of 5 U.S.C. 6103 as far as they fall there. */
function holidaysSince(start: Date): string[] {
  const first = Temporal.PlainDate.from(start.toISOString().slice(0, 10));
  return Array.from({ length: 60 }, (_, days) => first.add({ days }).toString()).filter((day) =>
    isHoliday('US-federal', day),
  );
}
