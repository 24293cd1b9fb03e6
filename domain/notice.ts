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
