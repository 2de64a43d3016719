import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saveSettings } from '../program-settings.ts';
import { mentoringApp, newCode, newToken } from './testing.ts';
import { mentorRow, screeningOf, screenMentor, setMentor } from './mentors.ts';

type Json = Record<string, unknown>;
const issuesOf = ({ body }: { body: Json }) => (body.errors ?? []) as { path: string; message: string }[];
const reasonsOf = (answer: { body: Json }) => issuesOf(answer).map(({ message }) => message).join(' | ');
const pathsOf = (answer: { body: Json }) => issuesOf(answer).map(({ path }) => path);
const DAY = 86_400_000;
const trailOf = (answer: { body: Json }) => (answer.body.history as { action: string }[]).map(({ action }) => action.replace('request-', ''));

test('an adult: from the form to the goodbye, with its trail', async (context) => {
  const { upTo, as, act, statusOf, mentoring, people, store, open, ask } = await mentoringApp(context);
  const made = await upTo('active', { topics: ['school-stress'], words: 'For the coordinator alone', enjoy: 'Chess' });
  const { id, code } = made;
  const mentor = people.one!.mentor!.userId;
  // Goals are the mentee's own; three at most.
  assert.equal((await made.reply({ action: 'set-goals', goals: ['Speak up in class', 'Two walks a week'] })).status, 200);
  assert.equal((await made.reply({ action: 'set-goals', goals: ['1', '2', '3', '4'] })).status, 400);
  const seen = (await as('mentor')('GET', `/mentor-requests/${id}`)).body as unknown as { goals: string[]; said: Json; history: unknown[] };
  assert.deepEqual(seen.goals, ['Speak up in class', 'Two walks a week']);
  assert.deepEqual([seen.said.words, seen.said.enjoy, seen.said.contact], [undefined, 'Chess', 'Locker 12'], 'the mentor has the safe contact of an adult, and not what was written to the coordinator');
  assert.deepEqual(seen.history, []);
  // A supervisor reveals the contact with a reason, which is written down.
  assert.equal(((await as('supervisor')('GET', `/mentor-requests/${id}`)).body as unknown as { said: Json }).said.contact, undefined);
  assert.equal((await as('supervisor')('POST', `/mentor-requests/${id}/contact`, { reason: 'safety' })).body.contact, 'Locker 12');
  // Messages: a conversation like any other, opened with the code.
  const token = newToken();
  const talk = (await open('mentor-requests/mine/conversation', { code, body: { token } })).body as unknown as { id: string };
  const visitor = (method: string, path: string, body?: unknown) => ask(method, `/v1/conversations/${talk.id}${path}`, body, { authorization: `Bearer ${token}`, origin: 'https://one.example' });
  assert.equal((await visitor('POST', '/messages', { clientId: 'visitor-1', body: 'Hello' })).status, 201);
  assert.equal((await as('mentor')('POST', `/mentor-requests/${id}/messages`, { clientId: 'client-01', body: 'Hi there' })).status, 201);
  assert.deepEqual((await visitor('GET', '/events')).body.events && ((await visitor('GET', '/events')).body.events as unknown as { body?: string }[]).flatMap(({ body }) => body ?? []), ['Hello', 'Hi there']);
  assert.equal((await as('coordinator')('GET', `/mentor-requests/${id}/messages`)).status, 403, 'a coordinator reads no messages');
  assert.match(reasonsOf(await as('supervisor')('GET', `/mentor-requests/${id}/messages`)), /Say why/);
  assert.equal((await as('supervisor')('GET', `/mentor-requests/${id}/messages?reason=safety`)).status, 200);
  assert.equal((await as('mentor2')('GET', `/mentor-requests/${id}/messages`)).status, 404);
  for (const name of ['supervisor', 'peer']) assert.equal((await as(name)('GET', `/conversations/${talk.id}?reason=safety`)).status, 404, 'a match is no chat');
  assert.equal(((await as('peer')('GET', '/queue')).body.waiting as unknown as unknown[]).length, 0);
  // Leaving the page ends a chat, and no match.
  await visitor('POST', '/end', {});
  assert.equal((await visitor('POST', '/messages', { clientId: 'visitor-2', body: 'Still here' })).status, 201);
  assert.equal((await visitor('DELETE', '')).status, 409);
  // A pause: to be read, not written.
  assert.equal((await made.reply({ action: 'pause' })).status, 200);
  assert.match(reasonsOf(await visitor('POST', '/messages', { clientId: 'visitor-3', body: 'Hm' })), /paused/);
  assert.equal((await visitor('GET', '/events')).status, 200);
  assert.equal((await act('coordinator', id, 'resume')).status, 200);
  // Check-ins: after two weeks, then monthly, moved on once both sides have said how it goes.
  const due = async () => (await store.read.selectFrom('mentor_requests').select('check_in_at').where('id', '=', id).where('program_id', '=', 'one').executeTakeFirstOrThrow()).check_in_at!;
  const first = await due();
  assert.ok(Math.abs(Date.parse(first) - Date.now() - 14 * DAY) < DAY / 4);
  const later = Date.parse(first) + 1000;
  await mentoring.requests.act('one', id, { actors: ['requester'], name: 'requester' }, 'check-in', { going: 'well', words: 'She listens' }, later);
  assert.equal(await due(), first);
  await mentoring.requests.act('one', id, { actors: ['mentor'], userId: mentor, name: 'mentor' }, 'check-in', { going: 'well' }, later);
  assert.ok(Math.abs(Date.parse(await due()) - later - 30 * DAY) < 2000);
  // Close: both sides' words, then the coordinator.
  assert.equal((await act('mentor', id, 'begin-close')).status, 200);
  assert.equal((await made.reply({ action: 'say-goodbye', words: 'Thank you' })).status, 200);
  assert.match(reasonsOf(await act('coordinator', id, 'close')), /Say how it ended/);
  assert.equal((await act('coordinator', id, 'close', { outcome: 'completed' })).status, 200);
  assert.equal(await statusOf(id), 'closed');
  assert.deepEqual(trailOf(await as('coordinator')('GET', `/mentor-requests/${id}`)), ['submitted', 'review', 'ready', 'propose', 'accept', 'approve', 'agree', 'agree', 'match', 'set-meeting', 'met', 'set-goals', 'contact-revealed', 'match-read-by-supervisor', 'pause', 'resume', 'check-in', 'check-in', 'begin-close', 'say-goodbye', 'close']);
  const own = await made.mine();
  assert.equal(own.body.status, 'closed');
  assert.ok(own.body.deletedAt);
  assert.equal((await visitor('POST', '/messages', { clientId: 'visitor-4', body: 'One more' })).status, 409);
  // Exported: everything for a supervisor, no messages for a coordinator; then deleted, and gone.
  const record = async (name: string) => JSON.stringify((await as(name)('GET', `/mentor-requests/${id}/export${name === 'supervisor' ? '?reason=requested' : ''}`)).body);
  assert.match(await record('supervisor'), /For the coordinator alone.*Hi there/s);
  assert.doesNotMatch(await record('coordinator'), /Hi there/);
  const receipt = await made.remove();
  assert.equal(receipt.body.messages, 3);
  assert.equal((await made.mine()).status, 404);
  assert.equal((await as('coordinator')('GET', `/mentor-requests/${id}`)).status, 404);
  assert.equal((await store.read.selectFrom('conversation_events').select('seq').where('conversation_id', '=', talk.id).where('program_id', '=', 'one').execute()).length, 0);
});

test('a minor: consent by link in Spanish, a second person approves, the adviser reads along, and both are told', async (context) => {
  const { request, as, act, open, people, statusOf, mentoring, ask, store } = await mentoringApp(context);
  const made = await request({ age: '13-17', name: 'Robin', words: 'Maths', guardian: 'ok' });
  const { id, code } = made;
  assert.equal(await statusOf(id), 'needs-consent');
  assert.match(reasonsOf(await act('coordinator', id, 'review')), /cannot be changed like this/);
  const { link } = (await as('coordinator')('POST', `/mentor-requests/${id}/consent-link`, { language: 'es' })).body as unknown as { link: string };
  assert.match(link, /\/embed\/consent\?site=pk_one&lang=es#token=/);
  const token = link.split('#token=')[1]!;
  const page = (await open('consents/look', { body: { token } })).body as unknown as { text: string; name: string; version: string; language: string };
  assert.deepEqual([page.text, page.name, page.language], ['Acepto que mi hijo o hija tenga un mentor.', 'Robin', 'es']);
  assert.equal((await open('consents/look', { body: { token } })).status, 200, 'to look uses nothing up: mail scanners do');
  assert.equal((await open('consents', { body: { token, agree: true, code: newCode(), name: '', understood: true, version: page.version } })).status, 409);
  const consentCode = newCode();
  const yes = { token, agree: true, code: consentCode, name: 'Ana', relationship: 'madre', language: 'es', online: true, understood: true, version: page.version };
  assert.match(reasonsOf(await open('consents', { body: { ...yes, version: 'another' } })), /has changed/);
  assert.equal((await open('consents', { body: yes })).status, 201);
  assert.equal((await open('consents', { body: yes })).status, 410, 'a link is good for one answer');
  assert.equal((await open('consents/look', { body: { token } })).status, 410);
  assert.equal(await statusOf(id), 'in-review');
  const { consentRecord } = (await as('coordinator')('GET', `/mentor-requests/${id}`)).body as unknown as { consentRecord: Json };
  assert.deepEqual([consentRecord.how, consentRecord.name, consentRecord.text, consentRecord.language], ['link', 'Ana', 'Acepto que mi hijo o hija tenga un mentor.', 'es'], 'as it was read');
  await act('coordinator', id, 'ready');
  // The supervisor who proposed it may not approve it.
  const student = people.one!.student!.userId;
  assert.equal((await act('supervisor', id, 'propose', { mentors: [student] })).status, 200);
  assert.equal((await act('student', id, 'accept')).status, 200);
  assert.match(reasonsOf(await act('supervisor', id, 'approve')), /A second person has to approve/);
  assert.equal((await act('supervisor2', id, 'approve')).status, 200);
  await act('student', id, 'agree');
  assert.equal(await statusOf(id), 'approved', 'both have to agree');
  await made.reply({ action: 'agree' });
  assert.equal(await statusOf(id), 'matched');
  const seen = (await as('student')('GET', `/mentor-requests/${id}`)).body as unknown as { said: Json };
  assert.equal(seen.said.contact, undefined, 'no contact of a minor leaves the kit');
  assert.equal(seen.said.name, 'Robin');
  const talkToken = newToken();
  const talk = (await open('mentor-requests/mine/conversation', { code, body: { token: talkToken } })).body as unknown as { id: string };
  const visitor = (method: string, path: string, body?: unknown) => ask(method, `/v1/conversations/${talk.id}${path}`, body, { authorization: `Bearer ${talkToken}`, origin: 'https://one.example' });
  const notices = (answer: { body: Json }) => (answer.body.events as { notice?: string }[]).flatMap(({ notice }) => notice ?? []);
  assert.deepEqual(notices(await visitor('GET', '/events')), ['adviser-reads']);
  assert.deepEqual(notices(await as('student')('GET', `/mentor-requests/${id}/messages`)), ['adviser-reads']);
  assert.equal((await made.mine()).body.adviser, 'supervisor2');
  assert.equal((await as('supervisor2')('GET', `/mentor-requests/${id}/messages`)).status, 200, 'the adviser needs no reason');
  // "I am not safe": supervisors and the adviser are paged, and a student hands it over with one press.
  await visitor('POST', '/messages', { clientId: 'visitor-1', body: 'Bad day' });
  assert.equal((await visitor('POST', '/not-safe', {})).status, 200);
  const pages = async () => (await store.read.selectFrom('outbox').select('recipient').where('kind', '=', 'page').where('program_id', '=', 'one').execute()).map(({ recipient }) => recipient);
  assert.ok((await pages()).includes('supervisor2@one.example'));
  assert.equal((await as('student')('POST', `/mentor-requests/${id}/flag`, {})).status, 201);
  assert.equal(((await as('coordinator')('GET', '/mentor-requests')).body.requests as unknown as { flagged: boolean }[])[0]!.flagged, true);
  // Taken back at any time: the match pauses, nothing can be written, and it goes on only with consent.
  assert.equal((await open('consents/mine/revoke', { code: consentCode, body: {} })).status, 200);
  assert.equal(await statusOf(id), 'paused');
  assert.equal((await visitor('POST', '/messages', { clientId: 'visitor-2', body: 'x' })).status, 409);
  assert.match(reasonsOf(await act('coordinator', id, 'resume')), /An adult at home has to agree first/);
  assert.ok((await open('consents/mine', { code: consentCode })).body.revokedAt);
  // Deleted by the young person: the incident record stays, and the receipt says so.
  const receipt = await made.remove();
  assert.ok((receipt.body.kept as { until: string } | undefined)?.until);
  assert.equal((await open('consents/mine', { code: consentCode })).status, 404);
  assert.equal((await mentoring.requests.proposals({ id, program_id: 'one' })).length, 0);
});

test('under 13: a nickname, an adult, topics, and no free text before an adult has agreed', async (context) => {
  const { request, act, statusOf } = await mentoringApp(context, { topicsLater: true });
  const young = { age: 'under-13', name: 'Bee', topics: ['friends'], adult: 'Ms. Alvarez', contact: '' };
  const refused = await request({ ...young, contact: 'phone', words: 'free text', enjoy: 'x' });
  assert.deepEqual([refused.sent.status, pathsOf(refused.sent).sort()], [400, ['answers.contact', 'answers.enjoy', 'answers.words']]);
  assert.deepEqual(pathsOf((await request({ ...young, topics: ['bullying'] })).sent), ['answers.topics'], 'sensitive topics wait for an adult');
  const made = await request(young);
  assert.equal(made.sent.status, 201);
  assert.equal(await statusOf(made.id), 'needs-consent');
  assert.equal((await made.reply({ action: 'tell-more', answers: { words: 'x' } })).status, 409);
  assert.match(reasonsOf(await act('coordinator', made.id, 'record-consent', { paper: { name: 'A parent', on: '2999-01-01' } })), /still to come/);
  assert.equal((await made.mine()).body.mayTellMore, false);
  assert.equal((await act('coordinator', made.id, 'record-consent', { paper: { name: 'A parent', relationship: 'mother', on: '2026-01-01', online: true } })).status, 200);
  assert.equal((await made.mine()).body.mayTellMore, true);
  assert.equal((await made.reply({ action: 'tell-more', answers: { words: 'I like trains', topics: ['bullying'] } })).status, 200);
  assert.deepEqual((await made.mine()).body.said, { age: 'under-13', name: 'Bee', topics: ['bullying'], adult: 'Ms. Alvarez', understood: true, words: 'I like trains' });
});

test('worried about asking at home: to the counselor alone, and nothing goes home', async (context) => {
  const { request, as, act, statusOf, store } = await mentoringApp(context, { mayWaive: true });
  const made = await request({ age: '13-17', name: 'Kai', guardian: 'worried', words: 'Please do not call home' });
  const { id } = made;
  assert.equal(await statusOf(id), 'submitted', 'no consent is asked for');
  const [row] = (await as('coordinator')('GET', '/mentor-requests')).body.requests as unknown as { name: string; keepFromHome: boolean }[];
  assert.deepEqual([row!.name, row!.keepFromHome], ['', true], 'a coordinator sees that there is one, and no more');
  for (const name of ['coordinator', 'supervisor']) assert.equal((await as(name)('GET', `/mentor-requests/${id}`)).status, 404);
  assert.equal((await as('coordinator')('POST', `/mentor-requests/${id}/consent-link`, { send: 'home@x.example' })).status, 404);
  const counselor = await as('supervisor2')('GET', `/mentor-requests/${id}`);
  assert.equal((counselor.body as unknown as { said: Json }).said.words, 'Please do not call home');
  assert.match(reasonsOf(await as('supervisor2')('POST', `/mentor-requests/${id}/consent-link`, {})), /Nothing is sent/);
  assert.match(reasonsOf(await act('supervisor2', id, 'need-consent')), /worried/);
  const mails = await store.read.selectFrom('outbox').selectAll().where('program_id', '=', 'one').execute();
  assert.deepEqual([...new Set(mails.filter(({ kind }) => kind !== 'webhook').map(({ recipient }) => recipient))], ['supervisor2@one.example'], 'only the counselor was told');
  // Where the program's rule lets them, the counselor decides; otherwise they talk, and asking at home becomes all right.
  assert.equal((await act('supervisor2', id, 'waive-consent')).status, 200);
  assert.equal(await statusOf(id), 'in-review');
  const second = await request({ age: '13-17', guardian: 'worried' });
  assert.equal((await act('supervisor2', second.id, 'ask-at-home')).status, 200);
  assert.equal(await statusOf(second.id), 'needs-consent');
});

test('mentors: screening that is missing, failed or out of date blocks each step; the next one is asked after three days', async (context) => {
  const { upTo, act, as, people, statusOf, mentoring, desk, store } = await mentoringApp(context);
  const { mentor, mentor2, student } = Object.fromEntries(Object.entries(people.one!).map(([name, { userId }]) => [name, userId]));
  const { mentoring: settings } = await desk.settingsOf('one');
  const waiting = await upTo('waiting-for-match', { topics: ['school-stress'] });
  await screenMentor(store, 'one', mentor2!, settings, { step: 'background-check', result: 'passed', on: '2020-01-01' });
  assert.match(reasonsOf(await act('coordinator', waiting.id, 'propose', { mentors: [mentor2] })), /out of date: Background check/);
  await screenMentor(store, 'one', mentor2!, settings, { step: 'background-check', result: 'not-passed', on: '2026-01-01' });
  assert.match(reasonsOf(await act('coordinator', waiting.id, 'propose', { mentors: [mentor2] })), /not passed: Background check/);
  await screenMentor(store, 'one', mentor2!, settings, { step: 'background-check', result: 'passed', on: '2026-01-01' });
  await setMentor(store, 'one', student!, { permissionOn: '' });
  assert.match(reasonsOf(await act('coordinator', waiting.id, 'propose', { mentors: [student] })), /parent's permission/);
  await setMentor(store, 'one', student!, { permissionOn: '2026-01-01', adviser: '' });
  assert.match(reasonsOf(await act('coordinator', waiting.id, 'propose', { mentors: [student] })), /adult adviser/);
  assert.match(reasonsOf(await act('coordinator', waiting.id, 'propose', { mentors: [people.two!.mentor!.userId] })), /not a mentor here/);
  await setMentor(store, 'one', mentor!, { capacity: 0 });
  assert.match(reasonsOf(await act('coordinator', waiting.id, 'propose', { mentors: [mentor] })), /no room/);
  await setMentor(store, 'one', mentor!, { capacity: 1 });
  // Asked in order: nobody answers within three days, then the next.
  assert.equal((await act('coordinator', waiting.id, 'propose', { mentors: [mentor, mentor2] })).status, 200);
  const asked = async () => (await mentoring.requests.proposals({ id: waiting.id, program_id: 'one' })).map(({ mentor_id: who, state }) => [who === mentor ? 'mentor' : 'mentor2', state]);
  await mentoring.sweep('one', Date.now() + 2.9 * DAY);
  assert.deepEqual(await asked(), [['mentor2', 'queued'], ['mentor', 'asked']]);
  await mentoring.sweep('one', Date.now() + 3.1 * DAY);
  assert.deepEqual(Object.fromEntries(await asked()), { mentor: 'no-answer', mentor2: 'asked' });
  assert.equal(await statusOf(waiting.id), 'proposed');
  assert.equal((await act('mentor', waiting.id, 'accept')).status, 404, 'whoever did not answer in time sees it no more');
  // Out of date between the question and the answer: still blocked, and at the approval too.
  await screenMentor(store, 'one', mentor2!, settings, { step: 'references', result: 'passed', on: '2020-01-01', until: '2021-01-01' });
  assert.match(reasonsOf(await act('mentor2', waiting.id, 'accept')), /out of date: Two references/);
  await screenMentor(store, 'one', mentor2!, settings, { step: 'references', result: 'passed', on: '2026-01-01' });
  assert.equal((await act('mentor2', waiting.id, 'accept')).status, 200);
  await screenMentor(store, 'one', mentor2!, settings, { step: 'references', result: 'passed', on: '2020-01-01', until: '2021-01-01' });
  assert.match(reasonsOf(await act('supervisor', waiting.id, 'approve')), /out of date/);
  // Suggestions say why and why not, and hold no score.
  const { suggestions } = (await as('coordinator')('GET', `/mentor-requests/${waiting.id}/suggestions`)).body as unknown as { suggestions: Json[] };
  assert.deepEqual(Object.keys(suggestions[0]!).sort(), ['against', 'capacity', 'matches', 'mentor', 'name', 'reasons']);
  assert.deepEqual(suggestions.map(({ name, against }) => [name, (against as { code: string }[]).map(({ code }) => code)]), [['mentor', []], ['mentor2', ['screening-expired']], ['student', ['no-adviser']]]);
});

test('at once: two coordinators do not fill a mentor twice, and no change of a mentor undoes another', async (context) => {
  const { upTo, act, people, desk, store } = await mentoringApp(context);
  const { mentor } = Object.fromEntries(Object.entries(people.one!).map(([name, { userId }]) => [name, userId]));
  const { mentoring: settings } = await desk.settingsOf('one');
  const requests = [await upTo('waiting-for-match', { topics: ['school-stress'] }), await upTo('waiting-for-match', { topics: ['school-stress'] }), await upTo('waiting-for-match', { topics: ['school-stress'] })];
  const answers = await Promise.all(requests.map(({ id }) => act('coordinator', id, 'propose', { mentors: [mentor] })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 409], 'room for two');
  assert.match(reasonsOf(answers.find(({ status }) => status === 409)!), /no room/);
  const on = '2026-02-02';
  await Promise.all([
    ...settings.screening.map(({ id: step }) => screenMentor(store, 'one', mentor!, settings, { step, result: 'passed', on })),
    setMentor(store, 'one', mentor!, { when: ['mon-evening'] }), setMentor(store, 'one', mentor!, { grade: '11' }), setMentor(store, 'one', mentor!, { capacity: 3 }),
  ]);
  const row = await mentorRow(store, 'one', mentor!);
  assert.deepEqual([row.times, row.grade, row.capacity, screeningOf(row).map((step) => step.on)], ['["mon-evening"]', '11', 3, settings.screening.map(() => on)]);
});

test('kinds of relation: a contact for some weeks and meetings ends by itself; a navigator has a sheet and words explained', async (context) => {
  const { upTo, as, act, request, statusOf, mentoring, store, people } = await mentoringApp(context, { kinds: [{ id: 'mentor', label: 'Mentor' }, { id: 'contact', label: 'Contact', days: 30, meetings: 2 }, { id: 'navigator', label: 'Navigator', sheet: true, glossary: [{ word: 'Referral', meaning: 'A letter that sends you on.' }] }] });
  const kind = (id: string, name: string) => store.write.updateTable('mentor_requests').set({ kind: name }).where('id', '=', id).where('program_id', '=', 'one').execute();
  const first = await upTo('first-meeting-set');
  await kind(first.id, 'contact');
  const by = { actors: ['mentor'] as const, userId: people.one!.mentor!.userId, name: 'mentor' };
  const later = Date.now() + DAY;
  await mentoring.requests.act('one', first.id, by, 'met', {}, later);
  assert.equal((await first.mine()).body.meetingsLeft, 1);
  await mentoring.requests.act('one', first.id, by, 'met', {}, later);
  assert.equal(await statusOf(first.id), 'closing', 'the last meeting was held');
  const second = await upTo('first-meeting-set');
  await kind(second.id, 'contact');
  await mentoring.requests.act('one', second.id, by, 'met', {}, later);
  await mentoring.sweep('one', later + 29 * DAY);
  assert.equal(await statusOf(second.id), 'active');
  await mentoring.sweep('one', later + 31 * DAY);
  assert.equal(await statusOf(second.id), 'closing');
  const third = await request({}, { kind: 'navigator' });
  assert.equal(((await as('coordinator')('GET', `/mentor-requests/${third.id}`)).body as unknown as { kind: string }).kind, 'navigator');
  await setMentor(store, 'one', people.one!.mentor!.userId, { capacity: 9 });
  for (const [who, action, details] of [['coordinator', 'review'], ['coordinator', 'ready'], ['coordinator', 'propose', { mentors: [by.userId] }], ['mentor', 'accept'], ['supervisor', 'approve'], ['mentor', 'agree']] as const) assert.equal((await act(who, third.id, action, details)).status, 200, action);
  await third.reply({ action: 'agree' });
  assert.equal((await third.reply({ action: 'set-sheet', words: 'Ask about the dose' })).status, 200);
  const own = (await third.mine()).body as unknown as { sheet: string; glossary: { word: string }[] };
  assert.deepEqual([own.sheet, own.glossary[0]!.word], ['Ask about the dose', 'Referral']);
  assert.equal((await act('mentor', third.id, 'set-meeting', { start: '2020-01-01T10:00:00Z' })).status, 409);
  assert.equal((await act('mentor', third.id, 'set-meeting', { start: '2030-01-01T10:00:00+01:00', minutes: 30, place: 'Room 3' })).status, 200);
  const { meeting } = (await third.mine()).body as unknown as { meeting: { start: string; calendar: string } };
  assert.equal(meeting.start, '2030-01-01T09:00:00.000Z');
  assert.match(meeting.calendar, /BEGIN:VCALENDAR[\s\S]*DTSTART:20300101T090000Z[\s\S]*SUMMARY:Partner one[\s\S]*END:VCALENDAR/);
  assert.doesNotMatch(meeting.calendar, /Robin|Referral|mentor/i);
});

test('a form that asks for a birth date, a diagnosis, or requires a health question at a school is refused', async (context) => {
  const { desk, people, store } = await mentoringApp(context);
  const settings = await desk.settingsOf('one');
  const set = (form: object, more: object = {}) => people.one!.admin!.call('PUT', '/v1/staff/programs/one/settings', { ...settings, mentoring: { ...settings.mentoring, form: { hidden: [], words: {}, added: [], ...form }, ...more } });
  const question = (label: string, more: object = {}) => set({ added: [{ id: 'extra', kind: 'text', label, ...more }] });
  for (const label of ['What is your date of birth?', 'Birthday', 'DOB', 'Fecha de nacimiento', 'When were you born?', 'تاريخ الميلاد']) assert.match(reasonsOf(await question(label)), /birth date/, label);
  for (const label of ['Your diagnosis', 'What have you been diagnosed with?', '¿Qué diagnóstico tienes?', 'ما هو تشخيصك']) assert.match(reasonsOf(await question(label)), /diagnosis/, label);
  assert.match(reasonsOf(await set({ words: { name: 'Name and date of birth' } })), /birth date/, 'reworded');
  assert.match(reasonsOf(await set({ added: [{ id: 'extra', kind: 'one', label: 'Which?', options: ['Diagnosed', 'Not'] }] })), /diagnosis/, 'in an answer to choose');
  assert.match(reasonsOf(await question('How is your mental health?', { required: true })), /about health and must be answered/);
  assert.match(reasonsOf(await question('How do you sleep?', { required: true, health: true })), /about health/);
  assert.equal((await question('How do you sleep?', { health: true })).status, 200, 'one that may be left out is fine');
  assert.match(reasonsOf(await set({ hidden: ['understood'] })), /cannot be left out/);
  assert.match(reasonsOf(await set({}, { consentText: {} })), /no text for guardians/);
  await store.write.updateTable('programs').set({ setting: 'clinic' }).where('id', '=', 'one').execute();
  assert.equal((await question('How is your mental health?', { required: true })).status, 200, 'a clinic may');
  await assert.rejects(saveSettings(store, 'one', { ...settings, mentoring: { ...settings.mentoring, form: { hidden: [], words: { name: 'Date of birth' }, added: [] } } }), 'by the command line neither');
});

test('bad input: altered forms, machines, floods, wrong codes, used links', async (context) => {
  const tight = { burst: 1e6, perSecond: 1e6 };
  const { request, open, statusOf, as, store } = await mentoringApp(context, {}, { rates: { address: tight, program: tight, report: tight, conversation: tight, start: tight, leave: tight, signIn: tight, request: { burst: 8, perSecond: 0 }, proved: { burst: 3, perSecond: 0 } } });
  // A form altered in the browser: every field that was not asked, and every value that was not offered, is named.
  const altered = await request({ 'birthday': '2010-01-01', 'topics': ['made-up'], 'grade': '99', 'understood': false });
  assert.deepEqual(pathsOf(altered.sent).sort(), ['answers.birthday', 'answers.grade', 'answers.topics', 'answers.understood']);
  assert.ok(!JSON.stringify(altered.sent.body).includes('2010'), 'no value comes back');
  // A retry is the same request.
  const code = newCode();
  const body = { replyCode: code, answers: { name: 'A', age: '18-plus', understood: true }, seconds: 9 };
  assert.deepEqual([(await open('mentor-requests', { body })).status, (await open('mentor-requests', { body })).status], [201, 201]);
  assert.equal((await store.read.selectFrom('mentor_requests').select('id').where('program_id', '=', 'one').execute()).length, 1);
  // Both at once are one too.
  const twice = { ...body, replyCode: newCode() };
  await Promise.all([open('mentor-requests', { body: twice }), open('mentor-requests', { body: twice })]);
  assert.equal((await store.read.selectFrom('mentor_requests').select('id').where('program_id', '=', 'one').execute()).length, 2);
  // What looks like a machine, and every one beyond the usual, does a sum first; with it, it is taken.
  const { solveChallenge } = await import('altcha-lib/v1');
  const solved = async () => {
    const task = (await open('proofs')).body as unknown as { algorithm: string; challenge: string; salt: string; signature: string; maxnumber: number };
    const found = await solveChallenge(task.challenge, task.salt, task.algorithm, task.maxnumber).promise;
    return btoa(JSON.stringify({ algorithm: task.algorithm, challenge: task.challenge, number: found!.number, salt: task.salt, signature: task.signature }));
  };
  const machine = { ...body, replyCode: newCode(), trap: 'http://spam.example' };
  assert.deepEqual([(await open('mentor-requests', { body: machine })).status, (await open('mentor-requests', { body: { ...machine, seconds: 0.2, trap: '' } })).body.code], [403, 'proof-needed']);
  const proof = await solved();
  assert.equal((await open('mentor-requests', { body: { ...machine, proof } })).status, 201, 'nobody is turned away');
  assert.equal((await open('mentor-requests', { body: { ...machine, replyCode: newCode(), proof } })).body.code, 'proof-needed', 'a sum counts once');
  assert.equal((await open('mentor-requests', { body: { ...machine, replyCode: newCode(), proof: 'bm90aGluZw==' } })).body.code, 'proof-needed');
  const flood = [];
  for (let count = 0; count < 10; count++) flood.push((await open('mentor-requests', { body: { ...body, replyCode: newCode() } })).status);
  assert.ok(flood.every((status) => status === 201 || status === 403) && flood.at(-1) === 403, `${flood.join()}: a sum is asked for`);
  // Whoever does it is taken, whatever others behind the same address do; only sums without end have to wait.
  const proved = [];
  for (let count = 0; count < 3; count++) proved.push((await open('mentor-requests', { body: { ...body, replyCode: newCode(), proof: await solved() } })).status);
  assert.deepEqual(proved, [201, 201, 429]);
  // A wrong code is as slow as an unknown one, and says the same.
  const started = performance.now();
  const wrong = await open('mentor-requests/mine', { code: newCode() });
  assert.deepEqual([wrong.status, wrong.body.code], [404, 'code-not-found']);
  assert.ok(performance.now() - started > 300, 'guessing is slow');
  assert.equal((await open('mentor-requests/mine', { code, program: 'two' })).status, 404, 'a code is good in its own program');
  // Links that are wrong, of another program, or too old.
  for (const token of [newToken(), 'x'.repeat(43)]) assert.equal((await open('consents/look', { body: { token } })).status, 410);
  await store.write.updateTable('mentor_requests').set({ band: '13-17', consent: 'needed', status: 'needs-consent' }).where('program_id', '=', 'one').execute();
  const [{ id } = { id: '' }] = await store.read.selectFrom('mentor_requests').select('id').where('program_id', '=', 'one').execute();
  const link = async () => ((await as('coordinator')('POST', `/mentor-requests/${id}/consent-link`, {})).body as unknown as { link: string }).link.split('#token=')[1]!;
  const [first, second] = [await link(), await link()];
  assert.equal((await open('consents/look', { body: { token: first } })).status, 410, 'a new link ends the one before');
  assert.equal((await open('consents/look', { body: { token: second }, program: 'two' })).status, 410);
  await store.write.updateTable('consent_links').set({ expires_at: '2020-01-01T00:00:00Z' }).where('program_id', '=', 'one').execute();
  assert.equal((await open('consents', { body: { token: second, agree: false } })).status, 410);
  assert.equal(await statusOf(id), 'needs-consent');
  const third = await link();
  assert.equal((await open('consents', { body: { token: third, agree: false } })).status, 201);
  assert.equal(await statusOf(id), 'declined', 'no is an answer too');
});

test('typed where nobody asked: a birth date or a diagnosis is kept, with a gentle note', async (context) => {
  const { request, as } = await mentoringApp(context);
  const notesOf = async (words: string) => { const { id } = await request({ words }); return ((await as('coordinator')('GET', `/mentor-requests/${id}`)).body as unknown as { notes: string[]; said: Json }); };
  const seen = await notesOf('I was born 12/04/2009 and got a diagnosis last year');
  assert.deepEqual([seen.notes, seen.said.words], [['maybe-birth-date', 'maybe-diagnosis'], 'I was born 12/04/2009 and got a diagnosis last year']);
  assert.deepEqual((await notesOf('nací el 12 de abril de 2009')).notes, ['maybe-birth-date']);
  assert.deepEqual((await notesOf('Room 12, grade 9, at 3:30')).notes, []);
});

test('a referral: the referrer learns how it stands only where the person said yes', async (context) => {
  const { request, as, open } = await mentoringApp(context);
  const make = async () => ((await as('referrer')('POST', '/referrals', {})).body as unknown as { link: string }).link.split('#token=')[1]!;
  const list = async () => (await as('referrer')('GET', '/referrals')).body.referrals as unknown as { used: boolean; agreed: boolean; status?: string }[];
  const [yes, no] = [await make(), await make()];
  assert.equal((await open('referrals/look', { body: { token: yes } })).body.by, 'referrer');
  await request({}, { referral: { token: yes, maySee: true } });
  await request({}, { referral: { token: no, maySee: false } });
  assert.deepEqual((await list()).map(({ used, agreed, status }) => [used, agreed, status]).sort(), [[true, false, undefined], [true, true, 'submitted']]);
  assert.equal((await open('referrals/look', { body: { token: yes } })).status, 410);
  assert.equal((await request({}, { referral: { token: yes, maySee: true } })).sent.status, 201, 'a used link does not hold a request up');
  assert.equal((await as('referrer')('GET', '/mentor-requests')).status, 403);
});

test('becoming a mentor: applied, interview, references, checks, training, shadow, active; a supervisor approves', async (context) => {
  const { open, as, people, enter, store } = await mentoringApp(context);
  const code = newCode();
  assert.equal((await open('mentor-applications', { body: { replyCode: code, name: 'Dana', contact: 'dana@x.example', words: 'I was new once', shares: ['New school'], languages: ['en'], seconds: 30 } })).status, 201);
  const [{ id }] = (await as('coordinator')('GET', '/mentor-applications')).body.applications as unknown as [{ id: string }];
  const move = (body: object) => as('coordinator')('POST', `/mentor-applications/${id}`, body);
  assert.match(reasonsOf(await move({ to: 'active' })), /After "applied" comes "interview"/);
  for (const to of ['interview', 'references', 'checks']) assert.equal((await move({ to })).status, 200);
  assert.match(reasonsOf(await move({ to: 'training', email: 'dana@x.example' })), /Not passed yet: Background check/);
  for (const step of ['background-check', 'references', 'interview']) await move({ screening: { step, result: 'passed', on: '2026-01-01' } });
  assert.match(reasonsOf(await move({ screening: { step: 'made-up', result: 'passed', on: '2026-01-01' } })), /not on the list/);
  assert.match(reasonsOf(await move({ to: 'training' })), /e-mail address/);
  assert.match(String((await move({ to: 'training', email: 'dana@x.example' })).body.link), /#link=/);
  await move({ to: 'shadow' });
  assert.match(reasonsOf(await move({ to: 'active' })), /supervisor has to approve/);
  const { user_id: person } = await store.read.selectFrom('staff').selectAll().where('name', '=', 'Dana').where('program_id', '=', 'one').executeTakeFirstOrThrow();
  await people.one!.supervisor!.call('POST', `/v1/staff/programs/one/people/${person}/approve`, {});
  assert.equal((await move({ to: 'active' })).status, 200);
  assert.equal((await open('mentor-applications/mine', { code })).body.stage, 'active');
  const dana = await enter(person);
  const { me } = (await dana.call('GET', '/v1/staff/programs/one/matches')).body as unknown as { me: { against: unknown[]; capacity: number } };
  assert.deepEqual([me.against, me.capacity], [[], 1], 'what was screened came along');
  assert.equal((await open('mentor-applications/mine', { code, method: 'DELETE' })).status, 200);
  assert.equal(((await as('coordinator')('GET', '/mentor-applications')).body.applications as unknown as unknown[]).length, 0);
});

test('kept for the match and a school year, then deleted by itself', async (context) => {
  const { upTo, act, statusOf, mentoring } = await mentoringApp(context);
  const made = await upTo('in-review');
  await act('coordinator', made.id, 'decline', { reason: 'other-help' });
  await mentoring.sweep('one', Date.now() + 364 * DAY);
  assert.equal(await statusOf(made.id), 'declined');
  assert.equal((await act('coordinator', made.id, 'reopen')).status, 200, 'undone');
  await mentoring.sweep('one', Date.now() + 800 * DAY);
  assert.equal(await statusOf(made.id), 'in-review');
  await act('coordinator', made.id, 'decline', { reason: 'other-help' });
  await mentoring.sweep('one', Date.now() + 366 * DAY);
  assert.equal(await statusOf(made.id), undefined);
  assert.equal((await made.mine()).status, 404);
});
