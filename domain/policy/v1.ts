import type { LadderRecipient, Policy } from './schema.ts';

type Bands = Policy['approvals']['matrix']['denial'];
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
/** 2 of 3: controller, treasurer, head of credit; the risk manager stands in for one who is conflicted. */
const committee: Levels[number] = { seats: [{ role: 'committee', team: '*' }], quorum: 2, of: 3 };

const bands = (limits: readonly (number | null)[], levels: readonly Levels[]) =>
  limits.map((limit, i) => ({ upTo: limit === null ? null : whole(limit), levels: levels[i] ?? [] }));
const LIMITS = [500, 5_000, 25_000, 100_000, null] as const;
const always = (levels: Levels): Bands => bands([null], [levels]);
const mondayToFriday = (from: string, to: string) => ({
  1: [{ from, to }],
  2: [{ from, to }],
  3: [{ from, to }],
  4: [{ from, to }],
  5: [{ from, to }],
});

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
  calendars: {
    US10: {
      id: 'US10',
      zone: 'America/New_York',
      windows: mondayToFriday('09:00', '17:00'),
      holidays: 'US-federal',
    },
    DE20: { id: 'DE20', zone: 'Europe/Berlin', windows: mondayToFriday('08:00', '17:00'), holidays: 'DE-BE' },
  },
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
    ladder: [
      { percent: 50, notify: ['owner'] },
      { percent: 75, notify: ['owner', 'team-lead'] },
      { percent: 90, notify: ['owner', 'team-lead', 'manager'], mayReassign: true },
      ...[100, 125, 150, 175].map((percent) => ({
        percent,
        notify: ['owner', 'team-lead', 'manager', 'head-of-function'] as LadderRecipient[],
        mayReassign: true,
      })),
    ],
    headOfFunction: {
      billing: 'controller',
      'cash-application': 'treasurer',
      credit: 'treasurer',
      'service-desk': 'controller',
      receivables: 'controller',
      finance: 'controller',
      sales: 'controller',
      logistics: 'controller',
    },
    approvalReminders: [50],
    consultHours: 8,
    thirdPartyPauses: false,
    reopenBusinessDays: 10,
    approvalHours: {
      analyst: 4,
      'team-lead': 4,
      manager: 8,
      controller: 8,
      treasurer: 8,
      cfo: 16,
      committee: 16,
      'kyc-officer': 8,
    },
  },
  priority: { p1From: whole(100_000), p2From: whole(5_000), p3From: whole(500), p2WithinBusinessDays: 5 },
  classification: { automaticFrom: 0.7 },
  complexity: { linesFrom: 20, reasonsFrom: 3, amountFrom: whole(100_000) },
  routing: [
    {
      id: 'complex-disputes-to-specialists',
      when: { type: 'billing-dispute', complexity: 'complex' },
      team: 'billing',
      department: 'finance',
      skill: 'complex-disputes',
      assign: 'least-loaded',
      because: 'a dispute of many lines, several reasons or a large amount goes to somebody who knows them',
    },
    {
      id: 'key-accounts-to-one-person',
      when: { type: 'billing-dispute', segment: 'key-account' },
      team: 'billing',
      department: 'finance',
      assign: 'least-loaded',
      because: 'a key account has one person to talk to from the first day',
    },
    {
      id: 'billing-disputes-to-billing',
      when: { type: 'billing-dispute' },
      team: 'billing',
      department: 'finance',
      assign: 'queue',
      because: 'billing disputes belong to the billing team of finance',
    },
    {
      id: 'payments-to-cash-application',
      when: { type: 'payment-clarification' },
      team: 'cash-application',
      department: 'finance',
      assign: 'queue',
      because: 'questions about payments belong to the cash application team of finance',
    },
    {
      id: 'the-rest-to-the-service-desk',
      when: {},
      team: 'service-desk',
      department: 'service',
      assign: 'queue',
      because: 'no other rule claims it',
    },
  ],
  approvals: {
    aggregationHours: 30 * 24,
    priceMaintainerDays: 90,
    delegationDepth: 3,
    matrix: {
      'credit-memo': bands(LIMITS, [
        [],
        inSequence(lead),
        inSequence(lead, manager),
        inSequence(manager, controller),
        inSequence(controller, cfo),
      ]),
      /** The credit-memo column one band up, never automatic. */
      'commercial-gesture': bands(LIMITS, [
        inSequence(lead),
        inSequence(lead, manager),
        inSequence(manager, controller),
        inSequence(controller, cfo),
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
      'lower-credit-limit': always(inSequence(analyst)),
      restructuring: always([{ seats: [manager] }, committee]),
      /** Exact application needs nobody and never reads this column; anything else needs a lead. */
      'cash-application': always(inSequence(lead)),
      /** The paying account is known to be another customer's. */
      'cash-application-other-payer': always(inSequence(manager)),
      /** The claim's size: the analyst who denies it is enough up to 5,000. */
      denial: bands([5_000, null], [[], inSequence(lead)]),
      'debit-memo': bands([25_000, null], [inSequence(lead), inSequence(manager)]),
      reversal: always(inSequence(controller)),
      'contract-amendment': always(inSequence(manager, controller)),
      'bank-change': always([{ seats: [{ role: 'kyc-officer', team: '*' }] }, { seats: [manager] }]),
      'lc-discrepancy-waiver': always(inSequence(manager, treasurer)),
    },
  },
  segregation: {
    pairs: [
      {
        id: 'request-approve',
        duties: ['request', 'approve'],
        because: 'nobody approves what they asked for',
      },
      {
        id: 'prepare-approve',
        duties: ['prepare', 'approve'],
        because: 'nobody approves what they prepared',
      },
      {
        id: 'approve-release',
        duties: ['approve', 'release-payment'],
        because: 'who approves a payment does not release it',
      },
      {
        id: 'bank-change-refund',
        duties: ['change-bank-details', 'approve-refund'],
        because: 'who changes bank details approves no refund to them',
      },
      {
        id: 'kyc-credit',
        duties: ['clear-kyc', 'approve-credit'],
        because: 'who clears a customer grants them no credit',
      },
      {
        id: 'write-off-cash',
        duties: ['request-write-off', 'apply-cash'],
        because: 'who applies cash could hide it behind a write-off',
      },
      {
        id: 'score-limit',
        duties: ['override-score', 'approve-limit'],
        because: 'who overrides a score does not approve the limit it gives',
      },
      {
        id: 'policy-author-publisher',
        duties: ['author-policy', 'publish-policy'],
        because: 'nobody publishes the policy they wrote',
      },
    ],
    acrossRequestsDays: 90,
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
