import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs `npm ci` unless node_modules already holds exactly what package-lock.json asks for.
 * @param {string} root the repository's root
 */
export async function installPackages(root) {
  if (installedMatchesLock(root)) return;
  const release = holdInstallLock(root);
  try {
    await npmCi(root);
  } finally {
    release();
  }
  if (!installedMatchesLock(root)) {
    throw new Error(
      'npm ci ended well, but node_modules does not match package-lock.json. Run `npm ci` and read its output.',
    );
  }
}

/**
 * Compares contents, not times: copying or checking out a tree changes times without changing packages.
 * A package npm left out because it is optional (another platform's binary) does not count as missing.
 */
export function installedMatchesLock(root) {
  const locked = packagesIn(join(root, 'package-lock.json'));
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (!locked)
    throw new Error('package-lock.json is missing or unreadable: restore it from version control.');
  if (!installed) return false;
  const wanted = Object.entries(locked).filter(([path]) => path !== '');
  return (
    wanted.every(
      ([path, entry]) => installed[path]?.version === entry.version || (!installed[path] && entry.optional),
    ) && Object.keys(installed).every((path) => locked[path])
  );
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Two commands on a fresh clone must not run `npm ci` in the same folder at once. */
function holdInstallLock(root) {
  const folder = join(root, '.docket');
  const file = join(folder, 'install.lock');
  mkdirSync(folder, { recursive: true });
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const owner = Number(readFileSync(file, 'utf8'));
    if (isAlive(owner)) {
      throw new Error(
        `Process ${owner} is installing the packages already. Wait for it, then run this again.`,
        { cause: error },
      );
    }
    rmSync(file, { force: true });
    return holdInstallLock(root);
  }
  return () => rmSync(file, { force: true });
}

function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function npmCi(root) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  process.stderr.write('Installing packages (npm ci); the first time takes a minute or two\n');
  const child = spawn('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    // npm's own output goes to stderr: stdout belongs to the command that was asked for.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  const ticker = setInterval(() => process.stderr.write(`  still installing, ${seconds()} s\n`), 10_000);
  const forward = (signal) => child.kill(signal);
  process.once('SIGTERM', forward).once('SIGINT', forward);
  try {
    await new Promise((done, fail) => {
      child.once('error', (error) =>
        fail(
          new Error(
            `npm could not be started (${error.message}). Install npm 11 or newer, which comes with Node.js.`,
            { cause: error },
          ),
        ),
      );
      child.once('exit', (code, signal) =>
        code === 0
          ? done()
          : fail(
              new Error(
                `npm ci failed (${signal ?? `exit code ${code}`}) after ${seconds()} s. Its messages above say why; docket needs the npm registry once.`,
              ),
            ),
      );
    });
  } finally {
    clearInterval(ticker);
    process.off('SIGTERM', forward).off('SIGINT', forward);
  }
  process.stderr.write(`Packages installed in ${seconds()} s\n`);
}
