import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, writeSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import { ledgerHash, rememberDeletion } from './ledger.ts';
import { Refusal } from './refusal.ts';
import { isPostgres, postgresDialect } from './store/postgres.ts';
import { inWords, singleStatements } from './store/sqlite.ts';

interface KeySchema { conversation_keys: { conversation_id: string; wrapped: string }; /** The ledger of deletions; of a folder it is a file beside the keys. */ deletions: { hash: string; at: string } }
const KEPT = 10_000;
/** Keys that are tried with a master key: in a store that was served with two of them one may be of the other. */
const TRIED = 20;
/** A key that another node destroyed is in this one's memory for no longer, in ms, whatever the clock says. */
const KNOWN_FOR = 300_000;

/** AES-256-GCM: nonce, tag and text as base64url. `about` binds the text to its place, so that nothing can be moved. Node takes a key as an object three times as fast as the same key as bytes. */
export function seal(key: Buffer, about: string, text: string | Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(typeof text === 'string' ? Buffer.from(text) : text), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The text of `seal`. Throws when the key, the place or the text is another. */
export function unseal(key: Buffer, about: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
}

/** Reads the master key, 32 bytes as base64url in a file outside the data folder: a copy of the folder alone must be of no use. */
export function readMasterKey(file: string, dataFolder: string): Buffer {
  const wrong = (message: string) => new Refusal('master-key', message);
  let text: string;
  try { text = readFileSync(file, 'utf8').trim(); } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw wrong(code === 'ENOENT' ? `The master key ${file} is not there. For a new store make one with: kith master-key make ${file}. A store that was begun with one needs that one: set KITH_MASTER_KEY_FILE to it.`
      : `The master key ${file} cannot be read (${code ?? 'unknown reason'}). It has to belong to the user who runs Kith: chown kith ${file}; chmod 400 ${file}, and that user must be let into its folder.`);
  }
  let folder = resolve(dataFolder);
  try { folder = realpathSync(folder); } catch { /* not there yet */ }
  if (!relative(folder, realpathSync(file)).startsWith('..')) throw wrong('The master key must lie outside KITH_DATA: whoever copies the folder must not get the key with it.');
  const key = Buffer.from(text, 'base64url');
  if (key.length !== 32) throw wrong(`${file} does not hold a master key (32 bytes as base64url). Nothing was changed.`);
  return key;
}

/** Writes a new master key. An existing file is never written over: it may be the only key to what is stored. */
export function makeMasterKey(file: string): void {
  let handle: number;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    handle = openSync(file, 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal('master-key', existsSync(file) ? `${file} is there already, and is left as it is.` : `${file} cannot be written (${code ?? 'unknown reason'}). Choose a folder that this user may write to, or run this as the system's administrator and give the key to the user who runs Kith.`);
  }
  writeSync(handle, `${randomBytes(32).toString('base64url')}\n`);
  closeSync(handle);
}

/** A store of its own, with backups of its own: a second file, or a second database. */
export async function openKeyStore(place: string): Promise<Kysely<KeySchema>> {
  const db = new Kysely<KeySchema>({ dialect: isPostgres(place) ? postgresDialect(place, { ofPrograms: false }) : singleStatements(join(place, 'keys.db'), ['journal_mode=WAL', 'synchronous=FULL', 'busy_timeout=5000', 'secure_delete=ON']) });
  try {
    const table = (on: Kysely<KeySchema>) => on.schema.createTable('conversation_keys').ifNotExists().addColumn('conversation_id', 'text', (column) => column.primaryKey()).addColumn('wrapped', 'text', (column) => column.notNull()).execute();
    if (!isPostgres(place)) await table(db);
    else await db.transaction().execute(async (transaction) => {
      // Nodes that start together make them once.
      await sql`select pg_advisory_xact_lock(hashtextextended('keys', 0))`.execute(transaction);
      await table(transaction);
      await transaction.schema.createTable('deletions').ifNotExists().addColumn('hash', 'text', (column) => column.primaryKey()).addColumn('at', 'text', (column) => column.notNull()).execute();
    });
  } catch (error) { await db.destroy(); throw inWords(error, join(place, 'keys.db')); }
  return db;
}

/**
 * One key for each conversation, incident and message, wrapped by the master key, in a store of its own. To destroy a key is to destroy every message,
 * also in copies of the store that were made before.
 */
export class ConversationKeys {
  private readonly db: Kysely<KeySchema>;
  private readonly master: Buffer;
  private readonly place: string;
  private readonly known = new Map<string, { key: Buffer; until: number }>();
  private constructor(db: Kysely<KeySchema>, master: Buffer, place: string) { this.db = db; this.master = master; this.place = place; }

  static async open(place: string, master: Buffer): Promise<ConversationKeys> { return new ConversationKeys(await openKeyStore(place), master, place); }

  /** Whether the master key opens what is here; undefined where nothing is. */
  async opens(): Promise<boolean | undefined> {
    const rows = await this.db.selectFrom('conversation_keys').selectAll().limit(TRIED).execute();
    return rows.length ? rows.some(({ conversation_id: id, wrapped }) => { try { return unseal(this.master, id, wrapped).length > 0; } catch { return false; } }) : undefined;
  }

  /** A key for something else, made of the master key. The same purpose gives the same key. */
  derive(purpose: string): Buffer { return Buffer.from(hkdfSync('sha256', this.master, '', `kith ${purpose}`, 32)); }

  async create(id: string): Promise<Buffer> {
    const key = randomBytes(32);
    await this.db.insertInto('conversation_keys').values({ conversation_id: id, wrapped: seal(this.master, id, key) }).execute();
    this.keep(id, key);
    return key;
  }

  /** Undefined once it was destroyed. */
  async of(id: string): Promise<Buffer | undefined> {
    const known = this.known.get(id);
    if (known && known.until > performance.now()) return known.key;
    const row = await this.db.selectFrom('conversation_keys').select('wrapped').where('conversation_id', '=', id).executeTakeFirst();
    if (!row) return undefined;
    const key = unseal(this.master, id, row.wrapped);
    this.keep(id, key);
    return key;
  }

  async destroy(id: string): Promise<void> {
    this.known.delete(id);
    await this.db.deleteFrom('conversation_keys').where('conversation_id', '=', id).execute();
    if (!isPostgres(this.place)) await sql`pragma wal_checkpoint(truncate)`.execute(this.db);
  }

  /** Writes a deletion into the ledger that a restore replays: on the disk before the receipt is given. */
  async rememberDeletion(id: string, at: string): Promise<void> {
    if (!isPostgres(this.place)) { rememberDeletion(this.place, id, at); return; }
    await this.db.insertInto('deletions').values({ hash: ledgerHash(id), at }).onConflict((conflict) => conflict.column('hash').doNothing()).execute();
  }

  private keep(id: string, key: Buffer): void {
    if (this.known.size >= KEPT) this.known.delete(this.known.keys().next().value!);
    this.known.set(id, { key, until: performance.now() + KNOWN_FOR });
  }

  close(): Promise<void> { return this.db.destroy(); }
}
