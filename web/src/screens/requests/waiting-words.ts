import { sentence } from '../../parts/words.ts';
import type { RequestSummary } from '../../api/resources.ts';

export const waitingWords = ({ stage, waiting }: RequestSummary): string =>
  stage === 'closed' ? '–' : sentence(waiting.for ?? 'Docket itself');
