import { Text } from '@mantine/core';
import { ApiProblem } from '../../api/problem.ts';
import type { FieldError } from '../../api/problem.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';

interface Props {
  readonly error: Error;
  readonly unplaced: readonly FieldError[];
  readonly onReread: () => void;
}

/** Why it was not recorded, and what to do; what was typed stays. */
export function SendProblem({ error, unplaced, onReread }: Props) {
  const status = error instanceof ApiProblem ? error.status : 0;
  const marked = error instanceof ApiProblem && error.errors.length > 0 && unplaced.length === 0;
  const moved = status === 409 || status === 412;
  return (
    <div>
      <ProblemNotice
        error={error}
        what="Not recorded"
        unplaced={unplaced}
        message={marked ? 'Correct what is marked above, then send it again.' : undefined}
        onRetry={moved ? onReread : undefined}
      />
      <Text size="sm" c="dimmed" mt={4}>
        {nextStep(status)}
      </Text>
    </div>
  );
}

function nextStep(status: number): string {
  if (status === 401) return 'What you typed is kept in this tab. Sign in again, then send it.';
  if (status === 409 || status === 412) return 'What you typed is kept; the request was read again.';
  if (status === 0 || status >= 500)
    return 'What you typed is kept. Sending it again is safe: it is recorded once.';
  return 'What you typed is kept.';
}
