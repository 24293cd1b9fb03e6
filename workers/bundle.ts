import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const WORKFLOWS_PATH = path.join(ROOT, 'workflows', 'customer-request.ts');
export const INTERCEPTOR_PATHS = [path.join(ROOT, 'workflows', 'any-signal.ts')];

/**
 * Builds the workflow bundle unless the cache folder has it for exactly these sources. Its hash is the build id of production.
 * @returns the bundle's path
 */
export async function ensureWorkflowBundle(cacheDir: string): Promise<string> {
  const file = path.join(cacheDir, `workflows-${await sourcesHash()}.js`);
  if (await exists(file)) return file;
  await mkdir(cacheDir, { recursive: true });
  const { code } = await bundleWorkflowCode({
    workflowsPath: WORKFLOWS_PATH,
    workflowInterceptorModules: INTERCEPTOR_PATHS,
    webpackConfigHook: withTsExtensions,
  });
  const partial = `${file}.${process.pid}`;
  await writeFile(partial, code);
  await rename(partial, file);
  return file;
}

/** Relative imports carry .ts, and webpack must take them as they are. */
export const withTsExtensions = <T extends { resolve?: object | undefined }>(config: T): T => ({
  ...config,
  resolve: { ...config.resolve, extensions: ['.ts', '.js', '.json'] },
});

/** Everything that can be in the bundle: workflows, domain, and the versions of the libraries. */
async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256');
  const files = [
    ...(await sourcesIn('workflows')),
    ...(await sourcesIn('domain')),
    'package-lock.json',
    'package.json',
  ];
  for (const file of files.toSorted())
    hash.update(file).update(await readFile(path.join(ROOT, file)).catch(() => ''));
  return hash.digest('hex').slice(0, 16);
}

async function sourcesIn(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
