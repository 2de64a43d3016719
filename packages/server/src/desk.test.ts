import assert from 'node:assert/strict';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
import { backup, restore } from './backup.ts';
import { ConversationKeys, seal, unseal } from './conversation-keys.ts';
import { suppress } from './counts.ts';
import { programAndSettings } from './office.ts';
import { saveSettings } from './program-settings.ts';
import { deleteWhatIsOver, sweepConversations } from './sweep.ts';
import { copyOf, keysIn, onPostgres, placesOf, storedIn, temporaryDatabase } from './store/testing.ts';
import { staffedApp, temporaryFolder } from './testing.ts';

const base = '/v1/staff/programs/one';
const MINUTE = 60_000;
const reasonsOf = ({ body }: { body: Record<string, unknown> }) => ((body.errors ?? []) as { message: string }[]).map(({ message }) => message);
type World = Awaited<ReturnType<typeof staffedApp>>;
async function talking(world: World, intake: object = {}) {
  await world.openDoor();
  const chat = await world.visitor('one', intake);
  assert.equal((await world.people.one!.peer!.call('POST', `${base}/conversations/${chat.id}/accept`, {})).status, 200);
  return chat;
}
const notices = async (chat: { call: (method: string, path: string) => Promise<{ body: Record<string, unknown> }> }) => ((await chat.call('GET', '/events')).body.events as { notice?: string; state?: string }[]).map(({ notice, state }) => notice ?? state).filter(Boolean);

test('one chat at a time, a break after each, a shift that ends: the server sees to it', async (context) => {
  const world = await staffedApp(context);
  const first = await talking(world);
  const { peer } = world.people.one!;
  const second = await world.visitor();
  assert.equal(second.started.status, 201, 'one who waits can still be promised something');
  assert.deepEqual(reasonsOf(await peer!.call('POST', `${base}/conversations/${second.id}/accept`, {})), ['not-free']);
  assert.equal((await world.visitor()).started.body.code, 'busy', 'the door closes before a promise is broken');
  assert.equal((await world.ask('GET', '/v1/availability?site=pk_one')).body.state, 'busy');
  // Whoever began and never looked keeps their place for some minutes, and the door shut for nobody.
  const { presence } = world.desk.office;
  const away = presence.visitorAway.bind(presence);
  presence.visitorAway = () => 60_000;
  await world.store.write.updateTable('conversations').set({ queue_at: new Date(Date.now() - 60_000).toISOString() }).where('program_id', '=', 'one').where('state', '=', 'waiting').execute();
  world.desk.lines.touch('one');
  assert.equal((await world.ask('GET', '/v1/availability?site=pk_one')).body.state, 'open');
  presence.visitorAway = away;
  world.desk.lines.touch('one');
  assert.equal((await world.ask('GET', '/v1/availability?site=pk_one')).body.state, 'busy');
  await second.call('POST', '/end', {});
  await peer!.call('POST', `${base}/conversations/${first.id}/close`, { outcome: 'completed' });
  const third = await world.visitor();
  assert.deepEqual(reasonsOf(await peer!.call('POST', `${base}/conversations/${third.id}/accept`, {})), ['not-free'], 'a break that nobody can skip');
  await world.store.write.updateTable('shifts').set({ break_until: null }).where('user_id', '=', peer!.userId).execute();
  world.desk.lines.touch('one');
  assert.equal((await peer!.call('POST', `${base}/conversations/${third.id}/accept`, {})).status, 200);
  assert.deepEqual(reasonsOf(await peer!.call('POST', `${base}/shift/state`, { to: 'ended' })), ['You still have a chat. Close it or hand it over first.']);
  assert.deepEqual(reasonsOf(await peer!.call('POST', `${base}/shift`, { role: 'peer' })), ['You are on shift already, perhaps in another window.']);
  await peer!.call('POST', `${base}/conversations/${third.id}/close`, { outcome: 'completed' });
  await sweepConversations(world.desk, () => undefined, Date.now() + 4 * 60 * MINUTE + MINUTE);
  assert.equal((await peer!.call('GET', `${base}/queue`)).body.shift, undefined, 'four hours are enough');
});

test('time: a warning, a goodbye, an end; more of it from a supervisor; nobody who may not be safe is cut off', async (context) => {
  const world = await staffedApp(context);
  const chat = await talking(world);
  const at = (minutes: number) => sweepConversations(world.desk, () => undefined, Date.now() + minutes * MINUTE);
  const { presence } = world.desk.office;
  // Both are there all the while.
  presence.visitorHere(chat.id);
  presence.staffHere(world.people.one!.peer!.userId);
  presence.staffHere(world.people.one!.supervisor!.userId);
  await at(41);
  assert.deepEqual(await notices(chat), ['waiting', 'active', 'time-short']);
  await at(42);
  await at(46);
  assert.deepEqual((await notices(chat)).slice(2), ['time-short', 'time-over']);
  await world.people.one!.supervisor!.call('POST', `${base}/conversations/${chat.id}/extend`, { minutes: 15 });
  await at(56);
  assert.equal((await notices(chat)).includes('ended'), false);
  await at(71);
  assert.equal((await notices(chat)).at(-1), 'ended');
  const other = await staffedApp(context);
  const unsafe = await talking(other);
  other.desk.office.presence.visitorHere(unsafe.id);
  other.desk.office.presence.staffHere(other.people.one!.peer!.userId);
  await unsafe.call('POST', '/not-safe', {});
  await sweepConversations(other.desk, () => undefined, Date.now() + 90 * MINUTE);
  assert.equal((await notices(unsafe)).includes('ended'), false);
});

test('who waits and goes away loses the place; a peer who closes the laptop: the visitor is told, then first in line', async (context) => {
  const world = await staffedApp(context);
  await world.openDoor();
  const gone = await world.visitor();
  const { presence } = world.desk.office;
  for (const name of ['peer', 'supervisor']) presence.staffHere(world.people.one![name]!.userId);
  await sweepConversations(world.desk, () => undefined, Date.now() + 6 * MINUTE);
  assert.equal((await notices(gone)).at(-1), 'abandoned');
  const other = await staffedApp(context);
  const chat = await talking(other);
  other.desk.office.presence.visitorHere(chat.id);
  await sweepConversations(other.desk, () => undefined, Date.now() + 3 * MINUTE);
  assert.equal((await notices(chat)).at(-1), 'peer-away');
  await sweepConversations(other.desk, () => undefined, Date.now() + 6 * MINUTE);
  assert.equal((await notices(chat)).at(-1), 'transferred');
  assert.equal((await chat.call('POST', '/messages', { clientId: 'visitor-9', body: 'Still here' })).status, 201, 'nothing that is written meanwhile is lost');
});

test('a handover is asked for: no, and they stay; yes, and somebody else goes on, never the same one', async (context) => {
  const world = await staffedApp(context);
  const chat = await talking(world);
  const { peer, peer2, supervisor } = world.people.one!;
  await peer2!.call('POST', `${base}/shift`, { role: 'peer' });
  await peer!.call('POST', `${base}/conversations/${chat.id}/handover`, { to: 'queue' });
  await chat.call('POST', '/handover', { agree: false });
  assert.deepEqual((await notices(chat)).slice(2), ['handover-offered', 'handover-declined']);
  await peer!.call('POST', `${base}/conversations/${chat.id}/handover`, { to: 'queue' });
  await chat.call('POST', '/handover', { agree: true });
  assert.deepEqual(reasonsOf(await peer!.call('POST', `${base}/conversations/${chat.id}/accept`, {})).includes('not-again'), true);
  assert.equal((await peer2!.call('POST', `${base}/conversations/${chat.id}/accept`, {})).status, 200);
  assert.deepEqual((await notices(chat)).slice(-2), ['transferred', 'active']);
  assert.equal((await peer!.call('GET', `${base}/conversations/${chat.id}`)).status, 404, 'it is not theirs any more');
  await supervisor!.call('POST', `${base}/conversations/${chat.id}/take-over`, {});
  assert.equal((await peer2!.call('GET', `${base}/conversations/${chat.id}`)).status, 404);
});

test('"I am not safe": the supervisors are paged without a word of it, the second time after a minute; nobody reads it in two: the visitor is told', async (context) => {
  const world = await staffedApp(context);
  const { settings } = await programAndSettings(world.desk.office, 'one');
  await saveSettings(world.store, 'one', { ...settings, escalationContact: { ...settings.escalationContact, email: 'contact@one.example' } });
  const chat = await talking(world, { words: 'SECRET-WORDS' });
  await chat.call('POST', '/messages', { clientId: 'visitor-1', body: 'SECRET-WORDS' });
  assert.equal((await chat.call('POST', '/not-safe', {})).body.paged, 1);
  assert.equal((await chat.call('POST', '/not-safe', {})).body.paged, 1, 'again: still one record, and no flood of pages');
  const outbox = await world.desk.office.outbox.list('one', '');
  assert.ok(outbox.length === 1 && outbox.every(({ kind }) => kind === 'page'));
  assert.ok(!JSON.stringify(await world.store.read.selectFrom('outbox').selectAll().execute()).includes('SECRET'));
  for (const minutes of [0.5, 1.1, 2.1, 3]) await world.desk.escalations.chase('one', Date.now() + minutes * MINUTE);
  assert.equal((await notices(chat)).filter((notice) => notice === 'not-safe-unanswered').length, 1);
  assert.ok((await world.desk.office.outbox.list('one', '')).some(({ to }) => to === 'contact@one.example'));
  // The steps, in their order alone, each refusal explained.
  const { supervisor, peer } = world.people.one!;
  const [record] = await world.desk.escalations.list('one');
  const step = (to: string, form: object = {}) => supervisor!.call('POST', `${base}/escalations/${record!.id}`, { to, form });
  assert.match(reasonsOf(await step('closed')).join(), /After "paged" comes "reading"/);
  for (const to of ['reading', 'active-concern', 'person-told', 'least-invasive', 'contacted']) assert.equal((await step(to, { thoughts: 'yes', plan: 'no' })).status, 200, to);
  // An answer that was wrong is taken back, and only that one.
  assert.deepEqual((await supervisor!.call('POST', `${base}/escalations/${record!.id}`, { form: { consulted: 'Kim' }, without: ['thoughts'] })).body.form, { plan: 'no', consulted: 'Kim' });
  assert.match(reasonsOf(await step('contact-confirmed')).join(), /who was contacted/);
  for (const [to, form] of [['contact-confirmed', { reported: 'County crisis team', reference: 'A-1' }], ['follow-up', {}], ['debrief', {}], ['review', {}]] as const) assert.equal((await step(to, form)).status, 200, to);
  assert.match(reasonsOf(await step('closed')).join(), /how it ended/);
  assert.equal((await step('closed', { outcome: 'Safe at home' })).status, 200);
  assert.equal((await peer!.call('GET', `${base}/escalations/${record!.id}`)).status, 403);
  assert.deepEqual(reasonsOf(await supervisor!.call('GET', `${base}/escalations/${record!.id}`)), ['Say why you read it.'], 'it holds the whole chat');
  assert.equal((await supervisor!.call('GET', `${base}/escalations/${record!.id}?reason=safety`)).status, 200);
  // The peer waits for the OK.
  await peer!.call('POST', `${base}/conversations/${chat.id}/close`, { outcome: 'completed' });
  assert.equal(((await peer!.call('GET', `${base}/queue`)).body.shift as unknown as { needsOk?: boolean }).needsOk, true);
  assert.equal((await peer!.call('POST', `${base}/people/${peer!.userId}/ok`, {})).status, 403);
  await supervisor!.call('POST', `${base}/people/${peer!.userId}/ok`, {});
  assert.equal(((await peer!.call('GET', `${base}/queue`)).body.shift as unknown as { needsOk?: boolean }).needsOk, false);
});

test('"I am not safe" is not half done: what failed in the middle is done by the next press or the next look, and everybody is told once', async (context) => {
  const world = await staffedApp(context);
  const chat = await talking(world);
  const { outbox, conversations, audit } = world.desk.office;
  const pages = async () => (await outbox.list('one', '')).filter(({ kind }) => kind === 'page').length;
  const fails = () => Promise.reject(new Error('on purpose'));
  const { supervisor, peer } = world.people.one!;
  // The record and whom it pages are one: none without the other.
  context.mock.method(outbox, 'queue', fails, { times: 1 });
  assert.equal((await chat.call('POST', '/not-safe', {})).status, 500);
  assert.deepEqual([await world.desk.escalations.stillOpen('one'), await pages()], [[], 0]);
  // Paged, and then the node was gone: the peer has not heard of it yet.
  context.mock.method(audit, 'write', fails, { times: 1 });
  assert.equal((await chat.call('POST', '/not-safe', {})).status, 500);
  assert.equal(await pages(), 1);
  for (let press = 0; press < 3; press++) assert.equal((await chat.call('POST', '/not-safe', {})).status, 200);
  assert.equal((await notices(chat)).filter((notice) => notice === 'not-safe').length, 1);
  // Neither the second page nor the word to the visitor is marked as done before it is.
  context.mock.method(outbox, 'queue', fails, { times: 1 });
  await assert.rejects(world.desk.escalations.chase('one', Date.now() + 1.1 * MINUTE), /on purpose/);
  const before = await pages();
  await world.desk.escalations.chase('one', Date.now() + 1.2 * MINUTE);
  assert.ok(await pages() > before);
  context.mock.method(conversations, 'notice', fails, { times: 1 });
  await assert.rejects(world.desk.escalations.chase('one', Date.now() + 2.1 * MINUTE), /on purpose/);
  for (const minutes of [2.2, 2.3]) await world.desk.escalations.chase('one', Date.now() + minutes * MINUTE);
  assert.equal((await notices(chat)).filter((notice) => notice === 'not-safe-unanswered').length, 1);
  // One that was read, and could not be written down as read, is not read on unseen.
  context.mock.method(audit, 'write', fails, { times: 1 });
  assert.equal((await supervisor!.call('GET', `${base}/conversations/${chat.id}`)).status, 500);
  assert.equal((await supervisor!.call('GET', `${base}/conversations/${chat.id}`)).status, 200);
  assert.ok((await audit.list('one')).entries.some(({ action, target, actor }) => action === 'chat-read-along' && target === chat.id && actor === supervisor!.userId));
  assert.equal(peer!.userId === supervisor!.userId, false);
});

test('the rest after a chat, and the word with a supervisor after an escalation, come with its end, whatever breaks after it', async (context) => {
  const world = await staffedApp(context);
  const chat = await talking(world);
  const { peer } = world.people.one!;
  await chat.call('POST', '/not-safe', {});
  context.mock.method(world.desk as unknown as { measure: () => Promise<void> }, 'measure', () => Promise.reject(new Error('on purpose')), { times: 1 });
  assert.equal((await chat.call('POST', '/end', {})).status, 500);
  assert.equal((await world.desk.office.conversations.get(chat.id, 'one'))!.state, 'ended');
  const { shift } = (await peer!.call('GET', `${base}/queue`)).body as unknown as { shift: { needsOk: boolean; breakUntil?: string } };
  assert.equal(shift.needsOk, true);
  assert.ok(shift.breakUntil !== undefined);
});

test('"I am not safe" after the chat is over reaches the supervisors all the same, each time', async (context) => {
  const world = await staffedApp(context);
  const chat = await talking(world);
  await chat.call('POST', '/end', {});
  for (let press = 0; press < 2; press++) { const { status, body } = await chat.call('POST', '/not-safe', {}); assert.deepEqual([status, body.paged], [200, 1]); }
  assert.equal((await world.desk.escalations.stillOpen('one')).length, 1);
});

test('on call counts only once a test page was answered in this shift', async (context) => {
  const world = await staffedApp(context);
  const { supervisor } = world.people.one!;
  await supervisor!.call('POST', `${base}/shift`, { role: 'supervisor', onCall: true });
  const reasons = async () => ((await supervisor!.call('GET', `${base}/queue`)).body.duty as unknown as { reasons: string[] }).reasons;
  assert.deepEqual(await reasons(), ['no-supervisor']);
  await supervisor!.call('POST', `${base}/shift/test-page`, {});
  const { body } = await world.store.read.selectFrom('outbox').select('body').where('kind', '=', 'test-page').executeTakeFirstOrThrow();
  const code = /#page=([\w-]+)/.exec(body)![1]!;
  assert.equal((await world.ask('POST', '/v1/staff/pages', { code: 'x'.repeat(43) }, { origin: world.url })).status, 410);
  assert.deepEqual(await reasons(), ['no-supervisor']);
  assert.equal((await world.ask('POST', '/v1/staff/pages', { code }, { origin: world.url })).status, 200);
  assert.equal((await world.ask('POST', '/v1/staff/pages', { code }, { origin: world.url })).status, 410, 'used up');
  world.desk.lines.touch('one');
  assert.deepEqual(await reasons(), []);
});

test('a message for when nobody is there: sealed, answered, picked up with its code, deleted with its code; the contact is masked', async (context) => {
  const world = await staffedApp(context);
  const replyCode = 'ABCDEFGH23456789';
  const origin = { origin: 'https://one.example' };
  const leave = () => world.ask('POST', '/v1/messages?site=pk_one', { replyCode, body: 'SECRET-WORDS', contact: 'SECRET-555', mayLeaveMessage: true }, origin);
  assert.equal((await leave()).status, 201);
  assert.equal((await leave()).status, 201, 'a retry is the same message');
  assert.ok(!(await storedIn(world.folder)).includes('SECRET-'));
  const { peer, supervisor } = world.people.one!;
  const { messages } = (await peer!.call('GET', `${base}/messages`)).body as unknown as { messages: { id: string; body: string; contact?: string }[] };
  assert.deepEqual([messages.length, messages[0]!.body, messages[0]!.contact], [1, 'SECRET-WORDS', undefined]);
  assert.equal((await peer!.call('POST', `${base}/messages/${messages[0]!.id}/contact`, { reason: 'requested' })).status, 403);
  assert.equal((await supervisor!.call('POST', `${base}/messages/${messages[0]!.id}/contact`, { reason: 'requested' })).body.contact, 'SECRET-555');
  assert.ok((await world.desk.office.audit.list('one')).entries.some(({ action, reason }) => action === 'contact-revealed' && reason === 'requested'));
  await peer!.call('POST', `${base}/messages/${messages[0]!.id}/answer`, { body: 'We are here on Monday.' });
  const mine = (code: string, method = 'GET') => world.ask(method, '/v1/messages/mine?site=pk_one', undefined, { ...origin, 'x-reply-code': code });
  assert.equal((await mine('abcd-efgh-2345-6789')).body.answer, 'We are here on Monday.');
  assert.equal((await mine('ABCDEFGH23456780')).status, 404);
  assert.equal((await world.ask('GET', '/v1/messages/mine?site=pk_two', undefined, { origin: 'https://two.example', 'x-reply-code': replyCode })).status, 404);
  assert.equal((await mine(replyCode, 'DELETE')).body.messages, 1);
  assert.equal((await mine(replyCode)).status, 404);
});

test('the door is shut for whom nobody on shift may take: a topic that all opted out of, a peer who is not to be met again', async (context) => {
  const world = await staffedApp(context);
  const { peer, supervisor } = world.people.one!;
  await supervisor!.call('POST', `${base}/shift`, { role: 'supervisor' });
  await peer!.call('POST', `${base}/shift`, { role: 'peer', optOut: ['grief'] });
  assert.equal((await world.visitor('one', { topics: ['grief'] })).started.body.code, 'busy');
  const visit = 'v'.repeat(22);
  const chat = await world.visitor('one', { topics: ['sleep'], visit });
  await peer!.call('POST', `${base}/conversations/${chat.id}/accept`, {});
  await chat.call('POST', '/reports', { kind: 'block' });
  await world.store.write.updateTable('shifts').set({ break_until: null }).execute();
  world.desk.lines.touch('one');
  assert.equal((await world.visitor('one', { visit })).started.body.code, 'busy');
  assert.equal((await world.visitor('one')).started.status, 201);
});

test('the note can be written after the visitor has gone, once; until then the chat stays on the list', async (context) => {
  const world = await staffedApp(context);
  const chat = await talking(world);
  const { peer } = world.people.one!;
  await chat.call('POST', '/end', {});
  const mine = async () => ((await peer!.call('GET', `${base}/queue`)).body.mine as unknown as { id: string; endedAt?: string }[]).map(({ id, endedAt }) => [id, endedAt !== undefined]);
  assert.deepEqual(await mine(), [[chat.id, true]]);
  for (let times = 0; times < 2; times++) assert.equal((await peer!.call('POST', `${base}/conversations/${chat.id}/close`, { outcome: 'left-early', signposts: ['group'] })).status, 200);
  assert.deepEqual(await mine(), []);
  const counted = await world.store.read.selectFrom('counts').select('count').where('name', '=', 'signposts').execute();
  assert.deepEqual(counted.map(({ count }) => count), [1]);
});

test('ages: a minor meets an adult peer only where the program says so; then a supervisor reads along, and both are told', async (context) => {
  const world = await staffedApp(context);
  const { admin, peer } = world.people.one!;
  const set = async (change: object) => { await admin!.call('PUT', `${base}/settings`, { ...await world.desk.settingsOf('one'), ageBands: ['13-17', '18 or older'], minorBands: ['13-17'], ...change }); };
  await set({});
  await world.openDoor();
  assert.equal((await world.visitor('one', { age: '13-17' })).started.body.code, 'other-ages');
  assert.equal((await world.visitor('one', { age: '18 or older' })).started.status, 201);
  await set({ adultsAnswerMinors: true });
  const chat = await world.visitor('one', { age: '13-17' });
  for (const row of await world.desk.office.conversations.live('one')) if (row.id !== chat.id) await world.desk.end(row, 'system', 'ended', 'completed');
  assert.equal((await peer!.call('POST', `${base}/conversations/${chat.id}/accept`, {})).status, 200);
  assert.equal((await notices(chat)).at(-1), 'reads-along');
  assert.ok(JSON.stringify((await peer!.call('GET', `${base}/conversations/${chat.id}`)).body.events).includes('reads-along'));
});

test('a code to come back: opens it once, and the old token is no longer good, also on a stream that is open', async (context) => {
  const world = await staffedApp(context);
  await world.openDoor();
  const chat = await world.visitor();
  const { code } = (await chat.call('POST', '/code', {})).body as unknown as { code: string };
  const stream = await world.app.request(`${world.url}/v1/conversations/${chat.id}/events`, { headers: { authorization: `Bearer ${chat.token}`, accept: 'text/event-stream' } });
  const reader = stream.body!.getReader();
  await reader.read();
  const token = 'n'.repeat(43);
  const resume = (given: string, by = token) => world.ask('POST', '/v1/conversations/resume?site=pk_one', { code: given, token: by }, { origin: 'https://one.example' });
  assert.equal((await resume('0000-0000-0000-0000')).status, 404);
  const { head } = (await world.desk.office.conversations.get(chat.id, 'one'))!;
  const poll = chat.call('GET', `/events?after=${head}&wait=20`);
  assert.equal((await resume(code.toLowerCase())).body.id, chat.id);
  assert.equal((await resume(code, 'm'.repeat(43))).status, 404, 'once');
  assert.equal((await resume(code)).body.id, chat.id, 'asked again because the answer was lost');
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read());
  await world.desk.office.conversations.send({ id: chat.id, program_id: 'one' }, 'peer', 'peer-00001', 'For the new token alone');
  assert.equal((await poll).status, 404, 'a long poll that is held ends with its token too');
  assert.equal((await chat.call('GET', '/events')).status, 404);
  assert.equal((await world.ask('GET', `/v1/conversations/${chat.id}/events`, undefined, { origin: 'https://one.example', authorization: `Bearer ${token}` })).status, 200);
});

test('block: no new chat from there for a while; complaints go to whom the program named, never to the one they are about', async (context) => {
  const world = await staffedApp(context);
  const visit = 'v'.repeat(22);
  const chat = await talking(world, { visit });
  const { supervisor, supervisor2, admin, peer } = world.people.one!;
  await chat.call('POST', '/reports', { kind: 'report', words: 'It was unkind' });
  assert.equal((await peer!.call('GET', `${base}/complaints`)).status, 403);
  assert.equal(((await supervisor!.call('GET', `${base}/complaints`)).body.complaints as unknown as { words: string }[])[0]!.words, 'It was unkind');
  await admin!.call('PUT', `${base}/settings`, { ...await world.desk.settingsOf('one'), complaintsTo: supervisor2!.userId });
  assert.equal((await supervisor!.call('GET', `${base}/complaints`)).status, 403);
  assert.equal((await supervisor2!.call('GET', `${base}/complaints`)).status, 200);
  await supervisor!.call('POST', `${base}/conversations/${chat.id}/block`, { hours: 1, reason: 'abuse' });
  assert.equal((await notices(chat)).at(-1), 'ended');
  assert.equal((await world.visitor('one', { visit })).started.body.code, 'blocked');
  assert.notEqual((await world.visitor('one', { visit: 'w'.repeat(22) })).started.body.code, 'blocked', 'nobody else at the same address is shut out');
});

test('reading what is over needs a reason and is written down; the chain of the log shows a change, a gap and a cut', async (context) => {
  const world = await staffedApp(context);
  const chat = await talking(world);
  const { supervisor, peer } = world.people.one!;
  await peer!.call('POST', `${base}/conversations/${chat.id}/close`, { outcome: 'completed' });
  assert.deepEqual(reasonsOf(await supervisor!.call('GET', `${base}/conversations/${chat.id}`)), ['Say why you read it.']);
  assert.equal((await supervisor!.call('GET', `${base}/conversations/${chat.id}?reason=quality`)).status, 200);
  const { audit } = world.desk.office;
  assert.ok((await audit.list('one')).entries.some(({ action, target, reason }) => action === 'chat-read' && target === chat.id && reason === 'quality'));
  const { head, broken } = await audit.verify('one');
  assert.equal(broken, undefined);
  await world.store.write.updateTable('audit').set({ action: 'nothing-happened' }).where('program_id', '=', 'one').where('seq', '=', 2).execute();
  assert.equal((await audit.verify('one')).broken, 2);
  await world.store.write.deleteFrom('audit').where('program_id', '=', 'one').where('seq', '>', 1).execute();
  assert.deepEqual([(await audit.verify('one', head)).broken, (await audit.verify('one', head)).known], [undefined, false], 'a chain that was cut off is whole, but the head that was kept elsewhere is not in it');
});

test('a cell below five is hidden, and cannot be reckoned from the others', () => {
  const row = (name: string, key: string, count: number) => ({ name, key, count });
  const shown = suppress([row('topics', 'grief', 20), row('topics', 'worry', 3), row('topics', 'sleep', 8), row('started', '', 2), row('help', 'listen', 4), row('help', 'ideas', 1)]);
  assert.deepEqual(shown.map(({ count }) => count), [20, null, null, null, null, null]);
  assert.deepEqual(suppress([row('ages', 'teens', 1), row('ages', 'adults', 8), row('ages', 'older', 1), row('ages', 'none', 0), row('ages', 'young', 30)]).map(({ count }) => count), [null, null, null, 0, 30], 'two that are 1 each, by the total');
});

test('deleted by its visitor: with the master key in hand nothing of it is in the database, the WAL or the key file, nor after a backup from before is restored', async (context) => {
  const world = await staffedApp(context);
  const chat = await talking(world, { words: 'INTAKE-WORDS' });
  await chat.call('POST', '/messages', { clientId: 'visitor-1', body: 'MESSAGE-WORDS' });
  await world.people.one!.supervisor!.call('POST', `${base}/conversations/${chat.id}/notes`, { clientId: 'whisper-1', body: 'WHISPER-WORDS' });
  const row = await world.store.read.selectFrom('conversation_events').selectAll().where('conversation_id', '=', chat.id).where('kind', '=', 'message').executeTakeFirstOrThrow();
  const sealed = row.body!;
  const copy = join(await temporaryFolder(context), 'backup');
  await backup(placesOf(world.folder), copy);
  assert.ok((await storedIn(copy)).includes(sealed), 'the backup has it');
  const receipt = (await chat.call('DELETE', '')).body as { backupsUntil?: string; kept?: unknown };
  assert.ok(receipt.backupsUntil && Date.parse(receipt.backupsUntil) > Date.now(), 'the receipt names the date until which a copy may be in a backup');
  assert.equal(receipt.kept, undefined);
  const text = await storedIn(world.folder);
  // The id alone stands in the log of who did what, and names nothing any more.
  for (const trace of [sealed, 'MESSAGE-WORDS', 'WHISPER-WORDS', 'INTAKE-WORDS']) assert.ok(!text.includes(trace), `${trace.slice(0, 20)} is in the files`);
  const keyFiles = await keysIn(world.folder);
  assert.ok(!keyFiles.includes(chat.id), 'its key is gone, and so is every copy that was made before');
  // The control: without secure_delete and the emptied WAL it would be there. The same rows in a store without them:
  const plain = join(await temporaryFolder(context), 'plain.db');
  const database = new DatabaseSync(plain);
  database.exec('pragma journal_mode=WAL; pragma secure_delete=OFF; create table t (body text)');
  database.prepare('insert into t values (?)').run(sealed);
  database.exec('delete from t');
  assert.ok((await storedIn(join(plain, '..'))).includes(sealed), 'this check can see what was not shredded');
  database.close();
  // Restored over the folder with its ledger.
  const target = await copyOf(world.folder, join(await temporaryFolder(context), 'restored'));
  assert.equal((await restore(placesOf(target), copy, [])).deletedAgain, 1);
  assert.ok(!(await storedIn(target)).includes(sealed), 'still gone after a restore');
  // Without the ledger it would be back: that is what the ledger is for.
  const without = onPostgres ? await temporaryDatabase() : join(await temporaryFolder(context), 'without');
  await restore(placesOf(without), copy, 'none');
  assert.ok((await storedIn(without)).includes(sealed), 'this check can see what the ledger holds back');
  if (onPostgres) return;
  const bare = join(target, '..', 'bare');
  cpSync(target, bare, { recursive: true });
  rmSync(join(bare, 'deletions.log'));
  await assert.rejects(restore(placesOf(bare), copy, []), /--ledger FILE/);
});

test('the same with an escalation: only the incident record stays, as the receipt says, until its day', async (context) => {
  const world = await staffedApp(context);
  const chat = await talking(world, { words: 'INTAKE-WORDS' });
  await chat.call('POST', '/messages', { clientId: 'visitor-1', body: 'MESSAGE-WORDS' });
  await chat.call('POST', '/not-safe', {});
  await chat.call('POST', '/messages', { clientId: 'visitor-2', body: 'AFTERWARDS' });
  const { body } = await world.store.read.selectFrom('conversation_events').select('body').where('conversation_id', '=', chat.id).where('kind', '=', 'message').executeTakeFirstOrThrow();
  const receipt = (await chat.call('DELETE', '')).body as { kept?: { until: string } };
  assert.ok(receipt.kept && Date.parse(receipt.kept.until) > Date.now() + 300 * 86_400_000);
  const text = await storedIn(world.folder);
  assert.ok(!text.includes(body!) && !text.includes('MESSAGE-WORDS'));
  const left = await world.store.read.selectFrom('conversation_events').selectAll().where('conversation_id', '=', chat.id).execute();
  assert.equal(left.length, 0);
  const [record] = await world.desk.escalations.list('one');
  const { record: lines } = await world.desk.escalations.get('one', record!.id);
  assert.deepEqual(lines.filter(({ author }) => author === 'visitor').map(({ body: words }) => words), ['MESSAGE-WORDS', '(not-safe)', 'AFTERWARDS', '(ended)']);
  // On its day it is gone too, with its key.
  const log: { message?: string }[] = [];
  await deleteWhatIsOver(world.desk, (line) => { log.push(line); }, Date.now() + 400 * 86_400_000);
  assert.equal((await world.desk.escalations.list('one')).length, 0);
  assert.ok(log.some(({ message }) => /1 incident records/.test(message ?? '')));
  assert.equal(await world.desk.office.keys.of(record!.id), undefined);
});

test('kept for no time at all: gone with the end', async (context) => {
  const world = await staffedApp(context);
  await world.people.one!.admin!.call('PUT', `${base}/settings`, { ...await world.desk.settingsOf('one'), keepHours: 0 });
  world.desk.settingsChanged('one');
  const chat = await talking(world);
  await chat.call('POST', '/end', {});
  assert.equal((await chat.call('GET', '/events')).status, 404);
});

test('keys of another master key open nothing', async (context) => {
  const folder = await temporaryFolder(context);
  const keys = await ConversationKeys.open(folder, Buffer.alloc(32, 1));
  const key = await keys.create('x');
  const text = seal(key, 'here', 'words');
  await keys.close();
  const other = await ConversationKeys.open(folder, Buffer.alloc(32, 2));
  context.after(() => other.close());
  await assert.rejects(other.of('x'));
  assert.throws(() => unseal(Buffer.alloc(32, 2), 'here', text));
  assert.ok(existsSync(join(folder, 'keys.db')));
});
