import { connect, type Socket } from 'node:net';

/**
 * Half of the load of `bench-load.ts`, in a process of its own: the two streams of each of its conversations, visitor's and peer's, and messages from
 * both at a steady rate, over sockets without a library between, so that what is measured is the server.
 */
export interface Talk { id: string; program: string; token: string; cookie: string; /** As the messages of this peer begin. */ mark: string }
export type Order = { kind: 'open'; port: number; talks: Talk[] } | { kind: 'send'; perSecond: number; seconds: number; name: string; fetch: boolean } | { kind: 'close' };
export interface Measured { acknowledged: number[]; delivered: number[]; woken: number[]; fetched: number[]; failed: number; lost: number }

const AT_ONCE = 50;
const POSTS = 24;
const sockets: Socket[] = [];
let port = 0;
let talks: Talk[] = [];
let heard = { sentAt: new Map<string, number>(), peerSentAt: new Map<string, number>(), woken: new Map<string, number>(), measured: undefined as Measured | undefined, fetch: false };
const origin = () => `http://localhost:${port}`;

/** Requests one after the other on a connection that stays, several connections at once. */
interface Line { socket: Socket; since: number; take: ((status: number, text: string) => void) | undefined; buffer: string }
const idle: Line[] = [];
const waiting: ((line: Line) => void)[] = [];
let lines = 0;
function addLine(): Line {
  const line: Line = { socket: connect(port, '127.0.0.1'), since: performance.now(), take: undefined, buffer: '' };
  lines++;
  line.socket.setNoDelay(true).setEncoding('latin1').on('data', (chunk) => {
    line.buffer += String(chunk);
    const end = line.buffer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = line.buffer.slice(0, end);
    const whole = /transfer-encoding: chunked/i.test(head) ? line.buffer.endsWith('0\r\n\r\n') : line.buffer.length >= end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (!whole) return;
    const text = line.buffer.slice(end + 4);
    line.buffer = '';
    const { take } = line;
    line.take = undefined;
    line.since = performance.now();
    const next = waiting.shift();
    if (next) next(line); else idle.push(line);
    take?.(Number(head.slice(9, 12)), text);
  }).on('error', () => undefined).on('close', () => {
    // The server ends what is idle for some seconds.
    lines--;
    if (idle.includes(line)) idle.splice(idle.indexOf(line), 1);
    line.take?.(0, '');
    waiting.shift()?.(addLine());
  });
  return line;
}
/** A server ends what is idle for some seconds, and says so: whoever waits until the last moment sends into a closing door. */
const KEPT = 3_000;
function takeIdle(): Line | undefined {
  for (let line = idle.pop(); line; line = idle.pop()) {
    if (performance.now() - line.since < KEPT) return line;
    line.socket.destroy();
  }
  return undefined;
}
const ask = async (request: string): Promise<{ status: number; text: string }> => {
  const line = takeIdle() ?? (lines < POSTS ? addLine() : await new Promise<Line>((resolve) => { waiting.push(resolve); }));
  return new Promise((resolve) => { line.take = (status, text) => { resolve({ status, text }); }; line.socket.write(request, 'latin1'); });
};
const post = (path: string, who: string, body: object) => { const text = JSON.stringify(body); return ask(`POST ${path} HTTP/1.1\r\nhost: localhost:${port}\r\n${who}\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`); };
const staffPath = ({ program, id }: Talk) => `/v1/staff/programs/${program}/conversations/${id}`;
const staff = ({ cookie }: Talk) => `cookie: ${cookie}\r\norigin: ${origin()}`;

/** A peer's console reads what is new when it is woken. One reading at a time, as the console does it. */
const reading = new Map<string, { seq: number; busy: boolean; again: boolean }>();
async function readNew(talk: Talk): Promise<void> {
  const state = reading.get(talk.id) ?? { seq: 2, busy: false, again: false };
  reading.set(talk.id, state);
  if (state.busy) { state.again = true; return; }
  state.busy = true;
  do {
    state.again = false;
    const { text } = await ask(`GET ${staffPath(talk)}?after=${state.seq} HTTP/1.1\r\nhost: localhost:${port}\r\n${staff(talk)}\r\n\r\n`);
    const now = performance.now();
    for (const [, seq] of text.matchAll(/"seq":(\d+)/g)) state.seq = Math.max(state.seq, Number(seq));
    for (const [, clientId] of text.matchAll(/"clientId":"([^"]+)"/g)) { const at = heard.sentAt.get(clientId!); if (at !== undefined) { heard.sentAt.delete(clientId!); heard.measured?.fetched.push(now - at); } }
  } while (state.again);
  state.busy = false;
}

const stream = (talk: Talk, side: 'visitor' | 'peer') => new Promise<void>((resolve, reject) => {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.write(side === 'visitor'
    ? `GET /v1/conversations/${talk.id}/events?after=2 HTTP/1.1\r\nhost: localhost:${port}\r\naccept: text/event-stream\r\nauthorization: Bearer ${talk.token}\r\n\r\n`
    : `GET /v1/staff/events HTTP/1.1\r\nhost: localhost:${port}\r\naccept: text/event-stream\r\n${staff(talk)}\r\n\r\n`);
  socket.setEncoding('latin1').on('data', (chunk) => {
    const now = performance.now();
    const text = String(chunk);
    if (text.includes('event: hello')) resolve();
    if (text.startsWith('HTTP/1.1') && !text.startsWith('HTTP/1.1 200')) reject(new Error(text.slice(0, 200)));
    if (side === 'visitor') {
      for (const [, clientId] of text.matchAll(/"clientId":"([^"]+)"/g)) { const at = heard.peerSentAt.get(clientId!); if (at !== undefined) { heard.peerSentAt.delete(clientId!); heard.measured?.delivered.push(now - at); } }
    } else if (text.includes('"what":"chat"')) {
      const at = heard.woken.get(talk.id);
      if (at !== undefined) { heard.woken.delete(talk.id); heard.measured?.woken.push(now - at); }
      if (heard.fetch) void readNew(talk);
    }
  }).on('error', reject);
});

async function send({ perSecond, seconds, name, fetch }: Extract<Order, { kind: 'send' }>): Promise<Measured> {
  const measured: Measured = { acknowledged: [], delivered: [], woken: [], fetched: [], failed: 0, lost: 0 };
  heard = { sentAt: new Map(), peerSentAt: new Map(), woken: new Map(), measured, fetch };
  const running: Promise<void>[] = [];
  const start = performance.now();
  for (let at = 0; at < seconds * perSecond; at++) {
    const wait = start + at * 1_000 / perSecond - performance.now();
    if (wait > 1) await new Promise((resolve) => { setTimeout(resolve, wait); });
    const talk = talks[at * 7919 % talks.length]!;
    const clientId = `${name}-${at.toString().padStart(8, '0')}`;
    const began = performance.now();
    const words = { clientId, body: 'A sentence of the usual length, as people write it.' };
    const byPeer = at % 2 === 1;
    if (byPeer) heard.peerSentAt.set(`${talk.mark}-${clientId}`, began); else { heard.sentAt.set(clientId, began); heard.woken.set(talk.id, began); }
    running.push((byPeer ? post(`${staffPath(talk)}/messages`, staff(talk), words) : post(`/v1/conversations/${talk.id}/messages`, `authorization: Bearer ${talk.token}`, words)).then(({ status }) => { if (status === 201) measured.acknowledged.push(performance.now() - began); else measured.failed++; }));
  }
  await Promise.all(running);
  await new Promise((resolve) => { setTimeout(resolve, 1_500); });
  measured.lost = heard.peerSentAt.size + (fetch ? heard.sentAt.size : 0);
  return measured;
}

process.on('disconnect', () => { process.exit(); });
process.on('message', (order: Order) => {
  void (async () => {
    if (order.kind === 'open') {
      ({ port, talks } = order);
      for (let at = 0; at < talks.length; at += AT_ONCE) await Promise.all(talks.slice(at, at + AT_ONCE).flatMap((talk) => [stream(talk, 'visitor'), stream(talk, 'peer')]));
      return true;
    }
    if (order.kind === 'send') return send(order);
    for (const socket of sockets.splice(0)) socket.destroy();
    return true;
  })().then((answer) => { process.send!({ answer }); }, (error: unknown) => { process.send!({ error: (error as Error).message }); });
});
