import { IconCheck, IconHelp, IconEqualNot } from '@tabler/icons-react';
import type { Check } from '../../api/resources.ts';
import classes from './Checks.module.css';

const RESULTS = {
  yes: { words: 'Agrees', Icon: IconCheck },
  no: { words: 'Differs', Icon: IconEqualNot },
  unknown: { words: 'No record', Icon: IconHelp },
} as const;

/** Icon and word, so that the colour is never alone. */
export function CheckResult({ passed }: Pick<Check, 'passed'>) {
  const { words, Icon } = RESULTS[passed];
  return (
    <span className={classes.result} data-passed={passed}>
      <Icon size={15} aria-hidden /> {words}
    </span>
  );
}
