import type { Role } from '../../domain/vocabulary.ts';
import type { Band, Cell } from './dimensions.ts';

/**
 * What the rule book says, in its own few lines and not in the product's: "Approvals", column credit memo, for a proposal that a person
 * prepared, so that nothing is automatic and the smallest band needs the lead like the next one.
 */
const CHAIN: Record<Band, readonly Role[]> = {
  'up to 500': ['team-lead'],
  'up to 5,000': ['team-lead'],
  'up to 25,000': ['team-lead', 'manager'],
  'up to 100,000': ['manager', 'controller'],
  'above 100,000': ['controller', 'cfo'],
};

/** In whose right the seat is taken. Over the API a person says nothing of it: any right they have will do. */
export type Right = 'any' | 'own' | 'lender';

/** Whether the person may approve the last seat of the chain. */
export function mayApprove({ person, relation, band, state }: Cell, right: Right): boolean {
  if (state !== 'open' || person.placement === 'other-entity') return false;
  const seat = CHAIN[band].at(-1);
  const holds = person.role === seat && (seat !== 'team-lead' || person.placement === 'home');
  const own = holds && right !== 'lender';
  switch (relation) {
    // Nobody approves what they asked for or prepared; across requests of the customer for 90 days.
    case 'requester':
    case 'preparer':
    case 'asked-elsewhere':
    case 'prepared-elsewhere':
      return false;
    // Who may not approve has nothing to lend; what their delegate holds stays the delegate's.
    case 'delegate-of-requester':
    case 'delegate-of-preparer':
      return own;
    // Lent authority is authority; an auditor changes nothing, so nobody lends to one.
    case 'delegate-of-holder':
      return own || (right !== 'own' && person.role !== 'auditor');
    // Distinct people on all levels. Where there is one level, they have approved another request of the customer, which bars nobody.
    case 'earlier-approver':
      return own && CHAIN[band].length === 1;
    case 'outsider':
    case 'prepared-90-days-ago':
      return own;
  }
}
