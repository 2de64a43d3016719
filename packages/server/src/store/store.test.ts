import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { addProgram } from '../programs.ts';
import { temporaryFolder, temporaryStore } from '../testing.ts';
import { holdFolder, openStore } from './store.ts';

const program = { id: 'one', name: 'one', partner: 'one', setting: 'clinic', language: 'en', timeZone: 'UTC', country: 'US' };

test('what was written is there after the store is opened again', async (context) => {
  const folder = await temporaryFolder(context);
  const first = await openStore(folder, 'real');
  await addProgram(first, program);
  await first.close();
  const again = await openStore(folder, 'real');
  assert.equal((await again.read.selectFrom('programs').selectAll().execute()).length, 1);
  await again.close();
});

test('a store from a newer version is refused and left alone', async (context) => {
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
  const folder = await temporaryFolder(context);
  await (await openStore(folder, 'try-it')).close();
  await assert.rejects(openStore(folder, 'real'), /try-it form/);
  const real = await temporaryFolder(context);
  await (await openStore(real, 'real')).close();
  await assert.rejects(openStore(real, 'try-it'), /real store/);
});

test('a folder that cannot be used is refused in words', async (context) => {
  const folder = await temporaryFolder(context);
  writeFileSync(join(folder, 'file'), '');
  await assert.rejects(openStore(join(folder, 'file'), 'real'), /data folder cannot be used/);
});

test('two servers on one folder: the second is refused until the first is gone, even when it was killed', async (context) => {
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
  await Promise.all(Array.from({ length: 20 }, (_, at) => store.write.transaction().execute(async (transaction) => {
    const before = await transaction.selectFrom('meta').selectAll().execute();
    await transaction.insertInto('meta').values({ name: `n${at}`, value: String(before.length) }).execute();
  })));
  const rows = await store.read.selectFrom('meta').selectAll().where('name', 'like', 'n%').execute();
  assert.equal(new Set(rows.map(({ value }) => value)).size, 20, 'one after another');
});

test('nothing that was deleted can be read in the files', async (context) => {
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
