import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspect, inspectPart, launchBrowser, newPerson, signIn } from '../support/e2e-browser.ts';
import {
  awaitsLevel,
  bodyOf,
  handInAll,
  reaches,
  read,
  TWO_LEVELS,
  type HandedIn,
} from '../support/e2e-requests.ts';
import type { StackUnderTest } from '../support/e2e-stack.ts';

const DESK = 'Jamie Sullivan';
const LEAD = 'Priya Raman';
const LOGISTICS = 'Pedro Alvarado';

/** What comes in by telephone, and what another team knows. */
export const frontDesk = (stack: StackUnderTest) =>
  describe('the service desk and the teams that are asked', () => {
    let browser: Browser;
    let handedIn: HandedIn;

    const pageOf = async (name: string): Promise<Page> => {
      const page = await (await newPerson(browser)).newPage();
      await signIn(page, stack.addresses.webUrl, name);
      return page;
    };
    const open = (page: Page, path: string) => page.goto(new URL(path, stack.addresses.webUrl).href);

    beforeAll(async () => {
      [browser, handedIn] = await Promise.all([launchBrowser(), handInAll(stack)]);
      await awaitsLevel(stack, handedIn.id(TWO_LEVELS), 1);
    });
    afterAll(() => browser?.close());

    it('a request is handed in for a customer; what is wrong stands at its field', async () => {
      const desk = await pageOf(DESK);
      await open(desk, '/requests');
      await desk.getByRole('link', { name: 'New request' }).click();
      await desk.getByRole('button', { name: 'Hand it in' }).click();
      await desk.getByText('Say in a few words what it is about.').waitFor();
      await inspect(desk, stack, 'new-request');
      await desk.getByLabel('Customer number').fill('CUST-none');
      await desk.getByLabel('Subject').fill('A question by telephone');
      await desk.getByLabel('What the customer asks').fill('Please call back about our account.');
      await desk.getByLabel('Amount').fill('120.00');
      await desk.getByRole('button', { name: 'Hand it in' }).click();
      await desk.getByText('There is no customer "CUST-none"').waitFor();
      await desk.getByLabel('Customer number').fill(bodyOf(TWO_LEVELS, handedIn.suffix).customerId);
      await desk.getByRole('button', { name: 'Hand it in' }).click();
      await desk.getByRole('heading', { level: 1, name: 'A question by telephone' }).waitFor();
      const id = new URL(desk.url()).pathname.split('/').at(-1) ?? '';
      const taken = await reaches(stack, id, 'triage');
      expect(taken).toMatchObject({ channel: 'service-desk', submittedBy: { name: DESK } });
    });

    it('an approver asks another team; its answer is evidence, and whoever asked is told', async () => {
      const id = handedIn.id(TWO_LEVELS);
      const [lead, logistics] = await Promise.all([pageOf(LEAD), pageOf(LOGISTICS)]);
      await open(lead, `/requests/${id}`);
      await lead.getByRole('button', { name: 'Ask another team…' }).click();
      const dialog = lead.getByRole('dialog');
      await dialog.getByRole('combobox', { name: 'Team' }).click();
      await lead.getByRole('option', { name: 'Logistics' }).click();
      await dialog.getByLabel('Question to the team').fill('How many pallets were delivered?');
      await dialog.getByLabel('Why it is needed').fill('The claim names ten.');
      await inspectPart(lead, '[role="dialog"]');
      await dialog.getByRole('button', { name: 'Ask the team' }).click();
      await dialog.waitFor({ state: 'detached' });

      await open(logistics, '/');
      const row = logistics.getByRole('row').filter({ hasText: id });
      await row.waitFor();
      await open(logistics, `/requests/${id}`);
      await logistics.getByRole('button', { name: 'Answer…' }).click();
      const answer = logistics.getByRole('dialog');
      await answer.getByText('How many pallets were delivered?').waitFor();
      await answer.getByLabel('Your answer').fill('Nine: delivery note 4711.');
      await answer.getByRole('button', { name: 'Answer', exact: true }).click();
      await answer.waitFor({ state: 'detached' });

      await lead.getByRole('article').getByText('Nine: delivery note 4711.').first().waitFor();
      await lead.getByRole('link', { name: /Notices: \d+ unread/ }).waitFor();
      const { evidence } = await read(stack, id);
      expect(JSON.stringify(evidence)).toContain('delivery note 4711');
    });
  });
