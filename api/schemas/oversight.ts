import { z } from 'zod';
import { NOTICE_KINDS, PRIORITIES, TEAMS } from '../../domain/vocabulary.ts';
import { instantView, moneyView, personView } from './resources.ts';

export const noticeView = z
  .strictObject({
    id: z.string(),
    kind: z.enum(NOTICE_KINDS),
    title: z.string(),
    text: z.string(),
    requestId: z.string().nullable(),
    at: instantView,
    readAt: instantView.nullable(),
  })
  .meta({ id: 'Notice' });

export const readNoticesBody = z
  .strictObject({ ids: z.array(z.string().max(100)).min(1).max(200) })
  .meta({ id: 'ReadNotices' });

export const ownershipBody = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('claim'), reason: z.string().trim().max(500).default('') }),
    z.strictObject({
      action: z.enum(['hand-over', 'reassign']),
      to: z.string().max(100).meta({ description: 'The new owner.' }),
      reason: z.string().trim().min(1).max(500),
    }),
    z.strictObject({
      action: z.literal('return-to-queue'),
      team: z.enum(TEAMS).optional().meta({ description: 'Another team’s queue; its own otherwise.' }),
      reason: z.string().trim().min(1).max(500),
    }),
  ])
  .meta({ id: 'ChangeOwnership' });

export const ownershipView = z
  .strictObject({ requestId: z.string(), owner: z.union([personView, z.null()]), team: z.enum(TEAMS) })
  .meta({ id: 'Ownership' });

export const priorityBody = z
  .strictObject({ priority: z.enum(PRIORITIES), reason: z.string().trim().min(1).max(500) })
  .meta({ id: 'ChangePriority' });
export const reopeningBody = z
  .strictObject({ reason: z.string().trim().min(1).max(1_000) })
  .meta({ id: 'Reopen' });
export const policyMoveBody = z
  .strictObject({ toVersion: z.string().max(20), reason: z.string().trim().min(1).max(500) })
  .meta({ id: 'MoveToPolicy' });
export const changeDecisionBody = z
  .strictObject({ verdict: z.enum(['approve', 'refuse']), reason: z.string().trim().min(1).max(500) })
  .meta({ id: 'DecideChange' });
export const acceptedChangeView = z
  .strictObject({
    id: z.string(),
    requestId: z.string(),
    status: z.enum(['requested', 'approved', 'refused', 'effective', 'void']),
  })
  .meta({ id: 'AcceptedChange' });

export const sodReportView = z
  .strictObject({
    asOf: instantView,
    checked: z.int().meta({ description: 'People looked at.' }),
    alone: z
      .array(
        z.strictObject({
          person: personView,
          entity: z.string(),
          upTo: z.union([moneyView, z.null()]).meta({ description: 'Largest refund; null: any.' }),
          through: z.array(z.string()).meta({ description: 'The roles and delegations, in words.' }),
        }),
      )
      .meta({ description: 'Who could complete a refund alone if nothing looked at who did what.' }),
    conflicts: z.array(
      z.strictObject({
        person: personView,
        entity: z.string(),
        pair: z.string(),
        because: z.string(),
        through: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'SodReport' });

export const dashboardView = z
  .strictObject({
    legalEntity: z.string(),
    asOf: instantView,
    backlog: z.array(
      z.strictObject({
        team: z.string(),
        open: z.int(),
        ages: z
          .array(z.strictObject({ bucket: z.string(), count: z.int() }))
          .meta({ description: 'By calendar days since receipt: 0–1, 2–5, 6–10, over 10.' }),
      }),
    ),
    attainment: z.array(
      z.strictObject({
        clock: z.string(),
        met: z.int(),
        missed: z.int(),
        percent: z
          .number()
          .nullable()
          .meta({ description: 'Of requests closed in the last 30 days; null: none.' }),
      }),
    ),
    breachingNext: z.array(
      z.strictObject({
        requestId: z.string(),
        subject: z.string(),
        team: z.string().nullable(),
        owner: z.union([personView, z.null()]),
        waitingFor: z.string().nullable(),
        dueAt: instantView,
        breached: z.boolean(),
      }),
    ),
    approvers: z.array(
      z.strictObject({
        person: personView,
        open: z.int().meta({
          description:
            'Open seats that name this person, or name nobody and whose role they hold without having touched the request. What they could decide only in another’s place is not counted.',
        }),
        overdue: z.int(),
        decided30Days: z.int(),
      }),
    ),
    creditsByReason: z.array(z.strictObject({ reason: z.string(), count: z.int(), gross: moneyView })),
  })
  .meta({ id: 'Dashboard' });
