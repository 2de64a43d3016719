import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { connect, mentorRequests, newReplyCode } from '@kith/sdk';
import { KithWebhookError, webhooks } from '@kith/sdk/webhooks';
import { openDesk, openStore } from 'kith';
import { readSettings, saveSettings } from '../packages/server/src/program-settings.ts';
import { addProgram, listPrograms } from '../packages/server/src/programs.ts';
import { Webhook } from 'standardwebhooks';

interface Call { headers: IncomingHttpHeaders; body: string }
interface Event { type: string; data: { request?: string; status?: string; seq?: number } }

/** A partner's own system: takes calls, or does not. */
async function partner(context: TestContext) {
  const calls: Call[] = [];
  let mood: (count: number) => number = () => 200;
  let seen = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString(); });
    request.on('end', () => {
      const status = mood(seen++);
      if (status === 0) { request.socket.destroy(); return; }
      if (status < 300) calls.push({ headers: request.headers, body });
      response.writeHead(status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => { server.closeAllConnections(); server.close(); });
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}/kith?key=secret`, calls, get seen() { return seen; }, feel: (next: typeof mood) => { mood = next; } };
}
/** The statuses of each request in the order in which they first came. */
function byRequest(calls: readonly Call[]): Map<string, { status: string; seq: number }[]> {
  const ids = new Set<string>();
  const found = new Map<string, { status: string; seq: number }[]>();
  for (const { headers, body } of calls) {
    const id = String(headers['webhook-id']);
    if (ids.has(id)) continue;
    ids.add(id);
    const { data } = JSON.parse(body) as Event;
    if (data.request !== undefined) found.set(data.request, [...found.get(data.request) ?? [], { status: data.status!, seq: data.seq! }]);
  }
  return found;
}
const inOrder = (events: readonly { seq: number }[]) => events.every(({ seq }, index) => index === 0 || seq > events[index - 1]!.seq);
const mentoring = { open: true, consentText: { en: 'Text' }, contact: 'Front desk, 555-0100' };
const answers = { name: 'Robin', age: '18-plus', understood: true };

test('an endpoint that is down for a day: each event arrives at least once and in order per request; two libraries verify it', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-hooks-'));
  const store = await openStore(folder, 'real');
  const end = await partner(context);
  // The day ends now, so that a library that looks at the real clock can check what arrives.
  const DAY = 86_400_000;
  const real = Date.now();
  let clock = real - DAY;
  const { desk, close } = await openDesk({ store, keysAt: folder, master: randomBytes(32), log: () => undefined, url: () => 'http://localhost', hosts: [end.host], now: () => clock });
  context.after(async () => { await close(); await store.close(); rmSync(folder, { recursive: true }); });
  await addProgram(store, { id: 'one', name: 'one', partner: 'One', setting: 'community', language: 'en', timeZone: 'UTC', country: 'US' });
  const [program] = await listPrograms(store);
  const settings = await readSettings(store, program!);
  await saveSettings(store, 'one', { ...settings, mentoring: { ...settings.mentoring, ...mentoring } });
  const { secret } = await desk.office.outbox.webhooks.add('one', end.url);
  let fine = true;
  end.feel((count) => (fine ? 200 : [500, 0, 503, 301][count % 4]!));
  const { requests } = desk.mentoring;
  const by = { actors: ['coordinator'] as const, userId: 'u', name: 'c' };
  const ids: string[] = [];
  const make = async () => { const replyCode = newReplyCode(); await requests.create(program!, { replyCode, answers }); const row = await requests.byCode('one', replyCode); ids.push(row.id); return row.id; };
  const run = async () => { await desk.office.outbox.run(); };
  await make();
  await run();
  assert.equal(end.calls.length, 1);
  fine = false;
  const down = end.seen;
  // Every ten minutes of the day, with things happening all along.
  for (let step = 0; step < 144; step++) {
    clock = real - DAY + step * 600_000;
    if (step % 12 === 0) { const id = await make(); await requests.act('one', id, by, 'review', {}); }
    if (step % 24 === 5) await requests.act('one', ids.at(-1)!, by, 'ready', {});
    await run();
  }
  const tried = end.seen - down;
  assert.equal(end.calls.length, 1, 'nothing arrived');
  const { webhooks: [hook], deliveries } = await desk.office.outbox.webhooks.list('one');
  assert.deepEqual([hook!.host, hook!.failed], [end.host, 0], 'nothing was given up; the address is shown without its path');
  assert.ok(deliveries.some(({ state, status }) => state === 'waiting' && status === '500'));
  // The pauses grow: a day of this is not thousands of calls.
  assert.ok(tried < 400, `${tried} tries in a day`);
  fine = true;
  for (let step = 0; step <= 40 && (await desk.office.outbox.webhooks.list('one')).webhooks[0]!.waiting; step++) { clock = real + step * 1_200_000; await run(); }
  const arrived = byRequest(end.calls);
  assert.equal(arrived.size, ids.length);
  for (const id of ids) assert.ok(inOrder(arrived.get(id)!) && arrived.get(id)![0]!.status === 'submitted', JSON.stringify(arrived.get(id)));
  assert.deepEqual(arrived.get(ids[1]!)!.map(({ status }) => status), ['submitted', 'in-review', 'waiting-for-match']);
  // Verified by the SDK and by another library; changed, old, or with another secret it is not.
  clock = real;
  await make();
  await run();
  const last = end.calls.at(-1)!;
  const event = await webhooks.verify(last.body, last.headers, secret);
  assert.deepEqual([event.type, event.data.status, event.data.request, event.id], ['mentor-request.status', 'submitted', ids.at(-1), last.headers['webhook-id']]);
  assert.deepEqual(new Webhook(secret).verify(last.body, last.headers as Record<string, string>), JSON.parse(last.body));
  const refused = (promise: Promise<unknown>) => assert.rejects(promise, KithWebhookError);
  await refused(webhooks.verify(last.body.replace('submitted', 'closed'), last.headers, secret));
  await refused(webhooks.verify(last.body, { ...last.headers, 'webhook-id': 'another' }, secret));
  await refused(webhooks.verify(last.body, last.headers, `whsec_${randomBytes(32).toString('base64')}`));
  await refused(webhooks.verify(last.body, last.headers, secret, { now: Date.now() + 600_000 }));
  await refused(webhooks.verify(last.body, {}, secret));
  // What the other library signs, the SDK takes.
  const other = new Webhook(secret);
  const at = new Date();
  await webhooks.verify(last.body, new Headers({ 'webhook-id': 'x', 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': `v1,AAAA ${other.sign('x', at, last.body)}` }), secret);
  // Replayed: the same ids once more.
  const count = end.calls.length;
  assert.equal(await desk.office.outbox.webhooks.replay('one', { deliveries: [String(last.headers['webhook-id'])] }), 1);
  await run();
  assert.deepEqual([end.calls.length, end.calls.at(-1)!.headers['webhook-id']], [count + 1, last.headers['webhook-id']]);
  // Ids and statuses, nothing else.
  for (const { body } of end.calls) assert.match(body, /^\{"type":"[a-z.-]+","timestamp":"[\dT:.Z-]+","data":\{"program":"one"(,"request":"[\da-f-]{36}","status":"[a-z-]+","seq":\d+)?\}\}$/);
  console.log(JSON.stringify({ webhooks: 'down for a day', requests: ids.length, events: [...arrived.values()].flat().length, tries_while_down: tried, lost: 0 }));
});

test('killed again and again: what was acknowledged is told, at least once and in order', { timeout: 110_000 }, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-killed-'));
  const end = await partner(context);
  const seed = 20261122;
  let state = seed;
  const random = () => { state = (state * 1103515245 + 12345) % 2147483648; return state / 2147483648; };
  end.feel(() => (random() < 0.2 ? 500 : 200));
  const env: NodeJS.ProcessEnv = { ...process.env, KITH_DATA: folder, KITH_FEED_HOSTS: end.host, PORT: '0', KITH_MASTER_KEY_FILE: `${folder}-master.key` };
  const kithPath = resolve(import.meta.dirname, '../packages/server/bin/kith.mjs');
  const kith = async (...words: string[]) => JSON.parse((await promisify(execFile)(process.execPath, [kithPath, ...words, '--json'], { env })).stdout) as Record<string, string>;
  const { siteKey } = await kith('program', 'add', 'school', '--setting', 'school', '--partner', 'Linden', '--country', 'US', '--time-zone', 'UTC');
  await kith('master-key', 'make', env.KITH_MASTER_KEY_FILE!);
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ mentoring }));
  await kith('settings', 'set', join(folder, 'settings.json'), '--program', 'school');
  await kith('webhook', 'add', end.url, '--program', 'school');
  let child: ChildProcess | undefined;
  const start = async () => {
    // A group of its own: the command starts a second process, and both have to die at once.
    child = spawn(process.execPath, [kithPath, 'serve'], { env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout!.on('data', (data: Buffer) => { said += data.toString(); });
    while (!/Kith serves at/.test(said)) await once(child.stdout!, 'data');
    return /Kith serves at (\S+)/.exec(said)![1]!;
  };
  const kill = () => { try { process.kill(-child!.pid!, 'SIGKILL'); } catch { /* gone already */ } };
  context.after(() => { kill(); rmSync(folder, { recursive: true }); rmSync(env.KITH_MASTER_KEY_FILE!); });
  const acknowledged: string[][] = [];
  let kills = 0;
  for (let round = 0; round < 8; round++) {
    const url = await start();
    const client = mentorRequests(connect({ server: url, site: siteKey!, retries: 0 }));
    const killer = (async () => { await once(child!.stdout!, 'data'); const { setTimeout: wait } = await import('node:timers/promises'); await wait(60 + random() * 250); kill(); await once(child!, 'exit'); kills++; })();
    for (;;) {
      const code = newReplyCode();
      const known: string[] = [];
      try {
        await client.create({ replyCode: code, answers, seconds: 30 });
        known.push('submitted');
        acknowledged.push(known);
        await client.withdraw(code);
        known.push('withdrawn');
      } catch { break; }
    }
    await killer;
  }
  await start();
  end.feel(() => 200);
  // Until nothing waits any more: the sweep sends what the killed ones left.
  const whole = () => { const found = [...byRequest(end.calls).values()]; return found.filter((events) => events[0]?.status === 'submitted').length >= acknowledged.length && found.filter((events) => events[1]?.status === 'withdrawn').length >= acknowledged.filter(({ length }) => length === 2).length; };
  for (let tries = 0; tries < 300 && !whole(); tries++) { const { setTimeout: wait } = await import('node:timers/promises'); await wait(100); }
  const arrived = [...byRequest(end.calls).values()];
  const count = (list: readonly string[][], length: number) => list.filter((item) => item.length >= length).length;
  assert.ok(count(arrived.map((events) => events.map(({ status }) => status)), 1) >= count(acknowledged, 1), 'no request is untold');
  assert.ok(arrived.filter((events) => events.length === 2).length >= count(acknowledged, 2), 'no withdrawal is untold');
  for (const events of arrived) assert.ok(inOrder(events) && events[0]!.status === 'submitted', JSON.stringify(events));
  assert.equal(kills, 8);
  assert.ok(acknowledged.length > 8);
  console.log(JSON.stringify({ webhooks: 'killed', kills, acknowledged: acknowledged.flat().length, arrived: arrived.flat().length, again: end.calls.length - arrived.flat().length, seed }));
});
