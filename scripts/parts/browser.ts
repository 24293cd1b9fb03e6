import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { chromium } from 'playwright-core';
import { firstOf, fromEnvironment, onPath } from './cache.ts';
import type { Report } from './report.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium for the browser tests; as root on Debian it is installed when there is none. */
export async function ensureBrowser(report: Report): Promise<string> {
  return (
    fromEnvironment('PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH', 'CHROME_PATH') ??
    onPath(...NAMES) ??
    playwrightsOwn() ??
    (await firstOf(
      'A browser for the end-to-end tests',
      [{ name: 'Debian package', obtain: () => fromDebian(report) }],
      'Install Chromium or Google Chrome (or set CHROME_PATH to one).',
      report,
    ))
  );
}

/**
 * What a headless browser needs here: no sandbox for root, which Chromium refuses otherwise, and none of its own
 * background connections, which a test must not depend on.
 */
export function browserArguments(): string[] {
  return [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}

function playwrightsOwn(): string | undefined {
  const path = chromium.executablePath();
  return path !== '' && existsSync(path) ? path : undefined;
}

async function fromDebian(report: Report): Promise<string | undefined> {
  const apt = onPath('apt-get');
  if (apt === undefined) throw new Error('apt-get is not on this machine');
  if (process.getuid?.() !== 0) throw new Error('installing it needs root');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  report('apt-get update');
  await execa(apt, ['update'], { env, timeout: 300_000 });
  report('installing chromium with apt-get, about a minute');
  const packages = ['chromium', 'fonts-liberation'];
  await execa(apt, ['install', '--yes', '--no-install-recommends', ...packages], { env, timeout: 900_000 });
  return onPath(...NAMES);
}
