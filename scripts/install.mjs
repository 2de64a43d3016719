// What any Node from 20 on can run before anything is installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules/.bin');
const stamp = join(root, 'node_modules/.kith-installed');

/** Brings node_modules in line with the lock file, when it is not. */
export function install() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing what the lock file names. The first time this takes a minute or two.');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, GECKODRIVER_SKIP_DOWNLOAD: '1', EDGEDRIVER_SKIP_DOWNLOAD: '1' } });
  if (done.status !== 0) {
    console.error('npm ci did not succeed; see above. Check the connection to the npm registry and try again.');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

/** Environment in which `node` is the one of the lock file, and keeps what it has compiled: many short processes load the same files. */
export const environment = () => ({ ...process.env, PATH: bin + delimiter + process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules/.cache/compiled') });

/** Runs this script again with the Node of the lock file, when it runs with another. */
export async function withLockedNode(url) {
  install();
  if (Number(process.versions.node.split('.')[0]) >= 24) return;
  const again = spawnSync(join(bin, 'node'), [fileURLToPath(url), ...process.argv.slice(2)], { stdio: 'inherit', env: environment() });
  process.exit(again.status ?? 1);
}

/** Files of the project as git knows them, for "is the build older than its sources". */
export function newest(paths) {
  const list = execFileSync('find', [...paths.map((path) => join(root, path)), '-type', 'f', '-printf', '%T@\n'], { encoding: 'utf8' });
  return Math.max(...list.split('\n').filter(Boolean).map(Number));
}
