import type { components } from './schema.gen.ts';

type Schemas = components['schemas'];

export type Absence = Schemas['Absence'];
export type Action = Schemas['Action'];
export type AuditEvent = Schemas['AuditEvent'];
export type ChangeOwnership = Schemas['ChangeOwnership'];
export type Check = Schemas['Check'];
export type Clock = Schemas['Clock'];
export type CreateAbsence = Schemas['CreateAbsence'];
export type CreateDecision = Schemas['CreateDecision'];
export type CreateDelegation = Schemas['CreateDelegation'];
export type Decision = Schemas['Decision'];
export type DecisionOutcome = Schemas['DecisionOutcomes']['outcomes'][number];
export type Delegation = Schemas['Delegation'];
export type Evidence = Schemas['Evidence'];
export type Me = Schemas['Me'];
export type Money = Schemas['Money'];
export type Notice = Schemas['Notice'];
export type Ownership = Schemas['Ownership'];
export type Person = Schemas['Person'];
export type PostingLine = Schemas['PostingLine'];
export type Problem = Schemas['Problem'];
export type RequestSummary = Schemas['RequestSummary'];
export type StandingIn = Schemas['StandingIn'];
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
