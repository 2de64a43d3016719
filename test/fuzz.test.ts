import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from './fuzz.ts';

const seed = Number(process.env.SEED ?? 20_261_122);
test(`10,000 broken feeds: no exception, no hang, bounded memory, and each is shown or explained (SEED=${seed})`, { timeout: 300_000 }, async () => {
  const result = await fuzz(10_000, seed);
  assert.deepEqual(result.failures, []);
  for (const kind of ['meeting-guide', 'bmlt', 'hsds', 'table', 'calendar', 'kith']) assert.ok((result.kinds[kind] ?? 0) > 100, `${kind}: ${result.kinds[kind]}`);
  console.log(JSON.stringify(result));
});
