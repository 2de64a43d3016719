import assert from 'node:assert/strict';
import { spawn, execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { engines } from './browsers.ts';
import { otherSite } from './world.ts';

const kithPath = resolve(import.meta.dirname, '../packages/server/bin/kith.mjs');

/** A partner from nothing: an empty store, commands, a feed over HTTP, a page on another origin that follows the feed. */
test('an empty store, commands, a feed, and a foreign page that follows it', { skip: engines.chromium.there ? false : 'chromium is not installed', timeout: 120_000 }, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-partner-'));
  let feed: object[] = [{ name: 'Harbor walk', slug: 'walk', day: 2, time: '18:00', formatted_address: '5 Quay St, Bristol, BS1 4DB, UK' }, { name: 'Quiet table', slug: 'table', day: 4, time: '12:30' }];
  const feeds = await otherSite((_request, response) => { response.end(JSON.stringify(feed)); });
  const env: NodeJS.ProcessEnv = { ...process.env, KITH_DATA: folder, KITH_FEED_HOSTS: new URL(feeds.url).host, PORT: '0', KITH_MASTER_KEY_FILE: `${folder}-master.key` };
  const kith = async (...words: string[]) => JSON.parse((await promisify(execFile)(process.execPath, [kithPath, ...words, '--json'], { env })).stdout) as Record<string, string> & { added: number; changed: number; gone: number }[];
  const { siteKey } = await kith('program', 'add', 'bristol', '--setting', 'community', '--partner', 'Bristol Friends', '--country', 'GB', '--time-zone', 'Europe/London');
  await kith('master-key', 'make', env.KITH_MASTER_KEY_FILE!);
  const server = spawn(process.execPath, [kithPath, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  server.stdout.on('data', (data: Buffer) => { said += data.toString(); });
  while (!/Kith serves at/.test(said)) await once(server.stdout, 'data');
  const url = /Kith serves at (\S+)/.exec(said)![1]!;
  const page = await otherSite((_request, response) => { response.setHeader('content-type', 'text/html'); response.end(`<!doctype html><html lang="en-GB"><script async src="${url}/kith.js" data-site="${siteKey!}"></script><find-a-group><p>Own words</p></find-a-group></html>`); });
  const browser = await engines.chromium.launch();
  context.after(async () => {
    await browser.close();
    server.kill('SIGTERM');
    const [code] = await once(server, 'exit') as [number];
    feeds.stop();
    page.stop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(env.KITH_MASTER_KEY_FILE!);
    assert.equal(code, 0, 'it stops gracefully');
  });
  const tab = await browser.newPage();
  const refused = tab.getByText('This site may not show the list of groups yet.');
  // What a command changed, the server knows within moments; until then it may still refuse.
  const names = async () => { await tab.goto(page.url); await tab.locator('find-a-group[data-kith-ready]').or(refused).first().waitFor(); return tab.getByRole('list').getByRole('heading').allTextContents(); };
  const follows = async (wanted: string[]) => { for (let tries = 0; tries < 60; tries++) { const now = (await names()).sort(); if (now.join() === wanted.join()) return; } assert.deepEqual((await names()).sort(), wanted); };

  await tab.goto(page.url);
  await refused.first().waitFor();
  assert.ok(await tab.getByText('Own words').isVisible());
  await kith('origin', 'add', page.url, '--program', 'bristol');
  const { feed: id } = await kith('feed', 'add', `${feeds.url}/meetings.json`, '--owner', 'Bristol Intergroup', '--time-zone', 'Europe/London');
  const [first] = await kith('feed', 'run', id!);
  assert.deepEqual([first!.added, first!.changed, first!.gone], [2, 0, 0]);
  await follows(['Harbor walk', 'Quiet table']);
  // The list does not wait for the program: until it is there, the words are "Call your local emergency number".
  await tab.getByRole('link', { name: 'Call 999' }).waitFor();

  feed = [{ name: 'Harbour walk', slug: 'walk', day: 2, time: '18:00', formatted_address: '5 Quay St, Bristol, BS1 4DB, UK' }, { name: 'New faces', slug: 'new', day: 6, time: '10:00' }];
  const [second] = await kith('feed', 'run');
  assert.deepEqual([second!.added, second!.changed, second!.gone], [1, 1, 1]);
  await follows(['Harbour walk', 'New faces']);
  assert.doesNotMatch(said, /Harbo|bristol\.|pk_|127\.0\.0\.1:\d+\/meetings/, 'the log names no group, no key and no address of a feed');
  process.stdout.write(`${JSON.stringify({ partner: 'from nothing', first: { new: first!.added }, second: { new: second!.added, changed: second!.changed, gone: second!.gone } })}\n`);
});
