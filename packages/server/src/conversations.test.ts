import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { ConversationStarted, DeletionReceipt, EventPage, MessageReceipt, Problem } from '@kith/contract';
import { createApp } from './app.ts';
import { makeMasterKey, readMasterKey, seal, unseal } from './conversation-keys.ts';
import { Groups } from './groups/groups.ts';
import { topicOf } from './conversations.ts';
import { eventStream } from './conversation-stream.ts';
import { openDesk } from './open-desk.ts';
import { addOrigin, addProgram } from './programs.ts';
import { deleteWhatIsOver } from './sweep.ts';
import { ServerEvents } from './server-events.ts';
import { countQueries } from './store/mutants.ts';
import { openStore } from './store/store.ts';
import { ofFiles, storedIn } from './store/testing.ts';
import { temporaryFolder, temporaryPlace } from './testing.ts';

const token = () => randomBytes(32).toString('base64url');
const origin = 'https://one.example';

async function setUp(context: TestContext, { open = true, pragmas = [] as string[] } = {}) {
  const folder = await temporaryPlace(context);
  const store = await openStore(folder, 'real', pragmas);
  const master = randomBytes(32);
  const { desk, close } = await openDesk({ store, keysAt: folder, master, log: () => undefined, url: () => 'http://localhost', door: () => Promise.resolve(open ? 'open' : 'closed') });
  const { keys, conversations } = desk.office;
  context.after(async () => { await close(); await store.close(); });
  for (const id of ['one', 'two']) {
    await addProgram(store, { id, name: id, partner: id, setting: 'clinic', language: 'en', timeZone: 'UTC', country: 'US', siteKey: `pk_${id}` });
    await addOrigin(store, id, `https://${id}.example`);
  }
  const lines: object[] = [];
  const wide = { burst: 1e6, perSecond: 1e6 };
  const app = createApp({ store, groups: new Groups(store), assets: { files: new Map(), version: '0', integrity: undefined }, log: (line) => { lines.push(line); }, desk, rates: { conversation: wide, address: wide, start: wide } });
  const call = async (method: string, path: string, { bearer, body, headers = {} }: { bearer?: string; body?: unknown; headers?: Record<string, string> } = {}) => app.request(path, {
    method, headers: { origin, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), ...headers }, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const start = async (secret = token()) => {
    const response = await call('POST', '/v1/conversations?site=pk_one', { body: { token: secret, acknowledged: true } });
    return { token: secret, ...ConversationStarted.parse(await response.json()) };
  };
  return { folder, store, master, keys, conversations, desk, app, call, start, lines };
}
const code = async (response: Response) => `${response.status} ${Problem.parse(await response.json()).code}`;
const message = (text = 'Hello', clientId = randomBytes(9).toString('base64url')) => ({ clientId, body: text });

test('nobody on shift: a conversation is refused in words, whatever the server could do', async (context) => {
  const { call } = await setUp(context, { open: false });
  assert.equal(await code(await call('POST', '/v1/conversations?site=pk_one', { body: { token: token(), acknowledged: true } })), '409 closed');
});

test('a start again with the same token is the same conversation', async (context) => {
  const { start } = await setUp(context);
  const first = await start();
  const [second, third] = await Promise.all([start(first.token), start(first.token)]);
  assert.deepEqual([second.id, third.id], [first.id, first.id]);
  assert.notEqual((await start()).id, first.id);
});

test('a message is stored once, however often it is sent; numbers are dense and the same for all', async (context) => {
  const { call, start } = await setUp(context);
  const { id, token: bearer } = await start();
  const one = message('One');
  const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => call('POST', `/v1/conversations/${id}/messages`, { bearer, body: one })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 200, 200, 200, 200, 200, 201]);
  const receipts = await Promise.all(answers.map(async (answer) => MessageReceipt.parse(await answer.json())));
  assert.equal(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size, 1);
  await Promise.all(Array.from({ length: 20 }, (_, at) => call('POST', `/v1/conversations/${id}/messages`, { bearer, body: message(`m${at}`) })));
  const page = EventPage.parse(await (await call('GET', `/v1/conversations/${id}/events?after=0`, { bearer })).json());
  assert.deepEqual(page.events.map(({ seq }) => seq), Array.from({ length: 22 }, (_, at) => at + 1));
  assert.deepEqual([page.head, page.earliest, page.events[0]!.state, page.events[1]!.body], [22, 1, 'waiting', 'One']);
});

test('a wait ends with the next message, and with nothing when its time is up', async (context) => {
  const { call, start } = await setUp(context);
  const { id, token: bearer } = await start();
  const waiting = call('GET', `/v1/conversations/${id}/events?after=1&wait=25`, { bearer });
  await call('POST', `/v1/conversations/${id}/messages`, { bearer, body: message('Now') });
  assert.deepEqual(EventPage.parse(await (await waiting).json()).events.map(({ body }) => body), ['Now']);
  assert.deepEqual(EventPage.parse(await (await call('GET', `/v1/conversations/${id}/events?after=2&wait=1`, { bearer })).json()).events, []);
});

test('a stream begins with hello, brings what was missed and then what comes, in order', async (context) => {
  const { call, start, conversations } = await setUp(context);
  const { id, token: bearer, epoch } = await start();
  await call('POST', `/v1/conversations/${id}/messages`, { bearer, body: message('before') });
  const response = await call('GET', `/v1/conversations/${id}/events?after=1`, { bearer, headers: { accept: 'text/event-stream' } });
  assert.deepEqual([response.headers.get('content-type'), response.headers.get('x-accel-buffering'), response.headers.get('cache-control')], ['text/event-stream; charset=utf-8', 'no', 'no-store, no-transform']);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const until = async (part: string) => { while (!text.includes(part)) { const { value, done } = await reader.read(); if (done) throw new Error(`ended without ${part}`); text += value; } };
  await until('before');
  assert.match(text, new RegExp(`^event: hello\\ndata: {"epoch":"${epoch}","head":2,"earliest":1}\\n\\nid: ${epoch}\\.2\\ndata: `));
  await conversations.send({ id, program_id: 'one' }, 'peer', 'peer-client-1', 'after');
  await until('after');
  assert.match(text, new RegExp(`id: ${epoch}\\.3\\n`));
  await call('DELETE', `/v1/conversations/${id}`, { bearer });
  while (!(await reader.read()).done);
});

test('ended: nothing can be added, a retry of what was stored is still answered', async (context) => {
  const { call, start } = await setUp(context);
  const { id, token: bearer } = await start();
  const one = message();
  await call('POST', `/v1/conversations/${id}/messages`, { bearer, body: one });
  const beacon = await call('POST', `/v1/conversations/${id}/end`, { body: JSON.stringify({ token: bearer }), headers: { 'content-type': 'text/plain;charset=UTF-8', 'origin': 'null' } });
  assert.deepEqual([beacon.status, await beacon.json()], [200, { state: 'ended' }]);
  assert.equal((await call('POST', `/v1/conversations/${id}/messages`, { bearer, body: one })).status, 200);
  assert.equal(await code(await call('POST', `/v1/conversations/${id}/messages`, { bearer, body: message() })), '409 conversation-ended');
  assert.equal((await call('POST', `/v1/conversations/${id}/end`, { bearer, body: {} })).status, 200);
});

const wrong: [string, string, string, { bearer?: string; body?: unknown; headers?: Record<string, string> }, string][] = [
  ['no token', 'POST', 'messages', { body: message() }, '401 no-token'],
  ['a wrong token', 'POST', 'messages', { bearer: token(), body: message() }, '404 conversation-not-found'],
  ['a token that is none', 'GET', 'events', { bearer: 'x'.repeat(30) }, '404 conversation-not-found'],
  ['a beacon with a wrong token', 'POST', 'end', { body: { token: token() } }, '404 conversation-not-found'],
  ['a site that is not the program\'s', 'GET', 'events', { headers: { origin: 'https://two.example' }, bearer: 'own' }, '403 origin-not-allowed'],
  ['an empty message', 'POST', 'messages', { bearer: 'own', body: message('') }, '400 invalid-query'],
  ['a message of 64 kB', 'POST', 'messages', { bearer: 'own', body: message('x'.repeat(66_000)) }, '413 too-large'],
  ['a message that is too long', 'POST', 'messages', { bearer: 'own', body: message('x'.repeat(4_001)) }, '400 invalid-query'],
  ['no JSON', 'POST', 'messages', { bearer: 'own', body: '{plantedtext' }, '400 bad-request'],
  ['an id that is no id', 'POST', 'messages', { bearer: 'own', body: { clientId: 'a b', body: 'plantedtext' } }, '400 invalid-query'],
  ['a wait of an hour', 'GET', 'events?wait=3600', { bearer: 'own' }, '400 invalid-query'],
];
for (const [what, method, path, options, answer] of wrong) {
  test(`refused: ${what}`, async (context) => {
    const { call, start, lines } = await setUp(context);
    const mine = await start();
    const response = await call(method, `/v1/conversations/${mine.id}/${path}`, { ...options, ...(options.bearer === 'own' ? { bearer: mine.token } : {}) });
    assert.doesNotMatch(JSON.stringify(lines), /planted/);
    assert.equal(await code(response), answer);
  });
}

test('the token of one conversation opens no other, and a flood is told to wait', async (context) => {
  const { call, start, app } = await setUp(context);
  const [one, other] = [await start(), await start()];
  for (const [method, path, body] of [['GET', '/events', undefined], ['POST', '/messages', message()], ['POST', '/end', {}], ['DELETE', '', undefined]] as const) assert.equal(await code(await call(method, `/v1/conversations/${other.id}${path}`, { bearer: one.token, body })), '404 conversation-not-found', method + path);
  void app;
});

test('deleted: gone through every call, and nothing of it can be read from the files with the master key in hand', async (context) => {
  const { call, start, folder, master } = await setUp(context);
  const { id, token: bearer } = await start();
  const kept = await start();
  await call('POST', `/v1/conversations/${id}/messages`, { bearer, body: message('plantedsecret') });
  assert.doesNotMatch(await storedIn(folder), /plantedsecret/, 'sealed from the first moment');
  assert.match(await storedIn(folder), new RegExp(id));
  const receipt = DeletionReceipt.parse(await (await call('DELETE', `/v1/conversations/${id}`, { bearer })).json());
  assert.equal(receipt.messages, 1);
  assert.doesNotMatch(await storedIn(folder), new RegExp(id), 'no row, no key, not in the log of changes either');
  for (const [method, path, body] of [['GET', '/events', undefined], ['POST', '/messages', message()], ['DELETE', '', undefined]] as const) assert.equal(await code(await call(method, `/v1/conversations/${id}${path}`, { bearer, body })), '404 conversation-not-found');
  assert.equal((await call('GET', `/v1/conversations/${kept.id}/events`, { bearer: kept.token })).status, 200);
  void master;
});

test('what ended too long ago is deleted, the rest stays', async (context) => {
  const { call, start, desk, lines } = await setUp(context);
  const [old, young] = [await start(), await start()];
  await call('POST', `/v1/conversations/${old.id}/end`, { bearer: old.token, body: {} });
  const log = (line: object) => { lines.push(line); };
  await deleteWhatIsOver(desk, log);
  assert.equal((await call('GET', `/v1/conversations/${old.id}/events`, { bearer: old.token })).status, 200);
  await deleteWhatIsOver(desk, log, Date.now() + 73 * 3_600_000);
  assert.equal((await call('GET', `/v1/conversations/${old.id}/events`, { bearer: old.token })).status, 404);
  assert.match(JSON.stringify(lines), /1 conversations deleted 72 hours after their end/);
  assert.equal((await call('GET', `/v1/conversations/${young.id}/events`, { bearer: young.token })).status, 200);
});

ofFiles('a full disk in the middle of a send: said in words, nothing half stored, and it goes on', async (context) => {
  const { call, start, store } = await setUp(context);
  const { id, token: bearer } = await start();
  const { sql } = await import('kysely');
  const { rows: [size] } = await sql<{ page_count: number }>`pragma page_count`.execute(store.write);
  await sql.raw(`pragma max_page_count=${size!.page_count}`).execute(store.write);
  const sent: string[] = [];
  let refused = 0;
  for (let at = 0; at < 30 && !refused; at++) { const one = message('x'.repeat(3_000)); const response = await call('POST', `/v1/conversations/${id}/messages`, { bearer, body: one }); if (response.status === 201) sent.push(one.clientId); else { assert.equal(await code(response), '507 full'); refused++; } }
  assert.equal(refused, 1);
  await sql.raw('pragma max_page_count=1000000').execute(store.write);
  assert.equal((await call('POST', `/v1/conversations/${id}/messages`, { bearer, body: message('again') })).status, 201);
  const page = EventPage.parse(await (await call('GET', `/v1/conversations/${id}/events`, { bearer })).json());
  assert.deepEqual(page.events.slice(1, -1).map(({ clientId }) => clientId), sent);
  assert.deepEqual(page.events.map(({ seq }) => seq), page.events.map((_, at) => at + 1));
});

test('a sealed text opens at its own place with its own key alone', () => {
  const key = randomBytes(32);
  const sealed = seal(key, 'a 1', 'text');
  assert.equal(unseal(key, 'a 1', sealed).toString(), 'text');
  assert.throws(() => unseal(key, 'a 2', sealed));
  assert.throws(() => unseal(randomBytes(32), 'a 1', sealed));
  assert.throws(() => unseal(key, 'a 1', `${sealed.slice(0, -2)}AA`));
});

test('the master key: outside the data, never written over, refused in words', async (context) => {
  const data = await temporaryFolder(context);
  const elsewhere = await temporaryFolder(context);
  const file = join(elsewhere, 'master.key');
  makeMasterKey(file);
  assert.equal(readMasterKey(file, data).length, 32);
  assert.throws(() => { makeMasterKey(file); }, /left as it is/);
  // On a fresh machine its folder is not there yet, and is nobody else's business.
  const fresh = join(elsewhere, 'etc', 'kith', 'master.key');
  makeMasterKey(fresh);
  assert.equal(statSync(join(fresh, '..')).mode & 0o777, 0o700);
  assert.throws(() => { makeMasterKey(join(file, 'in-a-file', 'master.key')); }, /cannot be written \((ENOTDIR|EEXIST)\)/);
  mkdirSync(join(elsewhere, 'folder.key'));
  assert.throws(() => readMasterKey(join(elsewhere, 'folder.key'), data), (error: Error) => /cannot be read \(EISDIR\)/.test(error.message) && !/Make one/.test(error.message), 'what is there is not to be made');
  makeMasterKey(join(data, 'master.key'));
  assert.throws(() => readMasterKey(join(data, 'master.key'), data), /outside KITH_DATA/);
  assert.throws(() => readMasterKey(join(elsewhere, 'none'), data), /make one with/);
  writeFileSync(join(elsewhere, 'short'), 'abc');
  assert.throws(() => readMasterKey(join(elsewhere, 'short'), data), /32 bytes/);
});

test('a message costs the same queries however many listen; where another node has listeners, one more for all of them', async (context) => {
  const { call, start, store, folder, master, desk } = await setUp(context);
  const other = await openDesk({ store, keysAt: folder, master, log: () => undefined, url: () => 'http://localhost', door: () => Promise.resolve('open') });
  context.after(other.close);
  const talk = await start();
  const row = (await desk.office.conversations.byToken(talk.id, talk.token))!;
  const streams: { text: () => string }[] = [];
  /** A stream on one of two nodes of this store. */
  const listen = async (office: typeof desk.office, which: typeof row) => {
    let text = '';
    const events = new ServerEvents({ write: (more) => { text += more; }, end: () => undefined, isFull: () => false });
    events.begin(await eventStream(office.conversations, which, 0, office.streams));
    context.after(() => { events.stop(); });
    streams.push({ text: () => text });
    // What it reads as it begins is no part of a send.
    while (!text.includes('"seq":1,')) await new Promise((resolve) => { setImmediate(resolve); });
  };
  const settle = async () => { for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => { setImmediate(resolve); }); await store.read.selectFrom('meta').select('name').executeTakeFirst(); };
  const counted: string[][] = [];
  const send = async () => {
    await settle();
    const { made, stop } = countQueries();
    const answer = await call('POST', `/v1/conversations/${talk.id}/messages`, { bearer: talk.token, body: message(`word ${counted.length}`) });
    assert.equal(answer.status, 201);
    counted.push([...made]);
    stop();
    await settle();
  };
  await send();
  for (let at = 0; at < 6; at++) await listen(desk.office, row);
  await send();
  for (let at = 0; at < 40; at++) { const more = await start(); await listen(desk.office, (await desk.office.conversations.byToken(more.id, more.token))!); }
  await send();
  assert.deepEqual(counted.slice(1), [counted[0], counted[0]]);
  const all = (list: typeof streams, pattern: RegExp) => list.every(({ text }) => pattern.test(text()));
  assert.ok(all(streams.slice(0, 6), /word 1[\s\S]*word 2/));
  // Another node is told that there is something, not what: it reads it once for all who listen there.
  for (let at = 0; at < 6; at++) await listen(other.desk.office, row);
  await send();
  const { made: there, stop } = countQueries();
  other.desk.office.bus.publish(topicOf(talk.id), { head: 5 });
  while (!all(streams.slice(-6), /word 3/)) await new Promise((resolve) => { setImmediate(resolve); });
  stop();
  assert.deepEqual([counted[3], there.length], [counted[0], 1]);
  console.log(JSON.stringify({ 'queries a send': counted[0]!.length, 'on another node that has listeners': there.length, 'listeners': streams.length }));
});
