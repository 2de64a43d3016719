import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { openKeyStore } from './conversation-keys.ts';
import { ledgerHash, readDeletions, readLedger, type Deletion } from './ledger.ts';
import { Refusal } from './refusal.ts';
import { atOneMoment, differences, digestOf, makeEqual, openForCopy, type Copyable, type Digests, type Progress, type StoreFile } from './store/copy.ts';
import { isPostgres } from './store/postgres.ts';
import { holdFolder, prepareStore } from './store/store.ts';

/** Copies of keys live no longer than this: what was deleted cannot be read from an older copy by anybody. */
export const BACKUP_DAYS = 7;
const DAY = 86_400_000;
const FILES: readonly StoreFile[] = ['kith.db', 'keys.db'];
const quoted = (path: string) => `'${path.replaceAll("'", "''")}'`;
/** `digests`: rows and hashes of every table, so that a copy that was damaged since is known before anything is replaced by it. */
interface Facts { kith: 'backup'; at: string; readableUntil: string; digests: Record<StoreFile, Digests> }
/** Where a store and its keys are. */
export interface Places { data: string; place: string; keysAt: string }
export type Tell = (progress: Progress) => void;

async function digestOfFile(folder: string, file: StoreFile): Promise<Digests> {
  if (!existsSync(join(folder, file))) return {};
  const database = new DatabaseSync(join(folder, file), { readOnly: true });
  try {
    const [found] = database.prepare('pragma integrity_check').all() as { integrity_check: string }[];
    if (found?.integrity_check !== 'ok') throw new Refusal('backup-damaged', `${file} is damaged.`);
  } catch (error) { throw error instanceof Refusal ? error : new Refusal('backup-damaged', `${file} is damaged.`); } finally { database.close(); }
  const opened = openForCopy(folder, file, ['query_only=ON']);
  try { return await digestOf(opened); } finally { await opened.close(); }
}

const remember = ({ db }: Copyable, name: string, at: string) => sql`insert into meta (name, value) values (${name}, ${at}) on conflict (name) do update set value = excluded.value`.execute(db);

/** Copies the store while it runs, and reads the copy back. The keys are a file of their own, and the master key is never part of it. Of a database, too, files are made: they can be restored into either. */
export async function backup({ data, place, keysAt }: Places, to: string, tell?: Tell): Promise<Facts> {
  if (existsSync(to) && readdirSync(to).length) throw new Refusal('backup', `${to} is not empty. A backup goes into a folder of its own.`);
  if (!isPostgres(place) && !existsSync(join(data, 'kith.db'))) throw new Refusal('backup', 'There is no store in KITH_DATA.');
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const at = Date.now();
  const facts: Facts = { kith: 'backup', at: new Date(at).toISOString(), readableUntil: new Date(at + BACKUP_DAYS * DAY).toISOString(), digests: { 'kith.db': {}, 'keys.db': {} } };
  if (isPostgres(place)) {
    await prepareStore(to, 'real');
    await (await openKeyStore(to)).destroy();
  }
  for (const file of FILES) {
    const from = openForCopy(file === 'kith.db' ? place : keysAt, file);
    try {
      // Said before the copy: a deletion during it must know that there is one.
      if (file === 'kith.db') await remember(from, 'last-backup', facts.at);
      if (!from.postgres) { if (existsSync(join(data, file))) await sql.raw(`vacuum into ${quoted(join(to, file))}`).execute(from.db); } else {
        const copy = openForCopy(to, file, ['journal_mode=DELETE', 'synchronous=OFF', 'foreign_keys=OFF']);
        try { facts.digests[file] = await atOneMoment(from, (still) => makeEqual(still, from, copy, { tell })); } finally { await copy.close(); }
      }
    } finally { await from.close(); }
    const read = await digestOfFile(to, file);
    const differs = from.postgres ? differences(facts.digests[file], read) : [];
    if (differs.length) throw new Refusal('backup', `The copy is not like the store: ${differs.join('; ')}. Make room, look at the disk, and make another one.`);
    facts.digests[file] = read;
  }
  const ledger = isPostgres(keysAt) ? await ledgerOf(keysAt) : readDeletions(data);
  writeFileSync(join(to, 'deletions.log'), linesOf(ledger), { mode: 0o600 });
  // Last: without it the folder is no backup.
  writeFileSync(join(to, 'backup.json'), `${JSON.stringify(facts)}\n`);
  const done = openForCopy(place, 'kith.db');
  try { await remember(done, 'backup-made', facts.at); } finally { await done.close(); }
  return facts;
}

const linesOf = (deletions: Iterable<Deletion>) => [...deletions].map((item) => `${JSON.stringify(item)}\n`).join('');
async function ledgerOf(keysAt: string): Promise<Deletion[]> {
  const keys = await openKeyStore(keysAt);
  try { return await keys.selectFrom('deletions').selectAll().orderBy('at').execute(); } finally { await keys.destroy(); }
}
export async function addToLedger(keysAt: string, deletions: readonly Deletion[]): Promise<void> {
  const keys = await openKeyStore(keysAt);
  try { for (let at = 0; at < deletions.length; at += 500) await keys.insertInto('deletions').values(deletions.slice(at, at + 500)).onConflict((conflict) => conflict.column('hash').doNothing()).execute(); } finally { await keys.destroy(); }
}

/** Tables with an id whose key is in `keys.db`, and what goes with it. */
const deletable = [['conversations', 'id'], ['conversation_events', 'conversation_id'], ['conversation_notes', 'conversation_id'], ['left_messages', 'id'], ['escalations', 'id'], ['mentor_requests', 'id'], ['consents', 'request_id'], ['consent_links', 'request_id'], ['match_proposals', 'request_id'], ['referrals', 'request_id'], ['mentor_applications', 'id'], ['group_asks', 'id']] as const;

/** Deletes again, in the files of a folder, what was deleted since they were made. */
function cleanFiles(folder: string, deletions: ReadonlyMap<string, Deletion>): number {
  let deletedAgain = 0;
  const clean = (name: string, tables: readonly (readonly [string, string])[]) => {
    if (!existsSync(join(folder, name))) return;
    const database = new DatabaseSync(join(folder, name));
    try {
      database.exec('pragma secure_delete=ON');
      for (const [table, column] of tables) {
        if (!database.prepare("select 1 from sqlite_master where type = 'table' and name = ?").get(table)) continue;
        const ids = (database.prepare(`select distinct ${column} as id from ${table}`).all() as { id: string | null }[]).filter(({ id }) => id !== null && deletions.has(ledgerHash(id)));
        for (const { id } of ids) database.prepare(`delete from ${table} where ${column} = ?`).run(id);
        if (['conversations', 'left_messages', 'mentor_requests', 'mentor_applications', 'group_asks'].includes(table)) deletedAgain += ids.length;
      }
      if (name === 'kith.db') for (const { id } of database.prepare('select id from complaints where words is not null').all() as { id: string }[]) if (deletions.has(ledgerHash(id))) database.prepare('update complaints set words = null where id = ?').run(id);
      if (name === 'kith.db') database.prepare("insert into meta (name, value) values ('epoch', ?) on conflict (name) do update set value = excluded.value").run(randomUUID());
      database.exec('vacuum');
      database.exec('pragma wal_checkpoint(truncate)');
    } finally { database.close(); }
  };
  clean('keys.db', [['conversation_keys', 'conversation_id']]);
  clean('kith.db', deletable);
  return deletedAgain;
}

/** `known`: how many deletions the ledgers name, those before the backup with them. */
export interface Restored { at: string; deletedAgain: number; known: number }
/**
 * Puts a backup in the place of the store, then deletes again what was deleted since: by the ledger of the store that it replaces, by its
 * own, and by any that is given (`none`: there is no other one anywhere). Clients notice the new epoch and read again. A backup that is not as it was made,
 * and a ledger that cannot be read, are refused before anything is replaced.
 */
export async function restore({ data, place, keysAt }: Places, from: string, ledgers: readonly string[] | 'none', now = Date.now(), tell?: Tell): Promise<Restored> {
  let facts: Facts;
  try { facts = JSON.parse(readFileSync(join(from, 'backup.json'), 'utf8')) as Facts; } catch { throw new Refusal('restore', `${from} is not a backup of Kith.`); }
  for (const file of FILES) {
    const read = await digestOfFile(from, file);
    // Those of the first versions were not written down.
    const differs = (facts as Partial<Facts>).digests ? differences(facts.digests[file], read) : [];
    if (differs.length) throw new Refusal('backup-damaged', `The backup is not as it was made (${file}: ${differs.join('; ')}). Nothing was changed; take another one.`);
  }
  const given = ledgers === 'none' ? [] : ledgers.flatMap((path) => readLedger(path));
  const before = readLedger(join(from, 'deletions.log'));
  const own = isPostgres(keysAt) ? await ledgerOf(keysAt) : readDeletions(data);
  // One that does not know what the backup knew is that of another store, or was begun anew.
  const goesOn = isPostgres(keysAt) ? own.length || await hasKeys(keysAt) : existsSync(join(data, 'deletions.log'));
  const known = new Set(own.map(({ hash }) => hash));
  const isOwn = goesOn && before.every(({ hash }) => known.has(hash));
  if (!ledgers.length && !isOwn) throw new Refusal('restore', `${isPostgres(keysAt) ? 'KEYS_DATABASE_URL' : 'KITH_DATA'} has no ledger of deletions that goes on from this backup (${facts.at}), so it is not known here what people deleted since: it would be back. Give the newest deletions.log that you have with --ledger FILE; every backup brings one. If there is none that is newer than this backup: --ledger none. Nothing was changed.`);
  const deletions = new Map([...own, ...before, ...given].map((item) => [item.hash, item]));
  // Keys that are too old are not brought back: what they opened has been deleted by its own time.
  const files = FILES.filter((file) => existsSync(join(from, file)) && !(file === 'keys.db' && now > Date.parse(facts.readableUntil)));
  if (isPostgres(place)) {
    // Cleaned before any of it reaches the database: what was deleted is never in there again, not for a moment.
    const staging = mkdtempSync(join(tmpdir(), 'kith-restore-'));
    try {
      for (const file of files) copyFileSync(join(from, file), join(staging, file));
      const deletedAgain = cleanFiles(staging, deletions);
      await prepareStore(staging, 'real');
      await prepareStore(place, 'real');
      await refuseWhileServed(place);
      await (await openKeyStore(staging)).destroy();
      await addToLedger(keysAt, [...deletions.values()]);
      await equalise({ place: staging, keysAt: staging }, { place, keysAt }, { tell });
      return { at: facts.at, deletedAgain, known: deletions.size };
    } finally { rmSync(staging, { recursive: true, force: true }); }
  }
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const release = holdFolder(data);
  try {
    for (const file of FILES) {
      for (const end of ['', '-wal', '-shm']) rmSync(join(data, file + end), { force: true });
      if (files.includes(file)) copyFileSync(join(from, file), join(data, file));
    }
    writeFileSync(join(data, 'deletions.log'), linesOf(deletions.values()), { mode: 0o600 });
    return { at: facts.at, deletedAgain: cleanFiles(data, deletions), known: deletions.size };
  } finally { release(); }
}

/** A ledger without a line is one in which nothing was lost, where the keys beside it are there. */
async function hasKeys(keysAt: string): Promise<boolean> {
  const keys = await openKeyStore(keysAt);
  try { return await keys.selectFrom('conversation_keys').select('conversation_id').limit(1).executeTakeFirst() !== undefined; } finally { await keys.destroy(); }
}

/** What a node wrote meanwhile would be gone: they are stopped first. */
export async function refuseWhileServed(place: string): Promise<void> {
  const opened = openForCopy(place, 'kith.db');
  try {
    const { rows: [found] } = await sql<{ nodes: number }>`select count(*) as nodes from nodes where seen_at > to_char((clock_timestamp() - interval '20 seconds') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.execute(opened.db);
    if (found?.nodes) throw new Refusal('store-served', `${found.nodes} Kith ${found.nodes === 1 ? 'node is' : 'nodes are'} running on DATABASE_URL. Stop them first; one that was killed is forgotten after 20 seconds.`);
  } finally { await opened.close(); }
}

/** Makes one store and its keys like another, and reads both back. */
export async function equalise(source: Omit<Places, 'data'>, target: Omit<Places, 'data'>, { leave, tell }: { leave?: (table: string, row: Record<string, unknown>) => boolean; tell?: Tell | undefined }): Promise<{ rows: number; written: number }> {
  let [rows, writtenInAll] = [0, 0];
  for (const file of FILES) {
    const from = openForCopy(file === 'kith.db' ? source.place : source.keysAt, file);
    const to = openForCopy(file === 'kith.db' ? target.place : target.keysAt, file);
    try {
      const written = new Map<string, number>();
      const mine = await atOneMoment(from, (still) => makeEqual(still, from, to, { ...(leave ? { leave } : {}), tell: (progress) => { written.set(progress.table, progress.written); tell?.(progress); } }));
      const theirs = await digestOf(to, leave);
      const differs = differences(mine, theirs);
      if (differs.length) throw new Refusal('copy', `Read back, it is not the same: ${differs.join('; ')}. Run it again; if it stays so, look at the disk of the database.`);
      rows += Object.values(mine).reduce((sum, digest) => sum + digest.rows, 0);
      writtenInAll += [...written.values()].reduce((sum, count) => sum + count, 0);
    } finally { await from.close(); await to.close(); }
  }
  return { rows, written: writtenInAll };
}
