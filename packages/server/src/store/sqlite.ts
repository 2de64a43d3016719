import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import {
  SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler,
  type CompiledQuery, type DatabaseConnection, type Dialect, type Driver, type Kysely, type QueryResult,
} from 'kysely';
import { Refusal } from '../refusal.ts';
import type { Answer, Changes, Place, Query, Request } from './sqlite-worker.ts';

/** SQLite's own number of an error (`errcode`), kept so that a full disk can be told from a mistake. */
export class SqliteError extends Error {
  override name = 'SqliteError';
  readonly errcode: number | undefined;
  /** It ended the transaction, and all that was not on the disk yet. */
  readonly over: boolean;
  constructor(message: string, errcode: number | undefined, over = false) { super(message); this.errcode = errcode; this.over = over; }
}
const numberOf = (error: unknown): number => (error instanceof SqliteError ? error.errcode ?? 0 : 0) % 256;
/** A file that cannot be opened or is none of SQLite, in words; any other error as it is. */
export function inWords(error: unknown, path: string): unknown {
  const number = numberOf(error);
  if ([3, 8, 14].includes(number)) return new Refusal('data-folder', `${path} cannot be opened (${(error as Error).message}). See that it belongs to the user who runs Kith, and that this user may write to its folder.`);
  if ([11, 26].includes(number)) return new Refusal('store-damaged', `${path} is damaged (${(error as Error).message}). Restore the last backup: kith restore FOLDER.`);
  return error;
}
export const isDiskFull = (error: unknown): boolean => numberOf(error) === 13;

/** Threads that have no file open: to start one costs more than most of what is asked of it, and whoever opened one store often opens the next. */
const spare: Worker[] = [];
const SPARE = 4;
// The file that runs is the source in a clone and the build in a package.
const startThread = () => new Worker(new URL(import.meta.url.endsWith('.ts') ? './sqlite-worker.ts' : './sqlite-worker.js', import.meta.url));

class WorkerConnection {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  private next = 1;
  /** To wake a thread costs more than most queries: what comes while it answers goes there together, when it is done. */
  private requests: (Request | Changes)[] = [];
  private asked = 0;
  constructor(place: Place) {
    this.worker = spare.pop() ?? startThread();
    this.worker.ref();
    this.worker.postMessage(place);
    this.worker.on('message', (answers: Answer[]) => {
      for (const answer of answers) { this.waiting.get(answer.id)?.resolve(answer); this.waiting.delete(answer.id); }
      this.asked -= answers.length;
      this.ask();
    });
    const fail = (error: Error) => { for (const { reject } of this.waiting.values()) reject(error); this.waiting.clear(); };
    this.worker.on('error', fail);
    this.worker.on('exit', () => { fail(new Error('The store is closed.')); });
  }
  /** `first`: what has to be done before, on the same way. */
  async run<Row>(sql: string, parameters: readonly unknown[] = [], first?: string): Promise<QueryResult<Row>> {
    const answer = await this.send({ id: this.next++, sql, parameters, ...(first === undefined ? {} : { first }) });
    return { rows: answer.rows as Row[], ...(answer.changes === undefined ? {} : { numAffectedRows: BigInt(answer.changes) }) };
  }
  async change(changes: readonly Query[]): Promise<number> { return Number((await this.send({ id: this.next++, changes: changes.map(({ sql, parameters }) => ({ sql, parameters })) })).changes); }
  private async send(request: Request | Changes): Promise<Answer> {
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.waiting.set(request.id, { resolve, reject });
      // After everything else of this turn: queries that do not wait for each other go together.
      if (this.requests.push(request) === 1 && !this.asked) process.nextTick(() => { this.ask(); });
    });
    if (answer.error) throw new SqliteError(answer.error.message, answer.error.errcode, answer.error.over);
    return answer;
  }
  private ask(): void {
    if (!this.requests.length || this.asked) return;
    this.worker.postMessage(this.requests);
    this.asked = this.requests.length;
    this.requests = [];
  }
  async close(): Promise<void> {
    // Nobody waits for an answer: the thread can serve another file.
    if (!this.waiting.size && spare.length < SPARE) {
      this.worker.removeAllListeners('message');
      this.worker.postMessage('close');
      if (await once(this.worker, 'message').then(() => true, () => false)) {
        for (const name of ['message', 'error', 'exit'] as const) this.worker.removeAllListeners(name);
        // One that ends by itself must not be asked again.
        this.worker.on('error', () => undefined).once('exit', () => { if (spare.includes(this.worker)) spare.splice(spare.indexOf(this.worker), 1); });
        this.worker.unref();
        spare.push(this.worker);
        return;
      }
    }
    const gone = once(this.worker, 'exit');
    await this.worker.terminate();
    await gone.catch(() => undefined);
  }
}

/** Part of Kysely's interface; pages by key serve here. */
const noStream = (): never => { throw new Error('The store reads in pages, it does not stream.'); };

/** The connection, for whoever has it now. `begins`: with the next query; `over`: the transaction was ended by an error. */
class Turn implements DatabaseConnection {
  state: 'alone' | 'begins' | 'inside' | 'over' = 'alone';
  private readonly driver: WorkerDriver;
  private readonly next: () => void;
  /** Somebody else has it by now. */
  given = false;
  constructor(driver: WorkerDriver, next: () => void) { this.driver = driver; this.next = next; }
  give(): void { this.given = true; this.next(); }
  executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> { return this.driver.run(this, sql, parameters); }
  readonly streamQuery = noStream;
}

/** Transactions that go to the disk together, and how long the first of them may wait for the others, in ms. */
const TOGETHER = 64;
const LONGEST = 10;

/**
 * One connection: whoever holds it for a transaction keeps the others waiting. The disk is what takes long, so a transaction that is done while others
 * wait already goes to the disk together with theirs: nobody is told that it is done before it is there, and when it cannot get there, all of them fail.
 */
class WorkerDriver implements Driver {
  private connection: WorkerConnection | undefined;
  private tail: Promise<void> = Promise.resolve();
  private waiting = 0;
  /** Done, and not on the disk yet. */
  private readonly done: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  private since = 0;
  private readonly place: Place;
  constructor(place: Place) { this.place = place; }
  init(): Promise<void> { this.connection = new WorkerConnection(this.place); return Promise.resolve(); }
  async acquireConnection(): Promise<Turn> {
    const before = this.tail;
    let give!: () => void;
    this.tail = new Promise((resolve) => { give = resolve; });
    this.waiting++;
    await before;
    this.waiting--;
    return new Turn(this, give);
  }
  async releaseConnection(turn: Turn): Promise<void> {
    if (turn.given) return;
    // Nobody comes who would write it.
    if (!this.waiting) await this.writeDone();
    turn.give();
  }
  async run<Row>(turn: Turn, sql: string, parameters: readonly unknown[]): Promise<QueryResult<Row>> {
    if (turn.state === 'over') throw new SqliteError('The transaction is over.', undefined);
    // What is not a transaction is on the disk when it is answered, and what came before it too.
    if (turn.state === 'alone') { await this.writeDone(); return this.connection!.run(sql, parameters); }
    const first = turn.state === 'inside' ? undefined : this.done.length ? 'savepoint one' : 'begin immediate; savepoint one';
    turn.state = 'inside';
    try { return await this.connection!.run(sql, parameters, first); } catch (error) {
      // A full disk has ended everything that was not there yet.
      if ((error as SqliteError).over) { turn.state = 'over'; for (const { reject } of this.done.splice(0)) reject(error); }
      throw error;
    }
  }
  beginTransaction(turn: Turn): Promise<void> { turn.state = 'begins'; return Promise.resolve(); }
  async commitTransaction(turn: Turn): Promise<void> {
    const { state } = turn;
    turn.state = 'alone';
    if (state !== 'inside') return;
    if (!this.waiting || this.done.length >= TOGETHER || (this.done.length && performance.now() - this.since > LONGEST)) { await this.write(); return; }
    // Its savepoint stays: the commit needs no word for it, and the next one has its own within it.
    if (!this.done.length) this.since = performance.now();
    const written = new Promise<void>((resolve, reject) => { this.done.push({ resolve, reject }); });
    turn.give();
    await written;
  }
  async rollbackTransaction(turn: Turn): Promise<void> {
    const { state } = turn;
    turn.state = 'alone';
    if (state === 'inside') await (this.done.length ? this.connection!.run('release one', [], 'rollback to one') : this.connection!.run('rollback'));
  }
  private async write(): Promise<void> {
    const together = this.done.splice(0);
    try { await this.connection!.run('commit'); } catch (error) {
      await this.connection!.run('rollback').catch(() => undefined);
      for (const { reject } of together) reject(error);
      throw error;
    }
    for (const { resolve } of together) resolve();
  }
  /** Whoever is told of a failure is whose it was. */
  private async writeDone(): Promise<void> { if (this.done.length) await this.write().catch(() => undefined); }
  /** What is in no transaction of ours goes to the thread as it comes: nobody waits until the one before is on the disk. */
  async change(changes: readonly Query[]): Promise<number> {
    const turn = await this.acquireConnection();
    await this.writeDone();
    const made = this.connection?.change(changes);
    turn.give();
    if (!made) throw new SqliteError('The store is closed.', undefined);
    return made;
  }
  async destroy(): Promise<void> {
    const { connection } = this;
    // Its thread may serve another file soon.
    this.connection = undefined;
    await connection?.close();
  }
}

const noTransactions = () => Promise.reject(new Error('This connection has no transactions.'));
/** Of a connection whose statements stand each for itself: nobody waits for anybody's answer, and what is asked in the same moment goes to the thread together. */
class SingleDriver implements Driver {
  private connection: WorkerConnection | undefined;
  private readonly place: Place;
  constructor(place: Place) { this.place = place; }
  init(): Promise<void> { this.connection = new WorkerConnection(this.place); return Promise.resolve(); }
  acquireConnection(): Promise<DatabaseConnection> {
    const connection = this.connection!;
    return Promise.resolve({ executeQuery: <Row>({ sql, parameters }: CompiledQuery) => connection.run<Row>(sql, parameters), streamQuery: noStream });
  }
  releaseConnection(): Promise<void> { return Promise.resolve(); }
  readonly beginTransaction = noTransactions;
  readonly commitTransaction = noTransactions;
  readonly rollbackTransaction = noTransactions;
  async destroy(): Promise<void> { await this.connection?.close(); }
}

/** Whoever waits for the connection waits in the driver, which has to know of them. */
class Adapter extends SqliteAdapter { override get supportsMultipleConnections(): boolean { return true; } }

const dialectOf = (driver: Driver): Dialect => ({
  createAdapter: () => new Adapter(),
  createDriver: () => driver,
  createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});
/** Kysely's SQLite dialect over `node:sqlite` in a worker thread. `change`: see `Store.changeTogether`. */
export function sqliteDialect(path: string, pragmas: string[]): Dialect & { change: (changes: readonly Query[]) => Promise<number> } {
  const driver = new WorkerDriver({ path, pragmas });
  return { ...dialectOf(driver), change: (changes) => driver.change(changes) };
}
/** The same for statements that stand each for itself: reads, or a table of one change at a time. */
export const singleStatements = (path: string, pragmas: string[]): Dialect => dialectOf(new SingleDriver({ path, pragmas }));
