import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { backup, restore } from './backup.ts';
import { saveGroups } from './groups/feeds.ts';
import { ledgerHash } from './ledger.ts';
import { move } from './move.ts';
import { openDesk } from './open-desk.ts';
import { addOrigin, addProgram, touchProgram } from './programs.ts';
import { holdFolder, openStore, type Store } from './store/store.ts';
import { ofDatabases, placesOf, stopNodes, storedIn, temporaryDatabase } from './store/testing.ts';
import { listing, temporaryFolder, temporaryPlace } from './testing.ts';

const master = randomBytes(32);
const silent = () => undefined;
const checkedAt = '2026-01-01T00:00:00.000Z';
async function deskOf(context: TestContext, store: Store, keysAt: string) {
  const { desk, close } = await openDesk({ store, keysAt, master, log: silent, url: () => 'https://kith.example', door: () => Promise.resolve('open') });
  context.after(close);
  return desk.office.conversations;
}
/** Two programs with groups, chats, and rows of a table that has no key. */
async function filled(context: TestContext, place: string, groups = 2_500) {
  const store = await openStore(place, 'real');
  context.after(() => store.close());
  for (const id of ['one', 'two']) {
    await addProgram(store, { id, name: id, partner: `Çlinic ${id} 👋`, setting: 'clinic', language: 'en', timeZone: 'UTC', country: 'US', siteKey: `pk_${id}` });
    await addOrigin(store, id, `https://${id}.example`);
    await saveGroups(store, id, null, Array.from({ length: groups }, (_, at) => listing(`${id}-${at}`, { checkedAt })));
  }
  for (let at = 0; at < 3; at++) await store.write.insertInto('service_times').values({ program_id: 'one', at: '2026-01-01T00:00:00.000Z', seconds: 60, waited: 5 }).execute();
  const conversations = await deskOf(context, store, place);
  const chats = await Promise.all(Array.from({ length: 5 }, () => conversations.start('one', { token: randomBytes(32).toString('base64url'), acknowledged: true })));
  for (const { id } of chats) for (let at = 0; at < 10; at++) await conversations.send({ id, program_id: 'one' }, 'visitor', `message-${at}`, `words ${at} of ${id}`);
  return { store, conversations, chats };
}

ofDatabases('a folder moves into a database while it is served; broken off it goes on; stopped, the last run brings the rest, and the folder is served no more', async (context) => {
  const folder = await temporaryFolder(context);
  const { store, conversations, chats } = await filled(context, folder);
  const place = await temporaryDatabase();
  const places = { data: folder, place, keysAt: place };
  const release = holdFolder(folder);
  // It dies in the middle of the groups.
  await assert.rejects(move(places, ({ table, done }) => { if (table === 'groups' && done >= 2_000) throw new Error('killed'); }), /killed/);
  const bars: string[] = [];
  const first = await move(places, ({ table, done, total }) => { bars.push(`${table} ${done} of ${total}`); });
  assert.equal(first.finished, false);
  assert.ok(first.written < first.rows - 1_900, 'what was there already is not written again');
  assert.ok(bars.includes('groups 5000 of 5000'));
  // Meanwhile people write, change and delete.
  const [, chat, deleted] = chats;
  await conversations.send({ id: chat!.id, program_id: 'one' }, 'visitor', 'message-late', 'later words');
  await conversations.delete({ id: deleted!.id, program_id: 'one' });
  await saveGroups(store, 'two', null, Array.from({ length: 2_400 }, (_, at) => listing(`two-${at}`, { checkedAt, name: at % 1_000 ? `Group two-${at}` : 'Renamed' })));
  await touchProgram(store.write, 'one');
  await store.write.insertInto('service_times').values({ program_id: 'two', at: '2026-01-02T00:00:00.000Z', seconds: 60, waited: 5 }).execute();
  release();
  const last = await move(places);
  assert.equal(last.finished, true);
  assert.ok(last.written < 200, `${last.written} rows`);
  // The same people read the same words.
  const there = await openStore(place, 'real');
  context.after(() => there.close());
  const moved = await deskOf(context, there, place);
  const texts = async (of: typeof moved, id: string) => (await of.after(id, 'one', 0)).map(({ seq, body, author }) => `${seq} ${author} ${body ?? ''}`);
  for (const { id } of chats) if (id !== deleted!.id) assert.deepEqual(await texts(moved, id), await texts(conversations, id));
  assert.equal(await moved.epoch(), await conversations.epoch(), 'pages that are open read on where they were');
  assert.ok(!(await storedIn(place)).includes(deleted!.id.slice(0, 30)), 'deleted meanwhile: not there either');
  assert.equal((await there.read.selectFrom('groups').select('id').where('program_id', '=', 'two').execute()).length, 2_400);
  assert.equal((await there.read.selectFrom('service_times').selectAll().execute()).length, 4);
  await moved.send({ id: chat!.id, program_id: 'one' }, 'visitor', 'message-new', 'in the database');
  // Neither is ever taken for the other.
  await assert.rejects(openStore(folder, 'real'), /was moved to PostgreSQL/);
  await assert.rejects(move(places), /moved/);
  await stopNodes(place);
  const other = await temporaryFolder(context);
  await filled(context, other, 3);
  await assert.rejects(move({ data: other, place, keysAt: place }), /holds a store already/);
  assert.equal((await texts(moved, chat!.id)).length, 13);
});

test('a backup is read back when it is made; one that was damaged since is refused, and nothing is replaced', async (context) => {
  const place = await temporaryPlace(context);
  const { conversations, chats } = await filled(context, place, 60);
  const copy = join(await temporaryFolder(context), 'backup');
  const facts = await backup(placesOf(place), copy);
  assert.equal(facts.digests['kith.db'].groups!.rows, 120);
  assert.equal(facts.digests['keys.db'].conversation_keys!.rows, 5);
  await conversations.send({ id: chats[0]!.id, program_id: 'one' }, 'visitor', 'message-after', 'after the backup');
  const file = join(copy, 'kith.db');
  const whole = readFileSync(file);
  // A word changed; half of it gone; its end of zeros.
  const changed = Buffer.from(whole.toString('latin1').replaceAll('Group one-7', 'Gruop one-7'), 'latin1');
  assert.ok(!changed.equals(whole));
  for (const damaged of [changed, whole.subarray(0, whole.length / 2), Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.alloc(whole.length / 2)])]) {
    writeFileSync(file, damaged);
    await assert.rejects(restore(placesOf(place), copy, []), /damaged|not as it was made/);
  }
  assert.equal((await conversations.after(chats[0]!.id, 'one', 11)).length, 1, 'the store is as it was');
  writeFileSync(file, whole);
  await assert.rejects(backup(placesOf(place), copy), /not empty/);
});

ofDatabases('a restore beside keys that were lost wants the ledger: what people deleted does not come back', async (context) => {
  const place = await temporaryDatabase();
  const keysAt = await temporaryDatabase();
  const store = await openStore(place, 'real');
  context.after(() => store.close());
  await addProgram(store, { id: 'one', name: 'one', partner: 'one', setting: 'clinic', language: 'en', timeZone: 'UTC', country: 'US' });
  const { desk, close } = await openDesk({ store, keysAt, master: randomBytes(32), log: () => undefined, url: () => '' });
  const { id } = await desk.office.conversations.start('one', { token: 'a'.repeat(43), acknowledged: true });
  const copy = join(await temporaryFolder(context), 'backup');
  const places = { data: '', place, keysAt };
  await backup(places, copy);
  await desk.office.conversations.delete({ id, program_id: 'one' });
  const ledger = join(await temporaryFolder(context), 'later.log');
  writeFileSync(ledger, `${JSON.stringify({ hash: ledgerHash(id), at: new Date().toISOString() })}\n`);
  await close();
  const lost = { ...places, keysAt: await temporaryDatabase() };
  await assert.rejects(restore(lost, copy, []), /ledger of deletions.*--ledger FILE/);
  const { deletedAgain } = await restore(lost, copy, [ledger]);
  assert.equal(deletedAgain, 1);
});

ofDatabases('a copy of a database goes into a folder, and back into another database', async (context) => {
  const place = await temporaryDatabase();
  const { conversations, chats } = await filled(context, place, 60);
  const copy = join(await temporaryFolder(context), 'backup');
  await backup(placesOf(place), copy);
  for (const target of [await temporaryDatabase(), join(await temporaryFolder(context), 'folder')]) {
    await restore(placesOf(target), copy, 'none');
    const store = await openStore(target, 'real');
    context.after(() => store.close());
    const restored = await deskOf(context, store, target);
    for (const { id } of chats) assert.deepEqual(await restored.after(id, 'one', 0), await conversations.after(id, 'one', 0));
    assert.notEqual(await restored.epoch(), await conversations.epoch(), 'clients read anew');
    const { rows: [count] } = await sql<{ count: number }>`select count(*) as count from groups`.execute(store.read);
    assert.equal(count!.count, 120);
  }
});
