import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '../domain/actor.ts';
import { contactOf } from '../domain/actor.ts';
import {
  CURRENCY_CODES,
  isPositive,
  parseMoney,
  toDecimalString,
  toJson,
  type CurrencyCode,
  type Money,
} from '../domain/money.ts';
import type { Channel } from '../domain/vocabulary.ts';
import { appendAudit } from './audit.ts';
import { contentHash } from './canonical.ts';
import type { Tx } from './connection.ts';
import { enqueue } from './door.ts';
import { dunningBlocks, requests, requestTouches } from './schema/request.ts';
import {
  customerById,
  legalEntityByCode,
  policyByVersion,
  policyInForce,
  type LegalEntity,
} from './stores/customers.ts';
import { invoiceById } from './stores/invoices.ts';

export interface RequestToCapture {
  readonly legalEntity: string;
  readonly channel: Channel;
  readonly sourceRef?: string | undefined;
  readonly customerId: string;
  readonly invoiceId?: string | undefined;
  readonly subject: string;
  readonly text: string;
  /** A decimal string in the currency of the invoice, else of the legal entity. */
  readonly claimed: { readonly amount: string; readonly currency: string };
  readonly type?: string | undefined;
  readonly reason?: string | undefined;
  readonly payment?: { readonly bankReference: string; readonly paidOn: string } | undefined;
}

export interface FieldProblem {
  /** JSON pointer into the body. */
  readonly field: string;
  readonly message: string;
}

export type Captured =
  | { readonly ok: true; readonly requestId: string; readonly duplicate: boolean }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/**
 * Stores a request, its dunning block, its audit event and the order to start its workflow, in the caller's transaction. The sender's
 * own reference met again gives the first request again, if it says the same; otherwise it is a problem of /sourceRef.
 */
export async function captureRequest(
  tx: Tx,
  input: RequestToCapture,
  actor: Actor,
  now: Date,
): Promise<Captured> {
  const entity = await legalEntityByCode(tx, input.legalEntity);
  if (!entity) return refused('/legalEntity', `there is no legal entity "${input.legalEntity}"`);
  const earlier = await sameSource(tx, input, actor);
  if (earlier) return earlier;
  const checked = await checkClaim(tx, input, entity);
  if (!checked.ok) return checked;
  const requestId = await nextRequestId(tx, input.legalEntity);
  await store(tx, { requestId, input, claimed: checked.claimed, entity, actor, now });
  return { ok: true, requestId, duplicate: false };
}

const refused = (field: string, message: string): Captured => ({ ok: false, problems: [{ field, message }] });

async function sameSource(tx: Tx, input: RequestToCapture, actor: Actor): Promise<Captured | undefined> {
  if (input.sourceRef === undefined) return undefined;
  const lock = `${input.legalEntity}/${input.channel}/${actor.id}/${input.sourceRef}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 1))`);
  const [row] = await tx
    .select({ id: requests.id, claim: requests.claim })
    .from(requests)
    .where(
      and(
        eq(requests.legalEntity, input.legalEntity),
        eq(requests.channel, input.channel),
        eq(requests.submittedBy, actor.id),
        eq(requests.sourceRef, input.sourceRef),
      ),
    );
  if (!row) return undefined;
  const same = (row.claim as { bodyHash?: string }).bodyHash === contentHash(input);
  return same
    ? { ok: true, requestId: row.id, duplicate: true }
    : refused('/sourceRef', `"${input.sourceRef}" was used before for another request, ${row.id}`);
}

type Checked = { readonly ok: true; readonly claimed: Money } | Extract<Captured, { ok: false }>;

async function checkClaim(tx: Tx, input: RequestToCapture, entity: LegalEntity): Promise<Checked> {
  const problems: FieldProblem[] = [];
  const problem = (field: string, message: string) => problems.push({ field, message });
  const customer = await customerById(tx, input.legalEntity, input.customerId);
  if (!customer) problem('/customerId', `there is no customer "${input.customerId}" in ${input.legalEntity}`);
  const invoice =
    input.invoiceId === undefined ? null : await invoiceById(tx, input.legalEntity, input.invoiceId);
  if (input.invoiceId !== undefined && (!invoice || (customer && invoice.customerId !== customer.id))) {
    problem('/invoiceId', `customer "${input.customerId}" has no invoice "${input.invoiceId}"`);
  }
  const expected = invoice && invoice.customerId === customer?.id ? invoice.gross.currency : entity.currency;
  const amount = readAmount(input.claimed, expected);
  if (!amount.ok) problem(amount.field, amount.message);
  else if (
    invoice &&
    invoice.customerId === customer?.id &&
    amount.value.minor > BigInt(invoice.gross.minor)
  ) {
    problem('/claimed/amount', `is more than invoice ${invoice.id} comes to`);
  }
  return problems.length === 0 && amount.ok ? { ok: true, claimed: amount.value } : { ok: false, problems };
}

type Amount = { ok: true; value: Money } | ({ ok: false } & FieldProblem);

function readAmount({ amount, currency }: RequestToCapture['claimed'], expected: CurrencyCode): Amount {
  if (!isCurrency(currency))
    return { ok: false, field: '/claimed/currency', message: `"${currency}" is not a currency Docket knows` };
  if (currency !== expected)
    return {
      ok: false,
      field: '/claimed/currency',
      message: `must be ${expected}, the currency of what is claimed`,
    };
  const parsed = parseMoney(amount, currency);
  if (!parsed.ok) return { ok: false, field: '/claimed/amount', message: parsed.problem };
  if (!isPositive(parsed.value))
    return { ok: false, field: '/claimed/amount', message: 'must be more than zero' };
  return parsed;
}

const isCurrency = (code: string): code is CurrencyCode =>
  (CURRENCY_CODES as readonly string[]).includes(code);

async function nextRequestId(tx: Tx, legalEntity: string): Promise<string> {
  const [row] = await tx.execute<{ n: string }>(sql`select nextval('request_number') as n`);
  return `REQ-${legalEntity}-${row?.n}`;
}

interface Capture {
  readonly requestId: string;
  readonly input: RequestToCapture;
  readonly claimed: Money;
  readonly entity: LegalEntity;
  readonly actor: Actor;
  readonly now: Date;
}

async function store(tx: Tx, capture: Capture): Promise<void> {
  const { requestId, input, claimed, actor, now } = capture;
  const { legalEntity, customerId } = input;
  const policyVersion = await policyInForce(tx, now);
  if (policyVersion === undefined) throw new Error('no policy is in force');
  const contact = contactOf(customerId);
  await tx.insert(requests).values({
    legalEntity,
    id: requestId,
    channel: input.channel,
    sourceRef: input.sourceRef ?? null,
    customerId,
    invoiceId: input.invoiceId ?? null,
    subject: input.subject,
    body: input.text,
    claimedMinor: claimed.minor,
    currency: claimed.currency,
    claim: {
      type: input.type ?? null,
      reason: input.reason ?? null,
      payment: input.payment ?? null,
      bodyHash: contentHash(input),
    },
    requesterId: actor.kind === 'person' ? actor.id : contact,
    submittedBy: actor.id,
    receivedAt: now,
    policyVersion,
    waitingFor: 'Docket',
    nextStep: 'checking customer, identity and credit',
    createdAt: now,
    updatedAt: now,
  });
  await tx
    .insert(requestTouches)
    .values(touchesOf(actor, contact).map((touch) => ({ legalEntity, requestId, at: now, ...touch })));
  if (input.invoiceId !== undefined) await blockDunning(tx, capture, input.invoiceId, policyVersion);
  await appendAudit(tx, { legalEntity, chain: requestId, at: now }, [
    {
      actorId: actor.id,
      kind: 'captured',
      detail: {
        channel: input.channel,
        sourceRef: input.sourceRef ?? null,
        customerId,
        invoiceId: input.invoiceId ?? null,
        claimed: toJson(claimed),
        policyVersion,
        bodyHash: contentHash(input),
      },
    },
  ]);
  await enqueue(tx, legalEntity, requestId, {
    kind: 'start',
    payload: { customerId, amount: toDecimalString(claimed), currency: claimed.currency, policyVersion },
  });
}

type Touch = Pick<typeof requestTouches.$inferInsert, 'actorId' | 'relation'>;

/** The customer's contact, any employee who submitted for them, and for a robot the person who answers for it. */
function touchesOf(actor: Actor, contact: string): Touch[] {
  const touches: Touch[] = [{ actorId: contact, relation: 'requester' }];
  if (actor.kind === 'person') touches.push({ actorId: actor.id, relation: 'requester' });
  else touches.push({ actorId: actor.id, relation: 'submitter' });
  if (actor.answerableId !== undefined) touches.push({ actorId: actor.answerableId, relation: 'requester' });
  return touches;
}

async function blockDunning(
  tx: Tx,
  { requestId, input, claimed, now }: Capture,
  invoiceId: string,
  policyVersion: string,
): Promise<void> {
  const { dunningBlockDays } = await policyByVersion(tx, policyVersion);
  const until = new Date(now.getTime() + dunningBlockDays * 86_400_000).toISOString().slice(0, 10);
  await tx.insert(dunningBlocks).values({
    legalEntity: input.legalEntity,
    requestId,
    invoiceId,
    amountMinor: claimed.minor,
    from: now,
    until,
  });
}
