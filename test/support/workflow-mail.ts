import type { Mail, OutgoingLetter } from '../../activities/deps.ts';

/** Stands for the mail server: keeps what it was given. While it is held, a letter waits to be taken. */
export class RecordingMail implements Mail {
  readonly sent: OutgoingLetter[] = [];
  #released: Promise<void> = Promise.resolve();
  #release: () => void = () => {};

  async send(letter: OutgoingLetter): Promise<void> {
    await this.#released;
    this.sent.push(letter);
  }

  hold(): void {
    this.#released = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  release(): void {
    this.#release();
  }

  about(requestId: string): OutgoingLetter[] {
    return this.sent.filter((letter) => letter.requestId === requestId);
  }
}
