import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { connect, conversations, type Conversation, type ConversationView } from '@kith/sdk';
import { followEvents } from '../packages/sdk/src/event-stream.ts';
import { createApp, Groups, openDesk, openStore, runCommand } from 'kith';

type Fetch = (input: Request) => Promise<Response>;

/** What a proxy does that waits for the whole of an answer. */
const never = (request: Request) => new Promise<Response>((_resolve, reject) => { request.signal.addEventListener('abort', () => { reject(new DOMException('', 'AbortError')); }); });
const isStream = (request: Request) => request.headers.get('accept') === 'text/event-stream';

/** The real app over a real store, with a `fetch` that a test can break. */
async function setUp(context: TestContext, timing: NonNullable<Parameters<typeof conversations>[1]> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kith-talk-'));
  await runCommand(['program', 'add', 'one', '--setting', 'community', '--partner', 'One', '--country', 'US', '--time-zone', 'UTC', '--key', 'pk_one'], { KITH_DATA: folder }, { line: () => undefined, mistake: (text) => { throw new Error(text); } });
  const store = await openStore(folder, 'real');
  const { desk, close } = await openDesk({ store, keysAt: folder, master: randomBytes(32), log: () => undefined, url: () => 'http://kith.test', door: () => Promise.resolve('open') });
  const server = desk.office.conversations;
  const app = createApp({ store, groups: new Groups(store), assets: { files: new Map(), version: '0', integrity: undefined }, log: () => undefined, desk });
  const wire: { through: (request: Request, go: Fetch) => Promise<Response>; asked: string[] } = { through: (request, go) => go(request), asked: [] };
  const fetch = (async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    wire.asked.push(`${request.method} ${new URL(request.url).pathname.split('/').at(-1)!}${isStream(request) ? ' stream' : ''}`);
    return wire.through(request, async (made) => app.fetch(made));
  }) as typeof globalThis.fetch;
  const sdk = conversations(connect({ server: 'http://kith.test', site: 'pk_one', fetch, retries: 0, timeout: 2_000 }), { helloWithin: 200, silence: 400, shortest: 10, longest: 50, poll: 1, between: 20, ...timing });
  const open: Conversation[] = [];
  context.after(async () => { for (const talk of open) talk.close(); await close(); await store.close(); rmSync(folder, { recursive: true, force: true }); });
  const start = async () => { const talk = await sdk.start({ topics: ['lonely'], help: 'listen' }); open.push(talk); return talk; };
  const resume = (id: string, token: string) => { const talk = sdk.resume(id, token); open.push(talk); return talk; };
  return { server, store, wire, start, resume };
}
/** The first view that fits. */
const until = (talk: Conversation, test: (view: ConversationView) => boolean): Promise<ConversationView> => new Promise((resolve) => {
  if (test(talk.view)) { resolve(talk.view); return; }
  const leave = talk.subscribe((view) => { if (test(view)) { leave(); resolve(view); } });
});
const texts = (view: ConversationView) => view.messages.map(({ author, body, tick }) => `${author}: ${body} (${tick})`);

test('both sides write, each message once, in the order of the log; a second reader sees the same', async (context) => {
  const { server, start, resume } = await setUp(context);
  const talk = await start();
  assert.equal(talk.view.state, 'waiting');
  talk.send('Hello');
  talk.send('Is somebody there?');
  assert.deepEqual(texts(talk.view), ['visitor: Hello (sending)', 'visitor: Is somebody there? (sending)']);
  await until(talk, ({ messages }) => messages.length === 2 && messages.every(({ tick }) => tick === 'sent'));
  await server.change({ id: talk.id, program_id: 'one' }, 'peer', 'active');
  await server.send({ id: talk.id, program_id: 'one' }, 'peer', 'peer-0001', 'I am here');
  const view = await until(talk, ({ messages, state }) => messages.length === 3 && state === 'active');
  assert.deepEqual(texts(view), ['visitor: Hello (sent)', 'visitor: Is somebody there? (sent)', 'peer: I am here (sent)']);
  assert.equal(view.link, 'live');
  assert.deepEqual(texts(await until(resume(talk.id, talk.token), ({ messages }) => messages.length === 3)), texts(view));
});

test('no network: what was written waits in the outbox and goes out once', async (context) => {
  const { wire, start, server } = await setUp(context);
  const talk = await start();
  await until(talk, ({ link }) => link === 'live');
  wire.through = () => Promise.reject(new TypeError('offline'));
  talk.send('Into the dark');
  talk.wake();
  await until(talk, ({ link }) => link === 'offline');
  assert.deepEqual(texts(talk.view), ['visitor: Into the dark (sending)']);
  wire.through = (request, go) => go(request);
  talk.wake();
  await until(talk, ({ messages, link }) => messages[0]!.tick === 'sent' && link === 'live');
  assert.equal((await server.after(talk.id, 'one', 0)).filter(({ kind }) => kind === 'message').length, 1);
});

test('answers that are lost, and no stream to say so: the retries are the same message', async (context) => {
  const { wire, start, server } = await setUp(context);
  let posts = 0;
  wire.through = async (request, go) => {
    if (request.url.includes('/events')) throw new TypeError('cut');
    const response = await go(request);
    if (request.url.includes('/messages') && posts++ < 3) throw new TypeError('cut');
    return response;
  };
  const talk = await start();
  talk.send('Once');
  await until(talk, ({ messages }) => messages[0]?.tick === 'sent');
  assert.equal(posts, 4);
  assert.deepEqual((await server.after(talk.id, 'one', 0)).filter(({ kind }) => kind === 'message').map(({ body }) => body), ['Once']);
});

test('the stream brings a message whose answer was lost: it is sent, and not tried again', async (context) => {
  const { wire, start, server } = await setUp(context);
  const talk = await start();
  await until(talk, ({ link }) => link === 'live');
  let posts = 0;
  wire.through = async (request, go) => {
    const response = await go(request);
    if (request.url.includes('/messages')) { posts++; throw new TypeError('cut'); }
    return response;
  };
  talk.send('Once');
  const view = await until(talk, ({ messages }) => messages[0]?.tick === 'sent');
  assert.equal(view.messages.length, 1);
  assert.equal((await server.after(talk.id, 'one', 0)).filter(({ kind }) => kind === 'message').length, 1);
  assert.ok(posts >= 1);
});

test('streams that are held back: long polls bring the same, and are remembered', async (context) => {
  const { wire, start, server } = await setUp(context);
  wire.through = (request, go) => (isStream(request) ? never(request) : go(request));
  const talk = await start();
  await server.send({ id: talk.id, program_id: 'one' }, 'peer', 'peer-0001', 'Through another door');
  const view = await until(talk, ({ messages, link }) => messages.length === 1 && link === 'polling');
  assert.deepEqual(texts(view), ['peer: Through another door (sent)']);
  await server.send({ id: talk.id, program_id: 'one' }, 'peer', 'peer-0002', 'Again');
  await until(talk, ({ messages }) => messages.length === 2);
  assert.equal(wire.asked.filter((item) => item.endsWith('stream')).length, 1);
});

test('a stream that was held back once is tried again later: a slow moment is not for ever', async (context) => {
  const { wire, start, server } = await setUp(context, { again: 100 });
  let held = 0;
  wire.through = (request, go) => (isStream(request) && held++ < 2 ? never(request) : go(request));
  const talk = await start();
  await until(talk, ({ link }) => link === 'polling');
  // A poll ends with what is new, or after a second; the next stream is tried then.
  await until(talk, ({ link }) => link === 'live');
  await server.send({ id: talk.id, program_id: 'one' }, 'peer', 'peer-0001', 'Here again');
  await until(talk, ({ messages }) => messages.length === 1);
  assert.equal(held, 3);
  assert.ok(!wire.asked.slice(wire.asked.findLastIndex((item) => item.endsWith('stream')) + 1).includes('GET events'), 'no more polls');
});

test('woken while a stream is being opened: the next is a stream too', async (context) => {
  const { wire, start } = await setUp(context, { helloWithin: 60_000 });
  const asked: (() => void)[] = [];
  let held = 0;
  const first = new Promise<void>((resolve) => { asked.push(resolve); });
  wire.through = (request, go) => { if (!isStream(request) || held++) return go(request); asked[0]!(); return never(request); };
  const talk = await start();
  await first;
  talk.wake();
  await until(talk, ({ link }) => link !== 'connecting');
  assert.equal(talk.view.link, 'live');
});

for (const [which, timing] of [['long', {}], ['short', { lease: () => Promise.resolve(undefined) }]] as const) {
  test(`a ${which} poll that nobody answers is given up, said, and asked again`, async (context) => {
    const { wire, start, server } = await setUp(context, { poll: 0, helloWithin: 50, ...timing });
    let holding = true;
    wire.through = (request, go) => (isStream(request) || (request.url.includes('/events') && holding) ? never(request) : go(request));
    const talk = await start();
    await until(talk, ({ link }) => link === 'offline');
    holding = false;
    await server.send({ id: talk.id, program_id: 'one' }, 'peer', 'peer-0001', 'Still here');
    const view = await until(talk, ({ messages }) => messages.length === 1);
    assert.equal(view.messages[0]!.body, 'Still here');
    assert.ok(wire.asked.filter((item) => item === 'GET events').length > 2, 'asked again');
  });
}

const nothing = { epoch: 'one', head: 0, earliest: 1 };
/** A reader whose clock stands still until it is told. */
function followWith(context: TestContext, open: (stream: boolean, signal: AbortSignal) => Promise<Response>) {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const stop = new AbortController();
  context.after(() => { stop.abort(); });
  followEvents({
    after: () => 0, hello: () => undefined, apply: () => 'known', link: () => undefined, gone: () => undefined, now: () => undefined,
    open: (_after, stream, _wait, signal) => open(stream, signal), read: () => ({ ...nothing, events: [], now: undefined }),
  }, stop.signal);
}
const settled = async () => { for (let turns = 0; turns < 200; turns++) await new Promise(setImmediate); };

test('a stream that greets and then has nothing to say stays open as long as it breathes', async (context) => {
  let streams = 0;
  let say: (text: string) => void = () => undefined;
  followWith(context, () => {
    streams++;
    const body = new ReadableStream<Uint8Array>({ start(controller) { say = (text) => { controller.enqueue(new TextEncoder().encode(text)); }; } });
    say(`event: hello\ndata: ${JSON.stringify(nothing)}\n\n`);
    return Promise.resolve(new Response(body));
  });
  await settled();
  for (let breaths = 0; breaths < 5; breaths++) { context.mock.timers.tick(20_000); await settled(); say(': \n\n'); await settled(); }
  assert.equal(streams, 1);
  context.mock.timers.tick(41_000);
  await settled();
  assert.equal(streams, 2, 'one that says nothing at all is dead');
});

test('polls that are answered at once with nothing, again and again, are no flood', async (context) => {
  let polls = 0;
  followWith(context, (stream, signal) => { if (stream) return never(new Request('http://kith.test', { signal })); polls++; return Promise.resolve(Response.json(nothing)); });
  context.mock.timers.tick(3_000);
  await settled();
  assert.equal(polls, 1);
  for (let tries = 0; tries < 10; tries++) { context.mock.timers.tick(15_000); await settled(); }
  assert.equal(polls, 11);
});

test('a hole in the stream is fetched, never guessed; what comes twice or late is dropped', async (context) => {
  const { wire, start, server } = await setUp(context);
  let tampered = 0;
  wire.through = async (request, go) => {
    const response = await go(request);
    if (!isStream(request) || tampered) return response;
    // The first stream loses number 3, and says number 2 twice.
    const change = new TransformStream<string, string>({ transform(chunk, controller) {
      // An event at a time, however they come packed.
      for (const event of chunk.split(/(?<=\n\n)/)) {
        if (/"seq":3,/.test(event)) { tampered++; continue; }
        controller.enqueue(event);
        if (/"seq":2,/.test(event)) controller.enqueue(event);
      }
    } });
    return new Response(response.body!.pipeThrough(new TextDecoderStream()).pipeThrough(change).pipeThrough(new TextEncoderStream()), { headers: response.headers });
  };
  const talk = await start();
  await until(talk, ({ link }) => link === 'live');
  for (const word of ['two', 'three', 'four']) await server.send({ id: talk.id, program_id: 'one' }, 'peer', `peer-${word}`, word);
  const view = await until(talk, ({ messages }) => messages.length === 3);
  assert.deepEqual(view.messages.map(({ seq, body }) => [seq, body]), [[2, 'two'], [3, 'three'], [4, 'four']]);
  assert.equal(tampered, 1);
});

test('a restored store: what was read does not count, it is read again', async (context) => {
  const { store, start, server } = await setUp(context);
  const talk = await start();
  await server.send({ id: talk.id, program_id: 'one' }, 'peer', 'peer-0001', 'Before');
  await until(talk, ({ messages }) => messages.length === 1);
  await store.write.updateTable('meta').set({ value: 'another-epoch' }).where('name', '=', 'epoch').execute();
  await store.write.updateTable('conversation_events').set({ client_id: 'peer-other' }).where('client_id', '=', 'peer-0001').execute();
  talk.wake();
  const view = await until(talk, ({ messages }) => messages[0]?.clientId === 'peer-other');
  assert.equal(view.messages.length, 1);
});

test('a restored store whose log is as long: it is read again at once, not after the stream is over', async (context) => {
  // As on a page: a stream lives for minutes, and is not taken for dead.
  const { store, start, server } = await setUp(context, { silence: 60_000 });
  const talk = await start();
  await server.send({ id: talk.id, program_id: 'one' }, 'peer', 'peer-0001', 'Before');
  await until(talk, ({ messages }) => messages.length === 1);
  context.mock.method(server, 'epoch', () => Promise.resolve('another-epoch'));
  await store.write.updateTable('conversation_events').set({ client_id: 'peer-other' }).where('client_id', '=', 'peer-0001').execute();
  talk.wake();
  const view = await until(talk, ({ messages }) => messages[0]?.clientId === 'peer-other');
  assert.equal(view.messages.length, 1);
});

test('ended: what comes too late is refused with the reason, and what was sent stays', async (context) => {
  const { start } = await setUp(context);
  const talk = await start();
  talk.send('In time');
  await until(talk, ({ messages }) => messages[0]?.tick === 'sent');
  await talk.end();
  await until(talk, ({ state }) => state === 'ended');
  talk.send('Too late');
  const view = await until(talk, ({ messages }) => messages.at(-1)!.tick === 'refused');
  assert.deepEqual(texts(view), ['visitor: In time (sent)', 'visitor: Too late (refused)']);
  assert.equal(view.messages.at(-1)!.problem!.message, 'This conversation has ended.');
});

test('deleted here or elsewhere: gone, and nothing is asked any more', async (context) => {
  const { start, resume, wire } = await setUp(context);
  const talk = await start();
  const other = resume(talk.id, talk.token);
  talk.send('Soon gone');
  await until(other, ({ messages }) => messages.length === 1);
  const receipt = await talk.delete();
  assert.equal(receipt.messages, 1);
  assert.deepEqual([talk.view.messages, talk.view.gone], [[], true]);
  await until(other, ({ gone }) => gone);
  // Waking it would ask at once, if it still followed; a third one's whole way through proves that there was time to.
  const before = wire.asked.length;
  other.wake();
  talk.wake();
  const third = await start();
  third.send('Time passes');
  await until(third, ({ messages }) => messages[0]?.tick === 'sent');
  assert.deepEqual(wire.asked.slice(before).filter((item) => item.endsWith('stream')).length, 1, 'the third one\'s own');
  await assert.rejects(async () => { const late = resume(talk.id, talk.token); await until(late, ({ gone }) => gone); throw new Error('gone'); }, /gone/);
});
