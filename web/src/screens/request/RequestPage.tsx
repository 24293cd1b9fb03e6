import type { ActionName, RequestDetail } from '../../api/resources.ts';
import { useHasAside } from '../../parts/width.ts';
import type { ChangeVerdict } from '../decision/ChangeVerdictForm.tsx';
import { ActionPanel } from './ActionPanel.tsx';
import { ChainSection } from './ChainSection.tsx';
import { ChangesSection } from './ChangesSection.tsx';
import { ClaimSection } from './ClaimSection.tsx';
import { ClocksSection } from './ClocksSection.tsx';
import { ConsultsSection } from './ConsultsSection.tsx';
import { CustomerSection } from './CustomerSection.tsx';
import { DocumentsSection } from './DocumentsSection.tsx';
import { EvidenceSection } from './EvidenceSection.tsx';
import { PostingsSection } from './PostingsSection.tsx';
import { ProposalSection } from './ProposalSection.tsx';
import classes from './RequestPage.module.css';
import { RequestHead } from './RequestHead.tsx';
import { TimelineSection } from './TimelineSection.tsx';
import { WhySection } from './WhySection.tsx';

interface Props {
  readonly request: RequestDetail;
  readonly onAction: (name: ActionName) => void;
  readonly onDecideChange: (changeId: string, verdict: ChangeVerdict) => void;
}

/** One reading order for all; where there is room, what decides stands beside what is decided on. */
export function RequestPage({ request, onAction, onDecideChange }: Props) {
  const hasAside = useHasAside();
  const deciding = <ActionPanel request={request} onAction={onAction} />;
  const claim = (
    <>
      <ClaimSection request={request} />
      <CustomerSection request={request} />
      {request.consults.length > 0 && <ConsultsSection request={request} />}
      {request.proposal && <ProposalSection request={request} proposal={request.proposal} />}
      {request.postings.length > 0 && <PostingsSection request={request} />}
    </>
  );
  const ways = (
    <>
      {request.proposal && <ChainSection request={request} proposal={request.proposal} />}
      {request.changes.length > 0 && <ChangesSection request={request} onDecide={onDecideChange} />}
      <ClocksSection request={request} />
      <WhySection request={request} onAction={onAction} />
    </>
  );
  const records = (
    <>
      <EvidenceSection request={request} />
      <DocumentsSection request={request} />
      <TimelineSection request={request} />
    </>
  );
  return (
    <article>
      <RequestHead request={request} onAction={onAction} />
      {hasAside ? (
        <div className={classes.columns}>
          <div className={classes.deciding}>{deciding}</div>
          <div className={classes.record}>
            {claim}
            {records}
          </div>
          <div className={classes.ways}>{ways}</div>
        </div>
      ) : (
        <div className={classes.column}>
          {deciding}
          {claim}
          {ways}
          {records}
        </div>
      )}
    </article>
  );
}
