import { styleText } from 'node:util';
import type { PolicyDifference } from '../../domain/policy/diff.ts';

/** Colour only where a person looks at a terminal and has not said otherwise. */
const coloured = process.stdout.isTTY && !process.env['NO_COLOR'];
type Style = 'red' | 'green' | 'bold' | 'dim';
const styled = (style: Style, text: string): string => (coloured ? styleText(style, text) : text);

/** The result: on stdout, so that it can be piped. */
export const say = (text: string): void => void process.stdout.write(`${text}\n`);
export const sayJson = (value: unknown): void => say(JSON.stringify(value, null, 2));
/** What is going on, and what went wrong: on stderr. */
export const note = (text: string): void => void process.stderr.write(`${text}\n`);

export const good = (text: string): string => styled('green', text);
export const bad = (text: string): string => styled('red', text);
export const strong = (text: string): string => styled('bold', text);
export const faint = (text: string): string => styled('dim', text);

/** Differences under the name of their area, what was before what is. */
export function diffText(differences: readonly PolicyDifference[]): string {
  if (differences.length === 0) return 'No difference.';
  const areas = [...new Set(differences.map(({ area }) => area))];
  return areas
    .flatMap((area) => [
      strong(area),
      ...differences
        .filter((each) => each.area === area)
        .flatMap(({ what, before, after, path }) => [
          `  ${what} ${faint(path)}`,
          ...(before === null ? [] : [bad(`    - ${before}`)]),
          ...(after === null ? [] : [good(`    + ${after}`)]),
        ]),
    ])
    .join('\n');
}

/** Columns as wide as their widest cell. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
