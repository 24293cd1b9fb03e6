import {
  approverLoad,
  attainmentSince,
  backlogByAge,
  creditsByReason,
  nextDue,
} from '../../db/stores/reading-dashboard.ts';
import { inEntity, together } from '../../db/transaction.ts';
import { holdsRole } from '../../domain/actor.ts';
import { assertWorksFor, refuse } from '../authority.ts';
import type { ApiContext } from '../context.ts';
import { getDashboard } from '../contract/oversight.ts';
import type { Binding } from '../http/bind.ts';
import { dashboardOf } from '../views/dashboard.ts';

const DASHBOARD_READERS = ['team-lead', 'manager', 'controller', 'treasurer', 'cfo', 'auditor'] as const;

const DAY = 86_400_000;
const SHOWN_DUE = 10;
const CREDIT_DAYS = 90;

export function bindDashboard(binding: Binding, context: ApiContext): void {
  binding.read(getDashboard, async ({ params, reader }) => {
    const { operationId: operation } = getDashboard;
    const tried = { entity: params.entity, operation, subject: params.entity };
    const entity = await assertWorksFor(context, reader, tried);
    if (!DASHBOARD_READERS.some((role) => holdsRole(reader.actor, role, entity))) {
      const reason = `The dashboard of ${entity} is for its team leads, receivables managers, controllers, treasurers, CFOs and auditors.`;
      throw await refuse(context, reader, { ...tried, entity, reason });
    }
    const now = context.now();
    const since = new Date(now.getTime() - 30 * DAY);
    const [backlog, attainment, due, approvers, credits] = await inEntity(context.db, entity, (tx) =>
      together(
        backlogByAge(tx, entity, now),
        attainmentSince(tx, entity, since),
        nextDue(tx, entity, SHOWN_DUE),
        approverLoad(tx, entity, { since, now }),
        creditsByReason(tx, entity, { now, days: CREDIT_DAYS }),
      ),
    );
    return {
      status: 200,
      body: dashboardOf(entity, now, { backlog, attainment, due, approvers, credits }),
    };
  });
}
