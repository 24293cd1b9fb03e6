import type { Database } from '../db/connection.ts';

/** A letter ready to leave; the Message-ID makes a second sending the same letter. */
export interface OutgoingLetter {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Whose customer it goes to; null for one to our own people. */
  readonly requestId: string | null;
}

/** Another system: the mail server. The real one is nodemailer (activities/mail.ts). */
export interface Mail {
  send(letter: OutgoingLetter): Promise<void>;
}

export interface ActivityDeps {
  readonly db: Database;
  readonly mail: Mail;
}

/** Every activity's first argument. `now` is the workflow's clock; it is never hashed into an effect's key or input. */
export interface RequestRef {
  readonly requestId: string;
  readonly legalEntity: string;
  /** ISO instant. */
  readonly now: string;
}
