import { ROLES, type Role, type Team } from '../../domain/vocabulary.ts';

/** Where a role is held, as seen from a request of US10's billing team. */
export const PLACEMENTS = ['home', 'other-team', 'other-entity'] as const;
export type Placement = (typeof PLACEMENTS)[number];

/** Roles that are held for one team. */
const OF_A_TEAM: readonly Role[] = ['analyst', 'team-lead'];

export interface MatrixPerson {
  readonly id: string;
  readonly role: Role;
  readonly placement: Placement;
  readonly entity: 'US10' | 'DE20';
  readonly team: Team | '*';
}

/** One person for every role of the vocabulary and every placement that it can have. */
export const PEOPLE: readonly MatrixPerson[] = ROLES.flatMap((role) =>
  PLACEMENTS.filter((placement) => placement !== 'other-team' || OF_A_TEAM.includes(role)).map(
    (placement): MatrixPerson => ({
      id: `person:matrix.${role}.${placement}`,
      ...{ role, placement },
      entity: placement === 'other-entity' ? 'DE20' : 'US10',
      team: OF_A_TEAM.includes(role) ? (placement === 'other-team' ? 'credit' : 'billing') : '*',
    }),
  ),
);

export const RELATIONS = [
  'outsider',
  'requester',
  'preparer',
  'delegate-of-requester',
  'delegate-of-preparer',
  'delegate-of-holder',
  'earlier-approver',
  'asked-elsewhere',
  'prepared-elsewhere',
  'prepared-90-days-ago',
] as const;
export type Relation = (typeof RELATIONS)[number];

/** Bands of the credit-memo column, with an amount of each in minor units: the upper bound where there is one. */
export const BANDS = {
  'up to 500': 50_000n,
  'up to 5,000': 500_000n,
  'up to 25,000': 2_500_000n,
  'up to 100,000': 10_000_000n,
  'above 100,000': 10_000_001n,
} as const;
export type Band = keyof typeof BANDS;
export const BAND_NAMES = Object.keys(BANDS) as Band[];

/** Of the seat, or of the request around it. */
export const STATES = ['open', 'waiting', 'done', 'void', 'closed', 'stale', 'withdrawn'] as const;
export type State = (typeof STATES)[number];

export interface Cell {
  readonly person: MatrixPerson;
  readonly relation: Relation;
  readonly band: Band;
  readonly state: State;
}

export const cellsOf = (
  relation: Relation,
  people: readonly MatrixPerson[],
  states: readonly State[],
): Cell[] =>
  states.flatMap((state) =>
    BAND_NAMES.flatMap((band) => people.map((person) => ({ person, relation, band, state }))),
  );
