import { z } from 'zod';
import { HOLIDAY_RULES } from '../holidays.ts';
import { DUTIES, PRIORITIES, ROLES, TEAMS } from '../vocabulary.ts';

/** Minor units of the legal entity's functional currency, as a string. */
const functionalMinor = z
  .string()
  .regex(/^(0|[1-9]\d{0,17})$/, 'must be whole minor units such as "50000"')
  .meta({
    description: 'Minor units of the functional currency of the legal entity: "50000" is 500.00.',
    examples: ['50000'],
  });
const percent = z.number().int().positive().max(10_000);
/** Business hours; a clock counts whole seconds. */
const hours = z
  .number()
  .positive()
  .max(10_000)
  .refine((value) => Number.isInteger(value * 3_600), 'must be whole seconds: 0.25 is a quarter of an hour')
  .meta({ description: 'Business hours; 0.25 is a quarter of an hour.' });
const sentence = z.string().trim().min(1);
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

// Calendars ------------------------------------------------------------------------------------------------------------------
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as "09:00"');
const windowsOfDay = z
  .array(z.strictObject({ from: wallTime, to: wallTime }))
  .refine(
    (windows) =>
      windows.every(({ from, to }, i) => from < to && (i === 0 || (windows[i - 1]?.to ?? '') <= from)),
    'the windows of a day must be in order, not empty, and must not overlap',
  );
const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** BusinessCalendar of domain/calendar.ts. */
const calendarSchema = z.strictObject({
  id: z.string().min(1),
  zone: z.string().refine(isZone, 'must be an IANA time zone such as "Europe/Berlin"'),
  /** ISO weekdays, 1 = Monday. Several windows a day are allowed; a day without any is closed. */
  windows: z
    .strictObject({
      1: windowsOfDay.optional(),
      2: windowsOfDay.optional(),
      3: windowsOfDay.optional(),
      4: windowsOfDay.optional(),
      5: windowsOfDay.optional(),
      6: windowsOfDay.optional(),
      7: windowsOfDay.optional(),
    })
    .refine(
      (windows) => Object.values(windows).some((day) => (day?.length ?? 0) > 0),
      'must open at some time of the week',
    ),
  holidays: z.enum(HOLIDAY_RULES),
  extraHolidays: z.array(z.iso.date()).optional(),
});

// Service levels -------------------------------------------------------------------------------------------------------------
/** Business hours: first response, resolution. */
const targetSchema = z.record(
  z.enum(PRIORITIES),
  z
    .tuple([hours, hours])
    .refine(
      ([response, resolution]) => response <= resolution,
      'the response may not take longer than the resolution',
    ),
);

/** Whom a rung of the ladder tells. `owner` is the request's owner or, while it is queued, the team's analysts. */
export const LADDER_RECIPIENTS = ['owner', 'team-lead', 'manager', 'head-of-function'] as const;

const rungSchema = z.strictObject({
  /** Of the budget; above 100 a breach goes on. */
  percent,
  notify: z.array(z.enum(LADDER_RECIPIENTS)).min(1),
  /** At this rung and above those told may give the request to another owner. */
  mayReassign: z.boolean().optional(),
});

// Approvals ------------------------------------------------------------------------------------------------------------------
const seatSchema = z.strictObject({
  role: z.enum(ROLES),
  /** `owner`: the team that owns the request. */
  team: z.union([z.enum(TEAMS), z.literal('owner'), z.literal('*')]),
  /** A rejection by this seat rejects at once, whatever the quorum. */
  veto: z.boolean().optional(),
});

/**
 * One approval level. Without a quorum every seat of it must approve. A committee has one seat in `seats`, multiplied by `of`: m of n
 * approve (`quorum` of `of`), and it is rejected once more than n − m reject.
 */
const levelSchema = z
  .strictObject({
    seats: z.array(seatSchema).min(1),
    quorum: z.number().int().positive().max(10_000).optional(),
    of: z.number().int().positive().max(10_000).optional(),
  })
  .refine(({ quorum, of }) => (quorum === undefined) === (of === undefined), 'quorum and of go together')
  .refine(({ quorum = 1, of = 1 }) => quorum <= of, 'the quorum may not exceed the number of seats')
  .refine(({ seats, of }) => of === undefined || seats.length === 1, 'a committee level names one seat');

/** A row of a matrix column: up to and including `upTo` (null: no upper bound), these levels in sequence. No level: nobody approves. */
const bandSchema = z.strictObject({ upTo: functionalMinor.nullable(), levels: z.array(levelSchema) });

const columnSchema = z
  .array(bandSchema)
  .min(1)
  .refine((bands) => bands.at(-1)?.upTo === null, 'the last band must have no upper bound')
  .refine(
    (bands) =>
      bands.every(({ upTo }, i) => {
        const before = bands[i - 1]?.upTo;
        return i === 0 || (before != null && (upTo === null || BigInt(upTo) > BigInt(before)));
      }),
    'the bounds must rise',
  );

export const MATRIX_COLUMNS = [
  'credit-memo',
  'commercial-gesture',
  'write-off',
  'refund',
  'credit-limit',
  'lower-credit-limit',
  'restructuring',
  'cash-application',
  'cash-application-other-payer',
  'denial',
  'debit-memo',
  'reversal',
  'contract-amendment',
  'bank-change',
  'lc-discrepancy-waiver',
] as const;

// Segregation of duties ------------------------------------------------------------------------------------------------------
const pairSchema = z.strictObject({
  id: slug,
  duties: z.tuple([z.enum(DUTIES), z.enum(DUTIES)]),
  because: sentence,
});

// Routing --------------------------------------------------------------------------------------------------------------------
/** Every condition given must hold; none given fits everything. */
const conditionsSchema = z.strictObject({
  type: z.string().optional(),
  reason: z.string().optional(),
  /** Claimed, functional currency; from inclusive, below exclusive. */
  amountFrom: functionalMinor.optional(),
  amountBelow: functionalMinor.optional(),
  segment: z.enum(['key-account', 'standard']).optional(),
  /** ISO 3166 country codes of the customer. */
  regions: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .min(1)
    .optional(),
  /** ISO 639 codes of the customer's language. */
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .min(1)
    .optional(),
  complexity: z.enum(['simple', 'complex']).optional(),
});

const routeSchema = z.strictObject({
  id: slug,
  when: conditionsSchema,
  team: z.enum(TEAMS),
  department: z.string().min(1),
  /** Only people with this skill are given or may claim it; without one, everyone of the team. */
  skill: slug.optional(),
  /** `queue`: waits for somebody to claim it. `least-loaded`: given to who is there and has the least open work. */
  assign: z.enum(['queue', 'least-loaded']),
  because: sentence,
});

export const policySchema = z.strictObject({
  version: z
    .string()
    .regex(/^v[1-9]\d{0,5}$/, 'must be "v" and a number')
    .meta({ description: 'Newer than every published version.', examples: ['v2'] }),
  /** When requests begin under it. */
  effectiveFrom: z.iso.datetime().meta({
    description: 'UTC. Later than that of every published version, and still to come when it is published.',
  }),
  /** Working time by legal entity. */
  calendars: z.record(
    z.string().regex(/^[A-Z]{2}\d{2}$/, 'must be a legal entity such as "US10"'),
    calendarSchema,
  ),
  sla: z.strictObject({
    targets: z.record(z.string(), targetSchema),
    /** Taken once each, in order. 100 is the breach. */
    ladder: z
      .array(rungSchema)
      .min(1)
      .refine(
        (rungs) => rungs.every(({ percent: at }, i) => i === 0 || at > (rungs[i - 1]?.percent ?? 0)),
        'the rungs must rise',
      )
      .refine(
        (rungs) => rungs.some(({ percent: at }) => at === 100),
        'must have a rung at 100 %, the breach',
      ),
    headOfFunction: z.record(z.enum(TEAMS), z.enum(ROLES)),
    approvalHours: z.partialRecord(z.enum(ROLES), hours),
    /** Of the approval's own clock, before it expires. */
    approvalReminders: z.array(z.number().int().min(1).max(99)),
    /** Business hours a consulted team has. */
    consultHours: hours,
    /** Whether waiting for a third party pauses the resolution. */
    thirdPartyPauses: z.boolean(),
    /** A closed request can be reopened for so long. */
    reopenBusinessDays: z.number().int().positive().max(10_000),
  }),
  priority: z.strictObject({
    p1From: functionalMinor,
    p2From: functionalMinor,
    p3From: functionalMinor,
    p2WithinBusinessDays: z.number().int().nonnegative().max(10_000),
  }),
  classification: z.strictObject({ automaticFrom: z.number().min(0).max(1) }),
  /** A request is complex when one of these is reached. */
  complexity: z.strictObject({
    linesFrom: z.number().int().positive().max(10_000),
    reasonsFrom: z.number().int().positive().max(10_000),
    amountFrom: functionalMinor,
  }),
  /** The first rule that fits wins; the last one fits everything. */
  routing: z
    .array(routeSchema)
    .min(1)
    .refine(
      (rules) => Object.keys(rules.at(-1)?.when ?? { some: 1 }).length === 0,
      'the last rule must fit everything',
    ),
  approvals: z.strictObject({
    aggregationHours: z.number().int().positive().max(10_000),
    priceMaintainerDays: z.number().int().positive().max(10_000),
    /** How many delegations may follow one another. */
    delegationDepth: z.number().int().positive().max(10_000),
    matrix: z.record(z.enum(MATRIX_COLUMNS), columnSchema),
  }),
  segregation: z.strictObject({
    pairs: z.array(pairSchema).min(1),
    /** Across requests of one customer the pairs hold for so long. */
    acrossRequestsDays: z.number().int().nonnegative().max(10_000),
  }),
  cash: z.strictObject({
    nameScoreFrom: z.number().min(0).max(1),
    valueDateBusinessDays: z.number().int().nonnegative().max(10_000),
  }),
  customerWait: z.strictObject({
    reminderDays: z.array(z.number().int().positive().max(10_000)),
    closePendingDay: z.number().int().positive().max(10_000),
    closeDay: z.number().int().positive().max(10_000),
  }),
  /** Rate of each tax code per legal entity: { US10: { TELECOM: "0.15" } }. */
  taxRates: z.record(
    z.string(),
    z.record(z.string(), z.string().regex(/^\d(\.\d+)?$/, 'must be a decimal share such as "0.19"')),
  ),
  dunningBlockDays: z.number().int().positive().max(10_000),
  lookBackDays: z.number().int().positive().max(10_000),
});

/** Title and description of each section, for editors. */
const SECTIONS: Readonly<Record<string, readonly [title: string, description: string]>> = {
  calendars: [
    'Calendars',
    'Working time by legal entity: zone, windows of each weekday (1 = Monday), holidays.',
  ],
  sla: [
    'Service levels',
    'Business hours [first response, resolution] by kind of request and priority; the ladder of marks; the approval clocks.',
  ],
  priority: ['Priority', 'From which claimed amounts a request is P1, P2, P3.'],
  classification: ['Classification', 'From which confidence the rules classify without a person.'],
  complexity: ['Complexity', 'A request is complex when one of these is reached.'],
  routing: ['Routing', 'The first rule that fits wins; the last one fits everything.'],
  approvals: [
    'Approvals',
    'The matrix: for each kind of effect, bands with inclusive upper bounds and who approves.',
  ],
  segregation: ['Segregation of duties', 'Pairs of duties that no one person performs for one customer.'],
  cash: ['Cash application', 'When a receipt is taken for a claimed payment without a person.'],
  customerWait: ['Waiting for the customer', 'Business days after the question.'],
  taxRates: ['Tax rates', 'Rate of each tax code by legal entity: "0.15" is 15 %.'],
};

/** For editors: JSON Schema 2020-12. What it can't say, policyProblems (problems.ts) does. */
export function policyJsonSchema(): object {
  const { properties = {}, ...schema } = z.toJSONSchema(policySchema, {
    target: 'draft-2020-12',
    io: 'input',
  });
  const described = Object.entries(properties).map(([name, property]) => {
    const [title, description] = SECTIONS[name] ?? [];
    return [name, title === undefined ? property : { title, description, ...(property as object) }];
  });
  return {
    ...schema,
    title: 'Docket policy',
    description: 'What governs a request. docs/policy.md says how to write, compare and publish one.',
    properties: Object.fromEntries(described) as object,
  };
}

/** Versioned policy data. A request keeps the version it began under. All amounts are in the legal entity's functional currency. */
export type Policy = z.infer<typeof policySchema>;
export type MatrixColumn = (typeof MATRIX_COLUMNS)[number];
export type LadderRecipient = (typeof LADDER_RECIPIENTS)[number];
export type RoutingRule = Policy['routing'][number];
export type SodPair = Policy['segregation']['pairs'][number];
