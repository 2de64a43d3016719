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

// Two at a time: there are two cores on the smallest machine that this should be quick on.
await Promise.all([
  (async () => { await stage('types', 'tsc', ['-b']); await stage('lint and arrows', 'eslint', ['--max-warnings=0', 'packages', 'demo', 'test', 'scripts', 'vite.config.ts']); })(),
  (async () => {
    await stage('build for browsers', 'node', ['scripts/build.mjs']);
    await stage('sizes', 'node', ['--conditions=kith-source', 'test/size.ts']);
    await nodeTests('packages', files('packages/{contract,finder,helplines,sdk,server}/src/**/*.test.ts'), ['--test-concurrency=2']);
  })(),
]);
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
await Promise.all([
  (async () => { if (wanted.length) await stage('elements', 'wtr', [], { countFile: 'elements.json', env: { BROWSERS: wanted.join(','), KITH_COUNT_FILE: join(counts, 'elements.json') } }); await onPostgres(); })(),
  (async () => {
    await nodeTests('independent and packed', files('test/{conversations,fuzz,independent,packed,words}.test.ts'), ['--test-concurrency=1', '--test-timeout=120000', '--test-force-exit']);
    // These two mostly wait. Tests of several nodes name what they lack by themselves.
    await nodeTests('cluster', files('test/cluster.test.ts'), ['--test-timeout=180000', '--test-force-exit']);
    await stage('faults', 'node', faults('--count', '72'));
  })(),
]);
// Alone: the chat's tests look for long tasks. A test that breaks may leave a server or a browser behind; neither must hold everything up.
await nodeTests('end to end', files('test/{end-to-end,finder,crisis-resources,partner,sign-in,talk,webkit}.test.ts'), ['--test-concurrency=2', '--test-timeout=120000', '--test-force-exit']);
await nodeTests('mentors', files('test/{listings,mentors,webhooks}.test.ts'), ['--test-concurrency=2', '--test-timeout=120000', '--test-force-exit']);
if (services.length) total.skipped.push(`faults on three nodes: not installed: ${services.join(', ')}`);
else await stage('faults on three nodes', 'node', faults('--cluster', '--count', '45', '--workers', '9'));

rmSync(counts, { recursive: true, force: true });
for (const name of total.skipped) console.log(`skipped: ${name}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
process.exit(total.failed ? 1 : 0);
