import type { ActorId } from './actor.ts';
import type { NoticeKind } from './vocabulary.ts';

/** What one person of ours is told, once. */
export interface Notice {
  /** Unique per recipient: the same subject met again is the same notice. */
  readonly subject: string;
  readonly recipientId: ActorId;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly text: string;
}

/** What is to be said to one person, before it is known what else they are told at the same moment. */
export type Message = Omit<Notice, 'subject'>;

/** The graver first: what a notice that says several things is called after. */
const BY_GRAVITY: readonly NoticeKind[] = ['sla-breach', 'approval-expired', 'sla-mark', 'approval-reminder'];
const gravity = ({ kind }: Message): number => {
  const place = BY_GRAVITY.indexOf(kind);
  return place < 0 ? BY_GRAVITY.length : place;
};

/** One notice for each person, however much there is to tell: titled by the gravest, saying everything. */
export function oneEach(subject: string, messages: readonly Message[]): Notice[] {
  const recipients = [...new Set(messages.map(({ recipientId }) => recipientId))];
  return recipients.flatMap((recipientId) => {
    const own = messages
      .filter((message) => message.recipientId === recipientId)
      .toSorted((a, b) => gravity(a) - gravity(b));
    const [gravest] = own;
    const text = [...new Set(own.map((message) => message.text))].join('\n\n');
    return gravest ? [{ ...gravest, subject, text }] : [];
  });
}
