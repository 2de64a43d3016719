import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { engines } from './browsers.ts';
import { otherSite, startWorld, type World } from './world.ts';

const root = resolve(import.meta.dirname, '..');
const run = (folder: string, command: string, ...words: string[]) => execFileSync(command, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
/** Without holding up the server, which runs in this process. */
const output = async (folder: string, command: string, ...words: string[]) => (await promisify(execFile)(command, words, { cwd: folder })).stdout;
const example = () => /```js\n(import \{ createClient[\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))![1]!;

/** What a partner gets: the packed tarballs, installed in a folder that knows nothing of this one. */
describe('the packed tarballs', () => {
  let world: World;
  let folder = '';
  before(async () => {
    world = await startWorld();
    folder = mkdtempSync(join(tmpdir(), 'kith-packed-'));
    const tarballs = ['contract', 'finder', 'helplines', 'sdk', 'server'].map((name) => join(folder, (JSON.parse(run(root, 'npm', 'pack', '--json', '--loglevel=error', `--workspace=packages/${name}`, `--pack-destination=${folder}`)) as { filename: string }[])[0]!.filename.replace('@', '').replace('/', '-')));
    const app = join(folder, 'app');
    mkdirSync(app);
    writeFileSync(join(app, 'package.json'), JSON.stringify({ type: 'module', private: true }));
    run(app, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline', ...tarballs);
    folder = app;
  });
  after(async () => {
    await world.stop();
    rmSync(resolve(folder, '..'), { recursive: true, force: true });
  });
  const script = () => example().replace('http://localhost:8080', world.server);

  test('the example of the README runs in Node', async () => {
    writeFileSync(join(folder, 'example.mjs'), script());
    const out = await output(folder, process.execPath, 'example.mjs');
    assert.match(out, /Groups of Oak Street Community Center on Mondays:/);
    assert.ok(out.trim().split('\n').length >= 5, out);
    assert.match(out, /In danger now\? 911\. Or: 988 Suicide/);
    assert.ok(example().trim().split('\n').length <= 20, 'it is 20 lines at most');
  });

  test('the same in Deno', async (context) => {
    const deno = join(folder, 'deno');
    mkdirSync(deno);
    writeFileSync(join(deno, 'package.json'), '{"private":true}');
    const installed = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline', '--ignore-scripts', 'deno@2.9.6'], { cwd: deno, encoding: 'utf8' });
    const platforms = join(deno, 'node_modules/@deno');
    const binary = installed.status === 0 && existsSync(platforms) ? readdirSync(platforms).map((name) => join(platforms, name, 'deno')).find(existsSync) : undefined;
    if (!binary) { context.skip('Deno could not be installed from the registry'); return; }
    writeFileSync(join(folder, 'example.mjs'), script());
    assert.match(await output(folder, binary, 'run', '--allow-net', '--allow-read', '--allow-env', '--node-modules-dir=manual', 'example.mjs'), /In danger now\? 911\. Or: 988 Suicide/);
  });

  test('a page without a bundler uses it through an import map', { skip: engines.chromium.there ? false : 'chromium is not installed' }, async () => {
    const { version: _, ...types } = { version: '', js: 'text/javascript', json: 'application/json' };
    const site = await otherSite((request, response) => {
      const path = new URL(request.url!, 'http://x').pathname;
      if (path === '/') { response.setHeader('content-type', 'text/html'); response.end(`<!doctype html><script type="importmap">{"imports":{"@kith/sdk":"/node_modules/@kith/sdk/dist/index.js","@kith/contract":"/node_modules/@kith/contract/dist/index.js","ky":"/node_modules/ky/distribution/index.js","eventsource-parser":"/node_modules/eventsource-parser/dist/index.js","zod/mini":"/node_modules/zod/mini/index.js"}}</script><script type="module">import { createClient } from '@kith/sdk'; const kith = createClient({ server: '${world.server}', site: 'pk_demo-veteran' }); document.title = String((await kith.groups.page({ text: 'coffee' })).groups[0].name);</script>`); return; }
      try { response.setHeader('content-type', types[path.split('.').at(-1) as 'js'] ?? 'text/plain'); response.end(readFileSync(join(folder, path))); } catch { response.writeHead(404).end(); }
    });
    await world.running.store.write.insertInto('origins').values({ program_id: 'veteran', origin: site.url, created_at: '' }).execute();
    const browser = await engines.chromium.launch();
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => document.title === 'Coffee and check-in');
    await browser.close();
    site.stop();
  });

  test('helplines alone, from its tarball: a plain Node script, and a page without a bundler; nothing else is installed', async (context) => {
    const alone = join(folder, '..', 'alone');
    mkdirSync(alone);
    writeFileSync(join(alone, 'package.json'), JSON.stringify({ type: 'module', private: true }));
    const tarball = readdirSync(join(folder, '..')).find((name) => name.includes('helplines') && name.endsWith('.tgz'))!;
    run(alone, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline', join(folder, '..', tarball));
    assert.deepEqual(readdirSync(join(alone, 'node_modules')).filter((name) => !name.startsWith('.')), ['@kith']);
    assert.deepEqual(readdirSync(join(alone, 'node_modules/@kith')), ['helplines']);
    const code = /```js\n([\s\S]*?)```/.exec(readFileSync(join(root, 'packages/helplines/README.md'), 'utf8'))![1]!;
    writeFileSync(join(alone, 'use.mjs'), code);
    assert.match(await output(alone, process.execPath, 'use.mjs'), /^Call 911\n988 Suicide & Crisis Lifeline: open, call 988/);
    if (!engines.chromium.there) { context.skip('chromium is not installed'); return; }
    const site = await otherSite((request, response) => {
      const path = new URL(request.url!, 'http://x').pathname;
      if (path === '/') { response.setHeader('content-type', 'text/html'); response.end('<!doctype html><script type="module">import { lookup } from "/node_modules/@kith/helplines/dist/index.js"; const { emergency, lines } = lookup({ country: "GB" }); document.title = `${emergency.value} ${lines[0].name}`;</script>'); return; }
      try { response.setHeader('content-type', 'text/javascript'); response.end(readFileSync(join(alone, path))); } catch { response.writeHead(404).end(); }
    });
    context.after(() => { site.stop(); });
    const browser = await engines.chromium.launch();
    context.after(() => browser.close());
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => document.title === '999 Samaritans');
  });

  test('types hold from outside: right use compiles, wrong use does not', () => {
    const wrong = ["kith.groups.page({ days: ['Monday'] });", "kith.groups.page({ colour: 'red' });", "createClient({ server: 'x' });", 'kith.groups.get(5);'];
    writeFileSync(join(folder, 'use.ts'), `import { createClient, isApiError, type GroupResult } from '@kith/sdk';
const kith = createClient({ server: 'x', site: 'y' });
export const first: Promise<GroupResult> = kith.groups.get('a');
export const total: Promise<number> = kith.groups.page({ days: ['MO'] }).then((page) => page.total);
kith.programs.get().catch((error: unknown) => { if (isApiError(error)) console.log(error.code, error.status, error.requestId); });
${wrong.map((line) => `// @ts-expect-error -- must not compile\n${line}`).join('\n')}`);
    const done = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--moduleResolution', 'nodenext', '--lib', 'es2022,dom,dom.iterable', '--ignoreConfig', 'use.ts'], { cwd: folder, encoding: 'utf8' });
    assert.equal(done.status, 0, done.stdout);
  });

  test('kith serve runs from the tarball, without sources', async () => {
    const out = run(folder, process.execPath, 'node_modules/kith/bin/kith.mjs', 'help');
    assert.match(out, /kith feed add URL/);
    assert.match(spawnSync(process.execPath, ['node_modules/kith/bin/kith.mjs', 'program', 'list'], { cwd: folder, encoding: 'utf8', env: { ...process.env, KITH_DATA: join(folder, 'data') } }).stdout, /There is no program yet/);
  });

  test('publint has nothing to say', () => {
    for (const name of ['contract', 'finder', 'helplines', 'sdk', 'elements', 'server']) {
      const done = spawnSync(join(root, 'node_modules/.bin/publint'), ['run', '--strict', join(root, 'packages', name)], { encoding: 'utf8' });
      assert.equal(done.status, 0, done.stdout);
    }
  });
});
