import { fork, type ChildProcess } from 'node:child_process';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeMasterKey, openDesk, openStore, readMasterKey, runCommand } from 'kith';
import { freePort } from '../packages/server/src/testing-port.ts';
import type { Measured, Order, Talk } from './load-client.ts';

/**
 * One node with ten thousand chats that are under way, each with its visitor's and its peer's stream open, and messages from both. Chats, people and
 * sessions are put into the store before; everything after that goes over HTTP. Server and load share the machine.
 */
const PROGRAMS = 20;
const CLIENTS = 2;
const source = ['--conditions=kith-source', '--disable-warning=ExperimentalWarning'];
const quantile = (values: number[], part: number) => { const sorted = [...values].sort((a, b) => a - b); return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN) * 10) / 10; };
const round = (value: number, digits = 1) => Math.round(value * 10 ** digits) / 10 ** digits;

async function seed(env: { KITH_DATA: string; KITH_MASTER_KEY_FILE: string }, count: number): Promise<Talk[]> {
  for (let at = 0; at < PROGRAMS; at++) await runCommand(['program', 'add', `p${at}`, '--setting', 'community', '--partner', `P${at}`, '--country', 'US', '--time-zone', 'UTC', '--key', `pk_${at}`], env, { line: () => undefined, mistake: (text) => { throw new Error(text); } });
  const store = await openStore(env.KITH_DATA, 'real', ['synchronous=OFF']);
  const { desk, close } = await openDesk({ store, keysAt: env.KITH_DATA, master: readMasterKey(env.KITH_MASTER_KEY_FILE, env.KITH_DATA), log: () => undefined, url: () => '' });
  const { conversations, keys } = desk.office;
  const secret = keys.derive('sign-in').toString('base64url');
  const now = new Date().toISOString();
  const later = new Date(Date.now() + 10 * 3_600_000).toISOString();
  const made = await Promise.all(Array.from({ length: count }, async (_, at): Promise<Talk> => {
    const program = `p${at % PROGRAMS}`;
    const userId = randomUUID();
    const session = randomBytes(24).toString('base64url');
    const token = randomBytes(32).toString('base64url');
    await store.write.insertInto('auth_users').values({ id: userId, name: 'Pat', email: `${userId}@peers.example`, emailVerified: 1, image: null, createdAt: now, updatedAt: now, twoFactorEnabled: null }).execute();
    await store.write.insertInto('staff').values({ program_id: program, user_id: userId, name: 'Pat', roles: '["peer"]', pending: '[]', profile: JSON.stringify({ name: 'Pat', languages: ['en'], experiences: [] }), met: '[]', needs_ok: 0, created_at: now }).execute();
    await store.write.insertInto('auth_sessions').values({ id: randomUUID(), token: session, userId, expiresAt: later, createdAt: now, updatedAt: now, ipAddress: null, userAgent: null } as never).execute();
    const { id } = await conversations.start(program, { token, acknowledged: true });
    await conversations.change({ id, program_id: program }, 'peer', 'active', { name: 'Pat', set: { peer_id: userId, peer_name: 'Pat', accepted_at: now } });
    return { id, program, token, mark: userId.slice(0, 8), cookie: `kith.session_token=${encodeURIComponent(`${session}.${createHmac('sha256', secret).update(session).digest('base64')}`)}` };
  }));
  await close();
  await store.close();
  return made;
}

const asked = async <Answer>(client: ChildProcess, order: Order): Promise<Answer> => {
  client.send(order);
  const [said] = await once(client, 'message') as [{ answer?: Answer; error?: string }];
  if (said.error !== undefined) throw new Error(said.error);
  return said.answer as Answer;
};

/** `conversations` 10,000 and 500 sends a second are asked for. A process may have 20,000 files open on some machines; then it is a little less. */
export async function benchLoad(print: (line: object) => void, { conversations = 9_950, perSecond = 500, seconds = 30 } = {}): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'kith-bench-load-'));
  const env = { KITH_DATA: join(base, 'data'), KITH_MASTER_KEY_FILE: join(base, 'key') };
  makeMasterKey(env.KITH_MASTER_KEY_FILE);
  const talks = await seed(env, conversations);
  const port = await freePort();
  const server = fork(join(import.meta.dirname, 'faults-server.ts'), { execArgv: source, env: { ...process.env, ...env, PORT: String(port) } });
  await once(server, 'message');
  const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid!}/status`, 'utf8'))![1]);
  const cpu = () => { const fields = readFileSync(`/proc/${server.pid!}/stat`, 'utf8').split(') ')[1]!.split(' '); return (Number(fields[11]) + Number(fields[12])) * 10; };
  /** Of a machine that is a guest: what its host gave to others meanwhile, in percent. Delays of that are not the server's. */
  const host = () => { const fields = /^cpu +(.+)$/m.exec(readFileSync('/proc/stat', 'utf8'))![1]!.split(' ').map(Number); return { stolen: fields[7] ?? 0, all: fields.slice(0, 8).reduce((sum, ticks) => sum + ticks, 0) }; };
  const clients = Array.from({ length: CLIENTS }, () => fork(join(import.meta.dirname, 'load-client.ts'), { execArgv: source }));
  try {
    const before = resident();
    const opening = performance.now();
    await Promise.all(clients.map((client, at) => asked(client, { kind: 'open', port, talks: talks.filter((_, index) => index % CLIENTS === at) })));
    const opened = (performance.now() - opening) / 1_000;
    await new Promise((resolve) => { setTimeout(resolve, 5_000); });
    const kB = (resident() - before) / (2 * conversations);
    const quiet = cpu();
    await new Promise((resolve) => { setTimeout(resolve, 10_000); });
    const idle = (cpu() - quiet) / 10;
    print({ bench: 'load.open', conversations, streams: 2 * conversations, opened_s: round(opened), kB_a_stream: round(kB), budget_kB_a_stream: 20, idle_cpu_ms_a_second: round(idle) });
    for (const [name, fetch] of [['load.first', false], ['load', false], ['load.read', true]] as const) {
      const used = cpu();
      const hosted = host();
      // The first message in each chat: they were put into the store behind the server's back, which has the key of a chat that was begun with it.
      const length = name === 'load.first' ? Math.ceil(conversations / perSecond) : seconds;
      const parts = await Promise.all(clients.map((client, at) => asked<Measured>(client, { kind: 'send', perSecond: perSecond / CLIENTS, seconds: length, name: `${name.replace('.', '')}-${at}`, fetch })));
      const all = (which: 'acknowledged' | 'delivered' | 'woken' | 'fetched') => parts.flatMap((part) => part[which]);
      const sum = (which: 'failed' | 'lost') => parts.reduce((total, part) => total + part[which], 0);
      print({
        bench: name, sends_per_second: perSecond, seconds: length, acknowledged: all('acknowledged').length, failed: sum('failed'), not_delivered: sum('lost'), ack_p50_ms: quantile(all('acknowledged'), 0.5), ack_p99_ms: quantile(all('acknowledged'), 0.99),
        delivery_p50_ms: quantile(all('delivered'), 0.5), delivery_p99_ms: quantile(all('delivered'), 0.99), budget_delivery_p99_ms: 60, peer_woken_p99_ms: quantile(all('woken'), 0.99), ...(fetch ? { peer_read_p99_ms: quantile(all('fetched'), 0.99) } : {}), cpu_ms_a_send: round((cpu() - used) / (perSecond * (length + 1.5)), 2), stolen_percent: round(100 * (host().stolen - hosted.stolen) / (host().all - hosted.all)),
      });
    }
    print({ bench: 'load.after', kB_a_stream: round((resident() - before) / (2 * conversations)) });
  } finally {
    for (const client of clients) client.kill('SIGKILL');
    server.kill('SIGKILL');
    rmSync(base, { recursive: true, force: true });
  }
}
