import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Group } from '@kith/contract';
import type { ProgramRow } from '../store/schema.ts';
import { listing } from '../testing.ts';
import type { Groups } from './groups.ts';
import { Published } from './published.ts';

test('written once for a revision, whoever asks and however often; what failed is written again', async () => {
  let read = 0;
  const groups = { async* all(): AsyncGenerator<Group> { read++; await Promise.resolve(); yield listing('a'); yield listing('sample', { sampleYear: 2024 }); } } as unknown as Groups;
  const published = new Published(groups);
  const at = (revision: number) => ({ id: 'one', revision }) as ProgramRow;
  let fails = false;
  const get = async (revision: number, key = 'x') => new TextDecoder().decode((await (await published.get(at(revision), key, (list) => (fails ? Promise.reject(new Error('on purpose')) : Promise.resolve(list.map(({ id }) => id).join())), (work) => work())).answer(undefined)).body);
  assert.deepEqual(await Promise.all([get(1), get(1), get(1)]), ['a', 'a', 'a'], 'and nothing of samples');
  assert.deepEqual([await get(1), read], ['a', 1]);
  await get(2);
  await get(2, 'y');
  assert.equal(read, 3);
  fails = true;
  await assert.rejects(get(3));
  fails = false;
  assert.equal(await get(3), 'a');
});
