import type { Explanation } from '../domain/explanation.ts';
import type { Tx } from './connection.ts';
import { explanations } from './schema/governance.ts';

interface Explained {
  readonly legalEntity: string;
  readonly id: string;
  readonly revision: number;
  readonly policyVersion: string;
}

/**
 * Keeps why rules decided as they did, in the transaction of the decision.
 * @param request as it is after the effect: its revision and policy version are those of the explanation
 * @param effect the key of the effect that decided
 */
export async function insertExplanations(
  tx: Tx,
  { legalEntity, id: requestId, revision, policyVersion }: Explained,
  { key, at }: { readonly key: string; readonly at: Date },
  items: readonly Explanation[],
): Promise<void> {
  if (items.length === 0) return;
  await tx.insert(explanations).values(
    items.map((item, i) => ({
      legalEntity,
      id: `${key}/${i + 1}`,
      requestId,
      revision,
      policyVersion,
      at,
      ...item,
    })),
  );
}
