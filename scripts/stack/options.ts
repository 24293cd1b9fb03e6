import type { Progress } from './progress.ts';
import type { UnexpectedExit } from './supervisor.ts';

/** How a stack is to be started. */
export interface StackOptions {
  /** `.docket`, or what DOCKET_STATE_DIR says. */
  stateDir?: string;
  /** `declared`: those of temporal-dev.yaml, remembered from start to start. `free`: any, beside other stacks. */
  ports?: 'declared' | 'free';
  webPort?: number | undefined;
  /** Submit the worked examples, once for each state folder. */
  examples?: boolean;
  /** Further environment of mail, api, worker and web. */
  env?: NodeJS.ProcessEnv;
  progress?: Progress;
  /** A process died that nobody stopped. The stack goes on without it until `stop`. */
  onUnexpectedExit?: (exit: UnexpectedExit) => void;
  /** Stops the start: what runs already is stopped in order, and the start fails. */
  signal?: AbortSignal;
  /** Ends that stop at once. */
  killSignal?: AbortSignal;
}
