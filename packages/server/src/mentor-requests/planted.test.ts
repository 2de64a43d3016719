import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storedIn } from '../store/testing.ts';
import { mentoringApp, newCode, newToken } from './testing.ts';

/** Marked values in every field that anybody can fill in; then every output is searched for them. */
test('no name, topic or word leaves by a mail, an event, a log line or an error, and none is readable in the files', async (context) => {
  const { request, open, as, act, people, ask, lines, folder, store, desk, statusOf } = await mentoringApp(context, { topicsLater: false });
  await desk.office.outbox.webhooks.add('one', 'https://hooks.example/x');
  const made: string[] = [];
  const mark = (what: string) => { const word = `Zq7${what}`; made.push(word); return word; };
  const topic = 'new-country';
  const answers: string[] = [];
  const keep = <Answer extends { body: unknown; status: number }>(answer: Answer) => { if (answer.status >= 400) answers.push(JSON.stringify(answer.body)); return answer; };
  const young = await request({ 'age': '13-17', 'name': mark('name'), 'words': mark('words'), 'enjoy': mark('enjoy'), 'contact': mark('contact'), 'access': mark('access'), 'topics': [topic], 'guardian': 'ok' });
  const { id, code } = young;
  keep(await request({ 'name': mark('refused'), 'age': '13-17', 'topics': [mark('topic')], 'made-up': mark('altered') }).then(({ sent }) => sent));
  const { link } = (await as('coordinator')('POST', `/mentor-requests/${id}/consent-link`, { language: 'es' })).body as unknown as { link: string };
  const token = link.split('#token=')[1]!;
  made.push(token);
  const { version } = (await open('consents/look', { body: { token } })).body as unknown as { version: string };
  const consentCode = newCode();
  made.push(code, consentCode);
  await open('consents', { body: { token, agree: true, code: consentCode, name: mark('guardian'), relationship: mark('relation'), contact: mark('guardiancontact'), emergency: mark('emergency'), understood: true, online: true, version, language: 'es' } });
  keep(await open('consents', { body: { token, agree: true, name: mark('again') } }));
  await act('coordinator', id, 'talk', { words: mark('question') });
  await young.reply({ action: 'answer', words: mark('answer') });
  for (const [who, action, details] of [['coordinator', 'ready'], ['coordinator', 'propose', { mentors: [people.one!.mentor!.userId] }], ['mentor', 'accept'], ['supervisor', 'approve'], ['mentor', 'agree']] as const) await act(who, id, action, details);
  await young.reply({ action: 'agree' });
  assert.equal(await statusOf(id), 'matched');
  await young.reply({ action: 'set-goals', goals: [mark('goal')] });
  await act('mentor', id, 'set-meeting', { start: new Date(Date.now() + 1e8).toISOString(), place: mark('place') });
  const talkToken = newToken();
  const talk = (await open('mentor-requests/mine/conversation', { code, body: { token: talkToken } })).body as unknown as { id: string };
  await ask('POST', `/v1/conversations/${talk.id}/messages`, { clientId: 'visitor-1', body: mark('message') }, { authorization: `Bearer ${talkToken}`, origin: 'https://one.example' });
  await as('mentor')('POST', `/mentor-requests/${id}/messages`, { clientId: 'client-01', body: mark('reply') });
  await desk.mentoring.requests.act('one', id, { actors: ['mentor'], userId: people.one!.mentor!.userId, name: 'mentor' }, 'met', {}, Date.now() + 2e8);
  keep(await act('mentor', id, 'check-in', { going: 'well', words: mark('checkin') }));
  keep(await act('coordinator', id, 'close', { words: mark('early') }));
  await young.reply({ action: 'begin-close' });
  await young.reply({ action: 'say-goodbye', words: mark('goodbye') });
  await open('mentor-applications', { body: { replyCode: newCode(), name: mark('applicant'), contact: mark('applicantcontact'), words: mark('why'), shares: [mark('shares')], seconds: 9 } });
  await as('mentor')('POST', `/mentor-requests/${id}/flag`, {});
  assert.ok(made.length > 20);

  const search = (where: string, text: string, words: readonly string[] = made) => { for (const word of words) assert.ok(!text.includes(word), `${where} holds ${word}`); };
  const outbox = JSON.stringify(await store.read.selectFrom('outbox').selectAll().where('program_id', '=', 'one').execute());
  assert.match(outbox, /mentor-request\.status/);
  search('the outbox (mails and events)', outbox, [...made, topic]);
  search('the log', JSON.stringify(lines), [...made, topic]);
  assert.ok(lines.some(({ route }) => route === 'POST /v1/mentor-requests'));
  search('the audit log', JSON.stringify(await store.read.selectFrom('audit').selectAll().where('program_id', '=', 'one').execute()), [...made, topic]);
  search('an error', answers.join('\n'));
  assert.ok(answers.length >= 3);
  const stored = await storedIn(folder);
  search('the store', stored);
  // The search finds what is there: names of staff are no secret.
  assert.ok(stored.includes('coordinator2'));
  // A restore brings nothing deleted back, and the keys are gone with the request.
  assert.equal((await young.remove()).status, 200);
  assert.equal(await desk.office.keys.of(id), undefined);
  console.log(JSON.stringify({ planted: made.length, searched: ['outbox', 'log', 'audit', 'errors', 'store'], characters: stored.length }));
});
