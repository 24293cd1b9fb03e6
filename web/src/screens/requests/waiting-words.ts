import type { RequestSummary } from '../../api/resources.ts';

export const waitingWords = ({ stage, waiting }: RequestSummary): string =>
  stage === 'closed' ? '–' : (waiting.for ?? 'Docket itself');
