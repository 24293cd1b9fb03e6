import { Alert, Button, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiProblem } from '../api/problem.ts';
import type { FieldError } from '../api/problem.ts';
import { lowerFirst, withGroupedAmounts } from './words.ts';

interface Props {
  readonly error: unknown;
  /** What was being done: "The requests could not be read". */
  readonly what: string;
  readonly onRetry?: (() => void) | undefined;
  /** Instead of the API's words. */
  readonly message?: string | undefined;
  /** Errors that no field of the form shows. */
  readonly unplaced?: readonly FieldError[];
}

/** What happened, in the API's words, and what to do now. */
export function ProblemNotice({ error, what, onRetry, unplaced = [], message }: Props) {
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <Alert
      variant="outline"
      color="red"
      title={problem && problem.status !== 0 ? `${what}: ${lowerFirst(problem.title)}` : what}
      icon={<IconAlertTriangle aria-hidden />}
      role="alert"
    >
      <Text>
        {message ??
          (problem
            ? withGroupedAmounts(problem.message)
            : 'The page met a fault of its own. Reload it; nothing was sent.')}
      </Text>
      {unplaced.length > 0 && (
        <List mt="xs" size="sm">
          {unplaced.map((one) => (
            <List.Item key={one.pointer}>
              {one.pointer.replace(/^#?\//, '')}: {withGroupedAmounts(one.detail)}
            </List.Item>
          ))}
        </List>
      )}
      {onRetry && (
        <Button mt="sm" size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
