import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect as dial, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConversationEvent } from '@kith/contract';
import { connect, conversations, newToken, type Conversation } from '@kith/sdk';
import { runCommand } from 'kith';
import { randomNumbers } from './many-groups.ts';

/** What the fault runs are made of: servers that can be killed, wires that can be cut, and visitors and peers who write to each other meanwhile. */
const STUCK = 30_000;
export const sleep = (ms: number): Promise<void> => new Promise<void>((resolve) => { setTimeout(resolve, ms); });
export const programs = ['faults', 'others'] as const;
export async function addPrograms(env: Record<string, string>): Promise<void> {
  for (const id of programs) if (await runCommand(['program', 'add', id, '--setting', 'community', '--partner', id, '--country', 'US', '--time-zone', 'UTC', '--key', `pk_${id}`], env, { line: () => undefined, mistake: (text) => { throw new Error(text); } })) throw new Error(`The program ${id} cannot be added.`);
}

/** What a server has compiled, for those that come after it: four out of five, the others begin as one does that was never there. */
const compiled = mkdtempSync(join(tmpdir(), 'kith-faults-compiled-'));
process.on('exit', () => { rmSync(compiled, { recursive: true, force: true }); });

/** The server as a process of its own, killed and started again on the same port and folder. */
export class Target {
  readonly unexpected: string[] = [];
  private child: ChildProcess | undefined;
  private next = 1;
  private starts = 1;
  private readonly waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  readonly port: number;
  private readonly env: Record<string, string>;
  private readonly within: readonly string[];
  private starting: Promise<void> = Promise.resolve();
  private killing: Promise<void> = Promise.resolve();
  /** `within`: words that begin its command, where it has a network of its own. */
  constructor(port: number, env: Record<string, string>, within: readonly string[] = []) { this.port = port; this.env = env; this.within = within; }

  start(): Promise<void> {
    return this.starting = (async () => {
      const [command, ...words] = [...this.within, process.execPath, '--conditions=kith-source', '--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'faults-server.ts')];
      const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { PATH: process.env.PATH, HOME: process.env.HOME, ...(this.starts++ % 5 ? { NODE_COMPILE_CACHE: compiled } : {}), ...this.env, PORT: String(this.port) } });
      this.child = child;
      child.on('message', ({ id, answer, error, unexpected }: { id: number; answer?: unknown; error?: string; unexpected?: string }) => {
        if (unexpected !== undefined) { this.unexpected.push(unexpected); return; }
        const call = this.waiting.get(id);
        this.waiting.delete(id);
        if (error === undefined) call?.resolve(answer); else call?.reject(new Error(error));
      });
      child.on('exit', (code, signal) => { if (this.child === child) this.child = undefined; for (const { reject } of this.waiting.values()) reject(new Error(`gone (${code ?? signal ?? ''})`)); this.waiting.clear(); });
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => { reject(new Error('A server does not start.')); }, 2 * STUCK);
        this.waiting.set(0, { resolve: () => { clearTimeout(late); resolve(); }, reject: (error) => { clearTimeout(late); reject(error); } });
      });
    })();
  }

  /** One after the other: a server must have started before it can be killed. `meanwhile`: while it is dead. */
  kill(meanwhile: () => void = () => undefined): Promise<void> {
    return this.killing = this.killing.then(async () => {
      const gone = once(this.child!, 'exit');
      this.child!.kill('SIGKILL');
      await gone;
      meanwhile();
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

  /** Ends as the system asks it to, and starts again: a new version. */
  restart(): Promise<void> {
    return this.killing = this.killing.then(async () => {
      const gone = once(this.child!, 'exit');
      await this.ask({ kind: 'stop' });
      await gone;
      await this.start();
    });
  }
  /** Does nothing for a while, and does not know it. */
  async paused(ms: number): Promise<void> {
    const { child } = this;
    child?.kill('SIGSTOP');
    await sleep(ms);
    child?.kill('SIGCONT');
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
export class Wire {
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
  hold(held: boolean, side?: 'far'): void {
    this.held = held && side === undefined;
    for (const { near, far } of this.pairs) for (const socket of side ? [far] : [near, far]) if (held) socket.pause(); else socket.resume();
  }
  close(): void { this.cut(); this.server.close(); }
}

export const totals = { acknowledged: 0, lost: 0, doubled: 0, reordered: 0, across: 0, holes: 0, differing: 0, stuck: 0 };

/** Counted, and said with what is known of it. */
function stuck(what: string, more: object): void { totals.stuck++; process.stderr.write(`stuck: ${what} ${JSON.stringify(more)}\n`); }

/** Nothing more is done to anything while somebody who is stuck looks whether they come back without it. */
let holding = 0;
let over: () => void = () => undefined;
let calm = Promise.resolve();
async function until<Result>(within: number, work: () => Promise<Result | undefined>): Promise<Result | undefined> {
  for (const end = Date.now() + within; Date.now() < end;) { const result = await work(); if (result !== undefined) return result; }
  return undefined;
}
/** What `work` gives within a while, under faults without end. What takes longer is stuck; whether it comes back once they end is said along. */
async function comesBack<Result>(work: () => Promise<Result | undefined>, what: () => string, known: () => object | Promise<object>): Promise<Result | undefined> {
  const result = await until(STUCK, work);
  if (result !== undefined) return result;
  const about = await known();
  const name = what();
  if (!holding++) calm = new Promise((resolve) => { over = resolve; });
  let late: Result | undefined;
  try { late = await until(STUCK, work); } finally { if (!--holding) over(); }
  stuck(name, { ...about, cameBack: late !== undefined });
  return late;
}

/** Where visitors and peers of a run go: one server, or a proxy before many. */
export interface Front { port: () => number; insist: Target['insist']; /** What is behind it just now, for whoever finds it stuck. */ look?: () => Promise<object> }
/** What is done to a conversation, or to what is behind it. */
export type Inflict<Kind extends string> = (kind: Kind, at: { wire: Wire; talk: Conversation; random: () => number; storm: () => Promise<void> }) => Promise<void>;

export async function worker<Kind extends string>(number: number, plan: Kind[], seed: number, front: Front, inflict: Inflict<Kind>, done: Record<Kind, number>): Promise<void> {
  const random = randomNumbers(seed * 1_000 + number);
  // Two programs, on the same nodes and connections.
  const program = programs[number % programs.length]!;
  const wire = new Wire(front.port);
  const server = await wire.open();
  const connection = connect({ server, site: `pk_${program}`, timeout: 2_000, retries: 1 });
  const sdk = conversations(connection, { helloWithin: 1_500, silence: 1_500, shortest: 20, longest: 300, poll: 2, again: 1_500 });
  while (plan.length) {
    // A conversation lives through a few faults.
    const part = plan.splice(0, 3);
    const sent: string[] = [];
    const acknowledged = new Map<string, number>();
    // One token for all tries, as a page has it.
    const token = newToken();
    const refused = new Map<string, number>();
    const conversation = await comesBack<Conversation>(() => sdk.start({}, { token }).catch((error: unknown) => { const name = `${(error as Error).name} ${(error as { code?: string }).code ?? ''}`; refused.set(name, (refused.get(name) ?? 0) + 1); return sleep(50).then(() => undefined); }), () => 'no start', async () => ({ part, program, refused: Object.fromEntries(refused), ...await front.look?.() }));
    if (!conversation) continue;
    const talk = conversation;
    const note = () => { for (const { author, clientId, seq, tick } of talk.view.messages) if (author === 'visitor' && tick === 'sent' && seq !== undefined) acknowledged.set(clientId!, seq); };
    talk.subscribe(note);
    const realSend = talk.send;
    talk.send = (body) => { const id = realSend(body); sent.push(id); return id; };
    /** Of the peer, each acknowledged. */
    const said: string[] = [];
    const stormed: string[] = [];
    const tried = new Set<string>();
    const storm = async () => {
      // The same message from many hands at once, as from a page that is pressed again and again.
      const clientId = `storm-${number}-${sent.length}-${Math.floor(random() * 1e9)}`;
      const receipts = await Promise.all(Array.from({ length: 10 }, () => fetch(`http://127.0.0.1:${front.port()}/v1/conversations/${talk.id}/messages`, {
        method: 'POST', headers: { 'content-type': 'application/json', 'authorization': `Bearer ${talk.token}` }, body: JSON.stringify({ clientId, body: 'again and again' }),
      }).then(async (response) => (response.ok ? (await response.json() as { seq: number }).seq : undefined), () => undefined)));
      const known = [...new Set(receipts.filter((seq) => seq !== undefined))];
      if (known.length > 1) totals.doubled += known.length - 1;
      stormed.push(clientId);
      if (known[0] !== undefined) acknowledged.set(clientId, known[0]);
    };
    for (const kind of part) {
      talk.send(`before ${kind}`);
      const fault = sleep(random() * 15).then(() => calm).then(() => inflict(kind, { wire, talk, random, storm }));
      for (let at = 0; at < 2; at++) { await sleep(random() * 20); talk.send(`during ${kind}`); }
      const clientId = `peer-${number}-${talk.id.slice(0, 8)}-${said.length}`;
      tried.add(clientId);
      let failed = '';
      const peer = comesBack(() => front.insist({ kind: 'peer', conversation: talk.id, program, clientId, body: 'I am here' }).then(() => said.push(clientId), (error: unknown) => { failed = (error as Error).message; return undefined; }), () => 'the peer', () => ({ part, kind, error: failed }));
      await Promise.all([fault, peer]);
      talk.send(`after ${kind}`);
      done[kind]++;
    }
    // Everything that was written is acknowledged in the end, and the reader has all that the store has.
    const all = () => sent.every((id) => acknowledged.has(id));
    let log: ConversationEvent[] = [];
    await comesBack(async () => {
      await sleep(20);
      if (!all()) return undefined;
      log = await front.insist<ConversationEvent[]>({ kind: 'log', conversation: talk.id, program }).catch(() => []);
      return talk.view.messages.length === log.filter(({ kind }) => kind === 'message').length ? true : undefined;
    }, () => (all() ? 'not read' : 'not acknowledged'), () => ({ part, link: talk.view.link, waiting: sent.filter((id) => !acknowledged.has(id)).length, ticks: talk.view.messages.map(({ tick }) => tick ?? '').join(' ') }));
    const last = await front.insist<ConversationEvent[]>({ kind: 'log', conversation: talk.id, program }).catch(() => undefined);
    if (!last) { stuck('no log', { part }); talk.close(); continue; }
    log = last;
    const bySeq = new Map(log.map((event) => [event.seq, event]));
    totals.acknowledged += acknowledged.size + said.length;
    for (const [id, seq] of acknowledged) if (bySeq.get(seq)?.clientId !== id) totals.lost++;
    for (const id of said) if (!log.some(({ author, clientId }) => author === 'peer' && clientId === id)) totals.lost++;
    const ids = log.filter(({ clientId }) => clientId !== undefined).map(({ author, clientId }) => `${author} ${clientId!}`);
    totals.doubled += ids.length - new Set(ids).size;
    if (log.some(({ seq }, at) => seq !== at + 1)) totals.holes++;
    // Nothing of anybody else's, in the log or on the stream.
    const own = new Set([...sent, ...said, ...stormed]);
    for (const { clientId } of [...log, ...talk.view.messages]) if (clientId !== undefined && !own.has(clientId) && !tried.has(clientId)) totals.across++;
    const order = log.filter(({ clientId }) => sent.includes(clientId ?? '')).map(({ clientId }) => clientId!);
    if (order.some((id, at) => at > 0 && sent.indexOf(id) < sent.indexOf(order[at - 1]!))) totals.reordered++;
    const read = talk.view.messages.map(({ author, clientId, seq }) => `${seq ?? ''} ${author} ${clientId ?? ''}`);
    const stored = log.filter(({ kind }) => kind === 'message').map(({ author, clientId, seq }) => `${seq} ${author} ${clientId ?? ''}`);
    if (read.join() !== stored.join()) totals.differing++;
    talk.close();
  }
  wire.close();
}

/** The kinds in an order that the seed gives, shared out among the workers. Prints how far it is, and the last line. Gives the exit status. */
export async function runFaults<Kind extends string>({ kinds, count, seed, workers, front, inflict, servers, more = () => ({}) }: { kinds: readonly Kind[]; count: number; seed: number; workers: number; front: Front; inflict: Inflict<Kind>; servers: readonly Target[]; more?: () => Promise<object> | object }): Promise<number> {
  const random = randomNumbers(seed);
  const plan = Array.from({ length: count }, (_, at) => kinds[at % kinds.length]!);
  for (let at = plan.length - 1; at > 0; at--) { const other = Math.floor(random() * (at + 1)); [plan[at], plan[other]] = [plan[other]!, plan[at]!]; }
  const done = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
  const inflicted = () => Object.values<number>(done).reduce((sum, value) => sum + value, 0);
  const progress = setInterval(() => { process.stderr.write(`${inflicted()} of ${count} faults, ${JSON.stringify(totals)}\n`); }, 10_000);
  const plans = Array.from({ length: workers }, (_, number) => plan.filter((_kind, at) => at % workers === number));
  // Interrupted: what is under way is looked at to its end, and the last line counts what was done until then.
  process.once('SIGINT', () => { for (const rest of plans) rest.length = 0; });
  await Promise.all(plans.map((rest, number) => worker(number, rest, seed, front, inflict, done)));
  clearInterval(progress);
  const unexpected = servers.flatMap((server) => server.unexpected);
  for (const line of unexpected.slice(0, 10)) process.stderr.write(`unexpected: ${line}\n`);
  process.stdout.write(`${JSON.stringify({ faults: inflicted(), kinds: done, ...totals, unexpected: unexpected.length, ...await more(), seed })}\n`);
  const { acknowledged, ...bad } = totals;
  return Object.values(bad).some(Boolean) || unexpected.length || !acknowledged ? 1 : 0;
}
