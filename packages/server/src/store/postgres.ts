import { CompiledQuery, PostgresDialect, PostgresQueryCompiler, type DatabaseConnection, type DataTypeNode, type Dialect } from 'kysely';
import pg from 'pg';
import { tenant } from './tenant.ts';

/** A connection that does not answer within this is given up, in ms: a cut network says nothing by itself for a quarter of an hour. */
const ANSWER_WITHIN = 20_000;
const CONNECT_WITHIN = 3_000;
const GOODBYE = 1_000;
/** Of a migration of a large store, or a copy: no single statement takes so long. */
const PATIENCE = 600_000;
/** Connections of one node. */
export const POOL = 16;
/**
 * A node that stops in the middle of a change must not keep its locks: another one goes on after ten seconds, and the stopped one's change
 * never was. Sessions speak UTF-8 and UTC, whatever the server's defaults are.
 */
const sessionOptions = ['statement_timeout=15000', 'lock_timeout=12000', 'idle_in_transaction_session_timeout=10000', 'client_encoding=UTF8', 'timezone=UTC'].map((option) => `-c ${option}`).join(' ');
/** For work that takes its time: a migration, a copy of everything. */
const patientOptions = (lockWithin: number) => `-c statement_timeout=0 -c lock_timeout=${lockWithin} -c client_encoding=UTF8 -c timezone=UTC`;
const LOCK_WITHIN = 30_000;

/** Counts are whole numbers far below 2^53, as in SQLite. */
const numbers = new Set<number>([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);
const types = { getTypeParser: (oid: number, format?: 'text' | 'binary') => (numbers.has(oid) ? Number : pg.types.getTypeParser(oid, format) as (text: string) => unknown) };

/** Ends its socket when an answer does not come: everything that waits on it fails then, and the pool makes a new one. */
class PunctualClient extends pg.Client {
  protected readonly within: number = ANSWER_WITHIN;
  override query(...words: unknown[]): never {
    const asked = (super.query as (...given: unknown[]) => unknown).apply(this, words);
    if (asked instanceof Promise) {
      const timer = setTimeout(() => { this.break(); }, this.within);
      asked.then(() => { clearTimeout(timer); }, () => { clearTimeout(timer); });
    }
    return asked as never;
  }
  /** A goodbye that nobody hears is not waited for. */
  override end(...words: unknown[]): never {
    setTimeout(() => { this.break(); }, GOODBYE).unref();
    return (super.end as (...given: unknown[]) => unknown).apply(this, words) as never;
  }
  private break(): void { (this as unknown as { connection: { stream: { destroy: (error: Error) => void } } }).connection.stream.destroy(new Error('No answer from the store.')); }
}

class PatientClient extends PunctualClient { protected override readonly within = PATIENCE; }

export const clientOptions = (url: string, patient: boolean, lockWithin = LOCK_WITHIN): pg.ClientConfig => ({ connectionString: url, options: patient ? patientOptions(lockWithin) : sessionOptions, types, connectionTimeoutMillis: CONNECT_WITHIN, keepAlive: true, keepAliveInitialDelayMillis: 5_000, application_name: 'kith' });

/** Texts are compared byte by byte, as SQLite does: the order of a list and the place of a page must not hang on the language of a database. */
class PlainTextCompiler extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void { super.visitDataType(node); if (node.dataType === 'text') this.append(' collate "C"'); }
}

/** Kysely's PostgreSQL dialect: a pool whose connections know the program that they work for. `patient`: for long work, on few connections; `lockWithin`: how long that waits for a lock, in ms. `ofPrograms`: false where nothing belongs to any. */
export function postgresDialect(url: string, { patient = false, lockWithin, ofPrograms = true }: { patient?: boolean; lockWithin?: number; ofPrograms?: boolean } = {}): Dialect {
  const pool = new pg.Pool({ ...clientOptions(url, patient, lockWithin), max: patient ? 2 : POOL, idleTimeoutMillis: 60_000, Client: patient ? PatientClient : PunctualClient });
  // A connection that breaks while nobody asks it anything is no news; whoever asks next is told.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => { client.on('error', () => undefined); });
  const set = new WeakMap<DatabaseConnection, string>();
  const dialect = new PostgresDialect({ pool });
  const knowProgram = async (connection: DatabaseConnection) => {
    const program = tenant();
    if (!ofPrograms || set.get(connection) === program) return;
    await connection.executeQuery(CompiledQuery.raw("select set_config('kith.program', $1, false)", [program]));
    set.set(connection, program);
  };
  const createDriver = () => {
    const driver = dialect.createDriver();
    const acquire = driver.acquireConnection.bind(driver);
    driver.acquireConnection = async (options) => {
      const connection = await acquire(options);
      // Given back when it is broken: the pool counts its places.
      try { await knowProgram(connection); } catch (error) { await driver.releaseConnection(connection, options); throw error; }
      return connection;
    };
    return driver;
  };
  return { createAdapter: () => dialect.createAdapter(), createDriver, createIntrospector: (db) => dialect.createIntrospector(db), createQueryCompiler: () => new PlainTextCompiler() };
}

/** Numbers of the socket, and classes or codes of PostgreSQL, that say: not now, later yes. */
const away = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|08|57P0|53[023]00|25006|25P03|40001|40P01|55P03|57014)/;
/** What `pg` says without a code. */
const broken = /^(Connection terminated|timeout e|Query read timeout|No answer from the store|Client has encountered a connection error|Client was closed)/;
/** The code of an error of the system or of PostgreSQL, `ECONNREFUSED` or `57P01`; empty where there is none. */
export const codeOf = (error: unknown): string => { const { code } = error as { code?: unknown }; return typeof code === 'string' ? code : ''; };
/** The store cannot be reached, is starting, is read only after a failover, or has too much to do: the same request may go well in a moment. */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { syscall = '', path } = error as { syscall?: string; path?: string };
  return away.test(codeOf(error)) || (/^(connect|getaddrinfo|read|write)$/.test(syscall) && path === undefined) || broken.test(error.message) || (error instanceof AggregateError && error.errors.some(isStoreAway));
}
export const isPostgresFull = (error: unknown): boolean => error instanceof Error && codeOf(error) === '53100';
export const isPostgres = (place: string): boolean => /^postgres(ql)?:\/\//.test(place);
