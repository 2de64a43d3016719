import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { backup, restore } from '../backup.ts';
import { openDesk } from '../open-desk.ts';
import { copyOf, keysIn, placesOf, storedIn } from '../store/testing.ts';
import { temporaryFolder } from '../testing.ts';
import { mentoringApp, newCode, newToken } from './testing.ts';

/** What a reviewer found, each with the way in which it went wrong. */
type Json = Record<string, unknown>;
const reasonsOf = ({ body }: { body: Json }) => ((body.errors ?? []) as { message: string }[]).map(({ message }) => message).join(' | ');

test('an applicant with the address of somebody of another program gives nobody a way into it', async (context) => {
  const { open, as, store } = await mentoringApp(context);
  await open('mentor-applications', { body: { replyCode: newCode(), name: 'Dana', contact: 'x@x.example', seconds: 30 } });
  const [{ id }] = (await as('coordinator')('GET', '/mentor-applications')).body.applications as unknown as [{ id: string }];
  for (const to of ['interview', 'references', 'checks']) await as('coordinator')('POST', `/mentor-applications/${id}`, { to });
  for (const step of ['background-check', 'references', 'interview']) await as('coordinator')('POST', `/mentor-applications/${id}`, { screening: { step, result: 'passed', on: '2026-01-01' } });
  const moved = await as('coordinator')('POST', `/mentor-applications/${id}`, { to: 'training', email: 'Supervisor@two.example' });
  assert.deepEqual([moved.status, moved.body.link], [200, undefined]);
  // Somebody of the program already gets the role, and waits; a second try after a crash does the same.
  await store.write.updateTable('mentor_applications').set({ stage: 'checks', user_id: null }).where('id', '=', id).where('program_id', '=', 'one').execute();
  assert.equal((await as('coordinator')('POST', `/mentor-applications/${id}`, { to: 'training', email: 'peer@one.example' })).status, 200);
  const { roles, pending } = await store.read.selectFrom('staff').select(['roles', 'pending']).where('program_id', '=', 'one').where('name', '=', 'peer').executeTakeFirstOrThrow();
  assert.deepEqual([roles, pending], ['["peer"]', '["mentor"]']);
  assert.equal((await as('coordinator')('POST', `/mentor-applications/${id}`, { screening: { step: 'interview', result: 'passed', on: '2026-13-01' } })).status, 400, 'a date that is none');
});

test('"I am not safe" months later reaches somebody again, and always the adviser', async (context) => {
  const { upTo, open, ask, desk, store, people } = await mentoringApp(context);
  const made = await upTo('matched', { age: '13-17' });
  const token = newToken();
  const talk = (await open('mentor-requests/mine/conversation', { code: made.code, body: { token } })).body as unknown as { id: string };
  const press = () => ask('POST', `/v1/conversations/${talk.id}/not-safe`, {}, { authorization: `Bearer ${token}`, origin: 'https://one.example' });
  const records = async () => (await store.read.selectFrom('escalations').select(['id', 'state']).where('program_id', '=', 'one').execute());
  await press();
  const [first] = await records();
  const by = { id: people.one!.supervisor!.userId, name: 'supervisor' };
  for (const to of ['reading', 'support', 'debrief', 'review'] as const) await desk.escalations.step('one', first!.id, by, { to });
  await desk.escalations.step('one', first!.id, by, { to: 'closed', form: { outcome: 'Fine' } });
  await press();
  assert.deepEqual((await records()).map(({ state }) => state).sort(), ['closed', 'paged'], 'a new record');
  await desk.escalations.deleteOld('one', 0, Date.now() + 1e9);
  await press();
  assert.equal((await records()).length, 1, 'and after the old ones are gone');
});

test('a consent that was taken back stops everything, and nothing brings it back but a new one', async (context) => {
  const { request, as, act, open, statusOf, ask, people } = await mentoringApp(context, { mayWaive: true, counselor: '' });
  const consent = async (id: string) => {
    const { link } = (await as('coordinator')('POST', `/mentor-requests/${id}/consent-link`, {})).body as unknown as { link: string };
    const token = link.split('#token=')[1]!;
    const { version } = (await open('consents/look', { body: { token } })).body as unknown as { version: string };
    const code = newCode();
    assert.equal((await open('consents', { body: { token, agree: true, code, name: 'A parent', understood: true, online: true, version } })).status, 201);
    return { code, revoke: () => open('consents/mine/revoke', { code, body: {} }) };
  };
  const made = await request({ age: '13-17' });
  const { id } = made;
  const first = await consent(id);
  for (const [who, action, details] of [['coordinator', 'ready'], ['coordinator', 'propose', { mentors: [people.one!.mentor!.userId] }], ['mentor', 'accept'], ['supervisor', 'approve'], ['mentor', 'agree']] as const) assert.equal((await act(who, id, action, details)).status, 200, action);
  await made.reply({ action: 'agree' });
  const token = newToken();
  const talk = (await open('mentor-requests/mine/conversation', { code: made.code, body: { token } })).body as unknown as { id: string };
  const write = () => ask('POST', `/v1/conversations/${talk.id}/messages`, { clientId: newToken().slice(0, 12), body: 'x' }, { authorization: `Bearer ${token}`, origin: 'https://one.example' });
  assert.equal((await write()).status, 201);
  await first.revoke();
  assert.equal(await statusOf(id), 'paused');
  assert.equal((await made.reply({ action: 'set-goals', goals: ['x'] })).status, 409);
  assert.equal((await made.reply({ action: 'begin-close' })).status, 200);
  assert.equal((await write()).status, 409, 'nor while it closes');
  assert.equal((await as('mentor')('POST', `/mentor-requests/${id}/messages`, { clientId: 'client-09', body: 'x' })).status, 409);
  // Paused without consent: a new one can be given, and then it goes on.
  const second = await request({ age: '13-17' });
  const old = await consent(second.id);
  for (const [who, action, details] of [['coordinator', 'ready'], ['coordinator', 'propose', { mentors: [people.one!.mentor!.userId] }], ['mentor', 'accept'], ['supervisor', 'approve'], ['mentor', 'agree']] as const) assert.equal((await act(who, second.id, action, details)).status, 200, action);
  await second.reply({ action: 'agree' });
  await old.revoke();
  assert.match(reasonsOf(await act('supervisor', second.id, 'waive-consent')), /cannot be changed like this/);
  assert.match(reasonsOf(await act('coordinator', second.id, 'resume')), /has to agree first/);
  await consent(second.id);
  assert.equal(await statusOf(second.id), 'paused');
  assert.equal((await act('coordinator', second.id, 'resume')).status, 200);
  assert.ok((await second.mine()).body.status === 'active');
  // Let go without consent: back to asking for it, not to looking for a mentor.
  await old.revoke();
  assert.equal((await open('consents/mine', { code: old.code })).body.revokedAt !== undefined, true);
  const third = await request({ age: '13-17' });
  const given = await consent(third.id);
  await act('coordinator', third.id, 'decline', { reason: 'no-fit' });
  await given.revoke();
  await act('coordinator', third.id, 'reopen');
  assert.equal(await statusOf(third.id), 'needs-consent', 'opened again: the old yes does not count');
  assert.match(reasonsOf(await act('supervisor', third.id, 'waive-consent')), /has said no/);
});

test('mentors and coordinators do not let themselves in', async (context) => {
  const { upTo, act, as, people, store, desk } = await mentoringApp(context);
  const mentor = people.one!.mentor!.userId;
  await as('coordinator')('PUT', `/mentors/${mentor}`, { state: 'paused' });
  assert.equal((await as('mentor')('PUT', '/my-mentoring', { state: 'active' })).status, 409, 'what the coordinator set, the coordinator changes');
  await as('coordinator')('PUT', `/mentors/${mentor}`, { state: 'active' });
  for (const state of ['resting', 'active']) assert.equal((await as('mentor')('PUT', '/my-mentoring', { state })).status, 200);
  // A coordinator who is a mentor too names themselves as adviser.
  await store.write.updateTable('staff').set({ roles: '["coordinator","mentor"]' }).where('program_id', '=', 'one').where('user_id', '=', people.one!.coordinator2!.userId).execute();
  assert.equal((await as('coordinator2')('PUT', `/mentors/${mentor}`, { student: true, adviser: people.one!.coordinator2!.userId })).status, 403);
  const made = await upTo('matched', { age: '13-17' });
  assert.equal((await as('coordinator')('PUT', `/mentors/${mentor}`, { adviser: people.one!.supervisor!.userId })).status, 403, 'of a match under way a supervisor changes who reads along');
  await as('mentor')('GET', `/mentor-requests/${made.id}/messages`);
  assert.equal((await as('supervisor2')('PUT', `/mentors/${mentor}`, { student: true, adviser: people.one!.supervisor!.userId, permissionOn: '2026-01-01' })).status, 200);
  const { events } = (await as('mentor')('GET', `/mentor-requests/${made.id}/messages`)).body as unknown as { events: { notice?: string }[] };
  assert.equal(events.filter(({ notice }) => notice === 'adviser-reads').length, 2, 'both are told once more');
  // An adviser who left, or who is a student, reads nothing, and nothing is approved without one.
  const settings = await desk.settingsOf('one');
  const set = (adviser: string) => people.one!.admin!.call('PUT', '/v1/staff/programs/one/settings', { ...settings, mentoring: { ...settings.mentoring, adviser } });
  assert.match(reasonsOf(await set(people.one!.student!.userId)), /adult/);
  assert.match(reasonsOf(await set('nobody')), /adult/);
  await store.write.updateTable('staff').set({ roles: '[]' }).where('program_id', '=', 'one').where('user_id', '=', people.one!.supervisor2!.userId).execute();
  assert.ok(!(await desk.mentoring.requests.advisersOf(await desk.mentoring.requests.row('one', made.id))).includes(people.one!.supervisor2!.userId));
  await act('supervisor', made.id, 'pause');
  assert.match(reasonsOf(await act('coordinator', made.id, 'resume')), /no adult/);
  // A supervisor's export with messages needs a reason; what a mentor was told about home is nothing.
  assert.match(reasonsOf(await as('supervisor')('GET', `/mentor-requests/${made.id}/export`)), /Say why/);
  assert.equal((await as('supervisor')('GET', `/mentor-requests/${made.id}/export?reason=requested`)).status, 200);
  const [seen] = (await as('mentor')('GET', '/matches')).body.matches as unknown as [{ keepFromHome: boolean; consent: string }];
  assert.deepEqual([seen.keepFromHome, seen.consent], [false, '']);
});

test('a counselor who has left: a worried request reaches every supervisor', async (context) => {
  const { request, as, people, store } = await mentoringApp(context);
  await store.write.updateTable('staff').set({ roles: '[]' }).where('program_id', '=', 'one').where('user_id', '=', people.one!.supervisor2!.userId).execute();
  const { id } = await request({ age: '13-17', guardian: 'worried' });
  assert.equal((await as('supervisor')('GET', `/mentor-requests/${id}`)).status, 200);
  const mails = await store.read.selectFrom('outbox').select('recipient').where('program_id', '=', 'one').where('kind', '=', 'message').execute();
  assert.deepEqual(mails.map(({ recipient }) => recipient), ['supervisor@one.example']);
});

test('matched anew while a node was lost half way: nothing can be written any more where nobody reads it', async (context) => {
  const { upTo, act, people, open, ask, desk } = await mentoringApp(context);
  const made = await upTo('active');
  const token = newToken();
  const talk = (await open('mentor-requests/mine/conversation', { code: made.code, body: { token } })).body as unknown as { id: string };
  const write = (clientId: string) => ask('POST', `/v1/conversations/${talk.id}/messages`, { clientId, body: 'To the first one' }, { authorization: `Bearer ${token}`, origin: 'https://one.example' });
  assert.equal((await write('visitor-1')).status, 201);
  context.mock.method(desk.office.conversations, 'change', () => Promise.reject(new Error('on purpose')), { times: 1 });
  await act('coordinator', made.id, 'rematch');
  for (const [who, action, details] of [['coordinator', 'propose', { mentors: [people.one!.mentor2!.userId] }], ['mentor2', 'accept'], ['supervisor', 'approve'], ['mentor2', 'agree']] as const) assert.equal((await act(who, made.id, action, details)).status, 200, action);
  await made.reply({ action: 'agree' });
  assert.equal((await write('visitor-2')).status, 409, 'before the sweep too');
  await desk.mentoring.sweep('one');
  assert.equal((await desk.office.conversations.get(talk.id, 'one'))!.state, 'ended');
});

test('a new mentor does not read what the former one said; adviser and supervisor still can, also after a withdrawal', async (context) => {
  const { upTo, act, as, people, open, ask } = await mentoringApp(context);
  const made = await upTo('active');
  await act('mentor', made.id, 'check-in', { going: 'not-well', words: 'For the coordinator' });
  const token = newToken();
  const talk = (await open('mentor-requests/mine/conversation', { code: made.code, body: { token } })).body as unknown as { id: string };
  await ask('POST', `/v1/conversations/${talk.id}/messages`, { clientId: 'visitor-1', body: 'To the first one' }, { authorization: `Bearer ${token}`, origin: 'https://one.example' });
  await act('coordinator', made.id, 'rematch');
  for (const [who, action, details] of [['coordinator', 'propose', { mentors: [people.one!.mentor2!.userId] }], ['mentor2', 'accept'], ['supervisor', 'approve'], ['mentor2', 'agree']] as const) assert.equal((await act(who, made.id, action, details)).status, 200, action);
  await made.reply({ action: 'agree' });
  assert.deepEqual((await as('mentor2')('GET', `/mentor-requests/${made.id}`)).body.checkIns, []);
  const texts = (answer: { body: Json }) => (answer.body.events as { body?: string }[]).flatMap(({ body }) => body ?? []);
  assert.deepEqual(texts(await as('mentor2')('GET', `/mentor-requests/${made.id}/messages`)), []);
  const look = (back: number) => as('supervisor')('GET', `/mentor-requests/${made.id}/messages?reason=safety&back=${back}`);
  assert.deepEqual([(await look(0)).body.earlier, texts(await look(1))], [1, ['To the first one']]);
  await made.withdraw();
  assert.deepEqual(texts(await look(1)), ['To the first one']);
  assert.equal((await as('mentor2')('GET', `/mentor-requests/${made.id}/messages`)).status, 404);
  // Straight from a pause there are check-ins too.
  const other = await upTo('first-meeting-set');
  await act('mentor', other.id, 'pause');
  await act('coordinator', other.id, 'resume');
  assert.ok(((await as('coordinator')('GET', `/mentor-requests/${other.id}`)).body as unknown as { due?: string }).due);
});

test("a guardian's mail does not go after the request is gone; a deletion that broke off is finished", async (context) => {
  const { request, act, store, desk, statusOf } = await mentoringApp(context);
  const queue = (about: string) => store.write.transaction().execute((transaction) => desk.office.outbox.queue(transaction, 'one', [{ kind: 'consent', recipient: 'home@x.example', address: 'https://x.example/#token=abc', about }]));
  const mails = async () => (await store.read.selectFrom('outbox').select('id').where('kind', '=', 'consent').where('program_id', '=', 'one').execute()).length;
  const [first, second] = [await request({ age: '13-17' }), await request({ age: '13-17' })];
  await queue(first.id);
  await queue(second.id);
  await first.remove();
  await act('coordinator', second.id, 'decline', { reason: 'no-fit' });
  assert.equal(await mails(), 0);
  const third = await request();
  await desk.office.keys.destroy(third.id);
  assert.equal((await third.remove()).status, 404);
  await desk.mentoring.finishDeletions('one');
  assert.equal(await statusOf(third.id), undefined);
});

test('deleted by the one who asked: nothing of it is in the files, nor after a backup from before is restored', async (context) => {
  const { upTo, open, ask, store, folder } = await mentoringApp(context);
  const made = await upTo('matched', { words: 'REQUEST-WORDS' });
  const token = newToken();
  const talk = (await open('mentor-requests/mine/conversation', { code: made.code, body: { token } })).body as unknown as { id: string };
  await ask('POST', `/v1/conversations/${talk.id}/messages`, { clientId: 'visitor-1', body: 'MESSAGE-WORDS' }, { authorization: `Bearer ${token}`, origin: 'https://one.example' });
  const { sealed } = await store.read.selectFrom('mentor_requests').select('sealed').where('id', '=', made.id).where('program_id', '=', 'one').executeTakeFirstOrThrow();
  const copy = join(await temporaryFolder(context), 'backup');
  await backup(placesOf(folder), copy);
  assert.ok((await storedIn(copy)).includes(sealed), 'the backup has it');
  const { body } = await made.remove();
  assert.ok(Date.parse(String(body.backupsUntil)) > Date.now(), 'the receipt names the date until which a copy may be in a backup');
  assert.ok(!(await storedIn(folder)).includes(sealed));
  assert.ok(!(await keysIn(folder)).includes(made.id), 'its key is gone');
  const target = await copyOf(folder, join(await temporaryFolder(context), 'restored'));
  assert.equal((await restore(placesOf(target), copy, [])).deletedAgain, 2, 'the request and its messages');
  assert.ok(!(await storedIn(target)).includes(sealed), 'still gone after a restore');
});

test('a mail server that is down: nothing is lost, and what arrives says that there is news, and no more', async (context) => {
  const { store } = await mentoringApp(context);
  const mails: string[] = [];
  let up = false;
  const server = createServer((socket) => {
    if (!up) { socket.destroy(); return; }
    let reading = false;
    let mail = '';
    socket.write('220 mail\r\n');
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n')) {
        if (reading) { if (line === '.') { reading = false; mails.push(mail); mail = ''; socket.write('250 ok\r\n'); } else mail += `${line}\n`; continue; }
        if (line === 'DATA') { reading = true; socket.write('354 go on\r\n'); } else if (line.startsWith('QUIT')) socket.end('221 bye\r\n'); else if (line) socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  context.after(() => { server.close(); });
  let clock = Date.now();
  const { desk, close } = await openDesk({ store, keysAt: await temporaryFolder(context), master: randomBytes(32), log: () => undefined, url: () => 'https://kith.example', smtp: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, now: () => clock });
  context.after(close);
  const program = await store.read.selectFrom('programs').selectAll().where('id', '=', 'one').executeTakeFirstOrThrow();
  await desk.mentoring.requests.create(program, { replyCode: newCode(), answers: { name: 'ZqRobin', age: '18-plus', understood: true, words: 'ZqWords', topics: ['new-country'] } });
  const waiting = async () => (await store.read.selectFrom('outbox').select('id').where('program_id', '=', 'one').where('state', '=', 'waiting').execute()).length;
  for (let hours = 0; hours < 24; hours++) { clock += 3_600_000; await desk.office.outbox.run(); }
  assert.equal(await waiting(), 2, 'both coordinators are still to be told');
  up = true;
  for (let tries = 0; tries < 48 && await waiting(); tries++) { clock += 3_600_000; await desk.office.outbox.run(); }
  assert.equal(mails.length, 2);
  for (const mail of mails) { assert.match(mail, /Subject: Kith: there is news/); assert.match(mail, /There is something new in the console\./); assert.doesNotMatch(mail, /Zq|new-country|Robin|mentor/i); }
});

test('a check-in that is due is said once to its mentor and the coordinators, and again for the next date', async (context) => {
  const { upTo, mentoring, store } = await mentoringApp(context);
  const made = await upTo('active');
  const mails = async () => (await store.read.selectFrom('outbox').select('recipient').where('program_id', '=', 'one').where('about', 'like', `check-in ${made.id}%`).execute()).map(({ recipient }) => recipient).sort();
  await mentoring.sweep('one', Date.now() + 10 * 86_400_000);
  assert.deepEqual(await mails(), []);
  for (let count = 0; count < 3; count++) await mentoring.sweep('one', Date.now() + 16 * 86_400_000);
  assert.deepEqual(await mails(), ['coordinator2@one.example', 'coordinator@one.example', 'mentor@one.example']);
});

test('a guardian may say yes to meetings and no to messages: then nobody writes here, and both are told', async (context) => {
  const { request, act, as, open, people } = await mentoringApp(context);
  const made = await request({ age: '13-17' });
  const { id, code } = made;
  await act('coordinator', id, 'record-consent', { paper: { name: 'A parent', on: '2026-01-01' } });
  for (const [who, action, details] of [['coordinator', 'ready'], ['coordinator', 'propose', { mentors: [people.one!.mentor!.userId] }], ['mentor', 'accept'], ['supervisor', 'approve'], ['mentor', 'agree']] as const) assert.equal((await act(who, id, action, details)).status, 200, action);
  await made.reply({ action: 'agree' });
  assert.deepEqual([(await made.mine()).body.status, (await made.mine()).body.messages], ['matched', false]);
  assert.equal((await open('mentor-requests/mine/conversation', { code, body: { token: newToken() } })).status, 409);
  for (const answer of [await as('mentor')('GET', `/mentor-requests/${id}/messages`), await as('mentor')('POST', `/mentor-requests/${id}/messages`, { clientId: 'client-01', body: 'x' })]) assert.ok([404, 409].includes(answer.status), String(answer.status));
  assert.equal((await act('mentor', id, 'set-meeting', { start: new Date(Date.now() + 1e8).toISOString() })).status, 200, 'they meet all the same');
});
