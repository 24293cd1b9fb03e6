import { money, type Money } from '../../../domain/money.ts';
import { addDays } from '../days.ts';
import type { SeedEntity } from '../entities.ts';
import { STEWARD_OF } from '../people.ts';
import type { Dice } from '../random.ts';
import type { SeedContract, SeedCustomer, SeedPrice } from '../records.ts';
import { CATALOGUE, type CatalogueItem } from './catalogue.ts';
import type { CustomerName } from './names.ts';

/** One customer with everything that was agreed with them. */
export interface Account {
  readonly customer: SeedCustomer;
  readonly contract: SeedContract;
  readonly netDays: number;
  readonly prices: readonly SeedPrice[];
  readonly buys: readonly CatalogueItem[];
}

const FIRST_NUMBER: Readonly<Record<string, number>> = { US10: 2001, DE20: 3001 };
const TERMS = [14, 30, 30, 45] as const;

export function accountOf(
  entity: SeedEntity,
  [name, country, contactName]: CustomerName,
  index: number,
  dice: Dice,
  today: string,
): Account {
  const number = (FIRST_NUMBER[entity.code] ?? 9001) + index;
  const id = `CUST-${number}`;
  const netDays = dice.pick(TERMS);
  const first = dice.between(0, CATALOGUE.length - 1);
  const buys = [0, 1, 2].map((step) => CATALOGUE[(first + step * 3) % CATALOGUE.length] ?? CATALOGUE[0]);
  return {
    customer: customerOf(entity, { id, name, country, contactName }, index, dice, today),
    contract: {
      id: `CON-${number}`,
      customerId: id,
      from: addDays(today, -540),
      to: addDays(today, 540),
      paymentTerms: `net ${netDays}`,
      terms: {},
      clock: dice.oneIn(6) ? { resolutionHours: 72, calendar: '24x7' } : null,
    },
    netDays,
    // Two of three items have an agreed price, so that some disputes need a person for want of a record.
    prices: buys.slice(0, 2).map((item, i) => ({
      id: `PA-${number}-${i + 1}`,
      customerId: id,
      item: item.item,
      unitPrice: agreed(item, entity, dice),
      from: addDays(today, -540),
      to: null,
      maintainedBy: STEWARD_OF[entity.code] ?? '',
      maintainedOn: addDays(today, -554),
    })),
    buys,
  };
}

function customerOf(
  entity: SeedEntity,
  named: Pick<SeedCustomer, 'id' | 'name' | 'country' | 'contactName'>,
  index: number,
  dice: Dice,
  today: string,
): SeedCustomer {
  const expired = index % 11 === 7;
  // Every ninth customer belongs to its predecessor's group: they share limits and approval sums.
  const group = index % 9 === 8 ? Number(named.id.slice(5)) - 1 : named.id.slice(5);
  return {
    ...named,
    groupId: `GRP-${group}`,
    language: named.country === 'DE' || named.country === 'AT' ? 'de' : 'en',
    keyAccount: index % 8 === 3,
    contactEmail: `payables@${domainOf(named.name)}.example`,
    kyc: {
      status: expired ? 'expired' : index % 13 === 12 ? 'pending' : 'verified',
      risk: index % 7 === 5 ? 'medium' : 'low',
      verifiedUntil: addDays(today, expired ? -dice.between(5, 60) : dice.between(90, 700)),
    },
    credit: {
      limit: money(BigInt(dice.between(2, 20)) * 1_000_000n, entity.currency),
      score: dice.between(2, 8),
      onHold: index % 15 === 14,
    },
  };
}

/** 80 to 95 % of the list price, to whole tenths. */
const agreed = (item: CatalogueItem, entity: SeedEntity, dice: Dice): Money =>
  money(BigInt(item.listPrice * dice.between(80, 95)), entity.currency);

const domainOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .split('-')
    .filter((part) => part.length > 2)
    .slice(0, 2)
    .join('-');
