import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentorActionNames, mentorStatuses, roles } from '@kith/contract';
import { mentoringApp, newToken } from './testing.ts';

/**
 * Who may do what in which status, and what follows, written down here once more by hand: the test asks the server for every status,
 * every action and every role, and compares. c coordinator, s supervisor, m the mentor of the request, r the requester, g the guardian.
 */
const expected = `
need-consent      cs   in-review>needs-consent submitted>needs-consent waiting-for-match>needs-consent
record-consent    cs   submitted>in-review needs-consent>in-review in-review>in-review paused>paused
waive-consent     s    submitted>in-review needs-consent>in-review in-review>in-review
ask-at-home       s    submitted>needs-consent needs-consent>needs-consent in-review>needs-consent
give-consent      g    submitted>in-review needs-consent>in-review paused>paused
refuse-consent    g    submitted>declined needs-consent>declined
revoke-consent    csg  in-review>needs-consent talk-with-requester>needs-consent waiting-for-match>needs-consent proposed>needs-consent mentor-accepted>needs-consent approved>needs-consent matched>paused first-meeting-set>paused active>paused paused>paused closing>closing
review            cs   submitted>in-review
talk              cs   in-review>talk-with-requester talk-with-requester>talk-with-requester
answer            csr  talk-with-requester>in-review
tell-more         r    in-review>in-review talk-with-requester>talk-with-requester waiting-for-match>waiting-for-match
ready             cs   in-review>waiting-for-match talk-with-requester>waiting-for-match
propose           cs   waiting-for-match>proposed
ask-next          -
take-back         cs   proposed>waiting-for-match mentor-accepted>waiting-for-match
accept            m    proposed>mentor-accepted
pass              m    proposed>waiting-for-match
no-answer         -
approve           s    mentor-accepted>approved
agree             mr   approved>approved
match             -
set-meeting       csm  matched>first-meeting-set first-meeting-set>first-meeting-set active>active
met               csm  first-meeting-set>active active>active
check-in          csmr active>active closing>closing
set-goals         r    matched>matched first-meeting-set>first-meeting-set active>active paused>paused
set-sheet         mr   matched>matched first-meeting-set>first-meeting-set active>active paused>paused
pause             csmr matched>paused first-meeting-set>paused active>paused
resume            cs   paused>active
rematch           cs   approved>waiting-for-match matched>waiting-for-match first-meeting-set>waiting-for-match active>waiting-for-match paused>waiting-for-match
begin-close       csmr matched>closing first-meeting-set>closing active>closing paused>closing
say-goodbye       mr   closing>closing
close             cs   closing>closed
close-for-safety  s    proposed>closed mentor-accepted>closed approved>closed matched>closed first-meeting-set>closed active>closed paused>closed closing>closed
decline           cs   submitted>declined needs-consent>declined in-review>declined talk-with-requester>declined waiting-for-match>declined
no-response       cs   needs-consent>no-response talk-with-requester>no-response approved>no-response
redirect          cs   submitted>redirected needs-consent>redirected in-review>redirected talk-with-requester>redirected waiting-for-match>redirected
merge             cs   submitted>merged needs-consent>merged in-review>merged talk-with-requester>merged waiting-for-match>merged
withdraw          r    submitted>withdrawn needs-consent>withdrawn in-review>withdrawn talk-with-requester>withdrawn waiting-for-match>withdrawn proposed>withdrawn mentor-accepted>withdrawn approved>withdrawn matched>withdrawn first-meeting-set>withdrawn active>withdrawn paused>withdrawn closing>withdrawn
reopen            cs   declined>in-review no-response>in-review redirected>in-review merged>in-review
`.trim().split('\n').map((line) => { const [action, who, ...steps] = line.split(/\s+/); return { action: action!, who: who!, steps: new Map(steps.map((step) => step.split('>') as [string, string])) }; });

test('every status × every action × every role: the server does what the table says, and says why not', { timeout: 400_000 }, async (context) => {
  assert.deepEqual(expected.map(({ action }) => action), mentorActionNames, 'each action stands in the table of this test');
  const { people, store, request, open, act, statusOf, mentoring } = await mentoringApp(context, { mayWaive: true, counselor: '', kinds: [{ id: 'mentor', label: 'Mentor', sheet: true }] });
  const minor = await request({ age: '13-17' });
  const other = await request();
  const { id, code } = minor;
  const mentor = people.one!.mentor!.userId;
  // A consent by link, so that there is one to take back, and a code to do it with.
  const consentCode = 'C0DEC0DEC0DEC0DE';
  const { link } = (await people.one!.coordinator!.call('POST', `/v1/staff/programs/one/mentor-requests/${id}/consent-link`, {})).body as unknown as { link: string };
  const { version } = (await open('consents/look', { body: { token: link.split('#token=')[1] } })).body as unknown as { version: string };
  assert.equal((await open('consents', { body: { token: link.split('#token=')[1], agree: true, code: consentCode, name: 'A parent', understood: true, version } })).status, 201);

  /** What consent has to be for an action to make sense at all. */
  const consentFor = (action: string) => (['need-consent', 'record-consent', 'waive-consent', 'ask-at-home', 'give-consent', 'refuse-consent'].includes(action) ? 'needed' : 'given');
  const { sealed } = await store.read.selectFrom('mentor_requests').select('sealed').where('id', '=', id).where('program_id', '=', 'one').executeTakeFirstOrThrow();
  const force = async (status: string, action: string) => {
    const home = action === 'ask-at-home' ? 1 : 0;
    await store.write.updateTable('mentor_requests').set({ status, sealed, consent: consentFor(action), keep_from_home: home, mentor_id: mentor, proposer_id: people.one!.coordinator2!.userId, agreed_mentor: 0, agreed_mentee: 0, over_at: null, merged_into: null, check_in_at: null, conversation_id: null, ends_on: null, meetings_left: null }).where('id', '=', id).where('program_id', '=', 'one').execute();
    await store.write.deleteFrom('match_proposals').where('program_id', '=', 'one').where('request_id', '=', id).execute();
    if (['proposed', 'mentor-accepted', 'approved'].includes(status)) await store.write.insertInto('match_proposals').values({ program_id: 'one', id: `p-${newToken().slice(0, 20)}`, request_id: id, mentor_id: mentor, position: 0, state: status === 'proposed' ? 'asked' : 'accepted', asked_at: new Date().toISOString(), due_at: new Date(Date.now() + 1e8).toISOString() }).execute();
    await store.write.updateTable('consents').set({ revoked_at: null }).where('program_id', '=', 'one').execute();
    await store.write.updateTable('mentors').set({ capacity: 20 }).where('program_id', '=', 'one').execute();
  };
  const details: Record<string, object> = {
    'record-consent': { paper: { name: 'A parent', on: '2026-01-01' } }, 'talk': { words: 'When?' }, 'answer': { words: 'Fridays' }, 'propose': { mentors: [mentor] }, 'set-meeting': { start: new Date(Date.now() + 1e8).toISOString() }, 'check-in': { going: 'well' },
    'close': { outcome: 'completed' }, 'decline': { reason: 'no-fit' }, 'redirect': { target: 'counselor' }, 'merge': { into: other.id }, 'set-goals': { goals: ['Walk'] }, 'set-sheet': { words: 'x' }, 'tell-more': { answers: { enjoy: 'chess' } },
  };
  const guardianLink = async () => { const token = newToken(); const { createHash } = await import('node:crypto'); await store.write.insertInto('consent_links').values({ program_id: 'one', token_hash: createHash('sha256').update(token).digest('base64url'), request_id: id, language: 'en', expires_at: new Date(Date.now() + 1e8).toISOString(), used_at: null }).execute(); return token; };
  const attempt = async (who: string, action: string): Promise<number> => {
    const more = details[action] ?? {};
    if (who === 'requester') return (await (action === 'withdraw' ? open('mentor-requests/mine/withdraw', { code, body: {} }) : open('mentor-requests/mine', { code, body: { action, ...more } }))).status;
    if (who === 'guardian') {
      if (action === 'give-consent' || action === 'refuse-consent') return (await open('consents', { body: { token: await guardianLink(), agree: action === 'give-consent', code: newToken().slice(0, 16).toUpperCase().replace(/[^0-9A-HJKMNP-TV-Z]/g, '0'), name: 'A parent', understood: true, version } })).status;
      // Over is over: taking back is kept, and changes nothing then. It is refused to nobody.
      if (action === 'revoke-consent') return (await open('consents/mine/revoke', { code: consentCode, body: {} })).status;
      return 404;
    }
    return (await act(who, id, action, more)).status;
  };
  const letters: Record<string, string> = { coordinator: 'c', supervisor: 's', mentor: 'm', requester: 'r', guardian: 'g' };
  const everybody = [...roles, 'mentor2', 'requester', 'guardian'];
  const counts = { allowed: 0, refused: 0 };
  const wrong: string[] = [];
  for (const status of mentorStatuses) for (const { action, who: may, steps } of expected) {
    let dirty = true;
    for (const who of everybody) {
      if (dirty) { await force(status, action); dirty = false; }
      const to = may.includes(letters[who] ?? '?') ? steps.get(status) : undefined;
      const seq = async () => (await store.read.selectFrom('mentor_requests').select('seq').where('id', '=', id).where('program_id', '=', 'one').executeTakeFirstOrThrow()).seq;
      const before = await seq();
      const answer = await attempt(who, action);
      const [now, done] = [await statusOf(id), await seq() > before];
      if (done) dirty = true;
      if (to === undefined) { counts.refused++; if (done || now !== status) wrong.push(`${who} ${action} in ${status}: done, now ${now} (${answer})`); } else { counts.allowed++; if (!done || now !== to) wrong.push(`${who} ${action} in ${status}: ${answer}, now ${now} instead of ${to}`); }
      if (action === 'give-consent' || action === 'refuse-consent' || action === 'revoke-consent') dirty = true;
    }
  }
  assert.deepEqual(wrong, []);
  for (const action of ['ask-next', 'match', 'no-answer'] as const) await assert.rejects(() => mentoring.requests.act('one', other.id, { actors: ['system'], name: 'system' }, action), 'a date alone changes nothing that is not due');
  console.log(JSON.stringify({ table: 'mentor requests', statuses: mentorStatuses.length, actions: expected.length, roles: everybody.length, ...counts }));
});
