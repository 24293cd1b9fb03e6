import type { Clock } from '../../api/resources.ts';
import { budgetWords } from '../../parts/instant-words.ts';
import { clockWords } from '../../parts/words.ts';
import classes from './Clocks.module.css';

/** What is consumed of the budget, with a tick where each mark is; longer than the budget once it is exceeded. */
export function ClockBar({ clock, percent }: { clock: Clock; percent: number }) {
  const { name, marks, consumedSeconds, budgetSeconds } = clock;
  const whole = Math.max(100, percent);
  const consumed = `${budgetWords(consumedSeconds)} of ${budgetWords(budgetSeconds)}`;
  const place = (at: number): string => `${(at / whole) * 100}%`;
  return (
    <div
      className={classes.bar}
      role="progressbar"
      aria-label={`${clockWords(name)}: consumed`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.min(100, percent)}
      aria-valuetext={`${consumed}, ${percent} %`}
    >
      <div
        className={classes.consumed}
        data-lateness={percent > 100 ? 'late' : percent >= 75 ? 'soon' : undefined}
        style={{ width: place(Math.min(percent, whole)) }}
      />
      {marks
        .filter((mark) => mark.percent < whole)
        .map((mark) => (
          <span
            key={mark.percent}
            className={classes.tick}
            data-fired={mark.fired || undefined}
            data-budget={mark.percent === 100 || undefined}
            style={{ insetInlineStart: place(mark.percent) }}
          />
        ))}
    </div>
  );
}
