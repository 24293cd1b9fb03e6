import { useQuery } from '@tanstack/react-query';
import type { StandingIn, Task } from '../../api/resources.ts';
import { standingInQuery } from '../../api/standing-in.ts';
import { moneyWords } from '../../parts/money-words.ts';
import { When } from '../../parts/When.tsx';

/** For whom the reader would decide the task, until when and up to which amount. */
export function StandInWords({ task: { onBehalfOf, role, request } }: { task: Task }) {
  const standing = useQuery({ ...standingInQuery, enabled: onBehalfOf !== null });
  if (!onBehalfOf) return null;
  const by = standing.data && standsInBy(standing.data, onBehalfOf.id, role);
  return (
    <>
      You stand in for {onBehalfOf.name}
      {by && (
        <>
          {' '}
          until <When at={by.until} entity={request.legalEntity} />
        </>
      )}
      {by?.limit && `, up to ${moneyWords(by.limit)}`}
    </>
  );
}

/** What that person lent, of this role before any other, else their absence. */
function standsInBy({ received, absences }: StandingIn, personId: string, role: string) {
  const lent = received.filter(({ delegator, state }) => delegator.id === personId && state === 'now');
  const lending = lent.find((one) => one.role === role) ?? lent[0];
  if (lending) return { until: lending.until, limit: lending.limit };
  const away = absences.find(({ person, state }) => person.id === personId && state === 'now');
  return away && { until: away.until, limit: null };
}
