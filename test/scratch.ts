import { randomBytes } from 'node:crypto';
import { openStore } from '../packages/server/src/store/store.ts';
import { openDesk } from '../packages/server/src/open-desk.ts';
import { temporaryDatabase } from '../packages/server/src/store/testing.ts';
import { addProgram } from '../packages/server/src/programs.ts';
const afters: (() => unknown)[] = [];
const place = await temporaryDatabase({ after: (f: () => unknown) => { afters.push(f); } } as never);
const store = await openStore(place, 'real');
await addProgram(store, { id: 'one', name: 'one', partner: 'one', setting: 'clinic', language: 'en', timeZone: 'UTC', country: 'US' });
const { desk, close } = await openDesk({ store, keysAt: place, master: randomBytes(32), log: () => undefined, url: () => 'x', door: () => Promise.resolve('open') });
const c = desk.office.conversations;
const { id } = await c.start('one', { token: randomBytes(32).toString('base64url'), acknowledged: true });
for (let round = 0; round < 3; round++) {
  const t = performance.now();
  for (let i = 0; i < 200; i++) await c.send({ id, program_id: 'one' }, 'visitor', `a${round}-${i}`, 'hello');
  console.log('serial', 200 / (performance.now() - t) * 1000);
}
const ids = await Promise.all(Array.from({ length: 50 }, () => c.start('one', { token: randomBytes(32).toString('base64url'), acknowledged: true })));
for (let round = 0; round < 3; round++) {
  const t = performance.now();
  await Promise.all(Array.from({ length: 1000 }, (_, i) => c.send({ id: ids[i % 50]!.id, program_id: 'one' }, 'visitor', `b${round}-${i}`, 'hello')));
  console.log('parallel', 1000 / (performance.now() - t) * 1000);
}
await close(); await store.close(); for (const f of afters) await f(); process.exit();
