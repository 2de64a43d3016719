import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Refusal } from '../refusal.ts';
import { migrations } from './migrations.ts';
import type { Schema } from './schema.ts';
import { sqliteDialect } from './sqlite.ts';

/** `write` runs one transaction at a time; `read` goes on meanwhile. Over PostgreSQL both are the same pool. */
export interface Store {
  read: Kysely<Schema>; write: Kysely<Schema>;
  /** Leaves nothing of what was deleted in the files: the log of changes is emptied too. */
  forget: () => Promise<void>;
  close: () => Promise<void>;
}

/** A store is for real use or for trying Kith out with sample data, and is never turned from one into the other. */
export type StoreKind = 'real' | 'try-it';

const pragmas = ['journal_mode=WAL', 'synchronous=FULL', 'busy_timeout=5000', 'foreign_keys=ON', 'secure_delete=ON'];

async function migrate(write: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db: write, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof Error && /corrupted migrations/.test(error.message)) {
    throw new Refusal('store-newer', 'This store was written by a newer version of Kith. Start that version, or use another KITH_DATA; nothing was changed.');
  }
  if (error) throw error as Error;
}

async function claimKind(write: Kysely<Schema>, kind: StoreKind): Promise<void> {
  await write.insertInto('meta').values({ name: 'kind', value: kind }).onConflict((conflict) => conflict.column('name').doNothing()).execute();
  const { value } = await write.selectFrom('meta').select('value').where('name', '=', 'kind').executeTakeFirstOrThrow();
  if (value === kind) return;
  throw new Refusal('store-kind', kind === 'real'
    ? 'This folder holds the try-it form with its sample data (npm start). Set KITH_DATA to another folder for real use.'
    : 'This folder holds a real store. The try-it form (npm start) adds sample data, so it needs another KITH_DATA.');
}

/** Opens the store of a folder, creating it if need be. Throws a `Refusal` for a newer store, a store of the other kind, or a folder that cannot be used. */
export async function openStore(folder: string, kind: StoreKind, morePragmas: string[] = []): Promise<Store> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (error) {
    throw new Refusal('data-folder', `The data folder cannot be used (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}). Set KITH_DATA to a folder that this user may write to.`);
  }
  const path = join(folder, 'kith.db');
  const write = new Kysely<Schema>({ dialect: sqliteDialect(path, [...pragmas, ...morePragmas]) });
  try {
    await migrate(write);
    await claimKind(write, kind);
  } catch (error) {
    await write.destroy();
    throw error;
  }
  const read = new Kysely<Schema>({ dialect: sqliteDialect(path, [...pragmas, 'query_only=ON']) });
  const forget = async () => { await sql`pragma wal_checkpoint(truncate)`.execute(write); };
  return { read, write, forget, close: async () => { await read.destroy(); await write.destroy(); } };
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
