import type { Actor } from '../../domain/actor.ts';
import { colleaguesIn } from '../../domain/assignment.ts';
import { mayReassign, rungsFired } from '../../domain/ladder.ts';
import type { OwnershipContext } from '../../domain/ownership.ts';
import { roleWords } from '../../domain/role-words.ts';
import { revisionOf } from '../../domain/request.ts';
import { teamsRoutedTo } from '../../domain/routing.ts';
import type { RequestRecord } from '../../domain/run.ts';
import { TEAMS, type Role, type Team } from '../../domain/vocabulary.ts';
import { candidatesOf, storedState, type JudgedRequest } from './decision-context.ts';
import type { Involvement } from './involvement.ts';
import type { RequestRow } from '../door.ts';

export type OwnedRow = JudgedRequest & Pick<RequestRow, 'stage' | 'team' | 'skill'>;

/** checkOwnership's context from what was read: the same for what may be offered and for the door. */
export function ownershipContextOf(
  actor: Actor,
  request: OwnedRow,
  involvement: Involvement,
): OwnershipContext {
  const { directory, decisions, policies } = involvement;
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
    onlyApprovers: team === null ? [] : onlyApprovers(request, team, involvement),
    managersReassign: policy !== undefined && mayReassign(policy, rungsFired(clocks)),
    type: request.type,
    routedTeams: policy === undefined ? [] : teamsRoutedTo(policy, request.type),
    staffedTeams: TEAMS.filter((one) => colleaguesIn(directory, legalEntity, one, ['analyst']).length > 0),
    ledTeams: TEAMS.filter((one) => colleaguesIn(directory, legalEntity, one, ['team-lead']).length > 0),
  };
}

/** Who of the team, by touching the request, would leave a seat under way that somebody can fill now to nobody. */
function onlyApprovers(
  request: OwnedRow,
  team: Team,
  involvement: Involvement,
): OwnershipContext['onlyApprovers'] {
  const seats = involvement.tasks.filter(
    ({ requestId, kind, state }) =>
      requestId === request.id && kind === 'approve' && (state === 'open' || state === 'waiting'),
  );
  const fillable = seats.filter((seat) => candidatesOf(request, seat, 'approve', involvement).length > 0);
  if (fillable.length === 0) return [];
  const { directory, touches } = involvement;
  return colleaguesIn(directory, request.legalEntity, team, ['analyst', 'team-lead']).flatMap(({ id }) => {
    const touched = { requestId: request.id, actorId: id, relation: 'claimant' };
    const then: Involvement = { ...involvement, touches: [...touches, touched] };
    const lost = fillable.find((seat) => candidatesOf(request, seat, 'approve', then).length === 0);
    return lost ? [{ id, seat: roleWords(lost.role as Role, lost.team as Team | '*') }] : [];
  });
}
