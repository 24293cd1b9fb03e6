import { Button, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Policy } from '../../api/resources.ts';
import { useReader } from '../../parts/reader.ts';
import classes from './Policies.module.css';
import { STEP_WORDS } from './policy-words.ts';
import type { PolicyStepName } from './search.ts';

interface Props {
  readonly policy: Policy;
  readonly onStep: (step: PolicyStepName) => void;
}

/** Those who write or publish policies are told why a step is not theirs; for everybody else it would only be noise. */
const INVOLVED: ReadonlySet<string> = new Set(['policy-author', 'policy-publisher']);

/** What this reader may do with the policy now. */
export function PolicyActions({ policy, onStep }: Props) {
  const involved = useReader()?.grants.some(({ role }) => INVOLVED.has(role)) ?? false;
  const allowed = policy.actions.filter((action) => action.allowed);
  const [refused] = policy.actions.filter((action) => !action.allowed && action.reason !== null);
  const final = policy.state === 'published' || policy.state === 'discarded';
  if (allowed.length === 0) {
    return involved && !final && refused ? (
      <Text className={classes.refusal} my="xs">
        <IconLock size={15} aria-hidden />
        <span>{refused.reason}</span>
      </Text>
    ) : (
      <div className={classes.buttons} />
    );
  }
  return (
    <div className={classes.buttons}>
      {allowed.map(({ name }, index) =>
        name === 'edit' ? (
          <Button
            key={name}
            variant="default"
            renderRoot={(props) => (
              <Link to="/policies/$version/edit" params={{ version: policy.version }} {...props} />
            )}
          >
            Edit
          </Button>
        ) : (
          <Button
            key={name}
            variant={
              isForward(name) && index === allowed.findIndex((one) => isForward(one.name))
                ? 'filled'
                : 'default'
            }
            onClick={() => onStep(name)}
          >
            {STEP_WORDS[name]}…
          </Button>
        ),
      )}
    </div>
  );
}

const isForward = (name: string): boolean => ['submit', 'accept', 'publish'].includes(name);
