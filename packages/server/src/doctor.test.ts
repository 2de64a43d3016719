import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { backup } from './backup.ts';
import { readConfig, type Config } from './config.ts';
import { makeMasterKey } from './conversation-keys.ts';
import { examine, type Finding } from './doctor.ts';
import { Metrics } from './metrics.ts';
import { openStore } from './store/store.ts';
import { ofFiles, onPostgres, placesOf } from './store/testing.ts';
import { testProvider } from './testing-provider.ts';
import { staffedApp, temporaryFolder, temporaryPlace } from './testing.ts';

const found = (findings: readonly Finding[], what: string) => findings.find((finding) => finding.what === what)!;

test('the doctor says what is well, and of the rest what to do', async (context) => {
  const place = await temporaryPlace(context);
  const elsewhere = await temporaryFolder(context);
  const masterKeyFile = join(elsewhere, 'master.key');
  makeMasterKey(masterKeyFile);
  await (await openStore(place, 'real')).close();
  const config: Config = { ...readConfig({}), data: onPostgres ? join(elsewhere, 'data') : place, place, keysAt: place, masterKeyFile, publicUrl: 'https://127.0.0.1:1', nats: 'nats://127.0.0.1:1', smtp: 'smtp://127.0.0.1:1' };
  const looked = await examine(config);
  for (const what of ['master key', 'address', 'store', 'keys']) assert.equal(found(looked, what).ok, true, `${what}: ${found(looked, what).says}`);
  for (const [what, todo] of [['wake-ups', /Start NATS/], ['mail', /KITH_SMTP_URL/], ['proxy', /Start Kith/], ['backup', /kith backup/]] as const) { assert.equal(found(looked, what).ok, false, what); assert.match(found(looked, what).wrong!, todo); }
  await backup(placesOf(place), join(elsewhere, 'backup'));
  assert.equal(found(await examine(config), 'backup').ok, true);
  // A database that is away, and a folder of its own for nothing.
  const away = await examine({ ...config, place: 'postgres://kith@127.0.0.1:1/kith', keysAt: 'postgres://kith@127.0.0.1:1/keys' });
  assert.match(found(away, 'store').wrong!, /Start the database/);
  assert.match(found(away, 'keys').wrong!, /Start the database/);
});

test('the doctor asks the provider of single sign-on who it is', async (context) => {
  const place = await temporaryPlace(context);
  const elsewhere = await temporaryFolder(context);
  await (await openStore(place, 'real')).close();
  const provider = await testProvider('http://localhost:8080');
  const clientSecretFile = join(elsewhere, 'secret');
  const look = async () => found(await examine({ ...readConfig({}), data: onPostgres ? join(elsewhere, 'data') : place, place, keysAt: place, provider: { issuer: provider.issuer, clientId: provider.clientId, clientSecretFile, name: 'Riverside account' } }), 'single sign-on');
  assert.match((await look()).says, /KITH_OIDC_CLIENT_SECRET_FILE/);
  writeFileSync(clientSecretFile, provider.clientSecret);
  assert.match((await look()).wrong!, /this machine may reach it/);
  await provider.start();
  context.after(() => provider.stop());
  assert.deepEqual(await look(), { what: 'single sign-on', ok: true, says: 'Riverside account answers' });
  provider.discovery = (document) => { document.issuer = 'https://another.example'; };
  assert.match((await look()).wrong!, /exactly what its openid-configuration calls/);
});

test('the doctor knows a master key that does not open what is stored', async (context) => {
  const { visitor, openDoor, folder: place } = await staffedApp(context);
  await openDoor();
  await visitor();
  const elsewhere = await temporaryFolder(context);
  const masterKeyFile = join(elsewhere, 'other.key');
  makeMasterKey(masterKeyFile);
  const keys = found(await examine({ ...readConfig({}), data: onPostgres ? join(elsewhere, 'data') : place, place, keysAt: place, masterKeyFile }), 'keys');
  assert.equal(keys.ok, false);
  assert.match(keys.says, /nothing that is stored can be read/);
});

ofFiles('the doctor says in words that a file of the store cannot be opened', async (context) => {
  for (const file of ['kith.db', 'keys.db']) {
    const data = await temporaryFolder(context);
    mkdirSync(join(data, file));
    const looked = await examine({ ...readConfig({}), data, place: data, keysAt: data });
    const { ok, says, wrong } = found(looked, file === 'kith.db' ? 'store' : 'keys');
    assert.equal(ok, false);
    assert.match(says, new RegExp(`${file.replace('.', '\\.')} cannot be opened`));
    assert.match(wrong!, /message/);
    assert.ok(found(looked, 'mail'), 'it goes on');
  }
});

test('the numbers: who waits, who is on shift, what is late, and not a word of anybody', async (context) => {
  const { desk, store, visitor, openDoor } = await staffedApp(context);
  await openDoor();
  await visitor('one', { words: 'PLANTED-WORDS', name: 'PLANTED-NAME', topics: ['grief'] });
  const metrics = new Metrics(desk);
  metrics.count({ event: 'request', route: 'POST /v1/conversations', status: 201, ms: 12 });
  metrics.count({ event: 'sweep-failed' });
  await store.write.insertInto('jobs').values({ name: 'housekeeping', due_at: store.now(-7_200_000), taken_until: '', node: '' }).execute();
  const text = await metrics.registry.metrics();
  for (const line of ['kith_waiting{program="one"} 1', 'kith_supervisors{program="one"} 1', 'kith_supervisors{program="two"} 0', 'kith_store_up 1', 'kith_failures_total{event="sweep-failed"} 1', 'kith_request_seconds_count{route="POST /v1/conversations",status="2xx"} 1']) assert.ok(text.includes(line), line);
  assert.match(text, /kith_job_late_seconds\{job="housekeeping"\} 7\d\d\d/);
  assert.doesNotMatch(text, /PLANTED|grief/);
});
