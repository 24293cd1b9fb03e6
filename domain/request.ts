import type { ActorId } from './actor.ts';
import type { Outcome, Stage, TaskKind, Verdict } from './vocabulary.ts';

/** Where a request can wait for a person of ours. */
export type Workable =
  | { readonly kind: 'triage'; readonly taskId: string }
  | { readonly kind: 'preparing'; readonly revision: number; readonly taskId: string }
  | {
      readonly kind: 'approving';
      readonly revision: number;
      readonly contentHash: string;
      readonly level: number;
      readonly levels: number;
    };

/** Docket checks a claim and proposes. */
export type Assessing = {
  readonly kind: 'assessing';
  readonly revision: number;
  readonly preparedBy: ActorId;
  readonly decisionId: string | null;
};

/**
 * The request as a union of states: plain JSON, the truth in request.state, and what a run of the workflow can begin from.
 * `ending` is decided without effect (withdrawn, denied before a proposal, no response); `approved` still has to be executed.
 */
export type RequestState =
  | { readonly kind: 'captured' }
  | Workable
  | Assessing
  | {
      readonly kind: 'awaiting-customer';
      readonly since: string;
      readonly question: string;
      readonly taskId: string;
      /** Assessed anew where its policy changed while the customer was asked. */
      readonly resume: Workable | Assessing;
    }
  | {
      readonly kind: 'approved';
      readonly revision: number;
      readonly contentHash: string;
      readonly outcome: Outcome;
    }
  | { readonly kind: 'ending'; readonly outcome: Outcome; readonly because: string }
  | { readonly kind: 'executed'; readonly outcome: Outcome }
  | { readonly kind: 'confirmed'; readonly outcome: Outcome }
  | { readonly kind: 'closed'; readonly outcome: Outcome };

type WithoutPeople<S> = S extends unknown ? Omit<S, 'question' | 'because' | 'preparedBy' | 'resume'> : never;

/**
 * The state as a run of the workflow is told it and begins from it: where the request stands, without what people wrote and without who
 * they are. The rest is in request.state, where every step reads it.
 */
export type RunState = WithoutPeople<RequestState>;

/** What the workflow may be told of a state. */
export function forWorkflow(state: RequestState): RunState {
  switch (state.kind) {
    case 'assessing': {
      const { preparedBy: _preparedBy, ...rest } = state;
      return rest;
    }
    case 'awaiting-customer': {
      const { question: _question, resume: _resume, ...rest } = state;
      return rest;
    }
    case 'ending': {
      const { because: _because, ...rest } = state;
      return rest;
    }
    default:
      return state;
  }
}

export type RequestCommand =
  | {
      readonly kind: 'route';
      readonly system: ActorId;
      readonly triageTaskId: string | null;
      readonly duplicateOf: string | null;
    }
  | { readonly kind: 'join'; readonly duplicateOf: string }
  | {
      readonly kind: 'propose';
      readonly contentHash: string;
      readonly levels: number;
      readonly outcome: Outcome;
    }
  | { readonly kind: 'call-analyst'; readonly taskId: string }
  | { readonly kind: 'level-approved'; readonly outcome: Outcome }
  | { readonly kind: 'return-to-preparer'; readonly taskId: string }
  | { readonly kind: 'prepare'; readonly by: ActorId; readonly decisionId: string }
  | { readonly kind: 'ask'; readonly at: string; readonly question: string; readonly taskId: string }
  | { readonly kind: 'answer' }
  | {
      /** Another policy: what waits for approval is proposed anew, by the same preparer, as the next revision. */
      readonly kind: 'move-policy';
      readonly preparedBy: ActorId;
      readonly decisionId: string | null;
    }
  | { readonly kind: 'withdraw'; readonly because: string }
  | { readonly kind: 'no-response' }
  | { readonly kind: 'execute' }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'close' }
  | {
      /** `revision` is the highest so far: the next proposal is the one after it. Unclassified, it is classified first. */
      readonly kind: 'reopen';
      readonly taskId: string;
      readonly revision: number;
      readonly classified: boolean;
    };

export type Decided =
  { readonly ok: true; readonly state: RequestState } | { readonly ok: false; readonly reason: string };

const to = (state: RequestState): Decided => ({ ok: true, state });

/** The one decider: the next state, or why the command can't be taken now. Pure. */
export function decide(state: RequestState, command: RequestCommand): Decided {
  const refuse: Decided = {
    ok: false,
    reason: `a request that is ${state.kind} can't take "${command.kind}"`,
  };
  switch (command.kind) {
    case 'route':
      if (state.kind !== 'captured') return refuse;
      if (command.duplicateOf !== null) return to(joined(command.duplicateOf));
      return command.triageTaskId === null
        ? to({ kind: 'assessing', revision: 1, preparedBy: command.system, decisionId: null })
        : to({ kind: 'triage', taskId: command.triageTaskId });
    case 'join':
      return state.kind === 'triage' ? to(joined(command.duplicateOf)) : refuse;
    case 'propose':
      if (state.kind !== 'assessing') return refuse;
      return proposed(state.revision, command);
    case 'call-analyst':
      return state.kind === 'assessing'
        ? to({ kind: 'preparing', revision: state.revision, taskId: command.taskId })
        : refuse;
    case 'level-approved':
      return state.kind === 'approving' ? levelApproved(state, command.outcome) : refuse;
    case 'return-to-preparer':
      return state.kind === 'approving' || state.kind === 'approved'
        ? to({ kind: 'preparing', revision: state.revision, taskId: command.taskId })
        : refuse;
    case 'prepare':
      return prepared(state, command, refuse);
    case 'ask':
      return isWorkable(state)
        ? to({
            kind: 'awaiting-customer',
            since: command.at,
            question: command.question,
            taskId: command.taskId,
            resume: state,
          })
        : refuse;
    case 'answer':
      return state.kind === 'awaiting-customer' ? to(state.resume) : refuse;
    case 'move-policy':
      return underAnotherPolicy(state, command, refuse);
    case 'withdraw':
      return isUndecided(state)
        ? to({ kind: 'ending', outcome: 'WITHDRAWN', because: command.because })
        : refuse;
    case 'no-response':
      return state.kind === 'awaiting-customer'
        ? to({ kind: 'ending', outcome: 'NO_RESPONSE', because: 'the customer did not answer' })
        : refuse;
    case 'execute':
      return state.kind === 'approved' ? to({ kind: 'executed', outcome: state.outcome }) : refuse;
    case 'confirm':
      return state.kind === 'executed' || state.kind === 'ending'
        ? to({ kind: 'confirmed', outcome: state.outcome })
        : refuse;
    case 'close':
      return state.kind === 'confirmed' ? to({ kind: 'closed', outcome: state.outcome }) : refuse;
    case 'reopen':
      return state.kind === 'closed' && state.outcome !== 'DUPLICATE_REQUEST'
        ? to(reopened(command))
        : refuse;
    default:
      return command satisfies never;
  }
}

/** The newer request ends; the earlier one answers both. */
const joined = (duplicateOf: string): RequestState => ({
  kind: 'ending',
  outcome: 'DUPLICATE_REQUEST',
  because: `it joins ${duplicateOf}, open for the same invoice and reason`,
});

type CommandOf<K extends RequestCommand['kind']> = Extract<RequestCommand, { kind: K }>;

function proposed(revision: number, { contentHash, levels, outcome }: CommandOf<'propose'>): Decided {
  return levels === 0
    ? to({ kind: 'approved', revision, contentHash, outcome })
    : to({ kind: 'approving', revision, contentHash, level: 1, levels });
}

function levelApproved(state: Extract<RequestState, { kind: 'approving' }>, outcome: Outcome): Decided {
  const { revision, contentHash, level, levels } = state;
  return level < levels
    ? to({ ...state, level: level + 1 })
    : to({ kind: 'approved', revision, contentHash, outcome });
}

const reopened = ({ classified, revision, taskId }: CommandOf<'reopen'>): RequestState =>
  classified ? { kind: 'preparing', revision, taskId } : { kind: 'triage', taskId };

/** A person classifies (first revision) or proposes (next revision): the assessment runs again under their name. */
function prepared(state: RequestState, { by, decisionId }: CommandOf<'prepare'>, refuse: Decided): Decided {
  if (state.kind === 'triage') return to({ kind: 'assessing', revision: 1, preparedBy: by, decisionId });
  if (state.kind === 'preparing')
    return to({ kind: 'assessing', revision: state.revision + 1, preparedBy: by, decisionId });
  return refuse;
}

function underAnotherPolicy(
  state: RequestState,
  command: CommandOf<'move-policy'>,
  refuse: Decided,
): Decided {
  const { preparedBy, decisionId } = command;
  switch (state.kind) {
    case 'triage':
    case 'preparing':
      return to(state);
    case 'assessing':
      return to({ ...state, preparedBy });
    case 'approving':
      return to({ kind: 'assessing', revision: state.revision + 1, preparedBy, decisionId });
    case 'awaiting-customer': {
      const back = underAnotherPolicy(state.resume, command, refuse);
      return back.ok ? to({ ...state, resume: back.state as Workable | Assessing }) : back;
    }
    default:
      return refuse;
  }
}

const isWorkable = (state: RequestState): state is Workable =>
  state.kind === 'triage' || state.kind === 'preparing' || state.kind === 'approving';

/** Nothing has been approved yet, so the customer may still withdraw. */
export const isUndecided = (state: RequestState): boolean =>
  isWorkable(state) ||
  state.kind === 'captured' ||
  state.kind === 'assessing' ||
  state.kind === 'awaiting-customer';

type Settled<S> = Extract<S, { kind: 'executed' | 'ending' | 'confirmed' | 'closed' }>;

/** The outcome is fixed and, where it has an effect, posted: what remains is to tell the customer and to close. */
export const isSettled = <S extends RunState>(state: S): state is Settled<S> =>
  state.kind === 'executed' ||
  state.kind === 'ending' ||
  state.kind === 'confirmed' ||
  state.kind === 'closed';

/** The revision a state speaks of; 0 before the first proposal. */
export function revisionOf(state: RequestState): number {
  if (state.kind === 'awaiting-customer') return revisionOf(state.resume);
  return 'revision' in state ? state.revision : 0;
}

/** The stage lists and the Temporal Web UI show. */
export function stageOf(state: RunState): Stage {
  switch (state.kind) {
    case 'approved':
      return 'executing';
    case 'ending':
    case 'executed':
    case 'confirmed':
      return 'confirming';
    default:
      return state.kind;
  }
}

/** Verdicts that end a task; asking keeps it. */
export const endsTask = (verdict: Verdict): boolean => verdict !== 'ask' && verdict !== 'consult';

/**
 * Verdicts that are our first response to the customer (domain rules 1) and end its clock: they are asked, or their claim is taken up and
 * brought nearer to its answer. What goes round among ourselves answers nobody: a colleague consulted, what that colleague says, and a
 * proposal sent back to whoever prepared it.
 */
export const isResponse = (verdict: Verdict): boolean =>
  verdict !== 'consult' && verdict !== 'answer' && verdict !== 'reject';

/** A colleague is asked beside the work: only an approval waits for the answer. */
export const leavesOpen = (verdict: Verdict, kind: TaskKind): boolean =>
  verdict === 'consult' && kind !== 'approve';
