import { z } from 'zod';
import { TEAMS } from '../../domain/vocabulary.ts';
import { instantView, moneyView, personView } from './resources.ts';

/** Roles whose authority can be lent: those that decide requests. */
export const DELEGABLE_ROLES = [
  'analyst',
  'team-lead',
  'manager',
  'controller',
  'treasurer',
  'cfo',
  'committee',
] as const;

export const absenceView = z
  .strictObject({
    id: z.string(),
    person: personView,
    from: instantView,
    until: instantView.meta({ description: 'Exclusive.' }),
    note: z.string(),
    state: z.enum(['coming', 'now', 'over', 'cancelled']),
    mayCancel: z.boolean(),
  })
  .meta({ id: 'Absence' });

export const delegationView = z
  .strictObject({
    id: z.string(),
    delegator: personView,
    delegate: personView,
    role: z.string(),
    entity: z.string().meta({ description: 'A company code, or * for all of the delegator.' }),
    team: z.string(),
    limit: z.union([moneyView, z.null()]).meta({
      description: 'Most that may be decided under it, inclusive; null: as much as the delegator may.',
    }),
    from: instantView,
    until: instantView.meta({ description: 'Exclusive.' }),
    reason: z.string(),
    state: z.enum(['coming', 'now', 'over', 'revoked']),
    mayRevoke: z.boolean(),
  })
  .meta({ id: 'Delegation' });

const period = {
  from: instantView,
  until: instantView.meta({ description: 'Exclusive; after from, at most a year later.' }),
};

export const createAbsenceBody = z
  .strictObject({
    ...period,
    note: z.string().trim().max(200).default(''),
    personId: z
      .string()
      .max(100)
      .optional()
      .meta({ description: 'Whose, if not the own: of somebody the reader manages.' }),
  })
  .meta({ id: 'CreateAbsence' });

export const createDelegationBody = z
  .strictObject({
    ...period,
    delegateId: z.string().max(100),
    role: z.enum(DELEGABLE_ROLES),
    entity: z.string().regex(/^([A-Z]{2}\d{2}|\*)$/, 'must be a company code such as "US10", or "*"'),
    team: z.union([z.enum(TEAMS), z.literal('*')]).default('*'),
    limit: z
      .string()
      .regex(/^\d{1,16}(\.\d{1,4})?$/, 'must be a plain positive decimal such as "5000.00"')
      .optional()
      .meta({ description: 'In the functional currency of the entity; not with entity "*".' }),
    reason: z.string().trim().min(1).max(500),
  })
  .meta({ id: 'CreateDelegation' });

export const standingInView = z
  .strictObject({
    absences: z.array(absenceView).meta({ description: 'The own, and those of people the reader manages.' }),
    given: z.array(delegationView),
    received: z.array(delegationView),
    options: z.strictObject({
      roles: z
        .array(z.strictObject({ role: z.enum(DELEGABLE_ROLES), entity: z.string(), team: z.string() }))
        .meta({ description: 'What the reader holds and could lend.' }),
      people: z
        .array(
          z.strictObject({
            id: z.string(),
            name: z.string(),
            post: z.string().meta({ description: 'What they are, in words, with the team.' }),
          }),
        )
        .meta({ description: "To whom; people of the reader's teams first." }),
      reports: z.array(personView).meta({ description: 'Whose absence the reader may record.' }),
    }),
  })
  .meta({ id: 'StandingIn' });
