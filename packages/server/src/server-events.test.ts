import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { answerEvents, ServerEvents, startEvents } from './server-events.ts';

/** A server with one stream at /events, which is given to the test, and one slow answer. */
async function streamServer(context: TestContext) {
  const begun: { events: ServerEvents; left: boolean }[] = [];
  const app = new Hono();
  let slow: () => void = () => undefined;
  app.get('/events', (at) => answerEvents(at, (events) => { const one = { events, left: false }; begun.push(one); events.write('data: first\n\n'); return () => { one.left = true; }; }));
  app.get('/slow', async (at) => { await new Promise<void>((resolve) => { slow = resolve; }); return at.text('slow'); });
  let ended = 0;
  const handle = getRequestListener(async (request, env) => {
    const { outgoing } = env as { outgoing: ServerResponse };
    const response = await app.fetch(request, { ...env, events: outgoing });
    response.headers.set('x-request-id', 'one');
    return startEvents(response, outgoing);
  });
  const server = createServer((request, response) => { response.once('close', () => { ended++; }); void handle(request, response); }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => { for (const { events } of begun) events.close(); server.closeAllConnections(); server.close(); });
  const { port } = server.address() as AddressInfo;
  const ask = (...requests: string[]) => {
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    let text = '';
    socket.on('data', (chunk) => { text += String(chunk); }).on('error', () => undefined);
    socket.write(requests.map((request) => `${request} HTTP/1.1\r\nhost: localhost\r\n\r\n`).join(''));
    context.after(() => socket.destroy());
    return { socket, text: () => text, until: async (pattern: RegExp) => { while (!pattern.test(text)) await once(socket, 'data'); } };
  };
  const turn = () => new Promise((resolve) => { setImmediate(resolve); });
  return { server, ended: () => ended, begun, ask, turn, answerSlow: () => { slow(); } };
}

test('a stream has the headers of its answer, brings what is written, and is no connection of the HTTP server any more', async (context) => {
  const { server, ended, begun, ask } = await streamServer(context);
  const { socket, text, until } = ask('GET /events');
  await until(/first\n\n/);
  const [head] = text().split('\r\n\r\n');
  assert.match(head!, /^HTTP\/1\.1 200 OK\r\n/);
  for (const line of [/content-type: text\/event-stream; charset=utf-8/, /x-request-id: one/, /connection: close/, /date: .+GMT/]) assert.match(head!, line);
  assert.equal(await new Promise((resolve) => { server.getConnections((_, count) => { resolve(count); }); }), 0);
  // Whoever counts requests (`front.ts`) must not count streams.
  assert.equal(ended(), 1);
  begun[0]!.events.write('data: ½ after ½\n\n');
  await until(/½ after ½\n\n/);
  begun[0]!.events.write('data: last\n\n');
  begun[0]!.events.close();
  await once(socket, 'close');
  assert.match(text(), /last\n\n$/);
  assert.equal(begun[0]!.left, true);
});

test('a reader who goes, gently or not, leaves nothing behind', async (context) => {
  const { begun, ask, turn } = await streamServer(context);
  const gentle = ask('GET /events');
  await gentle.until(/first/);
  gentle.socket.end();
  while (!begun[0]!.left) await turn();
  const broken = ask('GET /events');
  await broken.until(/first/);
  broken.socket.resetAndDestroy();
  while (!begun[1]!.left) await turn();
  assert.equal(begun.length, 2);
});

test('a reader who does not read is waited for, and what they send is forgotten', async (context) => {
  const { begun, ask, turn } = await streamServer(context);
  const { socket, until } = ask('GET /events');
  await until(/first/);
  const { events } = begun[0]!;
  socket.pause();
  socket.write('GET /events HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(100));
  while (events.hasRoom()) { events.write(`data: ${'x'.repeat(100_000)}\n\n`); await turn(); }
  let taken = false;
  const room = events.room().then(() => { taken = true; });
  for (let at = 0; at < 20; at++) await turn();
  assert.equal(taken, false);
  socket.resume();
  await room;
  assert.equal(begun.length, 1);
});

test('where only the head is asked for, or the answer before is still on its way, no stream begins', async (context) => {
  const { begun, ask, answerSlow } = await streamServer(context);
  const head = ask('HEAD /events');
  await head.until(/\r\n\r\n/);
  const after = ask('GET /slow', 'GET /events');
  // The stream's turn comes while the answer before it waits.
  const probe = ask('GET /events');
  await probe.until(/first/);
  answerSlow();
  await after.until(/slow[\s\S]*text\/event-stream[\s\S]*\r\n\r\n/);
  assert.equal(begun.length, 1);
});

test('each stream has a heartbeat every 15 seconds, few of them at a time; a busy node makes up for those it missed; each stream ends within ten minutes', (context) => {
  let now = 1_000;
  let inTick = 0;
  context.mock.method(performance, 'now', () => now);
  context.mock.timers.enable({ apis: ['setInterval'] });
  const streams = Array.from({ length: 600 }, () => {
    const one = { beats: 0, ended: false };
    new ServerEvents({ write: () => { one.beats++; inTick++; }, end: () => { one.ended = true; }, isFull: () => false }).begin(() => () => undefined);
    return one;
  });
  const tick = (ms: number) => { inTick = 0; now += ms; context.mock.timers.tick(50); };
  let most = 0;
  for (let at = 0; at < 300; at++) { tick(50); most = Math.max(most, inTick); }
  assert.ok(streams.every(({ beats }) => beats === 1));
  assert.ok(most < 60, `${most} at once`);
  tick(15_000);
  assert.ok(streams.every(({ beats }) => beats === 2));
  for (let at = 0; at < 40; at++) tick(15_000);
  assert.ok(streams.every(({ ended, beats }) => ended && beats > 15));
});
