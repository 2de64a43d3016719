// npm test: installs what is missing, then runs everything and ends with one line "N passed, N failed, N skipped".
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from './packages.mjs';
import { environment, root, withLockedNode } from './install.mjs';

await withLockedNode(import.meta.url);
// Node 20 has no globSync, and a static import of it would stop this file before the line above could change the Node.
const { globSync } = await import('node:fs');
const { engines, services } = installPackages();
const counts = mkdtempSync(join(tmpdir(), 'kith-counts-'));
const total = { passed: 0, failed: 0, skipped: [] };

/** Runs a command, prints what it said as a whole when it is done, and counts it as one check, or by the tests in its count file. */
function stage(name, command, words, { countFile, env = {} } = {}) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, words, { cwd: root, env: { ...environment(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (data) => { said += data; });
    child.stderr.on('data', (data) => { said += data; });
    child.on('error', (error) => { said += error.message; });
    child.on('close', (code) => {
      const ok = code === 0;
      let counted;
      try { counted = JSON.parse(readFileSync(join(counts, countFile), 'utf8')); } catch { /* no tests of its own, or it broke before the first */ }
      total.passed += counted ? counted.passed : ok ? 1 : 0;
      total.failed += counted ? Math.max(counted.failed, ok ? 0 : 1) : ok ? 0 : 1;
      total.skipped.push(...counted?.skipped ?? []);
      if (!ok || process.env.VERBOSE) console.log(said.trimEnd());
      console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${counted ? `${counted.passed} passed, ${counted.failed} failed` : ok ? 'passed' : 'failed'} (${Math.round((Date.now() - started) / 1000)} s)`);
      resolve(ok);
    });
  });
}
const files = (...patterns) => patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).sort();
const nodeTests = (name, list, more = [], env = {}) => stage(name, 'node', ['--conditions=kith-source', '--disable-warning=ExperimentalWarning', '--test', ...more, '--test-reporter=spec', '--test-reporter-destination=stdout',
  `--test-reporter=${join(root, 'scripts/count-reporter.mjs')}`, `--test-reporter-destination=${join(counts, `${name}.json`)}`, ...list], { countFile: `${name}.json`, env });

/** The server's tests once more, on the other store: a PostgreSQL of their own, which keeps nothing. */
async function onPostgres() {
  if (services.includes('postgresql')) { total.skipped.push('the server on PostgreSQL: postgresql is not installed'); return; }
  const { startDatabase } = await import('../test/grown.ts');
  const folder = mkdtempSync(join(tmpdir(), 'kith-postgres-'));
  const { service, port } = await startDatabase(folder, '127.0.0.1', ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']);
  // Of what touches no store at all there is nothing else to test here.
  const storeless = ['matching', 'settings', 'calendar', 'spreadsheet', 'turns', 'front'];
  await nodeTests('server on PostgreSQL', files('packages/server/src/**/*.test.ts').filter((file) => !storeless.some((name) => file.endsWith(`/${name}.test.ts`))), ['--test-concurrency=2', '--test-timeout=120000', '--test-force-exit'], { TEST_STORE: 'postgres', TEST_DATABASE_URL: `postgres://postgres@127.0.0.1:${port}/postgres` });
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}
const wanted = Object.keys(engines).filter((name) => engines[name]);
for (const name of Object.keys(engines)) if (!engines[name]) total.skipped.push(`element tests in ${name}: not installed`);
const faults = (...words) => ['--conditions=kith-source', '--disable-warning=ExperimentalWarning', 'test/faults.ts', ...words];
// A test that breaks may leave a server or a browser behind; neither must hold everything up.
const whole = (name, list) => () => nodeTests(name, list, ['--test-concurrency=1', '--test-timeout=180000', '--test-force-exit']);
const apart = ['cluster', 'listings', 'mentors', 'talk'].map((name) => `test/${name}.test.ts`);
const withoutPages = ['conversations', 'deploy', 'fuzz', 'independent', 'packed', 'webhooks', 'words'].map((name) => `test/${name}.test.ts`);

// What the others need.
await stage('build for browsers', 'node', ['scripts/build.mjs']);
await stage('sizes', 'node', ['--conditions=kith-source', 'test/size.ts']);
let typed;
/** Two at a time, the long ones first: there are two cores on the smallest machine that this should be quick on. */
const waiting = [
  () => nodeTests('packages', files('packages/{contract,finder,helplines,sdk,server}/src/**/*.test.ts'), ['--test-concurrency=2']),
  async () => { typed = stage('types', 'tsc', ['-b']); await typed; await stage('lint and arrows', 'eslint', ['--max-warnings=0', 'packages', 'demo', 'test', 'scripts', 'vite.config.ts']); },
  async () => { if (wanted.length) await stage('elements', 'wtr', [], { countFile: 'elements.json', env: { BROWSERS: wanted.join(','), KITH_COUNT_FILE: join(counts, 'elements.json') } }); },
  // Packages are packed as `tsc` wrote them.
  async () => { await typed; await whole('independent and packed', withoutPages)(); },
  onPostgres,
  // Every file that is named nowhere else: a new one is never left out.
  whole('end to end', files('test/*.test.ts').filter((file) => !apart.includes(file) && !withoutPages.includes(file))),
  whole('talk', ['test/talk.test.ts']),
  whole('mentors', ['test/mentors.test.ts']),
  whole('listings', ['test/listings.test.ts']),
  // Tests of several nodes name what they lack by themselves.
  whole('cluster', ['test/cluster.test.ts']),
  () => stage('faults', 'node', faults('--count', '72')),
];
const lane = async () => { for (let next = waiting.shift(); next; next = waiting.shift()) await next(); };
await Promise.all([lane(), lane()]);
// Alone: nine workers, and a page beside them would wait for its turn.
if (services.length) total.skipped.push(`faults on three nodes: not installed: ${services.join(', ')}`);
else await stage('faults on three nodes', 'node', faults('--cluster', '--count', '45', '--workers', '9'));

rmSync(counts, { recursive: true, force: true });
for (const name of total.skipped) console.log(`skipped: ${name}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
process.exit(total.failed ? 1 : 0);
