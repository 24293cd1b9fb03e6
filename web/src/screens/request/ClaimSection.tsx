import { Text } from '@mantine/core';
import type { RequestDetail } from '../../api/resources.ts';
import { Section } from '../../parts/Section.tsx';
import { useIsWide } from '../../parts/width.ts';
import { CheckList } from './CheckList.tsx';
import { CheckTable } from './CheckTable.tsx';
import classes from './RequestPage.module.css';
import { sentence } from '../../parts/words.ts';

/** What is claimed against what the evidence says, line by line. */
export function ClaimSection({ request }: { request: RequestDetail }) {
  const wide = useIsWide();
  const { checks, explanation } = request;
  const differing = checks.filter((check) => check.passed !== 'yes').length;
  return (
    <Section title="Claimed and found" aside={checks.length > 0 && differenceWords(differing, checks.length)}>
      {explanation && (
        <Text className={classes.prose} mb="xs">
          {sentence(explanation)}
        </Text>
      )}
      {checks.length === 0 && (
        <Text c="dimmed">
          The checks of the claim against invoice, contract and receipts appear here once it is assessed.
        </Text>
      )}
      {checks.length > 0 && (wide ? <CheckTable checks={checks} /> : <CheckList checks={checks} />)}
    </Section>
  );
}

function differenceWords(differing: number, all: number): string {
  if (differing === 0)
    return all === 1 ? 'The check agrees' : `${all === 2 ? 'Both' : `All ${all}`} checks agree`;
  return `${differing} of ${all} ${all === 1 ? 'check does' : 'checks do'} not agree`;
}
