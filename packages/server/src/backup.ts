import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ledgerHash, readDeletions } from './ledger.ts';
import { Refusal } from './refusal.ts';
import { holdFolder } from './store/store.ts';

/** Copies of keys live no longer than this: what was deleted cannot be read from an older copy by anybody. */
export const BACKUP_DAYS = 7;
const DAY = 86_400_000;
const quoted = (path: string) => `'${path.replaceAll("'", "''")}'`;
interface Facts { kith: 'backup'; at: string; readableUntil: string }

/** Copies the store while it runs. The keys are a file of their own, and the master key is never part of it. */
export function backup(data: string, to: string): Facts {
  if (existsSync(to) && readdirSync(to).length) throw new Refusal('backup', `${to} is not empty. A backup goes into a folder of its own.`);
  if (!existsSync(join(data, 'kith.db'))) throw new Refusal('backup', 'There is no store in KITH_DATA.');
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const at = Date.now();
  const facts: Facts = { kith: 'backup', at: new Date(at).toISOString(), readableUntil: new Date(at + BACKUP_DAYS * DAY).toISOString() };
  for (const name of ['kith.db', 'keys.db']) {
    if (!existsSync(join(data, name))) continue;
    const database = new DatabaseSync(join(data, name));
    try {
      database.exec('pragma busy_timeout=10000');
      // Said before the copy: a deletion during it must know that there is one.
      if (name === 'kith.db') database.prepare("insert into meta (name, value) values ('last-backup', ?) on conflict (name) do update set value = excluded.value").run(facts.at);
      database.exec(`vacuum into ${quoted(join(to, name))}`);
    } finally { database.close(); }
  }
  if (existsSync(join(data, 'deletions.log'))) copyFileSync(join(data, 'deletions.log'), join(to, 'deletions.log'));
  writeFileSync(join(to, 'backup.json'), `${JSON.stringify(facts)}\n`);
  return facts;
}

/** Tables with an id whose key is in `keys.db`, and what goes with it. */
const deletable = [['conversations', 'id'], ['conversation_events', 'conversation_id'], ['conversation_notes', 'conversation_id'], ['left_messages', 'id'], ['escalations', 'id'], ['mentor_requests', 'id'], ['consents', 'request_id'], ['consent_links', 'request_id'], ['match_proposals', 'request_id'], ['referrals', 'request_id'], ['mentor_applications', 'id'], ['group_asks', 'id']] as const;

/**
 * Puts a backup in the place of the store, then deletes again what was deleted since: by the ledger of the folder that it replaces, by its
 * own, and by any that is given. Clients notice the new epoch and read again.
 */
export function restore(data: string, from: string, ledgers: readonly string[], now = Date.now()): { at: string; deletedAgain: number } {
  let facts: Facts;
  try { facts = JSON.parse(readFileSync(join(from, 'backup.json'), 'utf8')) as Facts; } catch { throw new Refusal('restore', `${from} is not a backup of Kith.`); }
  const own = join(data, 'deletions.log');
  if (!existsSync(own) && !ledgers.length && existsSync(join(data, 'kith.db'))) throw new Refusal('restore', 'KITH_DATA has no ledger of deletions. Give one with --ledger FILE: without it, what people deleted would be back.');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const release = holdFolder(data);
  try {
    const deletions = new Map([own, join(from, 'deletions.log'), ...ledgers].flatMap((path) => readDeletions(path)).map((item) => [item.hash, item]));
    for (const name of ['kith.db', 'keys.db']) {
      for (const end of ['', '-wal', '-shm']) rmSync(join(data, name + end), { force: true });
      // Keys that are too old are not brought back: what they opened has been deleted by its own time.
      if (name === 'keys.db' && now > Date.parse(facts.readableUntil)) continue;
      if (existsSync(join(from, name))) copyFileSync(join(from, name), join(data, name));
    }
    writeFileSync(own, [...deletions.values()].map((item) => `${JSON.stringify(item)}\n`).join(''), { mode: 0o600 });
    let deletedAgain = 0;
    const clean = (name: string, tables: readonly (readonly [string, string])[]) => {
      if (!existsSync(join(data, name))) return;
      const database = new DatabaseSync(join(data, name));
      try {
        database.exec('pragma secure_delete=ON');
        for (const [table, column] of tables) {
          if (!database.prepare("select 1 from sqlite_master where type = 'table' and name = ?").get(table)) continue;
          const ids = (database.prepare(`select distinct ${column} as id from ${table}`).all() as { id: string }[]).filter(({ id }) => deletions.has(ledgerHash(id)));
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
    return { at: facts.at, deletedAgain };
  } finally { release(); }
}
