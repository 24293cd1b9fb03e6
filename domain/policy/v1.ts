import type { Policy } from './schema.ts';

type Levels = Policy['approvals']['matrix']['denial'][number]['levels'];

/** Whole units of the functional currency. */
const whole = (units: number) => `${units}00`;
const lead = { role: 'team-lead', team: 'owner' } as const;
const analyst = { role: 'analyst', team: 'owner' } as const;
const manager = { role: 'manager', team: '*' } as const;
const controller = { role: 'controller', team: '*' } as const;
const treasurer = { role: 'treasurer', team: '*' } as const;
const cfo = { role: 'cfo', team: '*' } as const;
const inSequence = (
  ...seats: (
    typeof lead | typeof analyst | typeof manager | typeof controller | typeof treasurer | typeof cfo
  )[]
): Levels => seats.map((seat) => ({ seats: [seat] }));
/** 2 of 3: controller, treasurer, head of credit. */
const committee: Levels[number] = { seats: [{ role: 'committee', team: '*' }], quorum: 2 };

const bands = (limits: readonly (number | null)[], levels: readonly Levels[]) =>
  limits.map((limit, i) => ({ upTo: limit === null ? null : whole(limit), levels: levels[i] ?? [] }));
const LIMITS = [500, 5_000, 25_000, 100_000, null] as const;

const hours = (p1: [number, number], p2: [number, number], p3: [number, number], p4: [number, number]) => ({
  P1: p1,
  P2: p2,
  P3: p3,
  P4: p4,
});

/** The policy Docket ships with: the default figures of the finance department's own rule book, all of them data. */
export const policyV1: Policy = {
  version: 'v1',
  effectiveFrom: '2020-01-01T00:00:00Z',
  sla: {
    targets: {
      'payment-clarification': hours([1, 4], [2, 8], [4, 16], [8, 40]),
      'billing-dispute': hours([1, 8], [4, 24], [8, 40], [16, 80]),
      /** Until somebody has said what it is. */
      unclassified: hours([1, 8], [4, 24], [8, 40], [16, 80]),
      'service-issue': hours([1, 8], [4, 16], [8, 40], [16, 80]),
      'contract-adjustment': hours([2, 16], [4, 40], [8, 80], [16, 120]),
      'master-data-change': hours([2, 16], [4, 40], [8, 80], [16, 120]),
      'credit-limit': hours([2, 8], [4, 16], [8, 40], [16, 80]),
      'credit-restructuring': hours([4, 40], [8, 80], [16, 120], [16, 160]),
    },
    marks: [50, 75, 90, 100, 125, 150, 175],
    approvalHours: {
      analyst: 4,
      'team-lead': 4,
      manager: 8,
      controller: 8,
      treasurer: 8,
      cfo: 16,
      committee: 16,
    },
  },
  priority: { p1From: whole(100_000), p2From: whole(5_000), p3From: whole(500), p2WithinBusinessDays: 5 },
  classification: { automaticFrom: 0.7 },
  routing: [
    {
      id: 'billing-disputes-to-billing',
      when: { type: 'billing-dispute' },
      team: 'billing',
      department: 'finance',
      because: 'billing disputes belong to the billing team of finance',
    },
    {
      id: 'payments-to-cash-application',
      when: { type: 'payment-clarification' },
      team: 'cash-application',
      department: 'finance',
      because: 'questions about payments belong to the cash application team of finance',
    },
    {
      id: 'the-rest-to-the-service-desk',
      when: {},
      team: 'service-desk',
      department: 'service',
      because: 'no other rule claims it',
    },
  ],
  approvals: {
    aggregationHours: 30 * 24,
    priceMaintainerDays: 90,
    matrix: {
      'credit-memo': bands(LIMITS, [
        [],
        inSequence(lead),
        inSequence(lead, manager),
        inSequence(manager, controller),
        inSequence(controller, cfo),
      ]),
      'write-off': bands(LIMITS, [
        inSequence(lead),
        inSequence(lead, manager),
        inSequence(manager, controller),
        inSequence(controller, cfo),
        [{ seats: [cfo] }, committee],
      ]),
      refund: bands(LIMITS, [
        inSequence(lead),
        inSequence(lead, manager),
        inSequence(manager, controller),
        inSequence(controller, treasurer),
        inSequence(cfo, treasurer),
      ]),
      'credit-limit': bands(LIMITS, [
        inSequence(analyst),
        inSequence(lead),
        inSequence(manager),
        inSequence(manager, controller),
        [committee],
      ]),
      /** Exact application needs nobody and never reads this column; anything else needs a lead. */
      'cash-application': bands([null], [inSequence(lead)]),
      /** The paying account is known to be another customer's. */
      'cash-application-other-payer': bands([null], [inSequence(manager)]),
      /** The claim's size: the analyst who denies it is enough up to 5,000. */
      denial: bands([5_000, null], [[], inSequence(lead)]),
      'debit-memo': bands([25_000, null], [inSequence(lead), inSequence(manager)]),
    },
  },
  cash: { nameScoreFrom: 0.85, valueDateBusinessDays: 3 },
  customerWait: { reminderDays: [3, 6, 9], closePendingDay: 10, closeDay: 15 },
  taxRates: {
    US10: { EXEMPT: '0', SALES: '0.08', TELECOM: '0.15' },
    DE20: { STANDARD: '0.19', REDUCED: '0.07', ZERO: '0' },
  },
  dunningBlockDays: 60,
  lookBackDays: 365,
};
