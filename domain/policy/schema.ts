import { z } from 'zod';
import { PRIORITIES, ROLES, TEAMS } from '../vocabulary.ts';

/** One approval level: every seat of it must approve. `quorum` of `seats` for committees. */
const seatSchema = z.strictObject({
  role: z.enum(ROLES),
  team: z.union([z.enum(TEAMS), z.literal('owner'), z.literal('*')]),
});
/** Minor units of the legal entity's functional currency, as a string. */
const functionalMinor = z.string().regex(/^\d+$/);

/** A row of a matrix column: up to and including `upTo` (null: no upper bound), these levels in sequence. */
const bandSchema = z.strictObject({
  upTo: functionalMinor.nullable(),
  levels: z.array(
    z.strictObject({ seats: z.array(seatSchema).min(1), quorum: z.number().int().positive().optional() }),
  ),
});

export const MATRIX_COLUMNS = [
  'credit-memo',
  'write-off',
  'refund',
  'credit-limit',
  'cash-application',
  'cash-application-other-payer',
  'denial',
  'debit-memo',
] as const;

/** Business hours: first response, resolution. */
const targetSchema = z.record(z.enum(PRIORITIES), z.tuple([z.number().positive(), z.number().positive()]));

const routeSchema = z.strictObject({
  id: z.string(),
  when: z.strictObject({ type: z.string().optional(), reason: z.string().optional() }),
  team: z.enum(TEAMS),
  department: z.string(),
  because: z.string(),
});

export const policySchema = z.strictObject({
  version: z.string().regex(/^v\d+$/),
  effectiveFrom: z.iso.datetime(),
  sla: z.strictObject({
    targets: z.record(z.string(), targetSchema),
    marks: z.array(z.number().int().positive()),
    approvalHours: z.partialRecord(z.enum(ROLES), z.number().positive()),
  }),
  priority: z.strictObject({
    p1From: functionalMinor,
    p2From: functionalMinor,
    p3From: functionalMinor,
    p2WithinBusinessDays: z.number().int(),
  }),
  classification: z.strictObject({ automaticFrom: z.number().min(0).max(1) }),
  routing: z.array(routeSchema).min(1),
  approvals: z.strictObject({
    aggregationHours: z.number().int().positive(),
    priceMaintainerDays: z.number().int().positive(),
    matrix: z.record(z.enum(MATRIX_COLUMNS), z.array(bandSchema).min(1)),
  }),
  cash: z.strictObject({ nameScoreFrom: z.number(), valueDateBusinessDays: z.number().int() }),
  customerWait: z.strictObject({
    reminderDays: z.array(z.number().int().positive()),
    closePendingDay: z.number().int().positive(),
    closeDay: z.number().int().positive(),
  }),
  /** Rate of each tax code per legal entity: { US10: { TELECOM: "0.15" } }. */
  taxRates: z.record(z.string(), z.record(z.string(), z.string().regex(/^\d(\.\d+)?$/))),
  dunningBlockDays: z.number().int().positive(),
  lookBackDays: z.number().int().positive(),
});

/** Versioned policy data. A request keeps the version it began under. All amounts are in the legal entity's functional currency. */
export type Policy = z.infer<typeof policySchema>;
export type MatrixColumn = (typeof MATRIX_COLUMNS)[number];
