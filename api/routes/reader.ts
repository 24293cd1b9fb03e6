import { actorsOf } from '../../db/stores/people.ts';
import { trialBalance, type TrialBalanceRow } from '../../db/stores/reading-ledger.ts';
import { inEntity } from '../../db/transaction.ts';
import { holdsRole } from '../../domain/actor.ts';
import { assertWorksFor, refuse } from '../authority.ts';
import { codesOf } from '../auth/reader.ts';
import type { ApiContext } from '../context.ts';
import { getMe, getTrialBalance, listPeople } from '../contract/reader.ts';
import type { Binding } from '../http/bind.ts';
import { notFound } from '../problem.ts';
import { moneyOfColumns } from '../views/money.ts';

const LEDGER_READERS = ['controller', 'cfo', 'treasurer', 'manager', 'auditor'] as const;

export function bindReader(binding: Binding, context: ApiContext): void {
  binding.read(getMe, ({ reader: { actor, entities } }) =>
    Promise.resolve({
      status: 200,
      body: {
        ...{ id: actor.id, name: actor.name, kind: actor.kind, entities, grants: actor.grants },
        links: { temporalUi: context.temporal.uiUrl ?? null, apiReference: '/v1/docs' },
      },
    }),
  );

  binding.read(listPeople, async ({ reader }) => {
    const people = await actorsOf(context.db, codesOf(reader));
    return { status: 200, body: { items: people.map(({ id, name }) => ({ id, name })) } };
  });

  binding.read(getTrialBalance, async ({ params, reader }) => {
    const { operationId: operation } = getTrialBalance;
    const tried = { entity: params.entity, operation, subject: params.entity };
    const entity = await assertWorksFor(context, reader, tried);
    if (!LEDGER_READERS.some((role) => holdsRole(reader.actor, role, entity))) {
      const reason = `Reading the ledger needs a controller, CFO, treasurer, receivables manager or auditor of ${entity}.`;
      throw await refuse(context, reader, { ...tried, entity, reason });
    }
    const rows = await inEntity(context.db, entity, (tx) => trialBalance(tx, entity));
    const currency = reader.entities.find((each) => each.code === entity)?.currency;
    if (currency === undefined) throw notFound();
    return { status: 200, body: { legalEntity: entity, ...trialBalanceOf(rows, currency) } };
  });
}

/** @param functional currency of the entity, for accounts nothing was posted to */
function trialBalanceOf(rows: readonly TrialBalanceRow[], functional: string) {
  const accounts = rows.map((row) => ({ ...row, currency: row.currency ?? functional }));
  const currencies = [...new Set(accounts.map((row) => row.currency))];
  return {
    accounts: accounts.map(({ number, key, name, type, debitMinor, creditMinor, currency }) => ({
      ...{ number, key, name, type },
      debit: moneyOfColumns(debitMinor, currency),
      credit: moneyOfColumns(creditMinor, currency),
    })),
    totals: currencies.map((currency) => {
      const of = accounts.filter((row) => row.currency === currency);
      const debit = of.reduce((sum, row) => sum + row.debitMinor, 0n);
      const credit = of.reduce((sum, row) => sum + row.creditMinor, 0n);
      return {
        debit: moneyOfColumns(debit, currency),
        credit: moneyOfColumns(credit, currency),
        balanced: debit === credit,
      };
    }),
  };
}
