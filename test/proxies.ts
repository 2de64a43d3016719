import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, request } from 'node:http';
import { connect as dial, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, conversations, newToken, type Conversation, type ConversationView } from '@kith/sdk';
import { makeMasterKey, runCommand } from 'kith';
import { freePort } from '../packages/server/src/testing-port.ts';

/**
 * `npm run proxies`: a conversation through the proxies that stand between people and servers, a JSON line each. Fails when a message
 * takes longer than 3.5 s to be on screen, or a send is not acknowledged.
 */
const WITHIN = 3_500;
const SENDS = 20;
const base = mkdtempSync(join(tmpdir(), 'kith-proxies-'));
const children: ChildProcess[] = [];

const folder = join(base, 'data');
const key = join(base, 'master.key');
makeMasterKey(key);
await runCommand(['program', 'add', 'faults', '--setting', 'community', '--partner', 'Proxies', '--country', 'US', '--time-zone', 'UTC', '--key', 'pk_proxies'], { KITH_DATA: folder }, { line: () => undefined, mistake: (text) => { throw new Error(text); } });
const serverPort = await freePort();
const server = fork(join(import.meta.dirname, 'faults-server.ts'), { execArgv: ['--conditions=kith-source', '--disable-warning=ExperimentalWarning'], env: { ...process.env, KITH_DATA: folder, KITH_MASTER_KEY_FILE: key, PORT: String(serverPort) } });
children.push(server);
await once(server, 'message');
let asked = 1;
/** The peer says something, on the server's side of every proxy. */
async function peer(conversation: string, body: string): Promise<void> {
  const id = asked++;
  const answered = new Promise<void>((resolve) => { const listen = (message: { id: number }) => { if (message.id === id) { server.off('message', listen); resolve(); } }; server.on('message', listen); });
  server.send({ id, kind: 'peer', conversation, program: 'faults', clientId: `peer-${id.toString().padStart(6, '0')}`, body });
  await answered;
}

async function nginx(settings: string): Promise<string> {
  const port = await freePort();
  const place = join(base, `nginx-${port}`);
  mkdirSync(place);
  writeFileSync(join(place, 'nginx.conf'), `worker_processes 1; pid ${place}/pid; error_log ${place}/error.log; daemon off; events {}
http { access_log off; client_body_temp_path ${place}/b; proxy_temp_path ${place}/p; fastcgi_temp_path ${place}/f; uwsgi_temp_path ${place}/u; scgi_temp_path ${place}/s;
  server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${serverPort}; ${settings} } } }`);
  children.push(spawn('nginx', ['-p', place, '-c', join(place, 'nginx.conf')], { stdio: 'ignore' }));
  for (let tries = 0; tries < 100; tries++) { try { await fetch(`http://127.0.0.1:${port}/healthz`); break; } catch { await new Promise((resolve) => { setTimeout(resolve, 50); }); } }
  return `http://127.0.0.1:${port}`;
}

/** Holds every answer back until it is whole. */
async function wholeBodies(): Promise<string> {
  const proxy = createHttpServer((incoming, outgoing) => {
    const call = request({ host: '127.0.0.1', port: serverPort, path: incoming.url, method: incoming.method, headers: incoming.headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => { const { 'transfer-encoding': _, ...headers } = answer.headers; outgoing.writeHead(answer.statusCode!, { ...headers, 'content-length': Buffer.concat(chunks).length }); outgoing.end(Buffer.concat(chunks)); });
    });
    call.on('error', () => { outgoing.destroy(); });
    outgoing.on('close', () => { call.destroy(); });
    incoming.pipe(call);
  });
  await new Promise<void>((resolve) => { proxy.listen(0, '127.0.0.1', resolve); });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

/** A plain wire that can be pulled out. */
async function pulled(): Promise<{ url: string; pull: (out: boolean) => void }> {
  const sockets = new Set<Socket>();
  let out = false;
  const wire = createServer((near) => {
    if (out) { near.destroy(); return; }
    const far = dial(serverPort, '127.0.0.1');
    for (const socket of [near, far]) { sockets.add(socket); socket.on('error', () => undefined); socket.on('close', () => { sockets.delete(socket); near.destroy(); far.destroy(); }); }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => { wire.listen(0, '127.0.0.1', resolve); });
  return { url: `http://127.0.0.1:${(wire.address() as AddressInfo).port}`, pull: (now) => { out = now; if (out) for (const socket of sockets) socket.destroy(); } };
}

const until = (talk: Conversation, test: (view: ConversationView) => boolean, within: number): Promise<boolean> => new Promise((resolve) => {
  if (test(talk.view)) { resolve(true); return; }
  const timer = setTimeout(() => { leave(); resolve(false); }, within);
  const leave = talk.subscribe((view) => { if (test(view)) { leave(); clearTimeout(timer); resolve(true); } });
});

let failures = 0;
async function through(name: string, url: string, meanwhile: (talk: Conversation) => Promise<void> = () => Promise.resolve()): Promise<void> {
  const sdk = conversations(connect({ server: url, site: 'pk_proxies' }));
  const direct = conversations(connect({ server: `http://127.0.0.1:${serverPort}`, site: 'pk_proxies' }));
  const token = newToken();
  const started = await direct.start({}, { token });
  started.close();
  await peer(started.id, 'Already here');
  const opened = performance.now();
  const talk = sdk.resume(started.id, token);
  const first = await until(talk, ({ messages }) => messages.length === 1, 20_000) ? Math.round(performance.now() - opened) : null;
  const { link } = talk.view;
  await meanwhile(talk);
  const later = performance.now();
  await peer(started.id, 'And later');
  const second = await until(talk, ({ messages }) => messages.some(({ body }) => body === 'And later'), 20_000) ? Math.round(performance.now() - later) : null;
  for (let at = 0; at < SENDS; at++) talk.send(`message ${at}`);
  const count = () => talk.view.messages.filter(({ body, tick }) => body.startsWith('message ') && tick === 'sent').length;
  await until(talk, () => count() === SENDS, 20_000);
  const ok = first !== null && first <= WITHIN && second !== null && second <= WITHIN && count() === SENDS;
  if (!ok) failures++;
  process.stdout.write(`${JSON.stringify({ proxy: name, first_message_ms: first, next_message_ms: second, budget_ms: WITHIN, sends: SENDS, acknowledged: count(), link: link === talk.view.link ? link : `${link}, then ${talk.view.link}`, ok })}\n`);
  talk.close();
}

try {
  await through('none', `http://127.0.0.1:${serverPort}`);
  if (existsSync('/usr/sbin/nginx')) {
    await through('nginx as it comes', await nginx(''));
    await through('nginx with gzip', await nginx('gzip on; gzip_types application/json text/event-stream; gzip_min_length 1;'));
    await through('nginx that ends what is idle for 5 s', await nginx('proxy_read_timeout 5s;'), () => new Promise((resolve) => { setTimeout(resolve, 7_000); }));
    await through('nginx that ignores X-Accel-Buffering', await nginx('proxy_ignore_headers X-Accel-Buffering; proxy_buffering on;'));
  } else process.stdout.write(`${JSON.stringify({ skipped: 'nginx in four forms', why: 'not installed: apt-get install nginx-light' })}\n`);
  await through('whole bodies only', await wholeBodies());
  const wire = await pulled();
  await through('offline for 5 s and back', wire.url, async (talk) => {
    wire.pull(true);
    talk.send('written while offline');
    await new Promise((resolve) => { setTimeout(resolve, 5_000); });
    wire.pull(false);
    // As the browser says when it is online again.
    talk.wake();
  });
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(base, { recursive: true, force: true });
}
process.exit(failures ? 1 : 0);
