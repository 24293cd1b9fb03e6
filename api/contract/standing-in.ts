import { z } from 'zod';
import {
  absenceView,
  createAbsenceBody,
  createDelegationBody,
  delegationView,
  standingInView,
} from '../schemas/standing-in.ts';
import { defineRoute } from './route.ts';

const absenceParams = z.strictObject({ absenceId: z.string().meta({ example: 'ABS-3f2a' }) });
const delegationParams = z.strictObject({ delegationId: z.string().meta({ example: 'DLG-3f2a' }) });

export const getStandingIn = defineRoute({
  operationId: 'getStandingIn',
  method: 'get',
  path: '/v1/standing-in',
  tag: 'Standing in',
  summary: "The reader's absences and delegations, and what could be lent to whom",
  access: 'principal',
  answers: {
    200: {
      description: 'All that are coming or in force, and those that ended in the last 90 days.',
      body: standingInView,
    },
  },
});

export const createAbsence = defineRoute({
  operationId: 'createAbsence',
  method: 'post',
  path: '/v1/absences',
  tag: 'Standing in',
  summary: 'Record an absence',
  description: 'While somebody is away, their delegate decides for them; without one, their manager.',
  access: 'principal',
  body: createAbsenceBody,
  idempotent: true,
  answers: { 201: { description: 'Recorded.', body: absenceView } },
});

export const cancelAbsence = defineRoute({
  operationId: 'cancelAbsence',
  method: 'post',
  path: '/v1/absences/{absenceId}/cancellation',
  tag: 'Standing in',
  summary: 'Cancel an absence, or end it now',
  access: 'principal',
  params: absenceParams,
  idempotent: true,
  problems: [409],
  answers: { 200: { description: 'Cancelled.', body: absenceView } },
});

export const createDelegation = defineRoute({
  operationId: 'createDelegation',
  method: 'post',
  path: '/v1/delegations',
  tag: 'Standing in',
  summary: 'Lend authority for a time',
  description:
    'From inclusive, until exclusive. Never more than the delegator holds; both names are recorded with every decision. A delegate never decides what they, or the delegator, asked for, prepared or touched.',
  access: 'principal',
  body: createDelegationBody,
  idempotent: true,
  answers: { 201: { description: 'In force from its beginning.', body: delegationView } },
});

export const revokeDelegation = defineRoute({
  operationId: 'revokeDelegation',
  method: 'post',
  path: '/v1/delegations/{delegationId}/revocation',
  tag: 'Standing in',
  summary: 'Take lent authority back',
  access: 'principal',
  params: delegationParams,
  idempotent: true,
  problems: [409],
  answers: { 200: { description: 'Revoked.', body: delegationView } },
});
