import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import {
  CompiledQuery, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler,
  type DatabaseConnection, type Dialect, type Driver, type Kysely, type QueryResult,
} from 'kysely';
import type { Answer, Request } from './sqlite-worker.ts';

/** SQLite's own number of an error (`errcode`), kept so that a full disk can be told from a mistake. */
export class SqliteError extends Error {
  override name = 'SqliteError';
  readonly errcode: number | undefined;
  constructor(message: string, errcode: number | undefined) { super(message); this.errcode = errcode; }
}
export const isDiskFull = (error: unknown): boolean => error instanceof SqliteError && (error.errcode ?? 0) % 256 === 13;

class WorkerConnection implements DatabaseConnection {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  private next = 1;
  constructor(path: string, pragmas: string[]) {
    // The file that runs is the source in a clone and the build in a package.
    this.worker = new Worker(new URL(import.meta.url.endsWith('.ts') ? './sqlite-worker.ts' : './sqlite-worker.js', import.meta.url), { workerData: { path, pragmas } });
    this.worker.on('message', (answer: Answer) => { this.waiting.get(answer.id)?.resolve(answer); this.waiting.delete(answer.id); });
    const fail = (error: Error) => { for (const { reject } of this.waiting.values()) reject(error); this.waiting.clear(); };
    this.worker.on('error', fail);
    this.worker.on('exit', () => { fail(new Error('The store is closed.')); });
  }
  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const request: Request = { id: this.next++, sql, parameters };
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.waiting.set(request.id, { resolve, reject });
      this.worker.postMessage(request);
    });
    if (answer.error) throw new SqliteError(answer.error.message, answer.error.errcode);
    return { rows: answer.rows as Row[], ...(answer.changes === undefined ? {} : { numAffectedRows: BigInt(answer.changes) }) };
  }
  // Part of Kysely's interface; pages by key serve here.
  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> { throw new Error('The store reads in pages, it does not stream.'); }
  async close(): Promise<void> {
    const gone = once(this.worker, 'exit');
    await this.worker.terminate();
    await gone.catch(() => undefined);
  }
}

/** One connection: whoever holds it for a transaction keeps the others waiting. */
class WorkerDriver implements Driver {
  private connection: WorkerConnection | undefined;
  private tail: Promise<void> = Promise.resolve();
  private release: (() => void) | undefined;
  private readonly path: string;
  private readonly pragmas: string[];
  constructor(path: string, pragmas: string[]) { this.path = path; this.pragmas = pragmas; }
  init(): Promise<void> { this.connection = new WorkerConnection(this.path, this.pragmas); return Promise.resolve(); }
  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.tail;
    let release!: () => void;
    this.tail = new Promise((resolve) => { release = resolve; });
    await before;
    this.release = release;
    return this.connection!;
  }
  releaseConnection(): Promise<void> { this.release?.(); return Promise.resolve(); }
  async beginTransaction(connection: DatabaseConnection): Promise<void> { await connection.executeQuery(CompiledQuery.raw('begin immediate')); }
  async commitTransaction(connection: DatabaseConnection): Promise<void> { await connection.executeQuery(CompiledQuery.raw('commit')); }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk has already rolled back by itself.
    await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined);
  }
  async destroy(): Promise<void> { await this.connection?.close(); }
}

/** Kysely's SQLite dialect over `node:sqlite` in a worker thread. */
export const sqliteDialect = (path: string, pragmas: string[]): Dialect => ({
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new WorkerDriver(path, pragmas),
  createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});
