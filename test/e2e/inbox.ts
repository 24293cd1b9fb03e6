import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExampleId } from '../../db/seed/example-cases.ts';
import { submitWorkedExamples, type SubmittedCase } from '../../scripts/demo/cases.ts';
import { inspect, inspectPart, launchBrowser, newPerson, signIn } from '../support/e2e-browser.ts';
import {
  awaitsLevel,
  caseOf,
  expectClosedAsWorked,
  ONE_LEVEL,
  reaches,
  TWO_LEVELS,
} from '../support/e2e-requests.ts';
import type { StackUnderTest } from '../support/e2e-stack.ts';

const LEAD = 'Priya Raman';
const MANAGER = 'Robert Kim';

/** The examples as `npm start` hands them in, seen and decided in a browser. */
export const inbox = (stack: StackUnderTest) =>
  describe('the inbox in a browser', () => {
    let browser: Browser;
    let examples: readonly SubmittedCase[];
    let lead: Page;
    let manager: Page;
    const troubles: string[] = [];

    const exampleOf = (id: ExampleId): SubmittedCase => {
      const found = examples.find(({ worked }) => worked.id === id);
      if (!found) throw new Error(`${id} was not handed in`);
      return found;
    };
    const subjectOf = (id: ExampleId): string => caseOf(id).said((name) => name).subject;
    const pageOfOwn = async (): Promise<Page> => {
      const page = await (await newPerson(browser)).newPage();
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('console', (message) => {
        // Without a session, who is signed in is answered 401: that is how the inbox asks to sign in.
        const expected = message.location().url.endsWith('/v1/me');
        if (message.type() === 'error' && !expected) troubles.push(message.text());
      });
      return page;
    };

    beforeAll(async () => {
      [browser, examples] = await Promise.all([launchBrowser(), submitWorkedExamples(stack.addresses)]);
      await Promise.all([TWO_LEVELS, ONE_LEVEL].map((id) => awaitsLevel(stack, exampleOf(id).requestId, 1)));
      [lead, manager] = await Promise.all([pageOfOwn(), pageOfOwn()]);
    });
    afterAll(() => browser?.close());

    it('leads through the development issuer to what waits for the billing lead', async () => {
      await lead.goto(stack.addresses.webUrl);
      await lead.getByRole('link', { name: 'Sign in' }).waitFor();
      await inspect(lead, stack, 'sign-in');
      await lead.getByRole('link', { name: 'Sign in' }).click();
      await lead.getByRole('button', { name: LEAD }).waitFor();
      await inspect(lead, stack, 'sign-in-issuer');
      await signIn(lead, stack.addresses.webUrl, LEAD);
      await lead.getByRole('link', { name: subjectOf(TWO_LEVELS) }).waitFor();
      await inspect(lead, stack, 'inbox');
    });

    it('shows every request in a list, readable in both schemes', async () => {
      await lead.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Requests' }).click();
      await lead.getByRole('link', { name: subjectOf('delayed-payment-posting-18500') }).waitFor();
      await inspect(lead, stack, 'requests');
    });

    it('shows the ledger, balanced, to the manager', async () => {
      await signIn(manager, stack.addresses.webUrl, MANAGER);
      await manager.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Ledger' }).click();
      await manager.getByText('balanced', { exact: true }).waitFor();
      await inspect(manager, stack, 'ledger');
    });

    it('shows the lead what is claimed, found and proposed, and takes her approval with a reason', async () => {
      await lead.goto(stack.addresses.webUrl);
      await lead.getByRole('link', { name: subjectOf(TWO_LEVELS) }).click();
      await lead.getByRole('heading', { level: 1, name: subjectOf(TWO_LEVELS) }).waitFor();
      const text = await lead.getByRole('article').innerText();
      for (const fact of ['Hartwell Components', 'PA-1001-2', 'INV-24870', '25,000.00', '100,000.00']) {
        expect(text).toContain(fact);
      }
      await inspect(lead, stack, 'request');
      if (process.env['UPDATE_SCREENSHOT'] === '1') {
        await lead.screenshot({ path: resolve('docs/screenshot.png') });
      }
      await lead.getByRole('button', { name: 'Approve…' }).click();
      const dialog = lead.getByRole('dialog');
      await dialog.getByRole('button', { name: /^Approve .*25,000\.00/ }).waitFor();
      await inspect(lead, stack, 'decision', { fullPage: false });
      await dialog.getByLabel('Reason (optional)').fill('The price agreement is plain.');
      await dialog.getByRole('button', { name: /^Approve .*25,000\.00/ }).click();
      await lead.getByRole('alert').getByText('Recorded').waitFor();
      await inspectPart(lead, '.mantine-Notification-root');
      await dialog.waitFor({ state: 'detached' });
      await lead.getByText('Waiting for receivables manager').waitFor();
    });

    it('lets the manager approve by keyboard alone; the open page of the lead shows the end without a reload', async () => {
      await lead.evaluate('window.notReloaded = true');
      await manager.goto(stack.addresses.webUrl);
      await selectByKey(manager, subjectOf(TWO_LEVELS));
      await manager.keyboard.press('o');
      await manager.getByRole('heading', { level: 1, name: subjectOf(TWO_LEVELS) }).waitFor();
      await manager.keyboard.press('a');
      await manager.getByLabel('Reason (optional)').waitFor();
      await manager.keyboard.type('Agreed, within my limit.');
      expect(await manager.getByLabel('Reason (optional)').inputValue()).toBe('Agreed, within my limit.');
      await manager.keyboard.press('Tab');
      await manager.keyboard.press('Tab');
      await manager.keyboard.press('Enter');
      await manager.getByRole('dialog').waitFor({ state: 'detached' });
      await lead.getByText('Closed: Valid in full', { exact: true }).waitFor();
      expect(await lead.evaluate('window.notReloaded')).toBe(true);
      await inspect(lead, stack, 'request-closed');
      const { requestId } = exampleOf(TWO_LEVELS);
      await reaches(stack, requestId, 'closed');
      await expectClosedAsWorked(stack, { suffix: '', cases: [exampleOf(TWO_LEVELS)] });
    });

    it('approves from the list by keyboard, sent with Control and Enter', async () => {
      await lead.goto(stack.addresses.webUrl);
      await selectByKey(lead, subjectOf(ONE_LEVEL));
      await lead.keyboard.press('a');
      await lead.getByLabel('Reason (optional)').waitFor();
      await lead.keyboard.type('The cap is in the contract.');
      await lead.keyboard.press('Control+Enter');
      await lead.getByRole('dialog').waitFor({ state: 'detached' });
      await lead.getByRole('link', { name: subjectOf(ONE_LEVEL) }).waitFor({ state: 'detached' });
      await reaches(stack, exampleOf(ONE_LEVEL).requestId, 'closed');
      await expectClosedAsWorked(stack, { suffix: '', cases: [exampleOf(ONE_LEVEL)] });
    });

    it('neither fails a script nor breaks its own content policy on the way', () => {
      expect(troubles).toEqual([]);
    });
  });

/** Moves down with `j` until the row of this subject is selected and has the focus. */
async function selectByKey(page: Page, subject: string): Promise<void> {
  await page.getByRole('link', { name: subject }).waitFor();
  const rows = await page.locator('[id^="row-"]').count();
  for (let pressed = 0; pressed < rows; pressed += 1) {
    await page.keyboard.press('j');
    if ((await page.evaluate('document.activeElement.textContent')) === subject) return;
  }
  throw new Error(`"${subject}" was not reached with j`);
}
