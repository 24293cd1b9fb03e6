import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { RequestView } from '../../api/schemas/resources.ts';
import {
  awaitsLevel,
  ENTITY,
  handInAll,
  read,
  SOON,
  TWO_LEVELS,
  type HandedIn,
} from '../support/e2e-requests.ts';
import type { StackUnderTest } from '../support/e2e-stack.ts';

/** What the Temporal Web UI shows of a waiting request, asked for as the Web UI asks. */
export const operatorsView = (stack: StackUnderTest) =>
  describe('a waiting request in the Temporal Web UI', () => {
    let handedIn: HandedIn;
    let request: RequestView;
    const handle = () => stack.temporal.workflow.getHandle(request.id);
    const link = () => `${stack.addresses.webUrl}/requests/${request.id}`;

    beforeAll(async () => {
      handedIn = await handInAll(stack);
      await awaitsLevel(stack, handedIn.id(TWO_LEVELS), 1);
      request = await read(stack, handedIn.id(TWO_LEVELS));
    });

    it('carries what operators filter by, and no personal data', async () => {
      const { typedSearchAttributes } = await handle().describe();
      const found = Object.fromEntries(
        typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
      );
      expect(found).toMatchObject({
        requestType: 'billing-dispute',
        stage: 'approving',
        priority: 'P2',
        ownerQueue: 'billing',
        customerId: `CUST-1001${handedIn.suffix}`,
        legalEntity: ENTITY,
        amount: 25_000,
        currency: 'USD',
        slaDue: new Date(request.slaDue ?? Number.NaN),
      });
    });

    it('is found by them', async () => {
      const query = `stage = 'approving' and ownerQueue = 'billing' and amount > 24999 and customerId = 'CUST-1001${handedIn.suffix}'`;
      await vi.waitFor(async () => {
        const found: string[] = [];
        for await (const run of stack.temporal.workflow.list({ query })) found.push(run.workflowId);
        expect(found).toEqual([request.id]);
      }, SOON);
    });

    it('says in its summary what it is, and links to the inbox', async () => {
      const { staticSummary, staticDetails } = await handle().describe();
      expect(await staticSummary()).toBe(`${request.id}: 25000.00 USD`);
      expect(await staticDetails()).toContain(`](${link()})`);
    });

    it('answers whom it waits for, until when and what comes next, as the API does', async () => {
      const { waiting } = request;
      expect(waiting).toEqual({
        for: 'billing team lead',
        until: expect.any(String) as string,
        next: expect.stringContaining('receivables manager') as string,
      });
      expect(await handle().query('waiting')).toEqual(waiting);
    });

    it('shows the same in its current details, with the link', async () => {
      const { currentDetails } = await handle().query<{ currentDetails: string }>(
        '__temporal_workflow_metadata',
      );
      const { waiting } = request;
      const slaDue = request.slaDue?.replace('.000Z', 'Z');
      for (const words of [waiting.for, waiting.until, waiting.next, slaDue, `](${link()})`]) {
        expect(currentDetails).toContain(words ?? 'nothing');
      }
    });

    it('is linked from the inbox, and the link leads to the run', async () => {
      expect(request.workflowUrl).toContain(request.id);
      const page = await fetch(request.workflowUrl ?? '');
      expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('html')]);
    });
  });
