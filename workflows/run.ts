import {
  setCurrentDetails,
  setDefaultSignalHandler,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { RequestRef } from '../activities/deps.ts';
import type { RunState } from '../domain/request.ts';
import { stageOf } from '../domain/request.ts';
import type { Step, SlaOutlook, Waiting } from '../domain/run.ts';
import type { Stage } from '../domain/vocabulary.ts';
import {
  SEARCH_ATTRIBUTES,
  SIGNAL_NAMES,
  signals,
  waitingQuery,
  type CustomerRequestInput,
  type InboxMessage,
} from './messages.ts';

/** One run of the request: where it stands, what it was told, whom it waits for. Everything here can be rebuilt from the input. */
export class Run {
  state: RunState;
  waiting: Waiting;
  sla: SlaOutlook | null;
  /** Grows whenever the outlook changes, so that the SLA clock knows to look again. */
  slaVersion = 0;
  consumed: number;
  cycle: number;
  readonly inbox: InboxMessage[];
  private shownStage: Stage | null = null;
  private shownDue: string | null = null;

  constructor(readonly input: CustomerRequestInput) {
    const { step } = input;
    this.state = step?.state ?? { kind: 'captured' };
    this.waiting = step?.waiting ?? {
      for: 'Docket',
      until: null,
      next: 'customer, identity and credit are checked',
    };
    this.sla = step?.sla ?? null;
    this.consumed = input.consumed;
    this.cycle = input.cycle ?? 0;
    this.inbox = [...input.inbox];
  }

  /** First argument of every activity. The workflow's clock is the only one. */
  get ref(): RequestRef {
    const { requestId, legalEntity } = this.input;
    return { requestId, legalEntity, now: new Date().toISOString() };
  }

  get closed(): boolean {
    return this.state.kind === 'closed';
  }

  /** Takes what a step says: state, waiting, clocks; shows it to operators. */
  take(step: Step): void {
    this.state = step.state;
    this.waiting = step.waiting;
    this.takeSla(step);
    this.show(step.labels);
  }

  /** Only the clocks: a mark that fires while another step is under way says nothing of the state. */
  takeSla({ sla }: Pick<Step, 'sla'>): void {
    if (!sla) return;
    this.sla = sla;
    this.slaVersion += 1;
  }

  /** Search attributes where they changed, and the current details of the Temporal Web UI. */
  private show(labels: Step['labels']): void {
    const stage = stageOf(this.state);
    const due = this.sla?.due ?? null;
    const lasting = stage !== 'executing' && stage !== 'confirming' && stage !== 'assessing';
    const changed = labels !== undefined || (lasting && stage !== this.shownStage) || due !== this.shownDue;
    if (changed) {
      upsertSearchAttributes([
        ...(stage === this.shownStage ? [] : [{ key: SEARCH_ATTRIBUTES.stage, value: stage }]),
        ...(due === null || due === this.shownDue
          ? []
          : [{ key: SEARCH_ATTRIBUTES.slaDue, value: new Date(due) }]),
        ...(labels
          ? [
              { key: SEARCH_ATTRIBUTES.requestType, value: labels.type },
              { key: SEARCH_ATTRIBUTES.priority, value: labels.priority },
              { key: SEARCH_ATTRIBUTES.ownerQueue, value: labels.queue },
            ]
          : []),
      ]);
      this.shownStage = stage;
      this.shownDue = due;
    }
    setCurrentDetails(this.details());
  }

  private details(): string {
    const { for: whom, until, next } = this.waiting;
    const due = this.sla?.due ? `\n\n**SLA due:** ${this.sla.due} (${this.sla.why})` : '';
    return `**Waits for:** ${whom}\n\n**Until:** ${until ?? 'no date set'}\n\n**Next:** ${next}${due}\n\n[Open the request](${this.input.link})`;
  }
}

/** State first, then handlers, which only enqueue: a handler that throws would stall or kill the run. */
export function beginRun(input: CustomerRequestInput): Run {
  const run = new Run(input);
  for (const name of SIGNAL_NAMES) {
    setHandler(signals[name], (message: unknown) => {
      const id = rowIdOf(message);
      run.inbox.push(id === undefined ? { signal: 'unknown', id: name } : { signal: name, id });
    });
  }
  setDefaultSignalHandler((name) => {
    run.inbox.push({ signal: 'unknown', id: name });
  });
  setHandler(waitingQuery, () => run.waiting);
  return run;
}

/** People can type anything into the Web UI's signal form. */
function rowIdOf(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null || !('id' in message)) return undefined;
  const { id } = message;
  return typeof id === 'string' && id.length > 0 && id.length <= 200 ? id : undefined;
}
