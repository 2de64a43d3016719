import { existsSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import { addToLedger, equalise, refuseWhileServed, type Places, type Tell } from './backup.ts';
import { openKeyStore } from './conversation-keys.ts';
import { readDeletions } from './ledger.ts';
import { Refusal } from './refusal.ts';
import { openForCopy } from './store/copy.ts';
import { isPostgres } from './store/postgres.ts';
import { holdFolder, MOVING, prepareStore } from './store/store.ts';

/**
 * Moves the store of a folder into a database. May be run while the folder is served, and broken off: the next run brings what is missing. With the
 * server stopped it is the last one, and the folder is never served again.
 */
export async function move({ data, place, keysAt }: Places, tell?: Tell): Promise<{ rows: number; written: number; finished: boolean }> {
  if (!isPostgres(place)) throw new Refusal('move', 'Set DATABASE_URL and KEYS_DATABASE_URL to the databases that the store of KITH_DATA should move to.');
  if (!existsSync(join(data, 'kith.db'))) throw new Refusal('move', 'There is no store in KITH_DATA.');
  let release: (() => void) | undefined;
  try { release = holdFolder(data); } catch { /* It is served: this is not the last run. */ }
  try {
    await prepareStore(data, 'real');
    await prepareStore(place, 'real', { moving: true });
    await refuseWhileServed(place);
    await (await openKeyStore(data)).destroy();
    const source = openForCopy(data, 'kith.db');
    const target = openForCopy(place, 'kith.db');
    try {
      const meta = (of: typeof source, name: string) => sql<{ value: string }>`select value from meta where name = ${name}`.execute(of.db).then(({ rows: [row] }) => row?.value);
      await sql`insert into meta (name, value) values ('epoch', ${randomUUID()}) on conflict (name) do nothing`.execute(source.db);
      const epoch = (await meta(source, 'epoch'))!;
      const moving = await meta(target, MOVING);
      const { rows: [any] } = await sql`select id from programs limit 1`.execute(target.db);
      if (moving !== epoch && (any || moving !== undefined)) throw new Refusal('move', 'The database of DATABASE_URL holds a store already. Moving needs an empty one.');
      await sql`insert into meta (name, value) values (${MOVING}, ${epoch}) on conflict (name) do nothing`.execute(target.db);
      await addToLedger(keysAt, readDeletions(data));
      const done = await equalise({ place: data, keysAt: data }, { place, keysAt }, { tell, leave: (table, row) => table === 'meta' && row.name === MOVING });
      if (!release) return { ...done, finished: false };
      await sql`delete from meta where name = ${MOVING}`.execute(target.db);
      await sql`update meta set value = ${`moved ${new Date().toISOString().slice(0, 10)}`} where name = 'kind'`.execute(source.db);
      return { ...done, finished: true };
    } finally { await source.close(); await target.close(); }
  } finally { release?.(); }
}
