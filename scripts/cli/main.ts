import { Command, CommanderError } from 'commander';
import { Refused } from './docket-api.ts';
import { InvalidPolicy, UsageError } from './documents.ts';
import { bad, note } from './output.ts';
import { addLocalCommands, addRemoteCommands, problemsText } from './policy-commands.ts';

const EXAMPLES = `
Examples:
  npx docket policy validate my-policy.yaml
  npx docket policy diff v1 my-policy.yaml --as person:nina.castellano
  npx docket policy draft my-policy.yaml --as person:nina.castellano --note "lower threshold"
  npx docket policy submit v2 --as person:nina.castellano
  npx docket policy review v2 --accept --reason "as decided" --as person:george.hartmann
  npx docket policy publish v2 --as person:george.hartmann --json

Who you are: DOCKET_TOKEN holds an access token; --as asks the development issuer for one.
Which Docket: DOCKET_API_URL, else the stack that "npm start" runs here, else http://127.0.0.1:8081.
Exit codes: 0 done (diff: also where there are differences), 1 invalid, refused, or different with --exit-code, 2 wrong arguments.`;

function program(): Command {
  const docket = new Command()
    .name('docket')
    .description('Docket on the command line')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });
  const policy = docket
    .command('policy')
    .description('write, compare and publish policies')
    .addHelpText('after', EXAMPLES);
  docket.addHelpText('after', EXAMPLES);
  addLocalCommands(policy);
  addRemoteCommands(policy);
  return docket;
}

function codeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof InvalidPolicy) note(problemsText(error.file, error.problems));
  if (error instanceof Refused) {
    note(bad(error.message));
    for (const { pointer, detail } of error.errors) note(`  ${pointer.replace(/^\/document/, '')} ${detail}`);
    return 1;
  }
  note(bad(error instanceof Error ? error.message : String(error)));
  return error instanceof UsageError ? 2 : 1;
}

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = codeOf(error);
}
