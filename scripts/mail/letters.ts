import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';

export interface LetterSummary {
  /** Derived from the Message-ID, so the same letter sent twice is one letter. */
  id: string;
  messageId: string;
  from: string;
  to: string;
  subject: string;
  /** ISO 8601, UTC: when the sink took it. */
  receivedAt: string;
  text: string;
  attachments: { name: string; contentType: string; bytes: number }[];
}

export interface Letter {
  summary: LetterSummary;
  mail: ParsedMail;
}

/** The letters in a folder of .eml files; the files are all there is, so they survive restarts. */
export class Letters {
  readonly #folder: string;
  readonly #letters = new Map<string, Letter>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<Letters> {
    await mkdir(folder, { recursive: true });
    const letters = new Letters(folder);
    const files = (await readdir(folder)).filter((name) => name.endsWith('.eml')).toSorted();
    for (const file of files) {
      letters.#remember(await simpleParser(await readFile(join(folder, file))), timeIn(file));
    }
    return letters;
  }

  /** Keeps a letter. One with the Message-ID of an earlier letter is dropped: mail is delivered at least once. */
  async add(raw: Buffer): Promise<void> {
    const receivedAt = new Date().toISOString();
    const id = this.#remember(await simpleParser(raw), receivedAt);
    if (id === undefined) return;
    const file = join(this.#folder, `${receivedAt.replaceAll(':', '_')}~${id}.eml`);
    await writeFile(`${file}.part`, raw);
    await rename(`${file}.part`, file);
  }

  get(id: string): Letter | undefined {
    return this.#letters.get(id);
  }

  /** Newest first; only those with `query` (in any case) in a header, the text or an attachment's name. */
  search(query: string): LetterSummary[] {
    const wanted = query.trim().toLowerCase();
    return [...this.#letters.values()]
      .filter((letter) => wanted === '' || searchable(letter).includes(wanted))
      .map((letter) => letter.summary)
      .toReversed();
  }

  #remember(mail: ParsedMail, receivedAt: string): string | undefined {
    const messageId = mail.messageId ?? `<none-${receivedAt}>`;
    const id = createHash('sha256').update(messageId).digest('hex').slice(0, 16);
    if (this.#letters.has(id)) return undefined;
    this.#letters.set(id, { mail, summary: summarise(id, messageId, receivedAt, mail) });
    return id;
  }
}

function summarise(id: string, messageId: string, receivedAt: string, mail: ParsedMail): LetterSummary {
  return {
    id,
    messageId,
    receivedAt,
    from: addresses(mail.from),
    to: addresses(mail.to),
    subject: mail.subject ?? '(no subject)',
    text: mail.text ?? '',
    attachments: mail.attachments.map((attachment, index) => ({
      name: attachment.filename ?? `attachment-${index + 1}`,
      contentType: attachment.contentType,
      bytes: attachment.size,
    })),
  };
}

function searchable({ mail, summary }: Letter): string {
  const headers = mail.headerLines.map((header) => header.line);
  const names = summary.attachments.map((attachment) => attachment.name);
  return [summary.subject, summary.from, summary.to, summary.text, ...headers, ...names]
    .join('\n')
    .toLowerCase();
}

function addresses(value: AddressObject | AddressObject[] | undefined): string {
  return [value ?? []]
    .flat()
    .map((address) => address.text)
    .join(', ');
}

function timeIn(file: string): string {
  return (file.split('~')[0] ?? '').replaceAll('_', ':');
}
