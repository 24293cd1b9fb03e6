import { describe, expect, it } from 'vitest';
import { eventTitle } from '../../api/views/event-titles.ts';

describe('the title of an event', () => {
  it.each([
    ['classified', { type: null }, 'No type fits surely: a person classifies'],
    [
      'classified',
      { type: 'billing-dispute', confidence: 0.4, route: { team: 'service-desk' } },
      'Read as billing dispute with confidence 0.4: a person classifies it',
    ],
    [
      'classified',
      { type: 'billing-dispute', confidence: 0.9, priority: 'P2', route: { team: 'billing' } },
      'Classified as billing dispute, P2',
    ],
    ['analyst-called', { why: 'no contract is on file' }, 'Given to an analyst: no contract is on file'],
    [
      'sla-mark',
      { clock: 'policy-response', percent: 75 },
      'First response: 75 % of the time allowed is used',
    ],
    ['letter-undeliverable', {}, 'Letter not delivered: the mail server refused it for good'],
    ['closed', { outcome: 'VALID_PARTIAL' }, 'Closed: valid in part'],
    ['closed', { outcome: 'NO_RESPONSE' }, 'Closed: no response'],
    ['consulted', { team: 'logistics' }, 'Question put to logistics'],
    ['consult-answered', { team: 'sales' }, 'Answer of sales filed as evidence'],
    [
      'owner-changed',
      { action: 'assign', from: null, to: 'person:a', queue: 'billing', reason: 'the only one there' },
      'Given to an owner: the only one there',
    ],
    ['owner-changed', { action: 'claim', from: null, to: 'person:a', reason: '' }, 'Claimed'],
    ['owner-changed', { action: 'hand-over', to: 'person:b', reason: 'Away.' }, 'Handed over: Away.'],
    [
      'owner-changed',
      { action: 'return-to-queue', from: 'person:a', to: null, queue: 'billing', reason: 'Not mine.' },
      'Returned to the queue of billing: Not mine.',
    ],
    ['ownership-refused', { reason: 'It is closed.' }, 'Change of owner refused: It is closed.'],
    ['seat-not-needed', {}, 'Approval no longer needed: enough others of its level approved'],
    [
      'seat-unfillable',
      { why: 'nobody of US10 holds the role' },
      'Nobody may give an approval it needs: nobody of US10 holds the role',
    ],
    ['policy-moved', { from: 'v1', to: 'v2' }, 'Moved to policy v2'],
    ['constructor', {}, 'Constructor'],
  ])('%s %j', (kind, detail, words) => {
    expect(eventTitle(kind, detail)).toBe(words);
  });
});
