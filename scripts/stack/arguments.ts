import { Command, InvalidArgumentError } from 'commander';

export interface StartArguments {
  port?: number;
  examples: boolean;
  reset: boolean;
  json: boolean;
}

/** Reads the words after `npm start --`. Ends the process on `--help` and, with exit code 2, on a wrong word. */
export function parseStartArguments(words: readonly string[], command = new Command()): StartArguments {
  command
    .name('npm start --')
    .description(
      'Starts Docket on this machine: PostgreSQL, Temporal, a mail sink, the API, the worker and the inbox.',
    )
    .option('--port <number>', 'port of the inbox (default: the one in temporal-dev.yaml)', portNumber)
    .option('--no-examples', 'do not submit the worked examples on the first start')
    .option('--reset', 'delete all requests, workflows, mail and logs first', false)
    .option('--json', 'print one JSON line on stdout when everything is ready', false)
    .addHelpText(
      'after',
      `
Examples:
  npm start                         everything, with the worked examples in the inbox
  npm start -- --port 9000          the inbox on another port
  npm start -- --reset              begin again with empty state (downloads are kept)
  DATABASE_URL=postgres://… npm start       your PostgreSQL instead of the embedded one
  TEMPORAL_ADDRESS=host:7233 npm start      your Temporal cluster instead of the development server

State is in .docket (or DOCKET_STATE_DIR), logs in .docket/logs. Ctrl-C stops everything, a second one at once.
Exit codes: 0 stopped or running already, 1 failed, 2 wrong arguments.`,
    )
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  command.parse(words, { from: 'user' });
  return command.opts<StartArguments>();
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new InvalidArgumentError('A port is a whole number from 1 to 65535.');
}
