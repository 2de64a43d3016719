import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect as dial, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ConversationEvent } from '@kith/contract';
import { connect, conversations, type Conversation } from '@kith/sdk';
import { makeMasterKey, runCommand } from 'kith';
import { randomNumbers } from './many-groups.ts';

/**
 * `npm run faults -- --count N --seed S`: visitors and a peer write to each other while connections are cut, servers killed and disks
 * filled. The last line says what became of every acknowledged message; anything but zeros fails.
 */
const { values } = parseArgs({ options: { count: { type: 'string', default: '2000' }, seed: { type: 'string', default: '20261122' }, workers: { type: 'string', default: '8' } } });
const count = Number(values.count);
const seed = Number(values.seed);
const kinds = ['cut-in-request', 'cut-in-answer', 'half-open', 'retry-storm', 'server-killed', 'disk-full', 'frozen-page'] as const;
type Kind = (typeof kinds)[number];
const STUCK = 30_000;
const sleep = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });

/** The server as a process of its own, killed and started again on the same port and folder. */
class Target {
  port = 0;
  unexpected: string[] = [];
  private child: ChildProcess | undefined;
  private next = 1;
  private readonly waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  private readonly folder: string;
  private readonly key: string;
  private starting: Promise<void> = Promise.resolve();
  private killing: Promise<void> = Promise.resolve();
  constructor(folder: string, key: string) { this.folder = folder; this.key = key; }

  start(): Promise<void> {
    return this.starting = (async () => {
      const child = fork(join(import.meta.dirname, 'faults-server.ts'), [this.folder, String(this.port), this.key], { execArgv: ['--conditions=kith-source', '--disable-warning=ExperimentalWarning'] });
      this.child = child;
      child.on('message', ({ id, answer, error }: { id: number; answer?: unknown; error?: string }) => {
        const call = this.waiting.get(id);
        this.waiting.delete(id);
        if (error === undefined) call?.resolve(answer); else call?.reject(new Error(error));
      });
      child.on('exit', () => { if (this.child === child) this.child = undefined; for (const { reject } of this.waiting.values()) reject(new Error('gone')); this.waiting.clear(); });
      await new Promise<void>((resolve, reject) => { this.waiting.set(0, { resolve: () => { resolve(); }, reject }); });
    })();
  }

  /** One after the other: a server must have started before it can be killed. */
  kill(): Promise<void> {
    return this.killing = this.killing.then(async () => {
      const gone = once(this.child!, 'exit');
      this.child!.kill('SIGKILL');
      await gone;
      await this.start();
    });
  }

  async ask<Answer>(order: object): Promise<Answer> {
    await this.starting;
    const id = this.next++;
    return new Promise<Answer>((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      if (!this.child?.connected) { this.waiting.delete(id); reject(new Error('gone')); return; }
      this.child.send({ id, ...order }, (error) => { if (error) { this.waiting.delete(id); reject(error); } });
    });
  }

  stop(): void { this.child?.kill('SIGKILL'); }

  /** Until it is done, over as many servers as it takes. */
  async insist<Answer>(order: object): Promise<Answer> {
    for (const until = Date.now() + STUCK; ;) {
      try { return await this.ask<Answer>(order); } catch (error) { if (Date.now() > until) throw error; await sleep(30); }
    }
  }
}

/** A wire between one visitor and the server, which does what it is told to the connections that it carries. */
class Wire {
  private readonly pairs = new Set<{ near: Socket; far: Socket }>();
  private readonly server: Server;
  /** Told of every chunk; true takes it away. */
  intercept: ((from: 'near' | 'far', chunk: Buffer, pair: { near: Socket; far: Socket }) => boolean) | undefined;
  private held = false;
  constructor(port: () => number) {
    this.server = createServer((near) => {
      const far = dial(port(), '127.0.0.1');
      const pair = { near, far };
      this.pairs.add(pair);
      const end = () => { near.destroy(); far.destroy(); this.pairs.delete(pair); };
      for (const [side, from, to] of [['near', near, far], ['far', far, near]] as const) {
        from.on('data', (chunk) => { if (!this.intercept?.(side, chunk, pair)) to.write(chunk); });
        from.on('error', end);
        from.on('close', end);
        if (this.held) from.pause();
      }
    });
  }
  async open(): Promise<string> {
    await new Promise<void>((resolve) => { this.server.listen(0, '127.0.0.1', resolve); });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  cut(): void { for (const { near, far } of this.pairs) { near.destroy(); far.destroy(); } }
  /** Neither side hears of the other, and neither is told. */
  hold(held: boolean): void {
    this.held = held;
    for (const { near, far } of this.pairs) for (const socket of [near, far]) if (held) socket.pause(); else socket.resume();
  }
  close(): void { this.cut(); this.server.close(); }
}

const totals = { acknowledged: 0, lost: 0, doubled: 0, reordered: 0, holes: 0, differing: 0, stuck: 0 };
const done: Record<Kind, number> = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;

async function inflict(kind: Kind, wire: Wire, target: Target, conversation: Conversation, random: () => number, storm: () => Promise<void>): Promise<void> {
  await sleep(random() * 15);
  switch (kind) {
    case 'cut-in-request':
      // Half of what the visitor sends goes through, then nothing.
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 300);
        wire.intercept = (side, chunk, { near, far }) => {
          if (side !== 'near' || !chunk.includes('/messages')) return false;
          far.write(chunk.subarray(0, Math.floor(chunk.length * random())));
          near.destroy();
          setTimeout(() => { far.destroy(); }, 2);
          clearTimeout(timer);
          wire.intercept = undefined;
          resolve();
          return true;
        };
        conversation.send('in a request that breaks');
      });
      wire.intercept = undefined;
      return;
    case 'cut-in-answer':
      // It is stored, and the answer never comes whole.
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 300);
        wire.intercept = (side, chunk, { near, far }) => {
          if (side !== 'far' || !chunk.includes('HTTP/1.1 20')) return false;
          near.write(chunk.subarray(0, Math.floor(chunk.length * random())));
          near.destroy();
          far.destroy();
          clearTimeout(timer);
          wire.intercept = undefined;
          resolve();
          return true;
        };
        conversation.send('whose answer breaks');
      });
      wire.intercept = undefined;
      return;
    case 'half-open':
      wire.hold(true);
      await sleep(50 + random() * 250);
      wire.cut();
      wire.hold(false);
      return;
    case 'retry-storm':
      return storm();
    case 'server-killed':
      return target.kill();
    case 'disk-full':
      await target.ask({ kind: 'full', on: true }).catch(() => undefined);
      await sleep(20 + random() * 150);
      await target.insist({ kind: 'full', on: false });
      return;
    default:
      // The page does nothing for a while: bytes wait in the network, then it wakes.
      wire.hold(true);
      await sleep(100 + random() * 500);
      wire.hold(false);
      conversation.wake();
  }
}

async function worker(number: number, plan: Kind[], target: Target): Promise<void> {
  const random = randomNumbers(seed * 1_000 + number);
  const wire = new Wire(() => target.port);
  const server = await wire.open();
  const connection = connect({ server, site: 'pk_faults', timeout: 2_000, retries: 1 });
  const sdk = conversations(connection, { helloWithin: 1_500, silence: 1_500, shortest: 20, longest: 300, poll: 2 });
  while (plan.length) {
    // A conversation lives through a few faults.
    const part = plan.splice(0, 3);
    const sent: string[] = [];
    const acknowledged = new Map<string, number>();
    let conversation: Conversation | undefined;
    for (const until = Date.now() + STUCK; !conversation && Date.now() < until;) conversation = await sdk.start().catch(() => sleep(50).then(() => undefined));
    if (!conversation) { totals.stuck++; continue; }
    const talk = conversation;
    const note = () => { for (const { author, clientId, seq, tick } of talk.view.messages) if (author === 'visitor' && tick === 'sent' && seq !== undefined) acknowledged.set(clientId!, seq); };
    talk.subscribe(note);
    const realSend = talk.send;
    talk.send = (body) => { const id = realSend(body); sent.push(id); return id; };
    /** Of the peer, each acknowledged. */
    const said: string[] = [];
    const storm = async () => {
      // The same message from many hands at once, as from a page that is pressed again and again.
      const clientId = `storm-${number}-${sent.length}-${Math.floor(random() * 1e9)}`;
      const receipts = await Promise.all(Array.from({ length: 10 }, () => fetch(`http://127.0.0.1:${target.port}/v1/conversations/${talk.id}/messages`, {
        method: 'POST', headers: { 'content-type': 'application/json', 'authorization': `Bearer ${talk.token}` }, body: JSON.stringify({ clientId, body: 'again and again' }),
      }).then(async (response) => (response.ok ? (await response.json() as { seq: number }).seq : undefined), () => undefined)));
      const known = [...new Set(receipts.filter((seq) => seq !== undefined))];
      if (known.length > 1) totals.doubled += known.length - 1;
      if (known[0] !== undefined) acknowledged.set(clientId, known[0]);
    };
    for (const kind of part) {
      talk.send(`before ${kind}`);
      const fault = inflict(kind, wire, target, talk, random, storm);
      for (let at = 0; at < 2; at++) { await sleep(random() * 20); talk.send(`during ${kind}`); }
      const clientId = `peer-${number}-${talk.id.slice(0, 8)}-${said.length}`;
      const peer = target.insist({ kind: 'peer', conversation: talk.id, clientId, body: 'I am here' }).then(() => { said.push(clientId); }, () => { totals.stuck++; });
      await Promise.all([fault, peer]);
      talk.send(`after ${kind}`);
      done[kind]++;
    }
    // Everything that was written is acknowledged in the end, and the reader has all that the store has.
    const all = () => sent.every((id) => acknowledged.has(id));
    let log: ConversationEvent[] = [];
    for (const until = Date.now() + STUCK; Date.now() < until; await sleep(20)) {
      if (!all()) continue;
      log = await target.insist<ConversationEvent[]>({ kind: 'log', conversation: talk.id });
      if (talk.view.messages.length === log.filter(({ kind }) => kind === 'message').length) break;
    }
    if (!all()) totals.stuck++;
    log = await target.insist<ConversationEvent[]>({ kind: 'log', conversation: talk.id });
    const bySeq = new Map(log.map((event) => [event.seq, event]));
    totals.acknowledged += acknowledged.size + said.length;
    for (const [id, seq] of acknowledged) if (bySeq.get(seq)?.clientId !== id) totals.lost++;
    for (const id of said) if (!log.some(({ author, clientId }) => author === 'peer' && clientId === id)) totals.lost++;
    const ids = log.filter(({ clientId }) => clientId !== undefined).map(({ author, clientId }) => `${author} ${clientId!}`);
    totals.doubled += ids.length - new Set(ids).size;
    if (log.some(({ seq }, at) => seq !== at + 1)) totals.holes++;
    const order = log.filter(({ clientId }) => sent.includes(clientId ?? '')).map(({ clientId }) => clientId!);
    if (order.some((id, at) => at > 0 && sent.indexOf(id) < sent.indexOf(order[at - 1]!))) totals.reordered++;
    const read = talk.view.messages.map(({ author, clientId, seq }) => `${seq ?? ''} ${author} ${clientId ?? ''}`);
    const stored = log.filter(({ kind }) => kind === 'message').map(({ author, clientId, seq }) => `${seq} ${author} ${clientId ?? ''}`);
    if (read.join() !== stored.join()) totals.differing++;
    talk.close();
  }
  wire.close();
}

const base = mkdtempSync(join(tmpdir(), 'kith-faults-'));
const folder = join(base, 'data');
const key = join(base, 'master.key');
makeMasterKey(key);
await runCommand(['program', 'add', 'faults', '--setting', 'community', '--partner', 'Faults', '--country', 'US', '--time-zone', 'UTC', '--key', 'pk_faults'], { KITH_DATA: folder }, { line: () => undefined, mistake: (text) => { throw new Error(text); } });
const target = new Target(folder, key);
// A free port, kept over restarts.
const probe = createServer();
await new Promise<void>((resolve) => { probe.listen(0, '127.0.0.1', resolve); });
target.port = (probe.address() as AddressInfo).port;
await new Promise<void>((resolve) => { probe.close(() => { resolve(); }); });
await target.start();

const random = randomNumbers(seed);
const plan = Array.from({ length: count }, (_, at) => kinds[at % kinds.length]!);
for (let at = plan.length - 1; at > 0; at--) { const other = Math.floor(random() * (at + 1)); [plan[at], plan[other]] = [plan[other]!, plan[at]!]; }
const workers = Number(values.workers);
const progress = setInterval(() => { process.stderr.write(`${Object.values(done).reduce((sum, value) => sum + value, 0)} of ${count} faults\n`); }, 10_000);
await Promise.all(Array.from({ length: workers }, (_, number) => worker(number, plan.filter((_kind, at) => at % workers === number), target)));
clearInterval(progress);
const unexpected = await target.insist<string[]>({ kind: 'unexpected' });
for (const line of unexpected.slice(0, 10)) process.stderr.write(`unexpected: ${line}\n`);
process.stdout.write(`${JSON.stringify({ faults: count, kinds: done, ...totals, unexpected: unexpected.length, seed })}\n`);
target.stop();
const { acknowledged: _, ...bad } = totals;
rmSync(base, { recursive: true, force: true });
process.exit(Object.values(bad).some(Boolean) || unexpected.length ? 1 : 0);
