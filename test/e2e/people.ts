import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ExampleId } from '../../db/seed/example-cases.ts';
import { inspect, inspectPart, launchBrowser, newPerson, signIn } from '../support/e2e-browser.ts';
import {
  awaitsLevel,
  BILLING_ANALYST,
  approve,
  handInAll,
  ONE_LEVEL,
  PORTAL,
  reaches,
  read,
  SOON,
  TWO_LEVELS,
  type HandedIn,
} from '../support/e2e-requests.ts';
import type { StackUnderTest } from '../support/e2e-stack.ts';

const LEAD = 'Priya Raman';
const ANALYST = 'Maria Alvarez';
const MANAGER = 'Robert Kim';
const TELECOM: ExampleId = 'telecom-billing-9200';
const DUPLICATE: ExampleId = 'disputed-invoice-18750';

/** People who work together: the queue of a team, somebody away, several approvals at once, a question and its answer. */
export const people = (stack: StackUnderTest) =>
  describe('people who work together, each in a browser of their own', () => {
    let browser: Browser;
    let handedIn: HandedIn;
    let lead: Page;
    let analyst: Page;

    const pageOf = async (name: string): Promise<Page> => {
      const page = await (await newPerson(browser)).newPage();
      await signIn(page, stack.addresses.webUrl, name);
      return page;
    };
    const open = (page: Page, path: string) => page.goto(new URL(path, stack.addresses.webUrl).href);
    const bell = (page: Page, words: string): Locator =>
      page.getByRole('link', { name: `Notices: ${words}` });

    beforeAll(async () => {
      [browser, handedIn] = await Promise.all([launchBrowser(), handInAll(stack)]);
      const cases = [TWO_LEVELS, ONE_LEVEL, TELECOM, DUPLICATE];
      await Promise.all(cases.map((id) => awaitsLevel(stack, handedIn.id(id), 1)));
      [lead, analyst] = await Promise.all([pageOf(LEAD), pageOf(ANALYST)]);
    });
    afterAll(() => browser?.close());

    it('claim from the queue of their team; who comes second is told whose it is', async () => {
      const id = handedIn.id(TELECOM);
      await Promise.all([open(lead, '/queue'), open(analyst, '/queue')]);
      await Promise.all([rowOf(lead, id).waitFor(), rowOf(analyst, id).waitFor()]);
      await inspect(analyst, stack, 'queue');
      const release = await holdReads(lead);
      await rowOf(analyst, id).getByRole('link').focus();
      await analyst.keyboard.press('c');
      await rowOf(analyst, id).waitFor({ state: 'detached' });
      await analyst.getByRole('tab', { name: 'Mine' }).click();
      await rowOf(analyst, id).waitFor();
      expect((await read(stack, id)).owner?.name).toBe(ANALYST);

      await rowOf(lead, id).getByRole('button', { name: 'Claim' }).click();
      await lead.getByRole('alert').getByText(`${ANALYST} owns this request`).waitFor();
      await release();
      await rowOf(lead, id).waitFor({ state: 'detached' });
    });

    it('stand in for who is away: the delegate approves, and both names are shown', async () => {
      const id = handedIn.id(ONE_LEVEL);
      await open(lead, '/standing-in');
      await lead.getByRole('button', { name: 'Record an absence…' }).click();
      await fillPeriod(lead.getByRole('dialog'));
      await lead.getByRole('button', { name: 'Record the absence' }).click();
      await lead.getByText('Away now').waitFor();
      await lead.getByRole('button', { name: 'Lend authority…' }).click();
      const dialog = lead.getByRole('dialog');
      await dialog.getByRole('combobox', { name: 'To' }).click();
      await lead.getByRole('option', { name: ANALYST }).click();
      await fillPeriod(dialog);
      await dialog.getByRole('textbox', { name: 'Reason' }).fill('On holiday');
      await inspectPart(lead, '[role="dialog"]');
      await dialog.getByRole('button', { name: 'Lend', exact: true }).click();
      await lead.getByText('In force').waitFor();
      await inspect(lead, stack, 'standing-in');

      await bell(analyst, '1 unread').waitFor();
      await open(analyst, '/');
      await rowOf(analyst, id).getByText(`You stand in for ${LEAD}`).waitFor();
      await inspectPart(analyst, 'main');
      await rowOf(analyst, id).getByRole('button', { name: 'Approve' }).click();
      await analyst
        .getByRole('dialog')
        .getByRole('button', { name: /^Approve / })
        .click();
      await analyst.getByRole('dialog').waitFor({ state: 'detached' });
      const closed = await reaches(stack, id, 'closed');
      expect(closed.proposal?.approvals.seats).toMatchObject([
        { decidedBy: { name: ANALYST }, onBehalfOf: { name: LEAD } },
      ]);
      await open(analyst, `/requests/${id}`);
      await analyst.getByText(`${ANALYST}, standing in for ${LEAD}`).first().waitFor();
    });

    it('approve three at once after a look at each; the one decided by somebody else is told apart', async () => {
      const ids = [TWO_LEVELS, DUPLICATE, TELECOM].map((id) => handedIn.id(id));
      const [, taken = ''] = ids;
      const seat = await awaitsLevel(stack, taken, 1);
      await open(lead, '/');
      for (const id of ids) await rowOf(lead, id).getByRole('checkbox').check();
      await lead.getByText('3 selected').waitFor();
      await rowOf(lead, taken).getByRole('link').focus();
      await lead.keyboard.press('a');
      const dialog = lead.getByRole('dialog');
      const send = dialog.getByRole('button', { name: 'Approve 3' });
      await send.waitFor();
      expect(await send.isDisabled()).toBe(true);
      await inspect(lead, stack, 'bulk', { fullPage: false });
      for (const looked of [1, 2]) {
        await dialog.getByRole('button', { name: 'I have looked at this' }).click();
        await dialog.getByText(`${looked} of 3 looked at`).waitFor();
      }
      await dialog.getByRole('button', { name: 'I have looked at this' }).click();
      await dialog.getByText('All 3 looked at.').waitFor();
      await dialog.getByLabel('Reason (optional)').fill('The evidence bears them out.');

      const release = await holdReads(lead);
      await approve(stack, BILLING_ANALYST, seat);
      await awaitsLevel(stack, taken, 2);
      await send.click();
      await dialog.getByText('2 approved').waitFor();
      await dialog.getByRole('button', { name: /Not approved/ }).click();
      await release();
      await dialog.getByText(`${ANALYST} has decided it meanwhile.`).waitFor();
      await inspectPart(lead, '[role="dialog"]');
      await dialog.getByRole('button', { name: 'Close' }).last().click();
      await dialog.waitFor({ state: 'detached' });
      for (const id of ids) await awaitsLevel(stack, id, 2);
    });

    it('end what was lent and the absence', async () => {
      await open(lead, '/standing-in');
      await lead.getByRole('button', { name: `Take back from ${ANALYST}` }).click();
      await lead.getByRole('button', { name: 'Take it back' }).click();
      await lead.getByText('Taken back').first().waitFor();
      await lead.getByRole('button', { name: 'End now' }).click();
      await lead.getByRole('button', { name: 'End it now' }).click();
      await lead.getByText('Away now').waitFor({ state: 'detached' });
    });

    it('ask the customer; the answer comes back to whoever asked, who is told', async () => {
      const id = handedIn.id(TWO_LEVELS);
      const manager = await pageOf(MANAGER);
      await rowOf(manager, id).getByRole('link').focus();
      await manager.keyboard.press('i');
      const dialog = manager.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Question to the customer' }).fill('Which price list is it?');
      await dialog.getByRole('textbox', { name: 'Why it is needed' }).fill('The agreement names two.');
      await dialog.getByRole('button', { name: 'Send the question' }).click();
      await dialog.waitFor({ state: 'detached' });
      await reaches(stack, id, 'awaiting-customer');
      await rowOf(manager, id).waitFor({ state: 'detached' });

      const text = 'The one of July.';
      const { status } = await stack.callers.call(PORTAL, `/v1/requests/${id}/replies`, { body: { text } });
      expect(status).toBe(202);
      await rowOf(manager, id).waitFor();
      await manager.getByRole('link', { name: /Notices: \d+ unread/ }).click();
      const notice = manager
        .getByRole('listitem')
        .filter({ hasText: id })
        .filter({ hasText: 'Answer received' });
      await notice.first().waitFor();
      await inspect(manager, stack, 'notices');
      await manager.getByRole('button', { name: 'Mark all read' }).click();
      await bell(manager, 'none unread').waitFor();
      await notice.getByRole('link').first().click();
      await manager.getByRole('article').getByText(text).first().waitFor();
      await vi.waitFor(async () => {
        const { evidence } = await read(stack, id);
        expect(JSON.stringify(evidence)).toContain(text);
      }, SOON);
    });
  });

const rowOf = (page: Page, requestId: string): Locator =>
  page.getByRole('row').filter({ hasText: requestId });

const READS = /\/v1\/(tasks|requests)/;

/** The page goes on showing what it has read, as it does for the moment in which somebody else is faster. @returns what ends that */
async function holdReads(page: Page): Promise<() => Promise<void>> {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  await page.route(READS, async (route) => {
    if (route.request().method() === 'GET') await ended;
    // What the page no longer waits for can not be continued.
    await route.continue().catch(() => {});
  });
  return async () => {
    end();
    await page.unroute(READS);
  };
}

/** From now, as the form suggests, until the day after tomorrow. */
async function fillPeriod(dialog: Locator): Promise<void> {
  const day = new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 10);
  await dialog.getByRole('textbox', { name: 'Until' }).fill(`${day}T18:00`);
}
