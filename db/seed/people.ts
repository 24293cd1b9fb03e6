import type { RoleGrant } from '../../domain/actor.ts';

export interface SeedPerson {
  /** `person:priya.raman`, the actor's id in every audit event. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** What the organisation calls the post. */
  readonly post: string;
  readonly grants: readonly RoleGrant[];
  /** Stands in when they are away without a delegate. */
  readonly managerId: string | null;
  readonly skills: readonly string[];
}

export interface SeedService {
  readonly id: string;
  readonly name: string;
  /** The person who answers for a robot. */
  readonly answerableId: string | null;
}

type Post = readonly [name: string, post: string, ...grants: RoleGrant[]];
type Names<N extends string> = Readonly<Record<N, string>>;

const grant = (role: RoleGrant['role'], entity: string, team: RoleGrant['team'] = '*'): RoleGrant => ({
  role,
  entity,
  team,
});

/** The posts every legal entity fills (defaults of the product: who works where, and what the post may do). */
function staffOf(
  entity: string,
  names: Names<
    | 'billing1'
    | 'billing2'
    | 'billingLead'
    | 'cash1'
    | 'cash2'
    | 'cashLead'
    | 'credit1'
    | 'credit2'
    | 'headOfCredit'
    | 'desk'
    | 'manager1'
    | 'manager2'
    | 'releaser1'
    | 'releaser2'
    | 'steward1'
    | 'steward2'
    | 'kyc1'
    | 'kyc2'
    | 'sales'
    | 'logistics'
  >,
): Post[] {
  const analyst = (team: RoleGrant['team']) => grant('analyst', entity, team);
  const lead = (team: RoleGrant['team']) => grant('team-lead', entity, team);
  return [
    [names.billing1, 'Billing analyst', analyst('billing')],
    [names.billing2, 'Billing analyst', analyst('billing')],
    [names.billingLead, 'Billing lead', lead('billing')],
    [names.cash1, 'Cash application analyst', analyst('cash-application')],
    [names.cash2, 'Cash application analyst', analyst('cash-application')],
    [names.cashLead, 'Cash application lead', lead('cash-application')],
    [names.credit1, 'Credit analyst', analyst('credit')],
    [names.credit2, 'Credit analyst', analyst('credit')],
    [names.headOfCredit, 'Head of credit', lead('credit'), grant('committee', entity)],
    [names.desk, 'Service desk', grant('service-desk', entity, 'service-desk'), analyst('service-desk')],
    [names.manager1, 'Receivables manager', grant('manager', entity)],
    [names.manager2, 'Receivables manager', grant('manager', entity)],
    [names.releaser1, 'Payment releaser', grant('payment-releaser', entity)],
    [names.releaser2, 'Payment releaser', grant('payment-releaser', entity)],
    [names.steward1, 'Master-data steward', grant('master-data-steward', entity)],
    [names.steward2, 'Master-data steward', grant('master-data-steward', entity)],
    [names.kyc1, 'KYC officer', grant('kyc-officer', entity)],
    [names.kyc2, 'KYC officer', grant('kyc-officer', entity)],
    [names.sales, 'Sales desk', analyst('sales')],
    [names.logistics, 'Logistics desk', analyst('logistics')],
  ];
}

/** Posts held for the group. The CFO is no committee member; the risk manager stands in for one who is conflicted. */
const GROUP: readonly Post[] = [
  ['Margaret Whitfield', 'Controller', grant('controller', '*'), grant('committee', '*')],
  ['Daniel Osei', 'Treasurer', grant('treasurer', '*'), grant('committee', '*')],
  ['Yuki Tanaka', 'Deputy treasurer', grant('treasurer', '*')],
  ['Catherine Laurent', 'CFO', grant('cfo', '*')],
  ['Paul Adeyemi', 'Risk manager, committee alternate', grant('committee-alternate', '*')],
  ['Nina Castellano', 'Policy author', grant('policy-author', '*')],
  ['George Hartmann', 'Policy publisher', grant('policy-publisher', '*')],
  ['Ruth Feldman', 'Auditor', grant('auditor', '*')],
  ['Alex Romero', 'Operator', grant('operator', '*')],
];

const idOf = (name: string): string => `person:${name.toLowerCase().replaceAll(' ', '.')}`;

const personOf = ([name, post, ...grants]: Post): SeedPerson => ({
  ...{ id: idOf(name), name, email: `${idOf(name).slice(7)}@docket.example`, post, grants },
  managerId: managerOf(name, grants),
  skills: SKILLS[name] ?? [],
});

/** Analysts answer to their lead, leads and clerks to the first receivables manager, the rest to the controller, the treasurer or the CFO. */
function managerOf(name: string, [grant]: readonly RoleGrant[]): string | null {
  if (!grant || name === 'Catherine Laurent') return null;
  const { role, entity, team } = grant;
  const first = FIRST_MANAGER[entity];
  const lead = role === 'analyst' ? LEADS[`${entity} ${team}`] : undefined;
  if (role === 'manager' || role === 'policy-author' || role === 'policy-publisher' || role === 'operator')
    return idOf('Margaret Whitfield');
  if (name === 'Yuki Tanaka') return idOf('Daniel Osei');
  return idOf(lead ?? first ?? 'Catherine Laurent');
}

const FIRST_MANAGER: Readonly<Record<string, string>> = { US10: 'Robert Kim', DE20: 'Dieter Wagner' };
const LEADS: Readonly<Record<string, string>> = {
  'US10 billing': 'Priya Raman',
  'US10 cash-application': 'Elena Petrova',
  'US10 credit': 'Victor Chang',
  'DE20 billing': 'Katrin Hoffmann',
  'DE20 cash-application': 'Andreas Neumann',
  'DE20 credit': 'Birgit Lehmann',
};

/** What routing rules may ask for. */
const SKILLS: Readonly<Record<string, readonly string[]>> = {
  'Devon Clarke': ['complex-disputes'],
  'Murat Yildiz': ['complex-disputes'],
  'Grace Okafor': ['spanish'],
};

export const SEED_PEOPLE: readonly SeedPerson[] = [
  ...staffOf('US10', {
    billing1: 'Maria Alvarez',
    billing2: 'Devon Clarke',
    billingLead: 'Priya Raman',
    cash1: 'Marcus Webb',
    cash2: 'Grace Okafor',
    cashLead: 'Elena Petrova',
    credit1: 'Samuel Ortiz',
    credit2: 'Naomi Fischer',
    headOfCredit: 'Victor Chang',
    desk: 'Jamie Sullivan',
    manager1: 'Robert Kim',
    manager2: 'Angela Moretti',
    releaser1: 'Luis Herrera',
    releaser2: 'Karen Doyle',
    steward1: 'Beth Nakamura',
    steward2: 'Omar Haddad',
    kyc1: 'Claire Dubois',
    kyc2: 'Ian McAllister',
    sales: 'Hannah Brooks',
    logistics: 'Pedro Alvarado',
  }),
  ...staffOf('DE20', {
    billing1: 'Jana Vogel',
    billing2: 'Murat Yildiz',
    billingLead: 'Katrin Hoffmann',
    cash1: 'Lukas Brandt',
    cash2: 'Sofia Keller',
    cashLead: 'Andreas Neumann',
    credit1: 'Miriam Schulz',
    credit2: 'Jonas Weber',
    headOfCredit: 'Birgit Lehmann',
    desk: 'Felix Krause',
    manager1: 'Dieter Wagner',
    manager2: 'Anke Richter',
    releaser1: 'Petra Zimmermann',
    releaser2: 'Stefan Roth',
    steward1: 'Ines Albrecht',
    steward2: 'Henrik Maurer',
    kyc1: 'Ulrike Sommer',
    kyc2: 'Tobias Engel',
    sales: 'Nele Fuchs',
    logistics: 'Emre Kaya',
  }),
  ...GROUP,
].map(personOf);

export const POLICY_AUTHOR = 'person:nina.castellano';
export const POLICY_PUBLISHER = 'person:george.hartmann';

/** Who maintains master data: never an approver of what rests on it. */
export const STEWARD_OF: Readonly<Record<string, string>> = {
  US10: 'person:beth.nakamura',
  DE20: 'person:ines.albrecht',
};

/** Upstream systems; each hands in the requests of its own channel. */
export const SEED_SERVICES: readonly SeedService[] = [
  { id: 'service:portal', name: 'Customer portal', answerableId: null },
  { id: 'service:crm', name: 'CRM', answerableId: null },
  { id: 'service:email', name: 'E-mail gateway', answerableId: null },
  { id: 'service:service-desk', name: 'Service desk system', answerableId: null },
  { id: 'service:rpa', name: 'RPA robot', answerableId: 'person:marcus.webb' },
  { id: 'service:bank-feed', name: 'Bank feed', answerableId: null },
];
