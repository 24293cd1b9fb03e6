import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { policySummaryView, policyView } from '../../api/schemas/policies.ts';
import { inspect, launchBrowser, newPerson, signIn } from '../support/e2e-browser.ts';
import { awaitsLevel, ENTITY, handInAll, read, TWO_LEVELS, type HandedIn } from '../support/e2e-requests.ts';
import type { StackUnderTest } from '../support/e2e-stack.ts';

type Policy = z.infer<typeof policyView>;
type Summary = z.infer<typeof policySummaryView>;

const CFO = 'Catherine Laurent';
const ANALYST = 'Maria Alvarez';
const OTHER_ANALYST = 'Devon Clarke';
const AUTHOR = 'Nina Castellano';
const AUTHOR_ID = 'person:nina.castellano';
const PUBLISHER_ID = 'person:george.hartmann';
const DAY = 86_400_000;

/** The line of the text field that has the focus, in which its selection begins. */
const SELECTED_LINE = `(({ value, selectionStart: at }) =>
  value.slice(value.lastIndexOf('\\n', at - 1) + 1, value.indexOf('\\n', at)))(document.activeElement)`;

/** What those see who answer for the work: the dashboard, the policies, who could act alone; and why a request stands where it stands. */
export const oversight = (stack: StackUnderTest) =>
  describe('oversight in a browser', () => {
    let browser: Browser;
    let handedIn: HandedIn;
    let cfo: Page;
    let analyst: Page;
    let author: Page;
    const troubles: string[] = [];

    const pageOf = async (name: string): Promise<Page> => {
      const page = await (await newPerson(browser)).newPage();
      page.on('pageerror', (error) => troubles.push(error.message));
      await signIn(page, stack.addresses.webUrl, name);
      return page;
    };
    const open = (page: Page, path: string) => page.goto(new URL(path, stack.addresses.webUrl).href);
    const goTo = (page: Page, name: string) =>
      page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();

    beforeAll(async () => {
      [browser, handedIn] = await Promise.all([launchBrowser(), handInAll(stack)]);
      await awaitsLevel(stack, handedIn.id(TWO_LEVELS), 1);
      [cfo, analyst, author] = await Promise.all([pageOf(CFO), pageOf(ANALYST), pageOf(AUTHOR)]);
    });
    afterAll(() => browser?.close());

    it('the dashboard counts what is open, and leads to it', async () => {
      await goTo(cfo, 'Dashboard');
      await open(cfo, `/dashboard/${ENTITY}`);
      const backlog = cfo.getByRole('region', { name: 'Backlog by team and age' });
      const [{ open: counted } = { open: 0 }] = await stack.sql<{ open: number }[]>`
        select count(*)::int as open from request where legal_entity = ${ENTITY} and team = 'billing' and closed_at is null`;
      await backlog.getByRole('row', { name: new RegExp(`^Billing .* ${counted}$`) }).waitFor();
      await cfo.getByRole('region', { name: 'What breaches next' }).getByRole('link').first().waitFor();
      await cfo
        .getByRole('region', { name: 'Approver load' })
        .getByRole('row', { name: /^Priya Raman/ })
        .waitFor();
      await inspect(cfo, stack, 'dashboard');
      await backlog.getByRole('link', { name: 'Billing', exact: true }).click();
      await cfo.getByRole('heading', { level: 1, name: 'Requests' }).waitFor();
      expect(Object.fromEntries(new URL(cfo.url()).searchParams)).toMatchObject({
        ...{ status: 'open', team: 'billing', entity: ENTITY },
      });
    });

    it('the report on segregation of duties says that nobody could complete a refund alone', async () => {
      await goTo(cfo, 'Segregation');
      await cfo
        .getByRole('region', { name: 'Who could complete a refund alone' })
        .getByText('Nobody could')
        .waitFor();
      await inspect(cfo, stack, 'segregation');
    });

    it('a newer policy is written in the browser; what is wrong in it is said with its line', async () => {
      await goTo(author, 'Policies');
      await author.getByRole('link', { name: 'Begin a draft' }).click();
      const text = author.getByLabel('Document');
      const document = JSON.parse(await text.inputValue()) as {
        approvals: { matrix: Record<string, { upTo: string | null }[]> };
        effectiveFrom: string;
      };
      const [automatic] = document.approvals.matrix['credit-memo'] ?? [];
      if (!automatic) throw new Error('the policy in force has no column for credit memos');
      automatic.upTo = '600000';
      document.effectiveFrom = await afterAllPublished(stack);
      await text.fill(JSON.stringify(document, null, 2));
      await author.getByLabel('What it is for').fill('Credit memos need nobody up to 250.00 only.');
      await author.getByRole('button', { name: 'Keep the draft' }).click();
      await author.getByRole('alert').getByText('the bounds must rise').waitFor();
      await author
        .getByRole('alert')
        .getByRole('button', { name: /^Line \d+$/ })
        .click();
      expect(await author.evaluate(SELECTED_LINE)).toContain('"credit-memo"');
      await inspect(author, stack, 'policy-draft', { fullPage: false });
      automatic.upTo = '25000';
      await text.fill(JSON.stringify(document, null, 2));
      await author.getByRole('button', { name: 'Keep the draft' }).click();
      await author.getByRole('heading', { level: 1, name: /^Policy v\d+$/ }).waitFor();
      await author.getByRole('button', { name: 'Submit for review…' }).click();
      await author.getByRole('dialog').getByRole('button', { name: 'Submit for review' }).click();
      await author.getByText('In review', { exact: true }).waitFor();
    });

    it('once published, the comparison names exactly what changes', async () => {
      const policy = await publishNewest(stack);
      await open(author, `/policies/${policy.version}`);
      await author.getByText('Published', { exact: true }).first().waitFor();
      await inspect(author, stack, 'policy');
      await author.getByRole('link', { name: `What changes from ${policy.basedOn}` }).click();
      await author.getByRole('heading', { level: 1, name: 'Compare policies' }).waitFor();
      const approvals = author.getByRole('region', { name: 'Approvals' });
      await approvals.waitFor();
      expect(await approvals.getByRole('row').count(), 'a heading and one difference').toBe(2);
      const row = await approvals.getByRole('row').last().innerText();
      expect(row).toContain('Credit memo');
      expect(row.indexOf('500.00')).toBeLessThan(row.indexOf('250.00'));
      expect(await author.getByRole('region').count(), 'its version, and the approvals').toBe(2);
      await inspect(author, stack, 'policy-compare');
      await goTo(author, 'Policies');
      await author.getByRole('link', { name: policy.version, exact: true }).waitFor();
      await inspect(author, stack, 'policies');
    });

    it('a request says why, until when, and whose it is; it is claimed and handed over', async () => {
      const id = handedIn.id(TWO_LEVELS);
      await open(analyst, `/requests/${id}`);
      const why = analyst.getByRole('region', { name: 'Why' });
      await why.getByText('How urgent it is').waitFor();
      expect(await why.getByText(/^Otherwise: /).count()).toBeGreaterThan(2);
      await why.getByText('What it rests on').first().click();
      await why.getByText('Looked at').first().waitFor();
      const time = analyst.getByRole('region', { name: 'Time' });
      await time.getByText('Binding').waitFor();
      expect(await time.getByRole('progressbar').count()).toBeGreaterThan(1);
      const chain = analyst.getByRole('region', { name: 'Approvals' });
      await chain.getByText('0 of 2 levels done').waitFor();

      await analyst.getByRole('button', { name: 'Claim…' }).click();
      await analyst.getByRole('dialog').getByRole('button', { name: 'Claim', exact: true }).click();
      await analyst.getByText('With you').waitFor();
      await inspect(analyst, stack, 'request-owned');
      await analyst.getByRole('button', { name: 'Hand over…' }).click();
      const dialog = analyst.getByRole('dialog');
      await dialog.getByLabel('New owner').fill(OTHER_ANALYST);
      await analyst.getByRole('option', { name: OTHER_ANALYST }).click();
      await dialog.getByRole('button', { name: 'Hand over', exact: true }).click();
      await dialog.getByText('Say why; it stays in the audit trail.').waitFor();
      await dialog.getByLabel('Reason').fill('He knows the customer.');
      await dialog.getByRole('button', { name: 'Hand over', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      await analyst.getByText(`With ${OTHER_ANALYST}`).waitFor();
      expect((await read(stack, id)).owner?.name).toBe(OTHER_ANALYST);
    });

    it('fails no script on the way', () => {
      expect(troubles).toEqual([]);
    });
  });

/** Later than every published policy, and not before tomorrow: nothing that other tests hand in begins under it. */
async function afterAllPublished({ sql }: StackUnderTest): Promise<string> {
  const [latest] = await sql<{ at: Date }[]>`select max(effective_from) as at from policy_version`;
  const at = Math.max(Date.now(), latest?.at.getTime() ?? 0) + DAY;
  return new Date(at).toISOString().replace(/\.\d+/, '');
}

/** Reviews and publishes, as somebody who did not write it, what waits for its review. */
async function publishNewest({ callers }: StackUnderTest): Promise<Policy> {
  const list = await callers.call<{ items: Summary[] }>(AUTHOR_ID, '/v1/policies');
  const waiting = list.body.items.find(({ state }) => state === 'in-review');
  if (!waiting) throw new Error('no policy waits for its review');
  const headers = { 'If-Match': `"${waiting.hash}"` };
  const path = `/v1/policies/${waiting.version}`;
  const review = { verdict: 'accept', reason: 'Agreed with the controller.' };
  const reviewed = await callers.call(PUBLISHER_ID, `${path}/review`, { body: review, headers });
  expect(reviewed.status, reviewed.body.detail).toBe(200);
  const published = await callers.call<Policy>(PUBLISHER_ID, `${path}/publication`, {
    method: 'POST',
    headers,
  });
  expect(published.status).toBe(200);
  return published.body;
}
