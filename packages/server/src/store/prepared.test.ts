import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addOrigin, addProgram } from '../programs.ts';
import { temporaryStore } from '../testing.ts';
import { prepare } from './prepared.ts';
import { ForeignQuery } from './tenant-guard.ts';
import { enterProgram, forNobody, forProgram } from './tenant.ts';

const originsOf = prepare((db, given: { program: string }) => db.selectFrom('origins').select('origin').where('program_id', '=', given.program));
const allOrigins = prepare((db) => db.selectFrom('origins').select('origin'));
const valueOf = prepare((db, given: { name: string }) => db.selectFrom('meta').select('value').where('name', '=', given.name));
const addOriginOf = prepare((db, given: { program: string; origin: string }) => db.insertInto('origins').columns(['program_id', 'origin'])
  .expression((of) => of.selectFrom('programs').select((is) => ['id', is.val(given.origin).as('origin')]).where('id', '=', given.program)));

test('a query that is prepared gives what each call asks for, and is held to its program as every other', async (context) => {
  const store = await temporaryStore(context);
  for (const id of ['one', 'two']) {
    await addProgram(store, { id, name: id, partner: id, setting: 'clinic', language: 'en', timeZone: 'UTC', country: 'US' });
    await addOrigin(store, id, `https://${id}.example`);
  }
  const origins = async (program: string) => (await originsOf(store.read, { program })).rows.map(({ origin }) => origin);
  assert.deepEqual([await origins('one'), await origins('two'), await origins('three')], [['https://one.example'], ['https://two.example'], []]);
  assert.equal((await allOrigins(store.read, {})).rows.length, 2, 'work across all programs');
  // Of a request: of its own program alone, and none before it is known which.
  assert.deepEqual(await forProgram('one', () => origins('one')), ['https://one.example']);
  await assert.rejects(forProgram('one', () => origins('two')), ForeignQuery);
  await assert.rejects(forProgram('one', () => allOrigins(store.read, {})), ForeignQuery);
  await forNobody(async () => {
    await assert.rejects(origins('one'), ForeignQuery);
    assert.equal((await valueOf(store.read, { name: 'kind' })).rows[0]?.value, 'real', 'a table of no program');
    enterProgram('two');
    assert.deepEqual(await origins('two'), ['https://two.example']);
  });
  // In a transaction, with a query within it.
  await forProgram('two', () => store.write.transaction().execute(async (transaction) => {
    assert.equal((await addOriginOf(transaction, { program: 'two', origin: 'https://second.example' }).catch((error: unknown) => error) as Error).constructor, ForeignQuery, 'what is added does not say whose it is');
  }));
});

test('nothing can be made of a value that is not there yet', async (context) => {
  const store = await temporaryStore(context);
  const wrong = prepare((db, given: { size: number }) => db.selectFrom('meta').select('value').where('name', '=', `${given.size + 1}`));
  await assert.rejects(wrong(store.read, { size: 1 }), /"size" has no value yet/);
});
