import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Availability, HelplineList } from '@kith/contract';
import { connect, conversations, type Conversation, type ConversationView } from '@kith/sdk';
import { makeMasterKey, runCommand } from 'kith';
import { freePort } from '../packages/server/src/testing-port.ts';
import { addPrograms, sleep, Target } from './faults-parts.ts';
import { grow, missing, type Grown } from './grown.ts';

/** Several nodes on one store, with a PostgreSQL, a NATS and an nginx of their own. */
const lacking = missing();
const skip = lacking.length ? `not installed: ${lacking.join(', ')}` : false;

interface World { grown: Grown; nodes: Target[]; env: Record<string, string>; addressOf: (node: number) => string }
async function setUp(context: TestContext, count: number, { start = true } = {}): Promise<World> {
  const grown = await grow(count, { namespaces: false });
  const env = { KITH_DATA: join(grown.folder, 'data'), KITH_MASTER_KEY_FILE: join(grown.folder, 'master.key'), DATABASE_URL: grown.url, KEYS_DATABASE_URL: grown.keysUrl, NATS_URL: grown.nats };
  makeMasterKey(env.KITH_MASTER_KEY_FILE);
  assert.equal(await runCommand(['migrate'], env, { line: () => undefined, mistake: (text) => { throw new Error(text); } }), 0);
  await addPrograms(env);
  const nodes = await Promise.all(grown.hosts.map(async () => new Target(await freePort(), env)));
  context.after(async () => { for (const node of nodes) node.stop(); await grown.stop(); });
  if (start) await Promise.all(nodes.map((node) => node.start()));
  return { grown, nodes, env, addressOf: (node) => `http://127.0.0.1:${nodes[node]!.port}` };
}
const sdkAt = (server: string) => conversations(connect({ server, site: 'pk_faults', timeout: 3_000, retries: 2 }), { helloWithin: 2_000, silence: 20_000, shortest: 20, longest: 500, poll: 5 });
const until = (talk: Conversation, fits: (view: ConversationView) => boolean): Promise<ConversationView> => new Promise((resolve) => {
  if (fits(talk.view)) { resolve(talk.view); return; }
  const leave = talk.subscribe((view) => { if (fits(view)) { leave(); resolve(view); } });
});
const says = (body: string) => ({ messages }: ConversationView) => messages.some((message) => message.body === body);
const readyAt = async (url: string) => { const response = await fetch(`${url}/readyz`).catch(() => undefined); return response ? { status: response.status, ...await response.json() as object } : undefined; };
async function untilReady(url: string, fits: (answer: Awaited<ReturnType<typeof readyAt>>) => boolean): Promise<void> { while (!fits(await readyAt(url))) await sleep(50); }

test('what is written on one node is on the stream of another; without NATS it comes by the look into the store, and at once when NATS is back', { skip }, async (context) => {
  const { grown, nodes, addressOf } = await setUp(context, 2);
  const talk = await sdkAt(addressOf(0)).start();
  context.after(() => { talk.close(); });
  await until(talk, ({ link }) => link === 'live');
  const say = (body: string) => nodes[1]!.ask({ kind: 'peer', conversation: talk.id, program: 'faults', clientId: `peer-${body}-0001`, body });
  await say('first');
  await until(talk, says('first'));
  let back = false;
  const returned = grown.bus.killed(10_000).then(() => { back = true; });
  await untilReady(addressOf(0), (answer) => /late/.test(String((answer as { wakeUps?: string } | undefined)?.wakeUps)));
  assert.equal((await readyAt(addressOf(0)))!.status, 200, 'wake-ups are late, nothing is lost: the node stays in');
  await say('second');
  await until(talk, says('second'));
  assert.equal(back, false, 'it came while NATS was away');
  await returned;
  await Promise.all([0, 1].map((node) => untilReady(addressOf(node), (answer) => (answer as { wakeUps?: string } | undefined)?.wakeUps === 'ok')));
  await say('third');
  assert.deepEqual((await until(talk, says('third'))).messages.map(({ body }) => body), ['first', 'second', 'third']);
});

test('the database is gone at the start, and later: a clear state, help that needs no store, and nothing acknowledged is lost', { skip }, async (context) => {
  const { grown, nodes, addressOf } = await setUp(context, 1, { start: false });
  const url = addressOf(0);
  const origin = { origin: url };
  await grown.database.stop();
  const started = nodes[0]!.start();
  await untilReady(url, (answer) => answer?.status === 503);
  assert.deepEqual(await readyAt(url), { status: 503, ready: false, store: 'cannot be reached' });
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  assert.equal((await fetch(`${url}/kith.js`)).status, 200, 'the elements come, and their crisis lines with them');
  const early = await fetch(`${url}/v1/availability?site=pk_faults`, { headers: origin });
  assert.deepEqual([early.status, (await early.json() as { code: string }).code, early.headers.get('access-control-allow-origin'), early.headers.get('retry-after')], [503, 'not-ready', '*', '2']);
  // A frame has words and help, in its own language.
  assert.match(await (await fetch(`${url}/embed/talk-to-a-peer?site=pk_faults&lang=es`)).text(), /número de emergencias[\s\S]*no está lista ahora mismo/);
  await grown.database.start();
  await started;
  await untilReady(url, (answer) => answer?.status === 200);

  const talk = await sdkAt(url).start();
  context.after(() => { talk.close(); });
  talk.send('before');
  await until(talk, ({ messages }) => messages.every(({ tick }) => tick === 'sent'));
  assert.equal((await fetch(`${url}/v1/availability?site=pk_faults`, { headers: origin })).status, 200);
  await grown.database.stop();
  await untilReady(url, (answer) => answer?.status === 503);
  // The card and the lines stand.
  let card: Availability;
  // What was read of the line a moment ago stands for some seconds.
  do { card = await (await fetch(`${url}/v1/availability?site=pk_faults&lang=en`, { headers: origin })).json() as Availability; } while (card.state !== 'not-ready');
  assert.ok(card.crisis.some(({ href }) => href === 'tel:911') && card.crisis.some(({ href }) => href === 'tel:988'));
  const frame = await fetch(`${url}/embed/find-a-group?site=pk_faults&lang=ar`);
  assert.equal(frame.status, 503);
  assert.match(await frame.text(), /dir="rtl"[\s\S]*غير جاهزة الآن/);
  const lines = await (await fetch(`${url}/v1/helplines?site=pk_faults`, { headers: origin })).json() as HelplineList;
  assert.equal(lines.emergency?.value, '911');
  const refused = await fetch(`${url}/v1/conversations/${talk.id}/messages`, { method: 'POST', headers: { 'authorization': `Bearer ${talk.token}`, 'content-type': 'application/json' }, body: JSON.stringify({ clientId: 'direct-0001', body: 'now' }) });
  assert.deepEqual([refused.status, (await refused.json() as { code: string }).code], [503, 'not-ready']);
  talk.send('meanwhile');
  await grown.database.start();
  assert.deepEqual((await until(talk, ({ messages }) => messages.length === 2 && messages.every(({ tick }) => tick === 'sent'))).messages.map(({ body }) => body), ['before', 'meanwhile']);
  assert.deepEqual(nodes[0]!.unexpected, []);
});

test('a rolling upgrade with open chats: every message arrives once, in order, and a peer on any node is still there', { skip }, async (context) => {
  const { grown, nodes } = await setUp(context, 3);
  const url = await grown.proxy(nodes.map(({ port }) => port));
  const sdk = sdkAt(url);
  const talks = await Promise.all(Array.from({ length: 6 }, () => sdk.start()));
  context.after(() => { for (const talk of talks) talk.close(); });
  const troubled = new Set<string>();
  for (const talk of talks) { await until(talk, ({ link }) => link === 'live'); talk.subscribe(({ link }) => { if (link === 'offline') troubled.add(talk.id); }); }
  let rolling = true;
  const sent = new Map<string, string[]>(talks.map(({ id }) => [id, []]));
  const writing = Promise.all(talks.map(async (talk) => {
    for (let at = 0; rolling; at++) {
      const body = `message ${at}`;
      talk.send(body);
      sent.get(talk.id)!.push(body);
      // The peer speaks on whichever node is there.
      await Promise.any(nodes.map((node) => node.ask({ kind: 'peer', conversation: talk.id, program: 'faults', clientId: `peer-${talk.id.slice(0, 8)}-${at}`, body: `peer ${at}` }))).catch(() => undefined);
      await sleep(60);
    }
  }));
  for (const node of nodes) await node.restart();
  rolling = false;
  await writing;
  for (const talk of talks) {
    const expected = sent.get(talk.id)!;
    const view = await until(talk, ({ messages }) => messages.filter(({ author, tick }) => author === 'visitor' && tick === 'sent').length === expected.length);
    assert.deepEqual(view.messages.filter(({ author }) => author === 'visitor').map(({ body }) => body), expected);
    const peers = view.messages.filter(({ author }) => author === 'peer').map(({ body }) => body);
    assert.equal(new Set(peers).size, peers.length, 'nothing twice');
  }
  assert.deepEqual(nodes.flatMap(({ unexpected }) => unexpected), []);
  console.log(JSON.stringify({ 'rolling upgrade': 3, 'messages': [...sent.values()].reduce((sum, list) => sum + list.length, 0), 'chats that saw "offline"': troubled.size }));
});
