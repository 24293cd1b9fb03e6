import type { Role, Team } from './vocabulary.ts';

/** Roles as people read them. */
export const ROLE_WORDS: Record<Role, string> = {
  analyst: 'analyst',
  'team-lead': 'team lead',
  manager: 'receivables manager',
  controller: 'controller',
  treasurer: 'treasurer',
  cfo: 'CFO',
  committee: 'committee member',
  'committee-alternate': 'committee alternate',
  'payment-releaser': 'payment releaser',
  'master-data-steward': 'master-data steward',
  'kyc-officer': 'KYC officer',
  'policy-author': 'policy author',
  'policy-publisher': 'policy publisher',
  auditor: 'auditor',
  'service-desk': 'service desk',
};

export const roleWords = (role: Role, team: Team | '*'): string =>
  team === '*' ? ROLE_WORDS[role] : `${team} ${ROLE_WORDS[role]}`;
