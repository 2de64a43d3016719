import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Group, GroupEdit, StaffGroup, StaffGroupWhole } from '@kith/contract';
import { listing, staffedApp } from '../testing.ts';
import { addFeed, saveGroups } from './feeds.ts';
import { remindOfListings } from './reminders.ts';

const DAY = 86_400_000;
const edit = (more: Partial<GroupEdit> = {}): GroupEdit => ({ name: 'Quiet evening', topics: ['grief'], audiences: [], access: ['open'], attributes: [], format: 'in-person', languages: ['en'], schedule: { timeZone: 'America/New_York', start: '2026-01-05T19:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'] }, ...more });

async function setUp(context: Parameters<typeof staffedApp>[0]) {
  const world = await staffedApp(context);
  const { people, store, ask } = world;
  const call = async <Body = Record<string, unknown>>(who: string, method: string, path: string, body?: unknown) => { const answer = await people.one![who]!.call(method, `/v1/staff/programs/one/groups${path}`, body); return { status: answer.status, body: answer.body as unknown as Body & { code?: string; errors?: { message: string }[] } }; };
  await saveGroups(store, 'one', null, [listing('old', { name: 'Old listing', topics: ['grief', 'own-topic'] as Group['topics'], sourceCodes: [{ code: 'X' }] }), listing('led', { name: 'Led listing' })]);
  const visitors = async (id: string) => { const { status, body } = await ask('GET', `/v1/groups/${id}?site=pk_one`, undefined, { origin: 'https://one.example' }); return status === 200 ? body as unknown as Group : undefined; };
  const get = async (who: string, id: string) => (await call<StaffGroupWhole>(who, 'GET', `/${id}`)).body;
  const list = async (who: string, query = '') => (await call<{ groups: StaffGroup[]; total: number; counts: Record<string, number> }>(who, 'GET', query)).body;
  return { ...world, call, visitors, get, list };
}

test('a listing from nothing: draft, preview, published, changed, an earlier version back, removed', async (context) => {
  const { call, visitors, get, list, desk } = await setUp(context);
  const { status, body: { id } } = await call<{ id: string }>('coordinator', 'POST', '', {});
  assert.equal(status, 201);
  assert.equal(await visitors(id), undefined, 'a draft is nobody else\'s');
  const draft = async (group: GroupEdit, known: string) => call<{ at: string }>('coordinator', 'PUT', `/${id}/draft`, { group, known });
  const first = (await get('coordinator', id)).draft!;
  assert.deepEqual([first.group.name, first.by], ['', 'coordinator']);
  const { body: { at } } = await draft(edit({ name: 'Quiet' }), first.at);
  assert.equal((await draft(edit({ name: 'Lost' }), first.at)).body.code, 'changed-meanwhile', 'two windows do not write over each other');
  assert.deepEqual([(await get('coordinator', id)).draft!.group.name, (await get('coordinator', id)).draft!.at], ['Quiet', at]);
  assert.deepEqual((await call<{ group: { name: string }; hints: string[] }>('coordinator', 'POST', '/preview', { group: edit({ name: '' }) })).body.hints[0], 'no-name');
  const preview = await call<{ group: { name: string; next: unknown[] }; hints: string[] }>('coordinator', 'POST', '/preview', { group: edit() });
  assert.deepEqual([preview.body.group.next.length, preview.body.hints], [3, ['no-summary', 'no-address', 'no-point', 'no-expectation']]);
  const publish = async (group: GroupEdit, revision: string, who = 'coordinator') => call<{ revision: string }>(who, 'POST', `/${id}/publish`, { group, revision, known: (await get('coordinator', id)).draft?.at ?? '' });
  assert.equal((await publish(edit({ name: '  ' }), '')).body.errors![0]!.message, 'A group needs a name.');
  for (const schedule of [{ ...edit().schedule!, timeZone: 'Mars/Base' }, { ...edit().schedule!, rules: ['FREQ=SECONDLY'] }, { ...edit().schedule!, start: '9999-12-31T23:30' }, { ...edit().schedule!, overrides: [{ at: '2026-13-45T19:00', start: '2026-99-99T00:00' }] }]) assert.equal((await publish(edit({ schedule }), '')).status, 400);
  assert.equal((await publish({ ...edit(), topics: ['nonsense'] } as unknown as GroupEdit, '')).status, 400);
  const made = await publish(edit(), '');
  assert.equal(made.status, 200);
  const shown = (await visitors(id))!;
  assert.deepEqual([shown.name, shown.owner.name, shown.checkedBy], ['Quiet evening', 'Partner one', 'coordinator']);
  assert.ok(Date.now() - Date.parse(shown.checkedAt!) < 60_000);
  assert.equal((await get('coordinator', id)).draft, undefined, 'what is published is no draft any more');

  const changed = await publish(edit({ name: 'Loud evening', cost: 'Free' }), made.body.revision);
  assert.equal((await publish(edit({ name: 'Too late' }), made.body.revision)).body.code, 'changed-meanwhile');
  assert.equal((await visitors(id))!.name, 'Loud evening');
  const { changes } = await get('coordinator', id);
  assert.deepEqual(changes.map(({ what, by, fields }) => [what, by, fields.map(({ field, before, after }) => [field, before, after])]), [
    ['changed', 'coordinator', [['name', 'Quiet evening', 'Loud evening'], ['cost', undefined, 'Free']]], ['made', 'coordinator', []],
  ]);
  assert.equal((await call('coordinator', 'POST', `/${id}/back`, { seq: changes.at(-1)!.seq, known: '' })).status, 200);
  const back = (await get('coordinator', id)).draft!;
  assert.equal(back.group.name, 'Quiet evening');
  assert.equal((await visitors(id))!.name, 'Loud evening', 'until it is published');
  assert.equal((await publish(back.group as GroupEdit, changed.body.revision)).status, 200);
  assert.equal((await visitors(id))!.name, 'Quiet evening');

  assert.equal((await call('coordinator', 'POST', `/${id}/remove`, {})).status, 200);
  assert.equal(await visitors(id), undefined);
  assert.deepEqual((await list('coordinator', '?show=removed')).groups.map(({ name, state }) => [name, state]), [['Quiet evening', 'removed']]);
  const gone = await get('coordinator', id);
  assert.deepEqual([gone.state, gone.name], ['removed', 'Quiet evening']);
  await call('coordinator', 'POST', `/${id}/back`, { seq: gone.changes.find(({ what }) => what === 'changed')!.seq, known: '' });
  assert.equal((await publish((await get('coordinator', id)).draft!.group as GroupEdit, '')).status, 200, 'what was removed can come back');
  assert.equal((await visitors(id))!.name, 'Quiet evening');
  const actions = (await desk.office.audit.list('one')).entries.filter(({ target }) => target === id).map(({ action }) => action);
  assert.deepEqual(actions, ['group-published', 'group-removed', 'group-published', 'group-published', 'group-published']);
});

test('a facilitator has their own listings alone: they change, count and confirm them; a new one waits for a coordinator', async (context) => {
  const { call, visitors, get, list, people } = await setUp(context);
  assert.deepEqual((await list('facilitator')).groups, []);
  assert.equal((await call('coordinator', 'PUT', '/led/leaders', { people: [people.one!.peer!.userId] })).status, 409, 'a peer is no facilitator');
  assert.equal((await call('facilitator', 'PUT', '/led/leaders', { people: [people.one!.facilitator!.userId] })).status, 403);
  assert.equal((await call('coordinator', 'PUT', '/led/leaders', { people: [people.one!.facilitator!.userId] })).status, 200);
  assert.deepEqual((await list('facilitator')).groups.map(({ name }) => name), ['Led listing']);
  for (const [method, path, body] of [['GET', '/old', undefined], ['PUT', '/old/draft', { group: edit(), known: '' }], ['POST', '/old/publish', { group: edit(), revision: '', known: '' }], ['POST', '/old/confirm', {}], ['POST', '/old/attendance', { at: '2026-01-05T19:00', count: 3 }], ['DELETE', '/old/draft?known=', undefined]] as const) assert.equal((await call('facilitator', method, path, body)).status, 404, `${method} ${path}`);
  assert.equal((await call('facilitator', 'POST', '/led/remove', {})).status, 403);
  const before = await get('facilitator', 'led');
  assert.equal(before.mayPublish, true);
  assert.equal((await call('facilitator', 'POST', '/led/publish', { group: edit({ name: 'Led and changed' }), revision: before.revision, known: '' })).status, 200);
  assert.deepEqual([(await visitors('led'))!.name, (await visitors('led'))!.owner.name], ['Led and changed', 'Owner'], 'whose listing it is does not change');
  assert.deepEqual((await get('facilitator', 'led')).changes.map(({ what, by }) => [what, by]), [['changed', 'facilitator'], ['found', '']]);

  const { body: { id } } = await call<{ id: string }>('facilitator', 'POST', '', { like: 'led' });
  const draft = await get('facilitator', id);
  assert.deepEqual([draft.draft!.group.name, draft.draft!.group.schedule, draft.mayPublish], ['Led and changed', undefined, false]);
  const refused = await call('facilitator', 'POST', `/${id}/publish`, { group: edit(), revision: '', known: draft.draft!.at });
  assert.deepEqual([refused.status, /coordinator/.test(refused.body.errors![0]!.message)], [409, true]);
  assert.deepEqual((await list('coordinator', '?show=drafts')).groups.map((group) => [group.id, group.state]), [[id, 'draft']]);
  assert.equal((await call('coordinator', 'POST', `/${id}/publish`, { group: edit({ name: 'Second evening' }), revision: '', known: draft.draft!.at })).status, 200);
  assert.deepEqual((await list('facilitator')).groups.map(({ name }) => name), ['Led and changed', 'Second evening'], 'who began it leads it');
  assert.equal((await call('facilitator', 'POST', '', { like: 'old' })).status, 404);
});

test('the order of a list is no change', async (context) => {
  const { call, get, store, visitors } = await setUp(context);
  await saveGroups(store, 'one', null, [listing('old', { attributes: ['outdoors', 'activity', 'children-welcome'] })]);
  const { revision, published } = await get('coordinator', 'old');
  await call('coordinator', 'POST', '/old/publish', { group: edit({ name: published!.name, attributes: ['children-welcome', 'activity', 'outdoors'], schedule: published!.schedule }), revision, known: '' });
  assert.deepEqual((await visitors('old'))!.attributes, ['outdoors', 'activity', 'children-welcome']);
  assert.deepEqual((await get('coordinator', 'old')).changes[0]!.fields.filter(({ field }) => field === 'attributes'), []);
});

test('how many came: a number for a date that is over, mended, and in the reports', async (context) => {
  const { call, get, people } = await setUp(context);
  const { meetings } = await get('coordinator', 'old');
  assert.deepEqual([meetings.filter(({ over }) => !over).length, meetings.filter(({ over }) => over).length], [3, 8]);
  assert.ok(meetings.every(({ at }) => /T19:00$/.test(at) && new Date(`${at}Z`).getUTCDay() === 1));
  const [last] = meetings.filter(({ over }) => over);
  const attend = (at: string, count: number | null) => call('coordinator', 'POST', '/old/attendance', { at, count });
  assert.equal((await attend(last!.at, 12)).status, 200);
  assert.equal((await attend(last!.at, 9)).status, 200);
  for (const at of [meetings[0]!.at, '2020-01-06T19:00', new Date(Date.parse(`${last!.at}Z`) + DAY).toISOString().slice(0, 16)]) assert.equal((await attend(at, 3)).status, 409, at);
  assert.equal((await attend(last!.at, -1)).status, 400);
  assert.equal((await get('coordinator', 'old')).meetings.find(({ at }) => at === last!.at)!.count, 9);
  const counts = await people.one!.coordinator!.call('GET', `/v1/staff/programs/one/counts?from=${last!.at.slice(0, 10)}&to=${last!.at.slice(0, 10)}`);
  assert.deepEqual((counts.body.rows as unknown as { name: string; count: number }[]).filter(({ name }) => name.startsWith('group-')), [{ name: 'group-attendance', key: '', count: 9 }, { name: 'group-meetings', key: '', count: null }]);
  // Counted on a date when nobody met: taken back, it is no meeting any more.
  assert.equal((await attend(last!.at, null)).status, 200);
  assert.equal((await attend(last!.at, null)).status, 200);
  assert.equal((await get('coordinator', 'old')).meetings.find(({ at }) => at === last!.at)!.count, undefined);
  const none = await people.one!.coordinator!.call('GET', `/v1/staff/programs/one/counts?from=${last!.at.slice(0, 10)}&to=${last!.at.slice(0, 10)}`);
  assert.deepEqual((none.body.rows as unknown as { name: string; count: number }[]).filter(({ name }) => name.startsWith('group-')).map(({ name, count }) => [name, count]), [['group-attendance', 0], ['group-meetings', 0]]);
});

test('what nobody can use is refused, and says which field it is about; a draft may have it', async (context) => {
  const { call, get } = await setUp(context);
  const { revision } = await get('coordinator', 'old');
  const schedule = edit().schedule!;
  const year = new Date(Date.now() - 400 * DAY).toISOString().slice(0, 10);
  const wrong: [Partial<GroupEdit>, string][] = [
    [{ ages: { from: 30, to: 20 } }, 'ages.to'], [{ contact: { email: 'not an email' } }, 'contact.email'], [{ contact: { phone: 'call me maybe' } }, 'contact.phone'], [{ online: { phone: 'dial in' } }, 'online.phone'],
    [{ place: { latitude: 41.9 } }, 'place.longitude'], [{ place: { longitude: -87.6 } }, 'place.latitude'], [{ place: { country: 'United States' } }, 'place.country'], [{ enrolUntil: '1999-09-01' }, 'enrolUntil'], [{ enrolUntil: year }, 'enrolUntil'],
    [{ schedule: { ...schedule, rules: ['FREQ=WEEKLY;BYDAY=MO;UNTIL=20260104'] } }, 'schedule.rules'], [{ schedule: { ...schedule, duration: 0 } }, 'schedule.duration'], [{ schedule: { ...schedule, pausedUntil: 'until' } }, 'schedule.pausedUntil'], [{ schedule: { ...schedule, timeZone: 'Mars/Olympus' } }, 'schedule.timeZone'],
  ];
  let known = '';
  for (const [more, path] of wrong) {
    const kept = await call<{ at: string }>('coordinator', 'PUT', '/old/draft', { group: edit(more), known });
    assert.equal(kept.status, 200, path);
    known = kept.body.at;
    for (const [method, body] of [['/preview', { group: edit(more) }], ['/old/publish', { group: edit(more), revision, known }]] as const) {
      const answer = await call<{ errors: { path: string }[] }>('coordinator', 'POST', method, body);
      assert.deepEqual([answer.status, answer.body.errors.map((issue) => issue.path.replace('group.', ''))], [400, [path]], method);
    }
  }
  for (const right of [{ ages: { from: 20, to: 20 } }, { contact: { phone: '988', email: 'ask@a.example' } }, { place: { latitude: 0, longitude: 0 } }, { schedule: { ...schedule, rules: ['FREQ=WEEKLY;BYDAY=MO;UNTIL=20260105'] } }]) assert.equal((await call('coordinator', 'POST', '/preview', { group: edit(right) })).status, 200, JSON.stringify(right));
});

test('codes of a source that no form has stay; a feed\'s listing is its owner\'s; import leaves what staff changed', async (context) => {
  const { call, visitors, get, list, store, ask } = await setUp(context);
  const before = await get('coordinator', 'old');
  assert.equal((await call('coordinator', 'POST', '/old/publish', { group: edit({ name: 'Old and changed', topics: ['worry'] }), revision: before.revision, known: '' })).status, 200);
  assert.deepEqual([(await visitors('old'))!.topics, (await visitors('old'))!.sourceCodes], [['own-topic', 'worry'], [{ code: 'X' }]]);
  const feed = await addFeed(store, 'one', { url: 'https://a.example/f.json', owner: 'Somebody', everyMinutes: 60 }, []);
  await saveGroups(store, 'one', feed.id, [listing('fed', { name: 'From a feed' })]);
  assert.equal((await ask('POST', '/v1/groups/fed/reports?site=pk_one', { kind: 'wrong-time' }, { 'origin': 'https://one.example', 'idempotency-key': 'key-0123456789abcdef' })).status, 201);
  const [told] = (await list('coordinator', '?show=reports')).groups;
  assert.deepEqual([told!.name, told!.from, told!.reports], ['From a feed', 'Somebody', 1]);
  const fed = await get('coordinator', 'fed');
  assert.deepEqual([fed.from, fed.mayPublish, fed.reports], ['Somebody', false, [{ kind: 'wrong-time', count: 1 }]]);
  const refused = await call('coordinator', 'POST', '/fed/publish', { group: edit(), revision: fed.revision, known: '' });
  assert.deepEqual([refused.status, /comes from a feed/.test(refused.body.errors![0]!.message)], [409, true]);
  const counts = await saveGroups(store, 'one', null, [listing('old', { name: 'Imported again' }), listing('new')]);
  assert.deepEqual(counts, { added: 1, changed: 0, gone: 1, same: 0, kept: 1 });
  assert.equal((await visitors('old'))!.name, 'Old and changed');
});

test('listings that nobody looked at: due, asked for once a week without a word of them, right again after one press', async (context) => {
  const { call, get, list, store, desk, people } = await setUp(context);
  const old = new Date(Date.now() - 61 * DAY).toISOString();
  await saveGroups(store, 'one', null, [listing('old', { name: 'PlantedName', checkedAt: old }), listing('led', { name: 'PlantedName too', checkedAt: old }), listing('fresh')]);
  await call('coordinator', 'PUT', '/led/leaders', { people: [people.one!.facilitator!.userId] });
  assert.deepEqual((await list('coordinator')).counts, { all: 3, due: 2, drafts: 0, reports: 0, removed: 0 });
  assert.equal(await remindOfListings(desk.office, 'one'), 2, 'who leads the one, and the coordinator for the other');
  assert.equal(await remindOfListings(desk.office, 'one'), 0);
  const mails = await store.read.selectFrom('outbox').selectAll().where('program_id', '=', 'one').where('kind', '=', 'listing').execute();
  assert.deepEqual(mails.map(({ recipient }) => recipient).sort(), ['coordinator@one.example', 'facilitator@one.example']);
  assert.doesNotMatch(JSON.stringify(mails), /Planted/);
  assert.equal((await call('facilitator', 'POST', '/led/confirm', {})).status, 200);
  assert.deepEqual([(await get('facilitator', 'led')).due, (await get('facilitator', 'led')).changes[0]!.what], [false, 'checked']);
  await call('coordinator', 'POST', '/old/confirm', {});
  assert.equal(await remindOfListings(desk.office, 'one', Date.now() + 8 * DAY), 0, 'nothing is due');
  assert.equal(await remindOfListings(desk.office, 'two', Date.now()), 0);
});

test('two people and one draft: nothing that somebody wrote is thrown away unseen', async (context) => {
  const { call, get } = await setUp(context);
  const draft = async (known: string, name: string) => (await call<{ at: string }>('coordinator', 'PUT', '/old/draft', { group: { ...edit(), name, languages: ['half typ'] }, known })).body.at;
  const { revision } = await get('coordinator', 'old');
  const mine = await draft('', 'Mine');
  const theirs = await draft(mine, 'Theirs');
  assert.deepEqual([(await get('coordinator', 'old')).draft!.group.name, (await get('coordinator', 'old')).draft!.group.languages], ['Theirs', ['half typ']], 'a draft need not be right yet');
  assert.equal((await call('coordinator', 'POST', '/old/publish', { group: edit({ name: 'Mine' }), revision, known: mine })).body.code, 'changed-meanwhile');
  assert.equal((await call('coordinator', 'DELETE', `/old/draft?known=${encodeURIComponent(mine)}`)).body.code, 'changed-meanwhile');
  await call('coordinator', 'POST', '/old/confirm', {});
  const { seq } = (await get('coordinator', 'old')).changes.find(({ what }) => what === 'found')!;
  assert.equal((await call('coordinator', 'POST', '/old/back', { seq, known: mine })).body.code, 'changed-meanwhile');
  assert.equal((await get('coordinator', 'old')).draft!.group.name, 'Theirs');
  assert.equal((await call('coordinator', 'DELETE', `/old/draft?known=${encodeURIComponent(theirs)}`)).status, 200);
  assert.equal((await get('coordinator', 'old')).draft, undefined);
});

test('dates that were held stay as they were held when the hour changes, and are counted once', async (context) => {
  const { call, get, people } = await setUp(context);
  const before = await get('coordinator', 'old');
  const held = before.meetings.filter(({ over }) => over).map(({ at }) => at);
  assert.equal((await call('coordinator', 'POST', '/old/attendance', { at: held[0]!, count: 7 })).status, 200);
  await call('coordinator', 'POST', '/old/publish', { group: edit({ schedule: { ...edit().schedule!, start: '2026-01-06T20:15', rules: ['FREQ=WEEKLY;BYDAY=TU'] } }), revision: before.revision, known: '' });
  const after = (await get('coordinator', 'old')).meetings;
  assert.deepEqual(after.filter(({ over }) => over).map(({ at }) => at), held, 'Mondays at seven');
  assert.ok(after.filter(({ over }) => !over).every(({ at }) => at.endsWith('T20:15')));
  assert.equal(after.find(({ at }) => at === held[0])!.count, 7);
  assert.equal((await call('coordinator', 'POST', '/old/attendance', { at: held[0]!, count: 8 })).status, 200);
  const counts = await people.one!.coordinator!.call('GET', '/v1/staff/programs/one/counts');
  assert.deepEqual((counts.body.rows as unknown as { name: string; count: number }[]).filter(({ name }) => name === 'group-attendance').map(({ count }) => count), [8]);
});

test('whoever is no facilitator any more leads nothing, also when the role comes back', async (context) => {
  const { call, get, list, people } = await setUp(context);
  const { userId } = people.one!.facilitator!;
  await call('coordinator', 'PUT', '/led/leaders', { people: [userId] });
  const roles = (given: string[]) => people.one!.admin!.call('PUT', `/v1/staff/programs/one/people/${userId}/roles`, { roles: given });
  assert.equal((await roles(['referrer'])).status, 200);
  assert.deepEqual([(await get('coordinator', 'led')).leaders, (await list('coordinator')).groups.flatMap(({ leaders }) => leaders)], [[], []]);
  assert.equal((await roles(['facilitator'])).status, 200);
  assert.deepEqual((await list('facilitator')).groups, []);
});

test('the mail about listings is in the language of the program', async (context) => {
  const { store, desk } = await setUp(context);
  await store.write.updateTable('programs').set({ language: 'vi-VN' }).where('id', '=', 'one').execute();
  await saveGroups(store, 'one', null, [listing('old', { checkedAt: new Date(Date.now() - 61 * DAY).toISOString() })]);
  assert.equal(await remindOfListings(desk.office, 'one'), 1);
  const [mail] = await store.read.selectFrom('outbox').selectAll().where('kind', '=', 'listing').execute();
  assert.match(mail!.subject, /^Kith: xin xem lại/);
  assert.match(mail!.body, /\n\nhttp:\/\/localhost:8080\/console\/#groups\n$/);
});
