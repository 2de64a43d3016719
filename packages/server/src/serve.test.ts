import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readConfig, type Config } from './config.ts';
import { makeMasterKey, readMasterKey } from './conversation-keys.ts';
import { openDesk } from './open-desk.ts';
import { addProgram } from './programs.ts';
import { serve } from './serve.ts';
import { openStore } from './store/store.ts';
import { ofFiles, onPostgres, stopNodes } from './store/testing.ts';
import { temporaryFolder, temporaryPlace, webServer } from './testing.ts';

async function configOf(context: TestContext): Promise<Config> {
  const place = await temporaryPlace(context);
  const elsewhere = await temporaryFolder(context);
  const masterKeyFile = join(elsewhere, 'master.key');
  makeMasterKey(masterKeyFile);
  return { ...readConfig({ PORT: '0' }), data: onPostgres ? join(elsewhere, 'data') : place, place, keysAt: place, masterKeyFile };
}
const otherKey = async (context: TestContext) => { const file = join(await temporaryFolder(context), 'other.key'); makeMasterKey(file); return file; };
const start = (config: Config) => serve(config, 'real', () => undefined, {}, () => undefined);
/** A start that is not expected to be refused, and its end. */
const startAndStop = async (config: Config) => { await (await start(config)).stop(); };
async function withDesk(config: Config, work: (desk: Awaited<ReturnType<typeof openDesk>>['desk']) => Promise<unknown>) {
  const store = await openStore(config.place, 'real');
  if (!await store.read.selectFrom('programs').select('id').executeTakeFirst()) await addProgram(store, { id: 'one', name: 'one', partner: 'one', setting: 'clinic', language: 'en', timeZone: 'UTC', country: 'US' });
  const { desk, close } = await openDesk({ store, keysAt: config.keysAt, master: readMasterKey(config.masterKeyFile!, config.data), log: () => undefined, url: () => '', door: () => Promise.resolve('open') });
  try { await work(desk); } finally { await close(); await store.close(); await stopNodes(config.place); }
}

test('a master key that is not the one of what is stored ends the start, in words; an empty store takes any, and the right one goes on', async (context) => {
  const config = await configOf(context);
  const wrong = { ...config, masterKeyFile: await otherKey(context) };
  // Nothing is sealed yet.
  await startAndStop(wrong);
  let id = '';
  await withDesk(config, async (desk) => { ({ id } = await desk.office.conversations.start('one', { token: 'a'.repeat(43), acknowledged: true })); });
  await assert.rejects(start(wrong), (error: Error) => error.name === 'Refusal' && /KITH_MASTER_KEY_FILE/.test(error.message) && /another master key/.test(error.message));
  await startAndStop(config);
  // Every chat has been deleted since: the audit log is older, and knows.
  await withDesk(config, async (desk) => { await desk.office.audit.write('one', 'somebody', 'settings'); await desk.office.conversations.delete({ id, program_id: 'one' }); });
  await assert.rejects(start(wrong), /another master key/);
  await startAndStop(config);
});

test('an address that cannot be listened on is refused in words', async (context) => {
  const config = await configOf(context);
  const { host } = await webServer(context, () => undefined);
  for (const [change, said] of [
    [{ host: '192.0.2.7' }, /KITH_HOST.*192\.0\.2\.7/], [{ host: 'nowhere.invalid' }, /KITH_HOST.*nowhere\.invalid/], [{ port: Number(host.split(':')[1]) }, /PORT/],
    [{ metrics: { host: '192.0.2.7', port: 0 } }, /KITH_METRICS.*192\.0\.2\.7/], [{ metrics: { host: '127.0.0.1', port: Number(host.split(':')[1]) } }, /KITH_METRICS/],
  ] as const) await assert.rejects(start({ ...config, ...change }), (error: Error) => error.name === 'Refusal' && said.test(error.message), JSON.stringify(change));
});

ofFiles('a file of the store that cannot be opened ends the start, in words', async (context) => {
  for (const [name, make, said] of [['kith.db', mkdirSync, /kith\.db cannot be opened/], ['keys.db', mkdirSync, /keys\.db cannot be opened/], ['kith.db', (path: string) => { writeFileSync(path, 'x'.repeat(5_000)); }, /kith\.db is damaged/]] as const) {
    const config = await configOf(context);
    make(join(config.data, name));
    await assert.rejects(start(config), (error: Error) => error.name === 'Refusal' && said.test(error.message), name);
  }
});
