import type { Actor } from '../../domain/actor.ts';
import { colleaguesIn } from '../../domain/assignment.ts';
import { mayReassign, rungsFired } from '../../domain/ladder.ts';
import type { OwnershipContext } from '../../domain/ownership.ts';
import { revisionOf } from '../../domain/request.ts';
import type { RequestRecord } from '../../domain/run.ts';
import { TEAMS, type Team } from '../../domain/vocabulary.ts';
import { storedState, type JudgedRequest } from './decision-context.ts';
import type { Involvement } from './involvement.ts';
import type { RequestRow } from '../door.ts';

export type OwnedRow = JudgedRequest & Pick<RequestRow, 'stage' | 'team' | 'skill'>;

/** checkOwnership's context from what was read: the same for what may be offered and for the door. */
export function ownershipContextOf(
  actor: Actor,
  request: OwnedRow,
  { directory, decisions, policies }: Involvement,
): OwnershipContext {
  const { legalEntity, stage, skill, ownerId } = request;
  const team = request.team as Team | null;
  const revision = Math.max(request.revision, revisionOf(storedState(request)));
  const policy = policies.get(request.policyVersion);
  const clocks = (request.state as RequestRecord | null)?.clocks ?? [];
  return {
    ...{ actor, legalEntity, stage, team, skill, ownerId },
    colleagues: team === null ? [] : colleaguesIn(directory, legalEntity, team, ['analyst', 'team-lead']),
    approvers: decisions
      .filter((row) => row.requestId === request.id && row.revision === revision)
      .filter((row) => row.verdict === 'approve' && row.status !== 'void')
      .flatMap(({ actorId, onBehalfOf }) => (onBehalfOf === null ? [actorId] : [actorId, onBehalfOf])),
    managersReassign: policy !== undefined && mayReassign(policy, rungsFired(clocks)),
    staffedTeams: TEAMS.filter((one) => colleaguesIn(directory, legalEntity, one, ['analyst']).length > 0),
  };
}
