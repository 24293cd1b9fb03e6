import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, inject, vi } from 'vitest';
import { browserArguments } from '../../scripts/parts/browser.ts';
import type { StackUnderTest } from './e2e-stack.ts';

const WCAG_2_2_AA = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 375, height: 812 };
const SIZES = [WIDE, NARROW];
const SCHEMES = ['light', 'dark'] as const;

/** Chromium with a profile that is thrown away when it is closed. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: inject('browserPath'), args: browserArguments() });

/** A person with a browser of their own: no cookie of anybody else. */
export async function newPerson(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: WIDE,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'America/New_York',
  });
  context.setDefaultTimeout(15_000);
  return context;
}

/** Signs in through the development issuer and arrives at the inbox. */
export async function signIn(page: Page, webUrl: string, name: string): Promise<void> {
  await page.goto(webUrl);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { level: 1, name: 'Waiting for me' }).waitFor();
}

/** Looks at one screen in both colour schemes, wide and narrow: no violation in axe, nothing cut off, and a picture of each. */
export async function inspect(
  page: Page,
  { screenshots }: StackUnderTest,
  name: string,
  { fullPage = true } = {},
): Promise<void> {
  for (const colorScheme of SCHEMES) {
    for (const size of SIZES) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      await isStill(page);
      const picture = `${name}-${size.width}-${colorScheme}`;
      await page.screenshot({ path: join(screenshots, `${picture}.png`), fullPage });
      expect(await violations(page), picture).toEqual([]);
      expect(await overflow(page), `${picture} scrolls sideways`).toBeLessThanOrEqual(0);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDE);
  await isStill(page);
}

/** For what is shown only for a moment, while the rest of the page is changing. */
export async function inspectPart(page: Page, selector: string): Promise<void> {
  await isStill(page);
  expect(await violations(page, selector), selector).toEqual([]);
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
  readonly passes: readonly unknown[];
}

async function violations(page: Page, selector = ':root'): Promise<string[]> {
  await page.evaluate(axe.source);
  const result = await page.evaluate<AxeResult>(
    `axe.run('${selector}', { runOnly: { type: 'tag', values: ${JSON.stringify(WCAG_2_2_AA)} } })`,
  );
  if (result.passes.length === 0) throw new Error('axe checked nothing');
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const STILL = `!document.querySelector('.mantine-Skeleton-root') && document.getAnimations().every((one) =>
  one.playState !== 'running' || one.effect?.getComputedTiming().iterations === Infinity)`;

/** Nothing is being read, no transition is under way: what the person would look at. Playwright's own way to wait needs eval. */
async function isStill(page: Page): Promise<void> {
  await vi.waitFor(async () => expect(await page.evaluate(STILL)).toBe(true), { timeout: 10_000 });
}
