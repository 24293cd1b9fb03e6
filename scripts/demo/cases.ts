import { EXAMPLE_ENTITY, namedWith } from '../../db/seed/worked-examples.ts';
import { apiOf } from './api.ts';
import { WORKED_CASES, type WorkedCase } from './worked-cases.ts';

export interface SubmittedCase {
  readonly worked: WorkedCase;
  readonly requestId: string;
}

/**
 * Hands in the five worked examples through the public API, each as the system its channel belongs to. A second call with the same
 * suffix finds the same requests.
 * @param suffix '' for the seeded originals; otherwise the one that fresh customers were seeded with
 */
export async function submitWorkedExamples({
  apiUrl,
  issuerUrl,
  suffix = '',
}: {
  apiUrl: string;
  issuerUrl: string;
  suffix?: string;
}): Promise<SubmittedCase[]> {
  const api = apiOf({ apiUrl, issuerUrl });
  return Promise.all(
    WORKED_CASES.map(async (worked) => {
      const body = bodyOf(worked, suffix);
      const { id } = await api.post<{ id: string }>(`service:${worked.channel}`, '/v1/requests', body, {
        'Idempotency-Key': body.sourceRef,
      });
      return { worked, requestId: id };
    }),
  );
}

function bodyOf({ id, channel, customerId, invoiceId, claimed, said, payment }: WorkedCase, suffix: string) {
  const named = namedWith(suffix);
  return {
    legalEntity: EXAMPLE_ENTITY.code,
    channel,
    sourceRef: named(`WORKED-EXAMPLE-${id}`),
    customerId: named(customerId),
    invoiceId: named(invoiceId),
    claimed: { amount: claimed, currency: EXAMPLE_ENTITY.currency },
    ...said(named),
    ...(payment && { payment: { ...payment, bankReference: named(payment.bankReference) } }),
  };
}
