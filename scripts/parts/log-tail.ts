import { readFile } from 'node:fs/promises';

/** The last lines of a log, indented, with the file's name above: what a person needs to see why a process failed. */
export async function tailOf(file: string, lines = 15): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text.trim() === '') return `  it wrote nothing to ${file}`;
  const last = text.trimEnd().split('\n').slice(-lines);
  return [`  last lines of ${file}:`, ...last.map((line) => `    ${line}`)].join('\n');
}
