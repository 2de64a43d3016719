import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Group, GroupAsk, GroupResult, StaffGroupWhole } from '@kith/contract';
import { listing, staffedApp } from '../testing.ts';
import { deleteWhatIsOver } from '../sweep.ts';
import { addFeed, saveGroups } from './feeds.ts';

const DAY = 86_400_000;
async function setUp(context: Parameters<typeof staffedApp>[0], rates?: object) {
  const world = await staffedApp(context, rates ? { rates: rates } : {});
  const { app, ask, store, people, url } = world;
  await saveGroups(store, 'one', null, [listing('asked', { name: 'Evening circle', format: 'online', guidelines: 'What is said here stays here.' }), listing('open', { format: 'online', online: { url: 'https://meet.example/x' } }), listing('sample', { sampleYear: 2020 })] as Group[]);
  const origin = { origin: 'https://one.example' };
  const get = async (id: string) => (await ask('GET', `/v1/groups/${id}?site=pk_one`, undefined, origin)).body as unknown as GroupResult;
  const form = async (path: string, fields: Record<string, string>) => { const answer = await app.request(`${url}/groups/pk_one/${path}`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() }); return { status: answer.status, text: await answer.text() }; };
  const staff = async (who: string, method: string, path: string, body?: unknown) => people.one![who]!.call(method, `/v1/staff/programs/one${path}`, body);
  const asks = async (who = 'coordinator') => (await staff(who, 'GET', '/group-asks')).body.asks as unknown as GroupAsk[];
  return { ...world, get, form, staff, asks, origin };
}

test('asking how to join: on the page of the group, sealed, for coordinators alone, gone when it is answered', async (context) => {
  const { get, form, staff, asks, store, desk, ask } = await setUp(context);
  assert.deepEqual([(await get('asked')).invites, (await get('open')).invites, (await get('sample')).invites], [['plan', 'ask'], ['plan'], undefined]);
  const page = (await ask('GET', '/v1/groups?site=pk_one', undefined, { origin: 'https://one.example' })).body;
  assert.doesNotMatch(JSON.stringify(page), /invites/, 'the list does not ask the store for each');
  const sent = await form('asked/ask?lang=en', { contact: 'planted@visitor.example', name: 'PlantedName', message: 'on' });
  assert.equal(sent.status, 200);
  assert.match(sent.text, /We have your question/);
  assert.ok(sent.text.indexOf('stays here.') < sent.text.indexOf('id="ask"'), 'after the guidelines');
  const [, code] = /Your code: ([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})</.exec(sent.text)!;
  const rows = await store.read.selectFrom('group_asks').selectAll().execute();
  assert.doesNotMatch(JSON.stringify(rows), /lanted/);
  assert.ok(!JSON.stringify(rows).includes(code!.replaceAll('-', '')));
  assert.doesNotMatch(JSON.stringify(await store.read.selectFrom('outbox').selectAll().execute()), /lanted|Evening/);
  const [one] = await asks();
  assert.deepEqual([one!.group, one!.groupName, one!.name], ['asked', 'Evening circle', 'PlantedName']);
  assert.doesNotMatch(JSON.stringify(one), /visitor\.example/, 'the contact is shown when it is asked for');
  for (const who of ['facilitator', 'peer', 'supervisor', 'admin']) assert.equal((await staff(who, 'GET', '/group-asks')).status, 403, who);
  assert.deepEqual((await staff('coordinator', 'POST', `/group-asks/${one!.id}/contact`, {})).body, { contact: 'planted@visitor.example', mayLeaveMessage: true });
  assert.equal((await staff('coordinator', 'POST', `/group-asks/${one!.id}/done`, {})).status, 200);
  assert.deepEqual(await asks(), []);
  assert.equal(await desk.office.keys.of(one!.id), undefined, 'its key is gone');
  assert.match((await form('asked/ask/withdraw?lang=en', { code: code! })).text, /We found nothing for this code/);
  assert.equal((await store.read.selectFrom('outbox').selectAll().where('kind', '=', 'message').execute()).length, 1);
  assert.deepEqual((await desk.office.audit.list('one')).entries.slice(0, 2).map(({ action, target }) => [action, target]), [['ask-answered', one!.id], ['ask-contact', one!.id]]);
});

test('taken back with its code, or over after 30 days; words for what is missing; nothing where nobody can be asked', async (context) => {
  const { get, form, asks, store, desk } = await setUp(context);
  assert.match((await form('asked/ask?lang=es', { contact: ' ' })).text, /Dinos cómo podemos contactarte/);
  const [, code] = /رمزك: \u2068([0-9A-Z-]+)\u2069/.exec((await form('asked/ask?lang=ar', { contact: '555-0100' })).text)!;
  assert.equal((await asks()).length, 1);
  assert.match((await form('asked/ask/withdraw?lang=en', { code: code!.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o') })).text, /It is deleted\./);
  assert.deepEqual(await asks(), []);
  await form('asked/ask', { contact: '555-0100' });
  await deleteWhatIsOver(desk, () => undefined, Date.now() + 29 * DAY);
  assert.equal((await asks()).length, 1);
  await deleteWhatIsOver(desk, () => undefined, Date.now() + 31 * DAY);
  assert.deepEqual(await asks(), []);
  assert.equal((await form('open/ask', { contact: '555-0100' })).status, 404, 'there is a way to join');
  await store.write.updateTable('staff').set({ roles: '["peer"]' }).where('program_id', '=', 'one').where('roles', 'like', '%coordinator%').execute();
  assert.deepEqual((await get('asked')).invites, ['plan'], 'nobody would read it');
  const feed = await addFeed(store, 'one', { url: 'https://a.example/f.json', owner: 'Somebody', everyMinutes: 60 }, []);
  await saveGroups(store, 'one', feed.id, [listing('fed', { format: 'online', source: { feed: feed.id, record: '1' } })]);
  await store.write.updateTable('programs').set({ revision: 99 }).where('id', '=', 'one').execute();
  assert.equal((await get('fed')).invites, undefined);
});

test('a flood of questions from one caller is told to wait, in words', async (context) => {
  const wide = { burst: 1e6, perSecond: 1e6 };
  const { form, asks } = await setUp(context, { address: wide, program: wide, conversation: wide, start: wide, starts: wide, signIn: wide, report: wide, leave: { burst: 3, perSecond: 0.001 } });
  for (let times = 0; times < 3; times++) assert.match((await form('asked/ask?lang=en', { contact: '555-0100' })).text, /We have your question/);
  assert.match((await form('asked/ask?lang=en', { contact: '555-0100' })).text, /Too many tries just now/);
  assert.equal((await asks()).length, 3);
});

test('planning to come: a number for the next dates, safe to repeat, taken back by whoever gave it', async (context) => {
  const { get, ask, people, origin } = await setUp(context);
  const [first] = (await get('open')).next;
  const plan = async (at: string, comes: boolean, key: string, id = 'open') => (await ask('POST', `/v1/groups/${id}/plans?site=pk_one`, { at, comes }, { ...origin, 'idempotency-key': key })).status;
  const plans = async () => ((await people.one!.coordinator!.call('GET', '/v1/staff/programs/one/groups/open')).body as unknown as StaffGroupWhole).meetings.find(({ at }) => at === first!.localStart)!.plans;
  for (const key of ['key-one-0001', 'key-one-0001', 'key-two-0002']) assert.equal(await plan(first!.localStart, true, key), 201);
  assert.equal(await plans(), 2);
  assert.equal(await plan(first!.localStart, false, 'key-three-03'), 201, 'who never said yes takes nothing away');
  assert.equal(await plans(), 2);
  for (let times = 0; times < 2; times++) await plan(first!.localStart, false, 'key-two-0002');
  assert.equal(await plans(), 1);
  assert.equal(await plan('2020-01-06T19:00', true, 'key-four-004'), 409);
  assert.equal(await plan(first!.localStart, true, 'key-five-005', 'sample'), 404);
  assert.equal(await plan('tomorrow', true, 'key-six-0006'), 400);
});

test('a question can be taken back when the group has a link by now, is gone, or the page is loaded again', async (context) => {
  const { form, asks, store, app, url } = await setUp(context);
  const ask = async () => /Your code: ([0-9A-Z-]{19})</.exec((await form('asked/ask?lang=en', { contact: '555-0100' })).text)![1]!;
  const [first, second] = [await ask(), await ask()];
  await saveGroups(store, 'one', null, [listing('asked', { format: 'online', online: { url: 'https://meet.example/now' } })]);
  assert.match((await form('asked/ask/withdraw?lang=en', { code: first })).text, /It is deleted\./);
  assert.equal((await form('asked/ask', { contact: '555-0100' })).status, 404, 'nothing is asked any more');
  await saveGroups(store, 'one', null, []);
  const again = await app.request(`${url}/groups/pk_one/asked/ask/withdraw?lang=en`);
  assert.deepEqual([again.status, /In danger now\?/.test(await again.text())], [200, true]);
  assert.match((await form('asked/ask/withdraw?lang=en', { code: second })).text, /It is deleted\./);
  assert.deepEqual(await asks(), []);
});

test('a form of another site, or one of many megabytes, is not read', async (context) => {
  const { app, url, asks } = await setUp(context);
  const send = async (body: string, headers: Record<string, string> = {}) => (await app.request(`${url}/groups/pk_one/asked/ask`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body })).status;
  for (const site of ['cross-site', 'same-site']) assert.equal(await send('contact=555-0100', { 'sec-fetch-site': site }), 403);
  assert.equal(await send(`contact=${'5'.repeat(100_000)}`), 413);
  assert.equal(await send('contact=555-0100', { 'content-length': '99999999' }), 413);
  assert.deepEqual(await asks(), []);
  assert.equal(await send('contact=555-0100', { 'sec-fetch-site': 'same-origin' }), 200);
});
