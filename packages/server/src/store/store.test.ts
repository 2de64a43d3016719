import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import fc from 'fast-check';
import { Kysely, sql, type CompiledQuery } from 'kysely';
import pg from 'pg';
import { addOrigin, addProgram } from '../programs.ts';
import { temporaryFolder, temporaryPlace, temporaryStore } from '../testing.ts';
import { migrations } from './migrations.ts';
import { isDiskFull } from './sqlite.ts';
import { isStoreAway, postgresDialect } from './postgres.ts';
import { ForeignQuery } from './tenant-guard.ts';
import { acrossPrograms, enterProgram, forNobody, forProgram } from './tenant.ts';
import { inDatabase, ofDatabases, ofFiles, onPostgres, temporaryDatabase } from './testing.ts';
import { holdFolder, openStore, prepareStore, type Store } from './store.ts';

const program = { id: 'one', name: 'one', partner: 'one', setting: 'clinic', language: 'en', timeZone: 'UTC', country: 'US' };



test('what was written is there after the store is opened again', async (context) => {
  const folder = await temporaryPlace(context);
  const first = await openStore(folder, 'real');
  await addProgram(first, program);
  await first.close();
  const again = await openStore(folder, 'real');
  assert.equal((await again.read.selectFrom('programs').selectAll().execute()).length, 1);
  await again.close();
});

test('a store that is closed says so, and nobody waits', async (context) => {
  const store = await openStore(await temporaryPlace(context), 'real');
  const change = store.write.insertInto('meta').values({ name: 'late', value: '' }).compile();
  await store.write.selectFrom('meta').select('name').execute();
  await store.close();
  await assert.rejects(store.changeTogether(change));
  await assert.rejects(store.write.executeQuery(change));
});

ofFiles('a file from a newer version is refused and left alone', async (context) => {
  const folder = await temporaryFolder(context);
  await (await openStore(folder, 'real')).close();
  const database = new DatabaseSync(join(folder, 'kith.db'));
  database.exec("insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2030-01-01')");
  database.close();
  const before = readFileSync(join(folder, 'kith.db'));
  await assert.rejects(openStore(folder, 'real'), /newer version of Kith/);
  assert.deepEqual(readFileSync(join(folder, 'kith.db')), before);
});

test('the try-it form and real use are never taken for each other', async (context) => {
  if (!onPostgres) {
    const folder = await temporaryFolder(context);
    await (await openStore(folder, 'try-it')).close();
    await assert.rejects(openStore(folder, 'real'), /try-it form/);
  }
  const real = await temporaryPlace(context);
  await (await openStore(real, 'real')).close();
  await assert.rejects(openStore(real, 'try-it'), /real store/);
});

ofFiles('a folder that cannot be used is refused in words', async (context) => {
  const folder = await temporaryFolder(context);
  writeFileSync(join(folder, 'file'), '');
  await assert.rejects(openStore(join(folder, 'file'), 'real'), /data folder cannot be used/);
});

ofFiles('two servers on one folder: the second is refused until the first is gone, even when it was killed', async (context) => {
  const folder = await temporaryFolder(context);
  const source = new URL('./store.ts', import.meta.url).href;
  const child = spawn(process.execPath, ['--conditions=kith-source', '--input-type=module', '-e', `const { holdFolder } = await import(${JSON.stringify(source)}); holdFolder(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000);`], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  assert.throws(() => holdFolder(folder), /Another Kith server/);
  child.kill('SIGKILL');
  await once(child, 'exit');
  holdFolder(folder)();
});

test('a transaction that fails leaves nothing behind, and readers never see half of one', async (context) => {
  const store = await temporaryStore(context);
  await assert.rejects(store.write.transaction().execute(async (transaction) => {
    await transaction.insertInto('meta').values({ name: 'a', value: '1' }).execute();
    assert.equal((await store.read.selectFrom('meta').selectAll().where('name', '=', 'a').execute()).length, 0);
    throw new Error('on purpose');
  }), /on purpose/);
  assert.equal((await store.read.selectFrom('meta').selectAll().where('name', '=', 'a').execute()).length, 0);
  await Promise.all(Array.from({ length: 20 }, (_, at) => store.change('one', async (transaction) => {
    const before = await transaction.selectFrom('meta').selectAll().execute();
    await transaction.insertInto('meta').values({ name: `n${at}`, value: String(before.length) }).execute();
  })));
  const rows = await store.read.selectFrom('meta').selectAll().where('name', 'like', 'n%').execute();
  assert.equal(new Set(rows.map(({ value }) => value)).size, 20, 'one after another');
});

test('transactions that come together: each is there when it is told so, and one that fails takes no other with it', async (context) => {
  const store = await temporaryStore(context);
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  let next = 0;
  const cannot = ['throws', 'breaks', 'differ', 'clash'];
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('good', 'slow', 'throws', 'breaks', 'mends', 'empty', 'alone', 'together', 'differ', 'clash'), { minLength: 1, maxLength: 40 }), async (kinds) => {
    const expected: string[] = [];
    await Promise.all(kinds.map(async (kind) => {
      const name = `t${next++}`;
      const insert = (on: Pick<Store['write'], 'insertInto'>, one = name) => on.insertInto('meta').values({ name: one, value: kind }).execute();
      try {
        const row = (one: string) => store.write.insertInto('meta').values({ name: one, value: kind }).compile();
        if (kind === 'alone') await insert(store.write);
        else if (kind === 'together') assert.equal(await store.changeTogether(row(name), row(`${name} too`)), 1);
        else if (kind === 'differ') await store.changeTogether(row(name), store.write.updateTable('meta').set({ value: '' }).where('name', '=', 'nobody').compile());
        else if (kind === 'clash') await store.changeTogether(row(name), row(name));
        else await store.write.transaction().execute(async (transaction) => {
          if (kind === 'empty') return;
          await insert(transaction);
          if (kind === 'slow') { await new Promise((resolve) => { setImmediate(resolve); }); await insert(transaction, `${name} too`); }
          if (kind === 'throws') throw new Error('on purpose');
          if (kind === 'breaks') await insert(transaction);
          // In PostgreSQL an error ends a transaction.
          if (kind === 'mends' && !onPostgres) await insert(transaction).catch(() => undefined);
        });
      } catch { assert.ok(cannot.includes(kind), kind); return; }
      assert.ok(!cannot.includes(kind), kind);
      if (kind === 'empty') return;
      expected.push(name, ...(kind === 'slow' || kind === 'together' ? [`${name} too`] : []));
      assert.equal((await store.read.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst())?.value, kind, 'whoever reads sees it when its writer is told');
    }));
    const rows = await store.read.selectFrom('meta').select('name').where('name', 'like', 't%').execute();
    assert.deepEqual(rows.map(({ name }) => name).sort(), expected.sort());
    await store.write.deleteFrom('meta').where('name', 'like', 't%').execute();
  }), { seed, numRuns: 60 });
});

ofFiles('the disk is full while many write: what was told is there, what failed is not, and it goes on when there is room', async (context) => {
  const store = await temporaryStore(context);
  const pages = (await sql<{ page_count: number }>`pragma page_count`.execute(store.write)).rows[0]!.page_count;
  const row = (db: Pick<Store['write'], 'insertInto'>, name: string) => db.insertInto('meta').values({ name, value: 'x'.repeat(20_000) });
  const write = async (name: string, together = false): Promise<void> => { await (together ? store.changeTogether(row(store.write, name).compile()) : store.write.transaction().execute((transaction) => row(transaction, name).execute())); };
  let told = 0;
  let failed = 0;
  const expected: string[] = [];
  for (let round = 0; round < 5; round++) {
    await sql`pragma max_page_count=${sql.lit(pages + 12 * (round + 1))}`.execute(store.write);
    await Promise.all(Array.from({ length: 20 }, async (_, at) => { const name = `f${round}-${at}`; try { await write(name, (at + round) % 3 === 0 || at > 12); told++; expected.push(name); } catch (error) { assert.ok(isDiskFull(error), String(error)); failed++; } }));
  }
  assert.ok(told > 0 && failed > 0, `${told} ${failed}`);
  await sql`pragma max_page_count=1000000`.execute(store.write);
  await write('f-later');
  const rows = await store.read.selectFrom('meta').select('name').where('name', 'like', 'f%').execute();
  assert.deepEqual(rows.map(({ name }) => name).sort(), [...expected, 'f-later'].sort());
});

ofFiles('changes that go to the disk together: when one takes all of them with it, or the disk does not take them, all are told', async (context) => {
  const store = await temporaryStore(context);
  await sql`create table child (name text primary key, parent text references meta (name) deferrable initially deferred)`.execute(store.write);
  const meta = (name: string) => store.write.insertInto('meta').values({ name, value: '' }).compile();
  const outcome = async (...changes: CompiledQuery[]) => (await Promise.allSettled(changes.map((change) => store.changeTogether(change)))).map(({ status }) => status);
  // As a full disk may do it.
  assert.deepEqual(await outcome(meta('a'), sql`insert or rollback into meta (name, value) values ('a', '')`.compile(store.write), meta('b')), ['rejected', 'rejected', 'fulfilled']);
  // What cannot be committed.
  assert.deepEqual(await outcome(meta('c'), sql`insert into child values ('x', 'nobody')`.compile(store.write), meta('d')), ['rejected', 'rejected', 'rejected']);
  assert.deepEqual(await outcome(meta('e')), ['fulfilled']);
  const names = (await store.read.selectFrom('meta').select('name').execute()).map(({ name }) => name);
  assert.deepEqual(names.filter((name) => name.length === 1).sort(), ['b', 'e']);
});

ofFiles('nothing that was deleted can be read in the files', async (context) => {
  const folder = await temporaryFolder(context);
  const store = await openStore(folder, 'real');
  await store.write.insertInto('meta').values({ name: 'secret', value: 'PLANTED-VALUE' }).execute();
  await store.write.deleteFrom('meta').where('name', '=', 'secret').execute();
  await store.close();
  const database = new DatabaseSync(join(folder, 'kith.db'));
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  for (const name of readdirSync(folder)) assert.ok(!readFileSync(join(folder, name)).includes('PLANTED-VALUE'), name);
});

const programs = async (store: Store) => { for (const id of ['one', 'two']) { await addProgram(store, { ...program, id, siteKey: `pk_${id}` }); await addOrigin(store, id, `https://${id}.example`); } };

test('a request sees and changes nothing of another program, whatever a query says', async (context) => {
  const store = await temporaryStore(context);
  await programs(store);
  await forNobody(async () => {
    await assert.rejects(store.read.selectFrom('origins').selectAll().where('program_id', '=', 'one').execute(), ForeignQuery);
    enterProgram('one');
    assert.equal((await store.read.selectFrom('origins').selectAll().where('program_id', '=', 'one').execute()).length, 1);
    const one = store.write;
    // One that forgot the program, says another, or says it in a way that does not hold.
    for (const query of [
      one.selectFrom('origins').selectAll(), one.selectFrom('origins').selectAll().where('program_id', '=', 'two'), one.selectFrom('origins').selectAll().where('program_id', '<>', 'two'), one.selectFrom('origins').selectAll().where('program_id', 'in', ['one', 'two']),
      one.selectFrom('origins').selectAll().where((or) => or.or([or('program_id', '=', 'one'), or('origin', 'is not', null)])), one.selectFrom('programs').selectAll(), one.updateTable('origins').set({ created_at: '' }), one.updateTable('origins').set({ created_at: '' }).where('origin', '=', 'https://one.example'), one.deleteFrom('origins'),
      one.insertInto('origins').values({ program_id: 'two', origin: 'https://x.example', created_at: '' }), one.insertInto('origins').values([{ program_id: 'one', origin: 'https://x.example', created_at: '' }, { program_id: 'two', origin: 'https://x.example', created_at: '' }]),
      one.selectFrom('programs').selectAll('programs').where('programs.id', '=', 'one').where((is) => is.exists(is.selectFrom('origins').select('origin'))), one.selectFrom('site_keys').innerJoin('origins', 'origins.origin', 'site_keys.site_key').select('origin').where('site_keys.program_id', '=', 'one'),
      one.selectFrom('site_keys').innerJoin('origins', 'origins.program_id', 'site_keys.program_id').select('origin'), one.selectFrom('site_keys').innerJoin('programs', 'programs.id', 'site_keys.program_id').select('site_key'),
      ...(['two', 'other column'] as const).map((given) => one.insertInto('origins').columns(['origin', 'program_id', 'created_at']).expression((of) => of.selectFrom('origins').select((is) => ['origin', given === 'two' ? is.val('two').as('program_id') : is.ref('origin').as('program_id'), 'created_at']).where('program_id', '=', 'one'))),
      one.insertInto('origins').columns(['origin', 'program_id', 'created_at']).expression((of) => of.selectFrom('origins').select((is) => ['origin', is.val('one').as('program_id'), 'created_at'])),
    ]) await assert.rejects(query.execute(), ForeignQuery);
    // Those that hold it.
    await one.insertInto('origins').columns(['origin', 'program_id', 'created_at']).expression((of) => of.selectFrom('origins').select((is) => ['origin', is.val('one').as('program_id'), 'created_at']).where('program_id', '=', 'one')).onConflict((conflict) => conflict.doNothing()).execute();
    await one.selectFrom('site_keys').innerJoin('programs', 'programs.id', 'site_keys.program_id').select('site_key').where('site_keys.program_id', '=', 'one').execute();
    await one.selectFrom('meta').selectAll().execute();
  });
  assert.equal((await acrossPrograms(() => store.read.selectFrom('origins').selectAll().execute())).length, 2);
});

ofDatabases('row policies: every table with a program has one, and a connection of one program sees, changes and adds nothing of another', async (context) => {
  const place = await temporaryPlace(context);
  const store = await openStore(place, 'real');
  context.after(() => store.close());
  await programs(store);
  // Every kind of row, of both programs, straight into the tables.
  const tables = await inDatabase(place, async (client) => {
    const { rows } = await client.query<{ name: string; columns: string[]; types: string[] }>("select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns, array_agg(format_type(a.atttypid, null) order by a.attnum) as types from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname order by c.relname");
    await client.query("set session_replication_role = 'replica'");
    for (const { name, columns, types } of rows) if (columns.includes('program_id')) for (const id of ['one', 'two']) await client.query(`insert into ${name} (${columns.map((column) => `"${column}"`).join(', ')}) values (${columns.map((column, at) => (column === 'program_id' ? `'${id}'` : types[at] === 'integer' ? '1' : `'${id}-row'`)).join(', ')}) on conflict do nothing`);
    return rows;
  });
  const owned = tables.filter(({ columns }) => columns.includes('program_id')).map(({ name }) => name);
  assert.ok(owned.length > 30, `${owned.length} tables`);
  // Without the guard of the queries: what the database alone holds back.
  const bare = new Kysely<unknown>({ dialect: postgresDialect(place) });
  context.after(() => bare.destroy());
  await forProgram('one', async () => {
    for (const table of [...owned, 'programs']) {
      const key = table === 'programs' ? 'id' : 'program_id';
      const rows = await sql<Record<string, string>>`select * from ${sql.table(table)}`.execute(bare).then((found) => found.rows);
      assert.ok(rows.length && rows.every((row) => row[key] === 'one'), `${table}: ${rows.map((row) => row[key]).join(', ')}`);
      assert.equal((await sql`update ${sql.table(table)} set ${sql.ref(key)} = ${sql.ref(key)} where ${sql.ref(key)} = 'two'`.execute(bare)).numAffectedRows, 0n, table);
      assert.equal((await sql`delete from ${sql.table(table)} where ${sql.ref(key)} = 'two'`.execute(bare)).numAffectedRows, 0n, table);
      await assert.rejects(sql`update ${sql.table(table)} set ${sql.ref(key)} = 'two'`.execute(bare), /row-level security|duplicate key|foreign key/, table);
    }
    await assert.rejects(sql`insert into origins values ('two', 'https://y.example', '')`.execute(bare), /row-level security/);
  });
  // Each of them is what holds it back: without it this test would see the other program's rows.
  for (const table of [...owned, 'programs']) {
    const key = table === 'programs' ? 'id' : 'program_id';
    await inDatabase(place, (client) => client.query(`alter table ${table} disable row level security`));
    const open = await forProgram('one', () => sql<Record<string, string>>`select * from ${sql.table(table)}`.execute(bare).then((found) => found.rows));
    assert.ok(open.some((row) => row[key] === 'two'), `${table}: a missing policy would not be noticed`);
    await inDatabase(place, (client) => client.query(`alter table ${table} enable row level security`));
  }
  await forNobody(async () => { for (const table of owned) assert.equal((await sql`select 1 from ${sql.table(table)}`.execute(bare)).rows.length, 0, table); });
  console.log(JSON.stringify({ policies: owned.length + 1, 'seen when it is missing': owned.length + 1 }));
});

ofDatabases('a user above row policies is refused, with what to do', async (context) => {
  const place = new URL(await temporaryPlace(context));
  const admin = new URL(process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres');
  [place.username, place.password] = [admin.username, admin.password];
  await assert.rejects(openStore(place.href, 'real'), /above row policies.*create role kith/);
});

ofDatabases('old nodes go on beside a newer one, until it takes something away', async (context) => {
  const place = await temporaryPlace(context);
  await inDatabase(place, (client) => client.query("insert into kysely_migration (name, timestamp) values ('9998-adds-something', '2030-01-01')"));
  await (await openStore(place, 'real')).close();
  await inDatabase(place, (client) => client.query("insert into kysely_migration (name, timestamp) values ('9999-takes-something-contract', '2030-01-01')"));
  await assert.rejects(openStore(place, 'real'), /newer version of Kith/);
});

ofDatabases('many nodes that start at once make the tables once', async (context) => {
  const place = await temporaryDatabase({ empty: true });
  const stores = await Promise.all(Array.from({ length: 5 }, () => openStore(place, 'real')));
  context.after(() => Promise.all(stores.map((store) => store.close())));
  await addProgram(stores[0]!, program);
  assert.equal((await stores[4]!.read.selectFrom('programs').selectAll().execute()).length, 1);
});

ofDatabases('a database that is not there: known as such, and for what may go well later', async () => {
  const error: unknown = await openStore('postgres://nobody@127.0.0.1:1/none', 'real').then(() => undefined, (reason: unknown) => reason);
  assert.ok(isStoreAway(error), String(error));
});

ofDatabases('a node that stops in the middle of a change keeps nobody waiting for long, and its change never was', async (context) => {
  const store = await temporaryStore(context);
  let stopped: () => void = () => undefined;
  const late = new Promise<void>((resolve) => { stopped = resolve; });
  let begun: () => void = () => undefined;
  const held = new Promise<void>((resolve) => { begun = resolve; });
  const stuck = store.change('one', async (transaction) => { await transaction.insertInto('meta').values({ name: 'stuck', value: '1' }).execute(); begun(); await late; await transaction.insertInto('meta').values({ name: 'stuck2', value: '1' }).execute(); });
  const failed = assert.rejects(stuck);
  await held;
  // The other one waits a while, and tries again as a client does.
  const other = async (): Promise<void> => { try { await store.change('one', (transaction) => transaction.insertInto('meta').values({ name: 'other', value: '1' }).execute()); } catch (error) { assert.ok(isStoreAway(error)); await other(); } };
  await other();
  stopped();
  await failed;
  assert.deepEqual((await store.read.selectFrom('meta').select('name').where('name', 'in', ['stuck', 'other']).execute()).map(({ name }) => name), ['other']);
});

ofDatabases('a store that is cut off without a word can be closed, and a start that it broke is tried anew', async (context) => {
  const place = new URL(await temporaryPlace(context));
  const behind = { host: place.hostname, port: Number(place.port) };
  let silent = false;
  const wire = createServer((near) => {
    const far = connect(behind);
    for (const [from, to] of [[near, far], [far, near]] as const) { from.on('data', (chunk) => { if (!silent) to.write(chunk); }); from.on('error', () => undefined); from.on('close', () => { if (!silent) to.destroy(); }); }
  });
  await new Promise<void>((resolve) => { wire.listen(0, '127.0.0.1', resolve); });
  context.after(() => { wire.close(); });
  [place.hostname, place.port] = ['127.0.0.1', String((wire.address() as AddressInfo).port)];
  const store = await openStore(place.href, 'real');
  await store.read.selectFrom('meta').selectAll().execute();
  silent = true;
  await store.close();
  const error: unknown = await openStore(place.href, 'real').then(() => undefined, (reason: unknown) => reason);
  assert.ok(isStoreAway(error), String(error));
  silent = false;
  await (await openStore(place.href, 'real')).close();
});

ofDatabases('a migration waits for a backup, and nobody waits for the migration', async (context) => {
  const place = await temporaryDatabase();
  const client = async () => { const made = new pg.Client({ connectionString: place }).on('error', () => undefined); await made.connect(); context.after(() => made.end()); return made; };
  const [backup, visitor] = [await client(), await client()];
  // As the version before left it.
  const last = Object.keys(migrations).at(-1)!;
  assert.equal(last, '0008-nodes', 'what is undone here is what the last one does');
  for (const statement of ['drop table nodes, presence, jobs, refusals', 'alter table conversations drop column visit_hash, drop column avoid', 'alter table outbox drop column taken_until', `delete from kysely_migration where name = '${last}'`]) await backup.query(statement);
  await backup.query('begin');
  await backup.query('select count(*) from conversations');
  let done = false;
  const migrated = prepareStore(place, 'real').finally(() => { done = true; });
  const waits = async () => (await visitor.query("select from pg_locks where not granted and relation = 'conversations'::regclass and database = (select oid from pg_database where datname = current_database())")).rowCount;
  while (!await waits()) assert.equal(done, false);
  // A visitor who comes now stands behind the migration in the line, and it leaves the line before they give up.
  await visitor.query("set lock_timeout = '4s'");
  await visitor.query('select count(*) from conversations');
  assert.equal(done, false);
  await backup.query('rollback');
  assert.deepEqual(await migrated, [last]);
});
