import { Anchor, Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ActionName, Explanation, RequestDetail } from '../../api/resources.ts';
import { Facts } from '../../parts/Facts.tsx';
import { Section } from '../../parts/Section.tsx';
import { StructuredValue } from '../../parts/StructuredValue.tsx';
import { When } from '../../parts/When.tsx';
import {
  EXPLAINED_WORDS,
  lowerFirst,
  plainWords,
  REASON_WORDS,
  reasonWords,
  sentence,
  TYPE_WORDS,
} from '../../parts/words.ts';
import { mayMovePolicy, noMoveNow } from './offered-actions.ts';
import classes from './Why.module.css';

interface Props {
  readonly request: RequestDetail;
  readonly onAction: (name: ActionName) => void;
}

/** What the rules decided by themselves, why, and what would have been otherwise. */
export function WhySection({ request, onAction }: Props) {
  const { type, reason, classification, policyVersion, explanations } = request;
  const whyNoMove = request.closedAt === null ? noMoveNow(request) : null;
  return (
    <Section title="Why">
      {explanations.length === 0 && (
        <Text c="dimmed" mb="xs">
          What the rules decide by themselves is explained here as they do.
        </Text>
      )}
      {byStep(explanations).map(([step, [newest, ...before]]) => (
        <div key={step} className={classes.step}>
          <Text fw={600}>{EXPLAINED_WORDS[step]}</Text>
          <OneExplanation of={newest} entity={request.legalEntity} />
          {before.length > 0 && (
            <details className={classes.details}>
              <summary>{before.length === 1 ? 'Once before' : `${before.length} times before`}</summary>
              {before.map((one) => (
                <OneExplanation key={one.id} of={one} entity={request.legalEntity} />
              ))}
            </details>
          )}
        </div>
      ))}
      <Facts
        facts={[
          ['Type', type ? TYPE_WORDS[type] : 'Open'],
          ['Reason', reasonWords(reason) ?? 'Open'],
          ...(classification
            ? [['Confidence', `${Math.floor(classification.confidence * 100)} %`] as const]
            : []),
          [
            'Policy',
            <span key="policy" className={classes.policy}>
              <Anchor
                renderRoot={(props) => (
                  <Link to="/policies/$version" params={{ version: policyVersion }} {...props} />
                )}
              >
                {policyVersion}
              </Anchor>
              {mayMovePolicy(request) && (
                <Button size="compact-xs" variant="default" onClick={() => onAction('move-policy')}>
                  Move to another policy…
                </Button>
              )}
              {whyNoMove && <Text size="sm">{plainWords(whyNoMove)}</Text>}
            </span>,
          ],
        ]}
      />
    </Section>
  );
}

function OneExplanation({ of, entity }: { of: Explanation; entity: string }) {
  const { because, counterfactual, rule, policyVersion, at, inputs, outcome } = of;
  return (
    <div className={classes.explanation}>
      <Text>{ended(sentence(withReasons(because)))}</Text>
      {counterfactual && (
        <Text size="sm" c="dimmed">
          Otherwise: {ended(plainWords(withReasons(counterfactual)))}
        </Text>
      )}
      <details className={classes.details}>
        <summary>What it rests on</summary>
        <Facts
          facts={[
            ['Rule', rule],
            ['Policy', policyVersion],
            ['At', <When key="at" at={at} entity={entity} />],
          ]}
        />
        <Text size="sm" fw={600} mt="xs">
          Looked at
        </Text>
        <StructuredValue value={inputs} />
        <Text size="sm" fw={600} mt="xs">
          Came to
        </Text>
        <StructuredValue value={outcome} />
      </details>
    </div>
  );
}

type Step = Explanation['step'];

/** In the order in which a request meets them; of each, the newest first. */
function byStep(explanations: readonly Explanation[]): (readonly [Step, [Explanation, ...Explanation[]]])[] {
  return (Object.keys(EXPLAINED_WORDS) as Step[]).flatMap((step) => {
    const [newest, ...before] = explanations
      .filter((one) => one.step === step)
      .toSorted((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id));
    return newest ? [[step, [newest, ...before]] as const] : [];
  });
}

/** Dispute reasons in words where a rule's text names them by their code: "billing-dispute, PRICE". */
const withReasons = (words: string): string =>
  words.replaceAll(/(?<![\w-])[A-Z_]{3,}(?![\w-])/g, (code) =>
    Object.hasOwn(REASON_WORDS, code) ? lowerFirst(reasonWords(code) ?? code) : code,
  );

const ended = (words: string): string => words.replace(/\.?$/, '.');
