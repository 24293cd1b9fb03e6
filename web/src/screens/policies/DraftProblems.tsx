import { Alert, Anchor, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiProblem } from '../../api/problem.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { lineOf, nearestPlace, placesIn } from './json-places.ts';
import classes from './Policies.module.css';

interface Props {
  readonly error: Error;
  /** What was sent. */
  readonly text: string;
  readonly onGo: (offset: number) => void;
}

/** What is wrong with a draft, in the order of the lines it is about. */
export function DraftProblems({ error, text, onGo }: Props) {
  const problem = error instanceof ApiProblem ? error : null;
  if (!problem || problem.errors.length === 0) {
    return (
      <ProblemNotice
        error={error}
        what="Not recorded"
        message={
          problem?.status === 412
            ? 'Somebody changed the draft meanwhile. Copy what you typed, go back, and edit it as it is now.'
            : undefined
        }
      />
    );
  }
  const places = placesIn(text);
  const placed = problem.errors
    .map((one) => {
      const path = one.pointer.replace(/^#?\/document/, '');
      return { ...one, path, offset: nearestPlace(places, path) };
    })
    .toSorted((a, b) => a.offset - b.offset);
  return (
    <Alert
      variant="outline"
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={
        problem.errors.length === 1
          ? 'Not recorded: one thing is wrong'
          : `Not recorded: ${problem.errors.length} things are wrong`
      }
      role="alert"
    >
      <ul className={classes.problems}>
        {placed.map(({ pointer, detail, path, offset }) => (
          <li key={`${pointer} ${detail}`}>
            <Anchor component="button" type="button" onClick={() => onGo(offset)}>
              Line {lineOf(text, offset)}
            </Anchor>
            : {detail}
            <Text size="sm" c="dimmed">
              {path || 'The document as a whole'}
            </Text>
          </li>
        ))}
      </ul>
      <Text size="sm">What you typed is kept.</Text>
    </Alert>
  );
}
