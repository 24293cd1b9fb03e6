import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import type { SlaOutlook } from '../../domain/run.ts';
import { useRig } from '../support/rig.ts';
import { until } from '../support/workflow-until.ts';
import { PRICE } from '../support/workflow-cases.ts';
import { BILLING_LEAD, MANAGER, OTHER_MANAGER } from '../support/workflow-people.ts';

const rig = useRig();

function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

/** Lets one mark fire, and keeps the workflow from hearing of it until it is released. */
function heldBack(clock: string, percent: number) {
  const fired = gate();
  const released = gate();
  const interceptor: ActivityInterceptorsFactory = ({ info }) => ({
    inbound: {
      async execute(input, next) {
        const result = await next(input);
        const mark = input.args[1] as NonNullable<SlaOutlook['nextMark']> | undefined;
        if (info.activityType === 'fireSlaMark' && mark?.clock === clock && mark.percent === percent) {
          fired.open();
          await released.passed;
        }
        return result;
      },
    },
  });
  return { interceptor, fired: fired.passed, release: released.open };
}

describe('a mark that the workflow hears of late', () => {
  it('does not take back a newer outlook: the approval opened meanwhile is reminded of at its own time', async () => {
    const half = heldBack('policy-resolution', 50);
    await rig.replaceWorker({ interceptors: { activity: [half.interceptor] } });
    await rig.nextBusinessMorning();
    const requestId = await rig.submit(PRICE);
    await rig.books.openTask(requestId, 'team-lead');
    // Half of 24 business hours is on the second day; by then nothing is left of the lead's 4 hours, nor of the response's.
    await rig.nextBusinessMorning();
    // Time stands still while an activity runs.
    const afternoon = rig.advance({ hours: 4, minutes: 1 });
    await half.fired;
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await until('the workflow to wait for the manager', async () => {
      const waiting = await rig.client.workflow.getHandle(requestId).query<{ for: string }>('waiting');
      return waiting.for.includes('manager');
    });
    half.release();
    await afternoon;

    // Their 6 hours begin at about 13:00: half of them is at about 16:00. The next mark of the resolution is tomorrow's.
    await rig.advance({ hours: 3, minutes: 5 });
    const reminded = (await rig.books.notices(requestId)).filter(
      ({ kind, recipient_id }) => kind === 'approval-reminder' && recipient_id !== BILLING_LEAD,
    );
    expect(reminded.map(({ recipient_id }) => recipient_id).toSorted()).toEqual(
      [MANAGER, OTHER_MANAGER].toSorted(),
    );
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });
});
