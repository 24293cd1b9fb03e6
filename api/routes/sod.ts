import { policyByVersion, policyInForce } from '../../db/stores/customers.ts';
import { directoryAt } from '../../db/stores/directory.ts';
import { inEntity } from '../../db/transaction.ts';
import { holdsRole } from '../../domain/actor.ts';
import type { Directory } from '../../domain/directory.ts';
import type { CurrencyCode } from '../../domain/money.ts';
import { type SodReport, sodReport } from '../../domain/sod-report.ts';
import { assertWorksFor, refuse } from '../authority.ts';
import type { ApiContext } from '../context.ts';
import { getSodReport } from '../contract/oversight.ts';
import type { Binding } from '../http/bind.ts';
import { notFound } from '../problem.ts';
import { moneyOfColumns } from '../views/money.ts';

const REPORT_READERS = ['controller', 'cfo', 'auditor'] as const;

export function bindSodReport(binding: Binding, context: ApiContext): void {
  binding.read(getSodReport, async ({ params, reader }) => {
    const { operationId: operation } = getSodReport;
    const tried = { entity: params.entity, operation, subject: params.entity };
    const entity = await assertWorksFor(context, reader, tried);
    if (!REPORT_READERS.some((role) => holdsRole(reader.actor, role, entity))) {
      const reason = `The report on segregation of duties is for controllers, CFOs and auditors of ${entity}.`;
      throw await refuse(context, reader, { ...tried, entity, reason });
    }
    const currency = reader.entities.find((each) => each.code === entity)?.currency;
    if (currency === undefined) throw notFound();
    const now = context.now();
    const asked = { legalEntity: entity, now: now.toISOString() };
    const found = await inEntity(context.db, entity, async (tx) => {
      const version = await policyInForce(tx, now);
      if (version === undefined) throw new Error(`no policy is in force at ${asked.now}`);
      const policy = await policyByVersion(tx, version);
      const directory = await directoryAt(tx, now);
      return { directory, report: sodReport({ ...asked, policy, directory }) };
    });
    return { status: 200, body: viewOf(found, asked, currency as CurrencyCode) };
  });
}

function viewOf(
  { directory, report }: { directory: Directory; report: SodReport },
  { legalEntity: entity, now }: { legalEntity: string; now: string },
  currency: CurrencyCode,
) {
  const names = new Map(directory.people.map(({ id, name }) => [id, name]));
  const personOf = (id: string) => ({ id, name: names.get(id) ?? id });
  return {
    asOf: now,
    checked: report.checked,
    alone: report.alone.map(({ personId, upToMinor, through }) => ({
      ...{ person: personOf(personId), entity, through },
      upTo: upToMinor === null ? null : moneyOfColumns(BigInt(upToMinor), currency),
    })),
    conflicts: report.conflicts.map(({ personId, pair, because, through }) => ({
      ...{ person: personOf(personId), entity, pair, because, through },
    })),
  };
}
