import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import type { RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createGzip, gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { addFeed, dueFeeds, listFeeds, removeFeed, runDueFeeds, runFeed, saveGroups } from './feeds.ts';
import { isPublicAddress, readFeedUrl } from './fetch-feed.ts';
import { Groups } from './groups.ts';
import { addProgram, listPrograms } from '../programs.ts';
import { ofFiles } from '../store/testing.ts';
import { listing, temporaryFolder, temporaryStore, webServer } from '../testing.ts';

const record = (slug: string, more: object = {}) => ({ name: `Group ${slug}`, slug, day: 1, time: '19:00', ...more });

async function setUp(context: TestContext, listener: RequestListener, pragmas: string[] = []) {
  const store = await temporaryStore(context, pragmas);
  await addProgram(store, { id: 'one', name: 'one', partner: 'one', setting: 'community', language: 'en', timeZone: 'America/New_York', country: 'US' });
  const { url, host } = await webServer(context, listener);
  await addFeed(store, 'one', { url: `${url}/feed.json`, owner: 'Owner', everyMinutes: 60, timeZone: 'America/New_York' }, [host]);
  const run = async (limits = {}) => runFeed(store, (await listFeeds(store))[0]!, { hosts: [host], ...limits });
  const stored = async () => (await store.read.selectFrom('groups').select('id').where('program_id', '=', 'one').execute()).length;
  return { store, host, url, run, stored };
}
const answer = (body: () => unknown): RequestListener => (_request, response) => { response.end(JSON.stringify(body())); };

test('new, changed and gone: the program follows its feed', async (context) => {
  let feed = [record('a'), record('b')];
  const { run, store } = await setUp(context, answer(() => feed));
  const groups = new Groups(store);
  const names = async () => (await groups.search((await listPrograms(store))[0]!, {})).groups.map(({ name }) => name).sort();
  assert.deepEqual(pick(await run()), { ok: true, added: 2, changed: 0, gone: 0, same: 0 });
  assert.deepEqual(await names(), ['Group a', 'Group b']);
  feed = [record('a'), record('b', { name: 'Renamed' }), record('c')];
  assert.deepEqual(pick(await run()), { ok: true, added: 1, changed: 1, gone: 0, same: 1 });
  await groups.follow((await listPrograms(store))[0]!);
  assert.deepEqual(await names(), ['Group a', 'Group c', 'Renamed']);
  feed = [record('c')];
  assert.deepEqual(pick(await run()), { ok: true, added: 0, changed: 0, gone: 2, same: 1 });
  await groups.follow((await listPrograms(store))[0]!);
  assert.deepEqual(await names(), ['Group c']);
});
const pick = ({ ok, added, changed, gone, same }: Awaited<ReturnType<typeof runFeed>>) => ({ ok, added, changed, gone, same });

/** What a feed may do wrong after it was right once: words for people, and the last good copy stays. */
const wrongs: [string, (response: ServerResponse) => void, RegExp, object?][] = [
  ['an error page', (response) => { response.writeHead(500).end('x'); }, /status 500/],
  ['HTML', (response) => { response.end('<!doctype html><p>Moved</p>'); }, /web page or XML/],
  ['an empty list with status 200', (response) => { response.end('[]'); }, /empty list/],
  ['a list without one good record', (response) => { response.end('[{"name":"","slug":"x"}]'); }, /No record/],
  ['a cut-off file', (response) => { response.end('[{"name":"x","slug":"y"},{"na'); }, /cut off/],
  ['JSON a million levels deep', (response) => { response.end('['.repeat(1_000_000)); }, /deeper than/],
  ['a BMLT server that does not understand the question', (response) => { response.end('[]'); }, /BMLT/],
  ['200 MB', (response) => { endless(response); }, /larger than/, { bytes: 1_000_000 }],
  ['a compressed bomb', (response) => { response.writeHead(200, { 'content-encoding': 'gzip' }); bomb().pipe(response); }, /larger than/, { bytes: 1_000_000 }],
  ['a bomb within a bomb is still only one', (response) => { response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(gzipSync(Buffer.alloc(1000)))); }, /not valid JSON/],
  ['a coding that is not what it says', (response) => { response.writeHead(200, { 'content-encoding': 'gzip' }).end('hello'); }, /cannot be unpacked/],
  ['a coding that nobody knows', (response) => { response.writeHead(200, { 'content-encoding': 'zstd9' }).end('hello'); }, /does not know/],
  ['an answer that never ends', (response) => { response.write('['); }, /did not arrive within/, { time: 300 }],
  ['a packed answer that never ends', (response) => { response.writeHead(200, { 'content-encoding': 'gzip' }); response.write(gzipSync('[').subarray(0, 12)); }, /did not arrive within/, { time: 300 }],
  ['an answer that never begins', () => { /* silence */ }, /did not arrive within/, { time: 300 }],
  ['a redirect to another host', (response) => { response.writeHead(302, { location: 'https://elsewhere.example/feed.json' }).end(); }, /another host/],
  ['a redirect to a private address', (response) => { response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(); }, /another host/],
  ['a redirect to a file', (response) => { response.writeHead(302, { location: 'file:///etc/passwd' }).end(); }, /another host/],
  ['a redirect to itself', (response) => { response.writeHead(302, { location: '/feed.json' }).end(); }, /on and on/],
  ['a connection that breaks', (response) => { response.write('[{'); response.destroy(); }, /could not be fetched/],
];
const bomb = () => Readable.from((function* zeros() { for (let at = 0; at < 400; at++) yield Buffer.alloc(1_000_000, 32); })()).pipe(createGzip());
function endless(response: ServerResponse): void {
  const chunk = Buffer.alloc(65_536, 32);
  const more = () => { while (!response.destroyed && response.write(chunk)); if (!response.destroyed) response.once('drain', more); };
  more();
}
for (const [what, misbehave, words, limits] of wrongs) {
  test(`a feed that answers with ${what}: said in words, the last good copy stays`, { timeout: 30_000 }, async (context) => {
    let good = true;
    const { run, stored, store } = await setUp(context, (_request, response) => { if (good) response.end(JSON.stringify([record('a')])); else misbehave(response); });
    assert.equal((await run()).ok, true);
    const fetchedAt = (await listFeeds(store))[0]!.fetched_at;
    good = false;
    const failed = await run(limits);
    assert.equal(failed.ok, false);
    assert.match(failed.error!, words);
    assert.equal(await stored(), 1);
    const [feed] = await listFeeds(store);
    assert.deepEqual([feed!.fetched_at, feed!.error], [fetchedAt, failed.error], 'as of the last good fetch');
  });
}

test('nothing new: ETag and Last-Modified are asked with, the feed counts as fetched', async (context) => {
  const asked: (string | undefined)[] = [];
  const { run, store } = await setUp(context, (request, response) => {
    asked.push(request.headers['if-none-match']);
    if (request.headers['if-none-match'] === '"v1"') { response.writeHead(304).end(); return; }
    response.writeHead(200, { 'etag': '"v1"', 'last-modified': 'Sun, 22 Nov 2026 00:00:00 GMT' }).end(JSON.stringify([record('a')]));
  });
  await run();
  const before = (await listFeeds(store))[0]!.fetched_at!;
  const again = await run();
  assert.deepEqual([again.ok, again.report, asked], [true, undefined, [undefined, '"v1"']]);
  assert.ok((await listFeeds(store))[0]!.fetched_at! >= before);
});

test('nothing has changed, says a feed that was never read: that is no answer', async (context) => {
  const { run } = await setUp(context, (_request, response) => { response.writeHead(304).end(); });
  assert.match((await run()).error!, /no copy yet/);
});

test('a private or local address is refused unless it is named', async (context) => {
  const { store } = await setUp(context, answer(() => []));
  for (const url of ['https://127.0.0.1/x', 'https://localhost/x', 'https://[::1]/x', 'https://[::ffff:169.254.169.254]/x', 'https://10.0.0.1/x', 'https://192.168.1.1/x', 'https://169.254.169.254/x', 'https://0.0.0.0/x', 'https://100.64.0.1/x', 'https://2130706433/y']) {
    const { id } = await addFeed(store, 'one', { url, owner: 'x', everyMinutes: 60 }, []);
    const feed = (await listFeeds(store)).find((row) => row.id === id)!;
    assert.match((await runFeed(store, feed, { hosts: [] })).error!, /private address/, url);
  }
  for (const address of ['8.8.8.8', '198.20.0.1', '2606:4700::1111', '2001:4860:4860::8888']) assert.equal(isPublicAddress(address), true, address);
  for (const address of ['::ffff:8.8.8.8']) assert.equal(isPublicAddress(address), true, address);
  for (const address of ['::ffff:10.0.0.1', 'fe80::1', 'fc00::1', '224.0.0.1', '64:ff9b::a00:1', '2002:7f00:1::', '::7f00:1', '4000::1', '198.18.0.1', '198.19.255.255', '3fff::1', '2001:20::1', '2001:10::1']) assert.equal(isPublicAddress(address), false, address);
});

test('an address is refused when it is not https, holds a password or is no address', () => {
  assert.throws(() => readFeedUrl('http://feeds.example/x', []), /https only/);
  assert.throws(() => readFeedUrl('https://user:secret@feeds.example/x', []), /password/);
  assert.throws(() => readFeedUrl('ftp://feeds.example/x', []), /https, or from a file/);
  assert.throws(() => readFeedUrl('feeds', []), /not an address/);
  assert.equal(readFeedUrl('http://feeds.internal:81/x', ['feeds.internal:81']).protocol, 'http:');
});

ofFiles('a full disk: said in words, nothing is lost, and it goes on when there is room', async (context) => {
  let feed: object[] = [record('a')];
  const { run, stored, store } = await setUp(context, answer(() => feed));
  assert.equal((await run()).ok, true);
  await store.write.executeQuery({ sql: 'PRAGMA max_page_count=60', parameters: [], query: { kind: 'RawNode' } as never, queryId: { queryId: 'x' } });
  feed = Array.from({ length: 3_000 }, (_, at) => record(`n${at}`, { notes: 'x'.repeat(300) }));
  const full = await run();
  assert.deepEqual([full.ok, full.error], [false, 'The disk is full. Nothing was changed; make room and run the feed again.']);
  assert.equal(await stored(), 1);
  await store.write.executeQuery({ sql: 'PRAGMA max_page_count=1000000', parameters: [], query: { kind: 'RawNode' } as never, queryId: { queryId: 'y' } });
  assert.deepEqual(pick(await run()), { ok: true, added: 3_000, changed: 0, gone: 1, same: 0 });
});

test('a feed from a file, with a BOM', async (context) => {
  const { store } = await setUp(context, answer(() => []));
  const folder = await temporaryFolder(context);
  const path = join(folder, 'feed.json');
  await writeFile(path, `\ufeff${JSON.stringify([record('a')])}`);
  const { id } = await addFeed(store, 'one', { url: `file://${path}`, owner: 'x', everyMinutes: 60 }, []);
  const run = await runFeed(store, (await listFeeds(store)).find((row) => row.id === id)!);
  assert.equal(run.added, 1);
});

test('a feed never takes over a listing of the program itself, nor the other way round', async (context) => {
  const { run, store } = await setUp(context, answer(() => [record('a')]));
  await run();
  const { id } = (await store.read.selectFrom('groups').select('id').executeTakeFirst())!;
  await saveGroups(store, 'one', null, [listing(id, { name: 'Own words' }), listing('own')]);
  const names = async () => (await store.read.selectFrom('groups').select('body').orderBy('id').execute()).map(({ body }) => (JSON.parse(body) as { name: string }).name).sort();
  assert.deepEqual(await names(), ['Group a', 'Group own']);
  await run();
  await saveGroups(store, 'one', null, []);
  assert.deepEqual(await names(), ['Group a']);
});

test('a feed that is removed while it is fetched: said in words', async (context) => {
  const ready = { store: undefined as unknown as Awaited<ReturnType<typeof setUp>>['store'], remove: false };
  const { run, store } = await setUp(context, (_request, response) => {
    void (async () => { if (ready.remove) await removeFeed(ready.store, 'one', (await listFeeds(ready.store))[0]!.id); response.end(JSON.stringify([record('a')])); })();
  });
  ready.store = store;
  ready.remove = true;
  assert.match((await run()).error!, /removed in the meantime/);
});

test('a flood of empty records: refused as too many, or counted with few lines kept', async (context) => {
  let body = `[{"name":"a"}${',{}'.repeat(400_000)}]`;
  const { run } = await setUp(context, (_request, response) => { response.end(body); });
  assert.match((await run()).error!, /more than 300,000 records/);
  body = `[{"name":"a","slug":"a"}${',{}'.repeat(50_000)}]`;
  const { report } = await run();
  assert.deepEqual([report!.refusedCount, report!.refused.length], [50_000, 500]);
});

test('feeds fall due by their own clock; a removed feed takes its groups along', async (context) => {
  const { store, run, stored } = await setUp(context, answer(() => [record('a')]));
  assert.equal((await dueFeeds(store)).length, 1);
  await run();
  assert.equal((await dueFeeds(store)).length, 0);
  assert.equal((await dueFeeds(store, Date.now() + 61 * 60_000)).length, 1);
  await assert.rejects(removeFeed(store, 'two', (await listFeeds(store))[0]!.id), /no such feed/);
  await removeFeed(store, 'one', (await listFeeds(store))[0]!.id);
  assert.deepEqual([await stored(), (await listFeeds(store)).length], [0, 0]);
});

test('many feeds of one program, and one that hangs, hold up no other program', async (context) => {
  let hangs: ServerResponse | undefined;
  let gone: () => void = () => undefined;
  const { store, host, url } = await setUp(context, (request, response) => { if (request.url!.startsWith('/hangs')) { hangs = response; gone(); } else response.end(JSON.stringify([record(request.url!.slice(1).replace(/\W/g, '-'))])); });
  for (let at = 0; at < 5; at++) await addFeed(store, 'one', { url: `${url}/${at === 0 ? 'hangs' : `more-${at}`}`, owner: 'Owner', everyMinutes: 60, timeZone: 'America/New_York' }, [host]);
  for (const id of ['two', 'three']) {
    await addProgram(store, { id, name: id, partner: id, setting: 'community', language: 'en', timeZone: 'America/New_York', country: 'US', siteKey: `pk_${id}` });
    await addFeed(store, id, { url: `${url}/${id}`, owner: 'Owner', everyMinutes: 60, timeZone: 'America/New_York' }, [host]);
  }
  const read: string[] = [];
  const hanging = new Promise<void>((resolve) => { gone = resolve; });
  let others: () => void = () => undefined;
  const bothRead = new Promise<void>((resolve) => { others = resolve; });
  const running = runDueFeeds(store, { hosts: [host] }, (run) => { assert.equal(run.ok, true, run.error); read.push(run.program); if (['two', 'three'].every((id) => read.includes(id))) others(); });
  await Promise.all([hanging, bothRead]);
  hangs!.end(JSON.stringify([record('late')]));
  await running;
  assert.deepEqual(read.sort(), ['one', 'one', 'one', 'one', 'one', 'one', 'three', 'two']);
});

test('an API that answers in pages is read to its end; a page that is missing costs nothing of what was there', async (context) => {
  const service = (id: number) => ({ id: String(id), organization_id: 'o', name: `Service ${id}`, schedules: [{ freq: 'WEEKLY', byday: 'MO', opens_at: '18:00', closes_at: '19:00' }] });
  let broken = false;
  const { run, stored } = await setUp(context, (request, response) => {
    const page = Number(new URL(request.url!, 'http://x').searchParams.get('page') ?? 1);
    if (broken && page === 3) { response.writeHead(500).end(); return; }
    response.end(JSON.stringify({ total_items: 7, total_pages: 3, page_number: page, contents: [1, 2, 3].map((at) => (page - 1) * 3 + at).filter((id) => id <= 7).map(service) }));
  });
  assert.deepEqual([(await run()).ok, await stored()], [true, 7]);
  broken = true;
  const failed = await run();
  assert.deepEqual([failed.ok, await stored()], [false, 7]);
  assert.match(failed.error!, /status 500/);
});

test('pages that are each in time, and together never end, are given up', async (context) => {
  const { run } = await setUp(context, (request, response) => {
    const page = Number(new URL(request.url!, 'http://x').searchParams.get('page') ?? 1);
    setTimeout(() => { response.end(JSON.stringify({ total_pages: 400, contents: [{ id: `s${page}`, organization_id: 'o', name: `Service ${page}`, status: 'active', schedules: [{ freq: 'WEEKLY', byday: 'MO', opens_at: '18:00', closes_at: '19:00' }] }] })); }, 50);
  });
  const result = await run({ time: 200 });
  assert.deepEqual([result.ok, /within 2 seconds/.test(result.error!)], [false, true]);
});

test('one page of an API that was kept as a file is that page, once', async (context) => {
  const store = await temporaryStore(context);
  await addProgram(store, { id: 'one', name: 'one', partner: 'one', setting: 'community', language: 'en', timeZone: 'America/New_York', country: 'US' });
  const path = join(await temporaryFolder(context), 'page.json');
  await writeFile(path, JSON.stringify({ total_pages: 9, contents: [{ id: 's', organization_id: 'o', name: 'Service', status: 'active', schedules: [{ freq: 'WEEKLY', byday: 'MO', opens_at: '18:00', closes_at: '19:00' }] }] }));
  const feed = await addFeed(store, 'one', { url: `file://${path}`, owner: 'Owner', everyMinutes: 60 }, []);
  assert.deepEqual(pick(await runFeed(store, (await listFeeds(store)).find(({ id }) => id === feed.id)!, { hosts: [] })), { ok: true, added: 1, changed: 0, gone: 0, same: 0 });
});
