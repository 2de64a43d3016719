import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, sql, type CompiledQuery, type RawBuilder, type SelectQueryBuilder, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Refusal } from '../refusal.ts';
import { migrations } from './migrations.ts';
import { ensurePolicies, withoutPolicy } from './policies.ts';
import { codeOf, isPostgres, postgresDialect } from './postgres.ts';
import type { Schema } from './schema.ts';
import { inWords, singleStatements, sqliteDialect } from './sqlite.ts';
import { TenantGuard } from './tenant-guard.ts';
import { acrossPrograms } from './tenant.ts';

export interface Store {
  kind: 'sqlite' | 'postgres';
  /** In SQLite `write` runs one transaction at a time, and `read` goes on meanwhile. Over PostgreSQL both are the same pool. */
  read: Kysely<Schema>; write: Kysely<Schema>;
  /**
   * One transaction, after every other `change` of the same program and before the next: what it reads stays so until it is done. Not for the
   * messages of a conversation, which lock their conversation alone. Inside it no other `change` may begin.
   */
  change: <Result>(program: string, work: (transaction: Transaction<Schema>) => Promise<Result>) => Promise<Result>;
  /**
   * Changes that belong together, each to as many rows as the first: all of them are made, or none. Gives to how many rows. They need nothing of each other, so
   * that nobody waits for anybody's transaction.
   */
  changeTogether: (...changes: CompiledQuery[]) => Promise<number>;
  /** Nobody else changes the rows of this query until the transaction ends. */
  held: <Table extends keyof Schema, Row>(query: SelectQueryBuilder<Schema, Table, Row>) => SelectQueryBuilder<Schema, Table, Row>;
  /** This moment by the store's clock, or some ms from it, as ISO 8601 text: the clocks of nodes may be apart. */
  now: (plus?: number) => RawBuilder<string>;
  /** The same in ms, for what nodes will compare later: who accepted when, until when a shift lasts. */
  time: () => Promise<number>;
  /** Leaves nothing of what was deleted in the files: the log of changes is emptied too. PostgreSQL does so in its own time (RUNBOOK.md). */
  forget: () => Promise<void>;
  close: () => Promise<void>;
}

/** A store is for real use or for trying Kith out with sample data, and is never turned from one into the other. */
export type StoreKind = 'real' | 'try-it';

const pragmas = ['journal_mode=WAL', 'synchronous=FULL', 'busy_timeout=5000', 'foreign_keys=ON', 'secure_delete=ON'];

const executed = (db: Kysely<Schema>): Promise<string[]> => sql<{ name: string }>`select name from kysely_migration order by name`.execute(db).then(({ rows }) => rows.map(({ name }) => name), (error: unknown) => {
  // No table yet: nothing was.
  if (/no such table|42P01/.test(`${(error as Error).message} ${String((error as { code?: unknown }).code)}`)) return [];
  throw error;
});

/**
 * Whoever waits for a table that somebody reads for long (a backup) holds up everybody who comes after. So a change of the tables gives up soon, and
 * tries again after a while in which the others get on; in ms.
 */
const LOCK_WITHIN = 500;
const LOCK_PAUSE = 5_000;
const LOCK_TRIES = 12;
/** PostgreSQL: a lock was not had in time. */
const LOCKED = '55P03';
async function onceFree<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) try { return await work(); } catch (error) { if (codeOf(error) !== LOCKED || tries > LOCK_TRIES) throw error; await sleep(LOCK_PAUSE); }
}

/**
 * Brings the store to this version's form. One from a newer version is left alone: a file is refused; a database goes on, since old and new nodes
 * run side by side while they are changed, unless a newer version took something away (its name ends in `-contract`). Gives what was done.
 */
async function migrate(db: Kysely<Schema>, kind: Store['kind']): Promise<string[]> {
  const before = await executed(db);
  const newer = before.filter((name) => !(name in migrations));
  if (newer.length && (kind === 'sqlite' || newer.some((name) => name.endsWith('-contract')))) throw new Refusal('store-newer', `This store was written by a newer version of Kith. Start that version, or use another ${kind === 'sqlite' ? 'KITH_DATA' : 'DATABASE_URL'}; nothing was changed.`);
  if (newer.length || before.length === Object.keys(migrations).length) return [];
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const done: string[] = [];
  // One at a time, each a transaction of its own: what one has locked is free again before the next waits for anything.
  for (;;) {
    const steps = await onceFree(async () => {
      const { error, results } = await migrator.migrateUp();
      if (error) throw error as Error;
      return results ?? [];
    });
    if (!steps.length) return done;
    done.push(...steps.map(({ migrationName }) => migrationName));
  }
}

/** In a database that a folder is being moved into: which one. Until it is done nobody serves it. */
export const MOVING = 'moving-from';

async function claimKind(write: Kysely<Schema>, kind: StoreKind, place: string, moving: boolean): Promise<void> {
  if (!moving && await write.selectFrom('meta').select('value').where('name', '=', MOVING).executeTakeFirst()) throw new Refusal('store-moving', 'A store is being moved into this database. Finish that first: stop Kith on the folder, and run kith move once more.');
  await write.insertInto('meta').values({ name: 'kind', value: kind }).onConflict((conflict) => conflict.column('name').doNothing()).execute();
  const { value } = await write.selectFrom('meta').select('value').where('name', '=', 'kind').executeTakeFirstOrThrow();
  if (value === kind) return;
  if (value.startsWith('moved')) throw new Refusal('store-moved', `This store was moved to PostgreSQL (${value.slice(6)}), and is kept as it was then. Set DATABASE_URL.`);
  const [what, setting] = isPostgres(place) ? ['database', 'DATABASE_URL'] : ['folder', 'KITH_DATA'];
  throw new Refusal('store-kind', kind === 'real'
    ? `This ${what} holds the try-it form with its sample data (npm start). Set ${setting} to another ${what} for real use.`
    : `This ${what} holds a real store. The try-it form (npm start) adds sample data, so it needs another ${setting}.`);
}

/** Whether the tables are as this version wants them: asked by a connection that gives up soon, since most starts have nothing to do. */
async function isPrepared(place: string, kind: StoreKind): Promise<boolean> {
  const db = new Kysely<Schema>({ dialect: postgresDialect(place) });
  try {
    const done = await executed(db);
    if (!Object.keys(migrations).every((name) => done.includes(name)) || done.some((name) => name.endsWith('-contract') && !(name in migrations)) || (await withoutPolicy(db)).length) return false;
    const meta = new Map((await db.selectFrom('meta').selectAll().where('name', 'in', ['kind', MOVING]).execute()).map(({ name, value }) => [name, value]));
    return meta.get('kind') === kind && !meta.has(MOVING) && !await isAbovePolicies(db);
  } finally { await db.destroy(); }
}
const isAbovePolicies = async (db: Kysely<Schema>): Promise<boolean> => (await sql<{ above: boolean }>`select rolsuper or rolbypassrls as above from pg_roles where rolname = current_user`.execute(db)).rows[0]?.above ?? false;

/** Makes or changes the tables. Gives the names of the migrations that were run. Throws a `Refusal` for a store that this version must leave alone. */
export async function prepareStore(place: string, kind: StoreKind, { moving = false } = {}): Promise<string[]> {
  if (isPostgres(place) && await isPrepared(place, kind)) return [];
  const db = new Kysely<Schema>({ dialect: isPostgres(place) ? postgresDialect(place, { patient: true, lockWithin: LOCK_WITHIN }) : sqliteDialect(join(place, 'kith.db'), pragmas) });
  try {
    if (isPostgres(place) && await isAbovePolicies(db)) throw new Refusal('store-role', 'The user of DATABASE_URL stands above row policies, which keep programs apart. Make one of its own: create role kith login password \'…\'; create database kith owner kith;');
    const done = await migrate(db, isPostgres(place) ? 'postgres' : 'sqlite');
    if (isPostgres(place)) await onceFree(() => ensurePolicies(db));
    await claimKind(db, kind, place, moving);
    return done;
  } finally { await db.destroy(); }
}

export async function openStore(place: string, kind: StoreKind, morePragmas: string[] = []): Promise<Store> {
  const guard = [new TenantGuard()];
  if (isPostgres(place)) {
    await prepareStore(place, kind);
    const pool = new Kysely<Schema>({ dialect: postgresDialect(place), plugins: guard });
    const now = (plus = 0) => sql<string>`to_char((clock_timestamp() + ${sql.lit(`${plus} milliseconds`)}::interval) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    return {
      now, time: async () => Date.parse((await pool.selectNoFrom(now().as('now')).executeTakeFirstOrThrow()).now),
      kind: 'postgres', read: pool, write: pool, held: (query) => query.forUpdate(), forget: () => Promise.resolve(), close: () => pool.destroy(),
      changeTogether: (...changes) => pool.transaction().execute(async (transaction) => {
        const counts = new Set<bigint>();
        for (const change of changes) counts.add((await transaction.executeQuery(change)).numAffectedRows ?? 0n);
        if (counts.size > 1) throw new Error('Changes that belong together were not made together.');
        return Number([...counts][0]);
      }),
      change: (program, work) => pool.transaction().execute(async (transaction) => { await sql`select pg_advisory_xact_lock(hashtextextended(${`change ${program}`}, 0))`.execute(transaction); return work(transaction); }),
    };
  }
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 });
    chmodSync(place, 0o700);
  } catch (error) {
    throw new Refusal('data-folder', `The data folder cannot be used (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}). Set KITH_DATA to a folder that this user may write to.`);
  }
  const path = join(place, 'kith.db');
  const dialect = sqliteDialect(path, [...pragmas, ...morePragmas]);
  const write = new Kysely<Schema>({ dialect, plugins: guard });
  // By the connection that stays: each one is a thread of its own, and commands open a store again and again.
  try { await acrossPrograms(async () => { await migrate(write, 'sqlite'); await claimKind(write, kind, place, false); }); } catch (error) { await write.destroy(); throw inWords(error, path); }
  const read = new Kysely<Schema>({ dialect: singleStatements(path, [...pragmas, 'query_only=ON']), plugins: guard });
  const forget = async () => { await sql`pragma wal_checkpoint(truncate)`.execute(write); };
  return { kind: 'sqlite', read, write, held: (query) => query, now: (plus = 0) => sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${sql.lit(`${plus / 1_000} seconds`)})`, time: () => Promise.resolve(Date.now()), change: (_program, work) => write.transaction().execute(work), changeTogether: (...changes) => dialect.change(changes), forget, close: async () => { await read.destroy(); await write.destroy(); } };
}

/** Takes the folder for one server; a second one is refused. The system gives it back when the process ends, however it ends. */
export function holdFolder(folder: string): () => void {
  const lock = new DatabaseSync(join(folder, 'serving.lock'));
  try {
    lock.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held (at TEXT)');
  } catch {
    lock.close();
    throw new Refusal('folder-in-use', 'Another Kith server is running on this data folder. Stop it first, or set KITH_DATA to another folder.');
  }
  return () => { lock.close(); };
}
