import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { backup } from './backup.ts';
import { runCommand } from './cli.ts';
import { ledgerHash, readDeletions } from './ledger.ts';
import { openDesk } from './open-desk.ts';
import { addProgram } from './programs.ts';
import { openStore } from './store/store.ts';
import { onPostgres, stopNodes, storedIn, temporaryDatabase } from './store/testing.ts';
import { temporaryFolder } from './testing.ts';

const emptyPlaces = async (context: TestContext) => {
  const data = join(await temporaryFolder(context), 'data');
  return onPostgres ? { data, place: await temporaryDatabase(), keysAt: await temporaryDatabase() } : { data, place: data, keysAt: data };
};
const envOf = ({ data, place, keysAt }: Awaited<ReturnType<typeof emptyPlaces>>) => ({ KITH_DATA: data, ...(onPostgres ? { DATABASE_URL: place, KEYS_DATABASE_URL: keysAt } : {}) });
async function kith(places: Awaited<ReturnType<typeof emptyPlaces>>, ...words: string[]) {
  const [out, mistakes]: [string[], string[]] = [[], []];
  const status = await runCommand(words, envOf(places), { line: (text) => { out.push(text); }, mistake: (text) => { mistakes.push(text); } });
  return { status, out: out.join('\n'), mistakes: mistakes.join('\n') };
}

/** A backup with a chat that its visitor deleted a moment later, the ledger that knows of it, and an empty place to restore into. */
async function deletedSince(context: TestContext) {
  const from = await emptyPlaces(context);
  const elsewhere = await temporaryFolder(context);
  const store = await openStore(from.place, 'real');
  await addProgram(store, { id: 'one', name: 'one', partner: 'one', setting: 'clinic', language: 'en', timeZone: 'UTC', country: 'US' });
  const { desk, close } = await openDesk({ store, keysAt: from.keysAt, master: randomBytes(32), log: () => undefined, url: () => '', door: () => Promise.resolve('open') });
  const { id } = await desk.office.conversations.start('one', { token: 'a'.repeat(43), acknowledged: true });
  const copy = join(elsewhere, 'backup');
  await backup(from, copy);
  await desk.office.conversations.delete({ id, program_id: 'one' });
  await close();
  await store.close();
  await stopNodes(from.place);
  const ledger = join(elsewhere, 'newest-ledger');
  writeFileSync(ledger, `${JSON.stringify({ hash: ledgerHash(id), at: new Date().toISOString() })}\n`);
  return { from, copy, elsewhere, ledger, id, target: await emptyPlaces(context) };
}

test('a restore into a place that knows of no deletion asks for the ledger, and says what "none" means', async (context) => {
  const { copy, ledger, id, target } = await deletedSince(context);
  const asked = await kith(target, 'restore', copy);
  assert.equal(asked.status, 1);
  assert.match(asked.mistakes, /deletions\.log[\s\S]*--ledger FILE[\s\S]*--ledger none/);
  const done = await kith(target, 'restore', '--ledger', ledger, copy);
  assert.equal(done.status, 0, done.mistakes);
  assert.match(done.out, /Deleted again: 1\b/);
  assert.ok(!(await storedIn(target.place)).includes(id), 'what was deleted is not back');
  const other = await emptyPlaces(context);
  const without = await kith(other, 'restore', copy, '--ledger', 'none');
  assert.equal(without.status, 0, without.mistakes);
  assert.match(without.out, /deleted after .* is back/);
  assert.ok((await storedIn(other.place)).includes(id), 'this check can see what a ledger holds back');
});

test('a ledger that is not there, or is none, is refused in words, and so is what is not understood: nothing is replaced', async (context) => {
  const { from, copy, elsewhere, ledger, target } = await deletedSince(context);
  writeFileSync(join(elsewhere, 'package.json'), '{"name":"kith"}\n');
  writeFileSync(join(elsewhere, 'half.log'), `${readFileSync(ledger, 'utf8')}and then something else\n`);
  const refused: [string[], number, RegExp][] = [
    [['--ledger', join(elsewhere, 'nope.log')], 1, /nope\.log cannot be read/],
    [['--ledger', join(elsewhere, 'nope')], 1, /nope cannot be read/],
    [[`--ledger=${join(elsewhere, 'nope')}`], 1, /nope cannot be read/],
    [['--ledger', elsewhere], 1, /cannot be read/],
    [['--ledger', join(elsewhere, 'package.json')], 1, /no ledger of deletions/],
    [['--ledger', join(elsewhere, 'half.log')], 1, /line 2/],
    [['--ledger', ledger, '--ledger', join(elsewhere, 'nope.log')], 1, /nope\.log cannot be read/],
    [['--ledger', ledger, '--ledger', 'none'], 2, /either/],
    [['--ledgr', ledger], 2, /--ledgr/],
    [['--ledger'], 2, /--ledger/],
    [['and', 'more'], 2, /One folder of the backup at a time/],
  ];
  for (const [words, status, said] of refused) {
    for (const places of [target, from]) {
      const answer = await kith(places, 'restore', copy, ...words);
      assert.equal(answer.status, status, words.join(' '));
      assert.match(answer.mistakes, said, words.join(' '));
    }
  }
  if (!onPostgres) assert.ok(!existsSync(target.data), 'nothing was begun');
  // A folder that holds a ledger, and the form with =.
  assert.match((await kith(target, 'restore', copy, `--ledger=${copy}`)).out, /Deleted again: 0\b/);
  assert.match((await kith(from, 'restore', copy, `--ledger=${ledger}`)).out, /Deleted again: 1\b/);
});

test('the ledger of a folder: what a power cut left of a line is no deletion, and takes none with it; a damaged one is never taken for an empty one', async (context) => {
  const folder = await temporaryFolder(context);
  const file = join(folder, 'deletions.log');
  assert.deepEqual(readDeletions(folder), []);
  const line = (id: string) => `${JSON.stringify({ hash: ledgerHash(id), at: '2026-01-01T00:00:00.000Z' })}\n`;
  writeFileSync(file, `${line('a')}${line('b').slice(0, 30)}${line('c')}${line('d').slice(0, 12)}\0\0`);
  assert.deepEqual(readDeletions(folder).map(({ hash }) => hash), ['a', 'c'].map(ledgerHash));
  writeFileSync(file, `${line('a')}\u0001\u0002${line('b')}`);
  assert.throws(() => readDeletions(folder), /line 2/);
  rmSync(file);
  mkdirSync(file);
  assert.throws(() => readDeletions(folder), /cannot be read/);
});
