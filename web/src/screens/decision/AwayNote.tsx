import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { standingInQuery } from '../../api/standing-in.ts';
import { useReader } from '../../parts/reader.ts';
import { When } from '../../parts/When.tsx';

/** Who is recorded as away keeps their authority: it is said before they use it. */
export function AwayNote({ entity }: { entity: string }) {
  const me = useReader();
  const standing = useQuery(standingInQuery);
  const away = standing.data?.absences.find(({ person, state }) => person.id === me?.id && state === 'now');
  if (!away) return null;
  return (
    <Alert variant="outline" color="amber" title="You are away">
      You are recorded as away until <When at={away.until} entity={entity} />; whoever stands in may decide as
      well.
    </Alert>
  );
}
