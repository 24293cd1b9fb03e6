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
export type PostingLine = Schemas['PostingLine'];
export type Problem = Schemas['Problem'];
export type RequestSummary = Schemas['RequestSummary'];
export type TrialBalance = Schemas['TrialBalance'];

export type ChainSeat = Schemas['ChainSeat'];
export type Proposal = Schemas['Proposal'];
export type RequestDetail = Schemas['Request'];
export type Task = Schemas['Task'];

export type ActionName = Action['name'];
export type Channel = RequestSummary['channel'];
export type Stage = RequestSummary['stage'];
export type RequestType = NonNullable<RequestSummary['type']>;
export type Team = NonNullable<RequestSummary['team']>;
export type Outcome = NonNullable<RequestSummary['outcome']>;
export type TaskKind = Task['kind'];
export type DisputeReason = Extract<CreateDecision, { verdict: 'classify' }>['disputeReason'];
