import { isRunning, type ProcessIdentity } from '../parts/identity.ts';
import { readJson, writeJson } from '../parts/json-file.ts';
import { lockHolder } from './lock.ts';
import { statePaths } from './state-dir.ts';

/** Where the parts of a stack answer. */
export interface StackAddresses {
  apiUrl: string;
  webUrl: string;
  issuerUrl: string;
  mailUrl: string;
  temporalAddress: string;
  /** Absent for a cluster given by TEMPORAL_ADDRESS, unless DOCKET_TEMPORAL_UI_URL says it. */
  temporalUiUrl: string | undefined;
  namespace: string;
  /** Connection strings with their passwords. */
  databaseUrls: { owner: string; api: string; worker: string };
}

/** What a stack writes about itself, so that other commands find it and a later start can clean up after it. */
export interface RunFile {
  state: 'starting' | 'ready';
  children: (ProcessIdentity & { name: string })[];
  addresses: StackAddresses;
}

export type FoundStack = StackAddresses & { pid: number; state: RunFile['state']; stateDir: string };

/** The stack that runs on this state folder now; `undefined` when none does. */
export function findRunningStack(stateDir?: string): FoundStack | undefined {
  const paths = statePaths(stateDir);
  const holder = lockHolder(paths.lock);
  const run = readJson<RunFile>(paths.runFile);
  if (holder === undefined || run === undefined) return undefined;
  return { ...run.addresses, pid: holder.pid, state: run.state, stateDir: paths.root };
}

export function writeRunFile(file: string, run: RunFile): void {
  writeJson(file, run, 0o600);
}

/** The processes that a stack which was killed left running. */
export function leftovers(file: string): RunFile['children'] {
  return (readJson<RunFile>(file)?.children ?? []).filter(isRunning);
}
