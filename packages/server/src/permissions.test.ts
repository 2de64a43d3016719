import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentRoles, roles, routes, staffRoutes, type Route, type StaffRoute, type StaffRouteName } from '@kith/contract';
import { GroupAsks } from './groups/asks.ts';
import { addFeed, saveGroups } from './groups/feeds.ts';
import { mentoringApp, newToken } from './mentor-requests/testing.ts';
import { watchQueries, withoutEach } from './store/mutants.ts';
import { check, ForeignQuery } from './store/tenant-guard.ts';
import { listing, staffedApp, type Caller } from './testing.ts';

/** Every route of the tables, with every role, with an id of one's own program and of another one's. A new route is in it the moment that it is in the table. */
const planted = 'PLANTED-WORDS-OF-A-VISITOR';
/** A body that each route takes: without one a route would be refused before anybody is asked who they are. */
const bodies: Partial<Record<StaffRouteName, unknown>> = {
  'shifts.start': { role: 'peer' }, 'shifts.change': { to: 'paused' }, 'profile.set': { name: 'X', languages: ['en'], experiences: [] }, 'chats.send': { clientId: 'client-01', body: 'x' }, 'chats.note': { clientId: 'client-02', body: 'x' }, 'chats.offer': { to: 'queue' }, 'chats.pause': { on: true }, 'chats.handOff': { consent: true, to: 'x', text: 'x' }, 'chats.close': { outcome: 'completed' },
  'chats.extend': { minutes: 15 }, 'chats.block': { hours: 1, reason: 'spam' }, 'chats.review': { ratings: {} }, 'escalations.step': { form: {} }, 'messages.answer': { body: 'x' }, 'messages.reveal': { reason: 'safety' }, 'people.invite': { email: 'new@x.example', name: 'N', roles: ['coordinator'] }, 'people.roles': { roles: ['coordinator'] },
  'groups.preview': { group: { name: 'X', topics: [], audiences: [], access: [], attributes: [], format: 'online', languages: ['en'] } }, 'groups.draft': { group: { name: 'X', topics: [], audiences: [], access: [], attributes: [], format: 'online', languages: ['en'] }, known: '' },
  'groups.publish': { group: { name: 'X', topics: [], audiences: [], access: [], attributes: [], format: 'online', languages: ['en'] }, revision: '', known: '' }, 'groups.back': { seq: 1, known: '' }, 'groups.places': { text: 'Springfield' }, 'groups.lead': { people: [] }, 'groups.attend': { at: '2026-01-05T19:00', count: 3 },
  'feeds.dictionary': { dictionary: { S: { attribute: 'speaker' } } },
  'people.met': { requirement: 'training', on: '2026-01-01' },
  'mentorRequests.act': { action: 'check-in', going: 'well' }, 'mentorRequests.change': { kind: 'mentor' }, 'mentorRequests.reveal': { reason: 'safety' }, 'matches.send': { clientId: 'client-03', body: 'x' }, 'mentors.set': { capacity: 3 }, 'mentors.screen': { step: 'interview', result: 'passed', on: '2026-01-01' }, 'webhooks.add': { url: 'https://hooks.example/x' },
};

test('staff: every route × every role; an id or a program of somebody else is not there, and nothing of it comes back', { timeout: 240_000 }, async (context) => {
  const { people, visitor, openDoor, desk, ask, request, open, act, store } = await mentoringApp(context);
  const watching = watchQueries();
  const settings = await desk.settingsOf('one');
  let checked = 0;
  const seen = new Set<string>();
  for (const program of ['one', 'two']) await openDoor(program);
  // In the other program: a live chat that its peer has, an escalation, a message, with words that must never come over here.
  const other = await visitor('two', { words: planted, name: planted, topics: ['grief'] });
  await other.call('POST', '/messages', { clientId: 'visitor-1', body: planted });
  await people.two!.peer!.call('POST', `/v1/staff/programs/two/conversations/${other.id}/accept`, {});
  await other.call('POST', '/not-safe', {});
  const [escalation] = await desk.escalations.list('two');
  await ask('POST', '/v1/messages?site=pk_two', { replyCode: '0123456789ABCDEF', body: planted, contact: planted }, { origin: 'https://two.example' });
  const [message] = await desk.messages.list('two');
  // In this one: the same.
  const mine = await visitor('one', { words: planted, name: planted });
  await mine.call('POST', '/messages', { clientId: 'visitor-1', body: planted });
  await people.one!.peer!.call('POST', `/v1/staff/programs/one/conversations/${mine.id}/accept`, {});
  await mine.call('POST', '/not-safe', {});
  const [ownEscalation] = await desk.escalations.list('one');
  await ask('POST', '/v1/messages?site=pk_one', { replyCode: '0123456789ABCDEF', body: planted, contact: planted }, { origin: 'https://one.example' });
  const [ownMessage] = await desk.messages.list('one');
  // A match in each, with words that its mentor may read and that nobody else may; an applicant, an address for events.
  const matches: Record<string, string> = {};
  const applications: Record<string, string> = {};
  const hooks: Record<string, string> = {};
  const feeds: Record<string, string> = {};
  const asks: Record<string, string> = {};
  for (const program of ['one', 'two']) {
    const made = await request({ name: planted, words: planted, enjoy: planted, contact: planted }, { program });
    for (const [who, action, details] of [['coordinator', 'review'], ['coordinator', 'ready'], ['coordinator', 'propose', { mentors: [people[program]!.mentor!.userId] }], ['mentor', 'accept'], ['supervisor', 'approve'], ['mentor', 'agree']] as const) assert.equal((await act(who, made.id, action, details ?? {}, program)).status, 200);
    await made.reply({ action: 'agree' });
    const token = newToken();
    const { id: talk } = (await open('mentor-requests/mine/conversation', { code: made.code, body: { token }, program })).body as unknown as { id: string };
    await ask('POST', `/v1/conversations/${talk}/messages`, { clientId: 'visitor-1', body: planted }, { authorization: `Bearer ${token}`, origin: `https://${program}.example` });
    matches[program] = made.id;
    await open('mentor-applications', { body: { replyCode: '0123456789ABCDEF', name: planted, contact: planted, words: planted, seconds: 9 }, program });
    applications[program] = (await store.read.selectFrom('mentor_applications').select('id').where('program_id', '=', program).executeTakeFirstOrThrow()).id;
    await saveGroups(store, program, null, [listing(`own-${program}`, program === 'two' ? { name: planted } : {})]);
    await new GroupAsks(desk.office).ask(program, `own-${program}`, { contact: planted, name: planted, mayLeaveMessage: true });
    asks[program] = (await store.read.selectFrom('group_asks').select('id').where('program_id', '=', program).executeTakeFirstOrThrow()).id;
    feeds[program] = (await addFeed(store, program, { url: `https://${program}.invalid/feed.json`, owner: 'Owner', everyMinutes: 60 }, [])).id;
    hooks[program] = (await desk.office.outbox.webhooks.add(program, 'https://hooks.example/y')).id;
  }
  const idOf = (path: string, own: boolean) => (path.startsWith('/mentor-requests') ? matches : path.startsWith('/mentor-applications') ? applications : path.startsWith('/webhooks') ? hooks : path.startsWith('/feeds') ? feeds : path.startsWith('/group-asks') ? asks : path.startsWith('/groups') ? { one: 'own-one', two: 'own-two' } : undefined)?.[own ? 'one' : 'two'] ?? (path.startsWith('/escalations') ? (own ? ownEscalation : escalation)!.id : path.startsWith('/messages') ? (own ? ownMessage : message)!.id : own ? mine.id : other.id);
  const callerOf = (role: string, program = 'one'): Caller => people[program]![role]!;

  for (const [name, route] of Object.entries(staffRoutes) as [StaffRouteName, StaffRoute][]) {
    const body = route.body ? (name === 'settings.set' ? settings : bodies[name] ?? {}) : undefined;
    const at = (program: string, own: boolean) => `/v1/staff/programs/${program}${route.path.replace('{id}', idOf(route.path, own)).replace('{person}', people[own ? 'one' : 'two']![name.startsWith('mentors.') ? 'mentor2' : 'peer2']!.userId)}${name === 'chats.get' || name === 'matches.messages' ? '?reason=safety' : name === 'groups.discard' ? '?known=' : ''}`;
    const bare = await ask(route.method, at('one', true), body, { origin: 'http://localhost:8080' });
    assert.equal(bare.status, 401, `${name} without a session`);
    for (const role of roles) {
      // Another program's path: as if it were not there.
      const foreign = await callerOf(role).call(route.method, at('two', false), body);
      assert.equal(foreign.status, 404, `${name} by a ${role} of another program: ${foreign.status}`);
      assert.equal((foreign.body as Record<string, unknown>).code, 'not-here');
      // One's own program with another program's id.
      if (/\{(id|person)\}/.test(route.path)) {
        const crossed = await callerOf(role).call(route.method, at('one', false), body);
        const allowed = route.may.includes(role);
        assert.ok(allowed ? [404, 409].includes(crossed.status) : crossed.status === 403, `${name} by a ${role} with another program's id: ${crossed.status} ${JSON.stringify(crossed.body)}`);
        assert.ok(!JSON.stringify(crossed.body).includes(planted), `${name} leaks`);
        checked++;
      }
      if (!route.may.includes(role)) {
        const refused = await callerOf(role).call(route.method, at('one', true), body);
        assert.equal(`${refused.status} ${String((refused.body as Record<string, unknown>).code)}`, '403 not-allowed', `${name} by a ${role}`);
        checked++;
      } else if (route.method === 'GET') {
        const answer = await callerOf(role).call('GET', at('one', true));
        // The peer who has it may read it, and a peer who has not may not.
        if (answer.status === 200) seen.add(`${name} ${role}`);
        else assert.ok([404, 409].includes(answer.status), `${name} by a ${role}: ${answer.status} ${JSON.stringify(answer.body)}`);
        const text = JSON.stringify(answer.body);
        // A coordinator reads requests and no chat; a mentor their own match and nothing beside it.
        const requests = /^(mentor|matches|groups\.ask)/.test(name);
        if (!contentRoles.includes(role) || (requests ? role === 'peer' : role === 'mentor' || role === 'coordinator')) assert.ok(!text.includes(planted), `${name} shows a ${role} what a visitor wrote`);
        checked++;
      }
      checked++;
    }
  }
  assert.ok(seen.has('chats.get peer') && seen.has('chats.get supervisor') && seen.has('settings.get admin'));
  // A peer of the same program who does not have the chat.
  const stranger = callerOf('peer2');
  for (const [name, route] of Object.entries(staffRoutes) as [StaffRouteName, StaffRoute][]) {
    if (!route.path.startsWith('/conversations/{id}') || !route.may.includes('peer') || name === 'chats.accept') continue;
    const answer = await stranger.call(route.method, `/v1/staff/programs/one${route.path.replace('{id}', mine.id)}`, route.body ? bodies[name] ?? {} : undefined);
    assert.equal(answer.status, 404, `${name} by a peer whose chat it is not: ${answer.status}`);
    checked++;
  }
  watching.stop();
  // Whoever forgets a filter of any of these queries is told by the first call that makes it.
  let mutants = 0;
  for (const { node, program } of watching.queries.values()) {
    assert.doesNotThrow(() => { check(node, program); });
    for (const mutant of withoutEach(node, program)) { assert.throws(() => { check(mutant, program); }, ForeignQuery, JSON.stringify(node).slice(0, 400)); mutants++; }
  }
  assert.ok(mutants > 80, String(mutants));
  console.log(JSON.stringify({ 'queries of requests': watching.queries.size, 'filters taken away': mutants, 'refused': mutants }));
  console.log(JSON.stringify({ matrix: 'staff', routes: Object.keys(staffRoutes).length, roles: roles.length, checked }));
});

test('visitors: every route with a token takes that token alone, for its own conversation alone', async (context) => {
  const { visitor, openDoor, ask } = await staffedApp(context);
  await openDoor('one');
  await openDoor('two');
  const [first, second, foreign] = [await visitor('one'), await visitor('one'), await visitor('two')];
  for (const talk of [first, second, foreign]) await talk.call('POST', '/messages', { clientId: 'visitor-1', body: planted });
  const visitorBodies: Record<string, unknown> = { 'conversations.send': { clientId: 'visitor-2', body: 'x' }, 'conversations.handover': { agree: true }, 'conversations.report': { kind: 'report' }, 'conversations.feedback': {} };
  let checked = 0;
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    if (!route.bearer) continue;
    const path = (id: string) => route.path.replace('{id}', id);
    const body = route.body ? visitorBodies[name] ?? {} : undefined;
    for (const [id, token, why] of [[first.id, second.token, 'the token of another one'], [first.id, foreign.token, 'the token of another program'], [foreign.id, first.token, 'the id of another program'], [first.id, 'x'.repeat(43), 'no token of ours'], ['00000000-0000-4000-8000-000000000000', first.token, 'an id that is not']] as const) {
      const answer = await ask(route.method, path(id), body, { origin: 'https://one.example', authorization: `Bearer ${token}` });
      assert.equal(answer.status, 404, `${name}, ${why}`);
      assert.ok(!JSON.stringify(answer.body).includes(planted));
      checked++;
    }
    const bare = await ask(route.method, path(first.id), body, { origin: 'https://one.example' });
    assert.ok([401, 415].includes(bare.status), `${name} without a token: ${bare.status}`);
    const evil = await ask(route.method, path(first.id), body, { origin: 'https://two.example', authorization: `Bearer ${first.token}` });
    assert.equal(evil.status, 403, `${name} from a site that is not the program's`);
    checked += 2;
  }
  console.log(JSON.stringify({ matrix: 'visitors', checked }));
});

test('the cookie counts for pages of the server alone, and nobody becomes what they may not be', async (context) => {
  const { people, ask, enter, store } = await staffedApp(context);
  const { one } = people;
  const { admin, supervisor, peer } = one!;
  const base = '/v1/staff/programs/one';
  // Another origin, with the cookie that a browser would not even send.
  const { token } = await (await import('./staff.ts')).makeLink(store, peer!.userId);
  const { response } = await ask('POST', '/v1/auth/link', { token }, { origin: 'http://localhost:8080' });
  const cookie = response.headers.getSetCookie().map((item) => item.split(';')[0]).join('; ');
  assert.match(response.headers.getSetCookie().join(), /HttpOnly/i);
  assert.match(response.headers.getSetCookie().join(), /SameSite=Strict/i);
  assert.equal((await ask('POST', `${base}/shift`, { role: 'peer' }, { cookie, origin: 'https://evil.example' })).status, 403);
  assert.equal((await ask('POST', `${base}/shift`, { role: 'peer' }, { cookie })).status, 403, 'a request that says no origin changes nothing');
  assert.equal((await ask('POST', '/v1/auth/link', { token }, { origin: 'http://localhost:8080' })).status, 410, 'a link works once');
  // Admin and content at once: never.
  const reasons = (answer: { body: Record<string, unknown> }) => ((answer.body.errors ?? []) as { message: string }[]).map(({ message }) => message).join();
  assert.match(reasons(await admin!.call('PUT', `${base}/people/${one!.coordinator!.userId}/roles`, { roles: ['admin', 'peer'] })), /Nobody can be admin and read/);
  assert.match(reasons(await admin!.call('POST', `${base}/people`, { email: 'x@x.example', name: 'X', roles: ['admin', 'supervisor'] })), /Nobody can be admin and read/);
  assert.equal((await admin!.call('PUT', `${base}/people/${admin!.userId}/roles`, { roles: ['supervisor'] })).status, 403, 'not oneself');
  // A new peer reads nothing before a supervisor has approved them.
  const { body } = await admin!.call('POST', `${base}/people`, { email: 'new@one.example', name: 'New', roles: ['peer'] });
  const invited = (await store.read.selectFrom('staff').selectAll().where('program_id', '=', 'one').where('name', '=', 'New').executeTakeFirstOrThrow()).user_id;
  assert.match(String(body.link), /#link=/);
  const early = await enter(invited);
  assert.equal((await early.call('GET', `${base}/queue`)).status, 403);
  assert.equal((await admin!.call('POST', `${base}/people/${invited}/approve`, {})).status, 403, 'an admin cannot approve');
  assert.match(String((await supervisor!.call('POST', `${base}/people/${invited}/approve`, {})).body.link), /#link=/);
  assert.equal((await early.call('GET', `${base}/queue`)).status, 401, 'whoever had the first link is out');
  const fresh = await enter(invited);
  assert.equal((await admin!.call('POST', `${base}/people/${peer!.userId}/link`, {})).status, 403, 'no admin becomes a peer');
  assert.equal((await supervisor!.call('POST', `${base}/people/${peer!.userId}/link`, {})).status, 201);
  assert.equal((await supervisor!.call('POST', `${base}/people/${admin!.userId}/link`, {})).status, 403, 'and no supervisor an admin');
  assert.equal((await fresh.call('GET', `${base}/queue`)).status, 200);
  // An admin of another program who invited the same address first, and signed in as them, is out too.
  const { body: { link: early2 } } = await people.two!.admin!.call('POST', '/v1/staff/programs/two/people', { email: 'both@one.example', name: 'Both', roles: ['facilitator'] });
  const both = (await store.read.selectFrom('auth_users').select('id').where('email', '=', 'both@one.example').executeTakeFirstOrThrow()).id;
  assert.match(String(early2), /#link=/);
  const elsewhere = await enter(both);
  await admin!.call('POST', `${base}/people`, { email: 'both@one.example', name: 'Both', roles: ['peer'] });
  assert.deepEqual((await supervisor!.call('POST', `${base}/people/${both}/approve`, {})).body, { link: '', until: '', fromServer: true }, 'and no link that would open the other program');
  assert.equal((await elsewhere.call('GET', `${base}/queue`)).status, 401);
  // And no shift before the program's own list is done.
  assert.match(reasons(await fresh.call('POST', `${base}/shift`, { role: 'peer' })), /Training of this program.*Code of ethics/s);
  for (const requirement of ['training', 'ethics']) await supervisor!.call('POST', `${base}/people/${invited}/requirements`, { requirement, on: '2026-01-01', ...(requirement === 'training' ? { until: '2026-02-01' } : {}) });
  assert.match(reasons(await fresh.call('POST', `${base}/shift`, { role: 'peer' })), /out of date: Training/);
  await supervisor!.call('POST', `${base}/people/${invited}/requirements`, { requirement: 'training', on: '2026-01-01' });
  assert.equal((await fresh.call('POST', `${base}/shift`, { role: 'peer' })).status, 201);
});
