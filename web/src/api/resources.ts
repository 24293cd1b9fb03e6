import type { components } from './schema.gen.ts';

type Schemas = components['schemas'];

export type Action = Schemas['Action'];
export type AuditEvent = Schemas['AuditEvent'];
export type Check = Schemas['Check'];
export type Clock = Schemas['Clock'];
export type CreateDecision = Schemas['CreateDecision'];
export type Decision = Schemas['Decision'];
export type Evidence = Schemas['Evidence'];
export type Me = Schemas['Me'];
export type Money = Schemas['Money'];
export type Person = NonNullable<Schemas['Person']>;
export type PostingLine = Schemas['PostingLine'];
export type Problem = Schemas['Problem'];
export type RequestSummary = Schemas['RequestSummary'];
export type TrialBalance = Schemas['TrialBalance'];

/**
 * In the document a nullable component is nullable everywhere, and `X & (… | null)` stands for "X or null"; the answers hold null
 * exactly where it is written here.
 */
export type ChainSeat = Omit<Schemas['ChainSeat'], 'decidedBy'> & { readonly decidedBy: Person | null };
type StatedProposal = NonNullable<Schemas['Proposal']>;
export type Proposal = Omit<StatedProposal, 'approvals'> & {
  readonly approvals: Omit<StatedProposal['approvals'], 'seats'> & { readonly seats: readonly ChainSeat[] };
};
export type RequestDetail = Omit<Schemas['Request'], 'proposal' | 'owner'> & {
  readonly proposal: Proposal | null;
  readonly owner: Person | null;
};
export type Task = Omit<Schemas['Task'], 'decidedBy'> & { readonly decidedBy: Person | null };

export type ActionName = Action['name'];
export type Channel = RequestSummary['channel'];
export type Stage = RequestSummary['stage'];
export type RequestType = NonNullable<RequestSummary['type']>;
export type Team = NonNullable<RequestSummary['team']>;
export type Outcome = NonNullable<RequestSummary['outcome']>;
export type TaskKind = Task['kind'];
export type DisputeReason = Extract<CreateDecision, { verdict: 'classify' }>['disputeReason'];
