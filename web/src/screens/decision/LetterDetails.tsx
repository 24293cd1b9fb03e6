import type { Proposal } from '../../api/resources.ts';
import { Letter } from '../request/Letter.tsx';
import classes from '../request/Why.module.css';

/** The letter that an approval lets go out, one click away. */
export function LetterDetails({ letter }: { letter: Proposal['letter'] }) {
  return (
    <details className={classes.details}>
      <summary>Read the letter that will go out</summary>
      <Letter subject={letter.subject} text={letter.text} />
    </details>
  );
}
