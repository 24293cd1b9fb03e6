import type { Tx } from '../db/connection.ts';
import { onceForRequest, type RequestRow } from '../db/door.ts';
import { insertDocuments, markSent, unsentDocuments, type DocumentRow } from '../db/stores/casework.ts';
import { customerById } from '../db/stores/customers.ts';
import { proposalOf } from '../db/stores/decision-context.ts';
import { restatementOf } from '../db/stores/memos.ts';
import { inEntity } from '../db/transaction.ts';
import { describeInstant } from '../domain/instant.ts';
import { renderLetter, type LetterTemplate } from '../domain/letters.ts';
import type { ProposalContent } from '../domain/proposal.ts';
import type { RequestState } from '../domain/request.ts';
import { closingKey, openCase, type Casework } from './casework.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';
import { refusedForGood } from './mail.ts';

interface Draft {
  readonly kind: DocumentRow['kind'];
  readonly template: LetterTemplate;
  readonly fields: Readonly<Record<string, string>>;
}

/** Letters to the customer: stored first, then sent, so that what was sent is what is on file. */
export const notifyActivities = (deps: ActivityDeps) => ({
  /**
   * Sends the letter of the outcome, and the corrected invoice where one was credited.
   * @param cycle how often the request was reopened: each closing has letters of its own; absent when scheduled before there was reopening
   * @returns the ids of what was sent; what the mail server refuses for good is audited
   */
  confirm: (ref: RequestRef, cycle = 0): Promise<string[]> =>
    fileAndSend(deps, ref, closingKey('confirm/letters', cycle), outcomeLetters),

  /** Sends the open question, or reminds of it. @param subject what makes this letter one letter: `question`, or the reminder's day */
  askCustomer: async (ref: RequestRef, since: string, subject: string, closesAt: string): Promise<void> => {
    const ids = await fileAndSend(deps, ref, `0/ask/${since}/${subject}`, async (_tx, work) =>
      questionLetters(work, subject, closesAt),
    );
    await inEntity(deps.db, ref.legalEntity, (tx) => markSent(tx, ref.legalEntity, ids, new Date(ref.now)));
  },
});

type Drafting = (tx: Tx, work: Casework) => Promise<Draft[]>;

/** A repeat finds the same letters on file and sends those not yet marked as sent, under the same Message-IDs. */
async function fileAndSend(
  { db, mail }: ActivityDeps,
  ref: RequestRef,
  key: string,
  draft: Drafting,
): Promise<string[]> {
  const { requestId, legalEntity, now } = ref;
  let filed: NewDocument[] | undefined;
  const { ids } = await onceForRequest(
    db,
    { legalEntity, requestId, key, input: {}, at: new Date(now) },
    async (tx, request) => {
      filed = await file(tx, request, key, draft, new Date(now));
      return {
        result: { ids: filed.map(({ id }) => id) },
        audit: filed.map(({ id, kind }) => ({
          actorId: `system@${request.policyVersion}`,
          kind: 'letter-filed',
          detail: { documentId: id, letter: kind },
        })),
      };
    },
  );
  const letters = filed ?? (await inEntity(db, legalEntity, (tx) => unsentDocuments(tx, legalEntity, ids)));
  const refused: { id: string; refusal: string }[] = [];
  for (const { id, messageId, recipient: to, title: subject, text, html } of letters) {
    const refusal = await mail
      .send({ messageId, to, subject, text, html, requestId })
      .then(() => undefined, permanentRefusal);
    if (refusal !== undefined) refused.push({ id, refusal });
  }
  await auditUndeliverable(db, ref, key, refused);
  return ids.filter((id) => !refused.some((one) => one.id === id));
}

/** The mail server's word that it will never take this letter. @throws anything else: it is tried again */
function permanentRefusal(error: unknown): string {
  const code = refusedForGood(error);
  if (code === undefined) throw error;
  return `the mail server refused it for good (${code})`;
}

/** The letter stays on file, unsent, for a person to send some other way; the request goes on. */
async function auditUndeliverable(
  db: ActivityDeps['db'],
  { requestId, legalEntity, now }: RequestRef,
  key: string,
  refused: readonly { id: string; refusal: string }[],
): Promise<void> {
  if (refused.length === 0) return;
  await onceForRequest(
    db,
    { legalEntity, requestId, key: `${key}/undeliverable`, input: {}, at: new Date(now) },
    async (_tx, request) => ({
      result: {},
      audit: refused.map(({ id, refusal }) => ({
        actorId: `system@${request.policyVersion}`,
        kind: 'letter-undeliverable',
        detail: { documentId: id, why: refusal },
      })),
    }),
  );
}

async function file(
  tx: Tx,
  request: RequestRow,
  key: string,
  draft: Drafting,
  at: Date,
): Promise<NewDocument[]> {
  const drafts = await draft(tx, await openCase(tx, request));
  const recipient = (await customerById(tx, request.legalEntity, request.customerId))?.contactEmail ?? '';
  const rows = drafts.map((one, i) =>
    documentRow(request, one, `${key.replaceAll(/[^A-Za-z0-9]+/g, '-')}-${i + 1}`, recipient, at),
  );
  await insertDocuments(tx, rows);
  return rows;
}

type NewDocument = ReturnType<typeof documentRow>;

function documentRow(
  request: RequestRow,
  { kind, template, fields }: Draft,
  subject: string,
  recipient: string,
  at: Date,
) {
  const { subject: title, text, html } = renderLetter({ template, fields });
  const id = `DOC-${request.id.slice(4)}-${subject}`;
  return {
    legalEntity: request.legalEntity,
    id,
    requestId: request.id,
    kind,
    title: `${title} [${request.id}]`,
    messageId: `<${id}@docket>`,
    recipient,
    text,
    html,
    at,
  };
}

async function outcomeLetters(tx: Tx, work: Casework): Promise<Draft[]> {
  const { request, record } = work;
  if (record.state.kind === 'ending') return [await endingLetter(tx, request, record.state)];
  const proposal = await proposalOf(tx, request.legalEntity, request.id, request.revision);
  if (!proposal) throw new Error(`request ${request.id} has no proposal of revision ${request.revision}`);
  const { letter } = proposal.content as ProposalContent;
  const restatement = await restatementOf(tx, request, proposal.revision);
  return [
    { kind: 'resolution-letter', ...letter },
    ...(restatement
      ? [
          {
            kind: 'corrected-invoice' as const,
            template: 'corrected-invoice' as const,
            fields: { ...restatement },
          },
        ]
      : []),
  ];
}

async function endingLetter(
  tx: Tx,
  request: RequestRow,
  { outcome, because }: Extract<RequestState, { kind: 'ending' }>,
): Promise<Draft> {
  const customer = (await customerById(tx, request.legalEntity, request.customerId))?.name ?? '';
  if (outcome === 'DUPLICATE_REQUEST')
    return {
      kind: 'resolution-letter',
      template: 'joined',
      fields: { customer, joins: /REQ-[A-Z0-9-]+/.exec(because)?.[0] ?? 'an earlier request' },
    };
  return {
    kind: 'resolution-letter',
    template: outcome === 'NO_RESPONSE' ? 'no-response' : 'withdrawn',
    fields: { customer, again: request.cycle > 0 ? 'yes' : 'no' },
  };
}

async function questionLetters(
  { record, entity }: Casework,
  subject: string,
  closesAt: string,
): Promise<Draft[]> {
  if (record.state.kind !== 'awaiting-customer') return [];
  const { question } = record.state;
  if (subject === 'question') return [{ kind: 'question', template: 'question', fields: { question } }];
  return [
    {
      kind: 'question',
      template: 'reminder',
      fields: { question, closesOn: describeInstant(closesAt, entity.zone) },
    },
  ];
}
