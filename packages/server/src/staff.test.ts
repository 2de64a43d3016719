import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerEvents } from './server-events.ts';
import { forgetOldSignIns, makeLink } from './staff.ts';
import { staffStream } from './staff-stream.ts';
import { staffedApp } from './testing.ts';

const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => `${status} ${(body.code as string | undefined) ?? ''}`.trim();
const reasonsOf = ({ body }: { body: Record<string, unknown> }) => ((body.errors ?? []) as { message: string }[]).map(({ message }) => message);
const base = '/v1/staff/programs/one';

test('without a supervisor the door stays shut, and says why; with one and a peer it opens; losing the last one closes it', async (context) => {
  const { ask, people: { one }, visitor } = await staffedApp(context);
  const door = async () => (await ask('GET', '/v1/availability?site=pk_one')).body.state;
  assert.equal(await door(), 'closed');
  assert.equal(codeOf((await visitor()).started), '409 closed');
  assert.equal((await one!.peer!.call('POST', `${base}/shift`, { role: 'peer' })).status, 201);
  const queue = await one!.peer!.call('GET', `${base}/queue`);
  assert.deepEqual((queue.body.duty as unknown as { reasons: string[] }).reasons, ['no-supervisor']);
  assert.equal(await door(), 'not-ready');
  assert.equal(codeOf((await visitor()).started), '409 closed');
  assert.equal((await one!.supervisor!.call('POST', `${base}/shift`, { role: 'supervisor' })).status, 201);
  assert.equal(await door(), 'open');
  assert.equal(((await one!.peer!.call('GET', `${base}/queue`)).body.duty as unknown as { state: string }).state, 'open');
  assert.equal((await visitor()).started.status, 201);
  await one!.supervisor!.call('POST', `${base}/shift/state`, { to: 'ended' });
  assert.equal(await door(), 'not-ready');
  assert.equal(codeOf((await visitor()).started), '409 closed');
});

test('both sides: wait, accept, talk, whisper, join, end, feedback, delete; the whisper never reaches the visitor', async (context) => {
  const { people: { one }, visitor, openDoor, store } = await staffedApp(context);
  await openDoor();
  const { peer, supervisor } = one!;
  const chat = await visitor('one', { topics: ['grief'], help: 'listen', name: 'Robin', words: 'My own words', face: 2 });
  await chat.call('POST', '/messages', { clientId: 'visitor-1', body: 'Written while waiting' });
  const queue = (await peer!.call('GET', `${base}/queue`)).body;
  const [waiting] = queue.waiting as unknown as { id: string; alias: string; mayAccept: boolean; reasons: string[] }[];
  assert.deepEqual([waiting!.id, waiting!.alias, waiting!.mayAccept, waiting!.reasons], [chat.id, 'Robin', true, ['your-turn']]);
  assert.ok(!JSON.stringify(queue).includes('My own words') && !JSON.stringify(queue).includes('Written while'), 'no words before it is accepted');
  assert.equal(codeOf(await peer!.call('GET', `${base}/conversations/${chat.id}`)), '404 not-here');
  assert.equal((await peer!.call('POST', `${base}/conversations/${chat.id}/accept`, {})).status, 200);
  assert.deepEqual(reasonsOf(await supervisor!.call('POST', `${base}/conversations/${chat.id}/accept`, {})).length, 0, 'it is no longer in the line');
  const opened = (await peer!.call('GET', `${base}/conversations/${chat.id}`)).body;
  assert.deepEqual([opened.words, opened.maySend], ['My own words', true]);
  assert.ok(JSON.stringify(opened.events).includes('Written while waiting'));
  assert.equal((await peer!.call('POST', `${base}/conversations/${chat.id}/messages`, { clientId: 'peer-0001', body: 'I am here' })).status, 201);
  assert.equal((await supervisor!.call('POST', `${base}/conversations/${chat.id}/notes`, { clientId: 'whisper-1', body: 'WHISPERED' })).status, 201);
  assert.ok(JSON.stringify((await peer!.call('GET', `${base}/conversations/${chat.id}`)).body.notes).includes('WHISPERED'));
  assert.deepEqual(reasonsOf(await supervisor!.call('POST', `${base}/conversations/${chat.id}/messages`, { clientId: 'sup-00001', body: 'x' })), ['Join the chat first.']);
  await supervisor!.call('POST', `${base}/conversations/${chat.id}/join`, {});
  assert.equal((await supervisor!.call('POST', `${base}/conversations/${chat.id}/messages`, { clientId: 'sup-00001', body: 'Hello from the supervisor' })).status, 201);
  const log = (await chat.call('GET', '/events')).body;
  const events = log.events as unknown as { seq: number; kind: string; body?: string; notice?: string; name?: string; author: string; state?: string }[];
  assert.deepEqual(events.map(({ kind, author, body, notice, state, name }) => [kind, author, body ?? notice ?? state, name]), [
    ['state', 'system', 'waiting', undefined], ['message', 'visitor', 'Written while waiting', undefined], ['state', 'peer', 'active', 'peer'], ['message', 'peer', 'I am here', 'peer'], ['notice', 'supervisor', 'supervisor-joined', 'supervisor'], ['message', 'supervisor', 'Hello from the supervisor', 'supervisor'],
  ]);
  assert.ok(!JSON.stringify(log).includes('WHISPERED'));
  assert.equal((await peer!.call('POST', `${base}/conversations/${chat.id}/close`, { outcome: 'completed', signposts: ['group'] })).status, 200);
  assert.equal((await chat.call('POST', '/feedback', { face: 4, listened: 'yes', next: true })).status, 200);
  const { body: receipt } = await chat.call('DELETE', '');
  assert.equal(receipt.messages, 3);
  assert.equal(codeOf(await peer!.call('GET', `${base}/conversations/${chat.id}`)), '404 not-here');
  assert.equal(codeOf(await supervisor!.call('GET', `${base}/conversations/${chat.id}?reason=quality`)), '404 not-here');
  const counted = await store.read.selectFrom('counts').select(['name', 'item', 'count']).where('program_id', '=', 'one').execute();
  const of = (name: string, item = '') => counted.find((row) => row.name === name && row.item === item)?.count;
  assert.deepEqual([of('started'), of('accepted'), of('topics', 'grief'), of('face-change', 'better'), of('listened', 'yes'), of('signposts', 'group')], [1, 1, 1, 1, 1, 1]);
  const mine = (await peer!.call('GET', `${base}/queue`)).body;
  assert.ok((mine.shift as unknown as { breakUntil?: string }).breakUntil, 'a break after each chat');
});

test('a session: only as this server signed it, renewed while it is used, over when it is over, and then forgotten', async (context) => {
  const { store, ask, people, url } = await staffedApp(context);
  const { token } = await makeLink(store, people.one!.peer!.userId);
  const { response } = await ask('POST', '/v1/auth/link', { token }, { origin: url });
  const [name, value] = response.headers.getSetCookie().find((line) => line.includes('session_token'))!.split(';')[0]!.split('=') as [string, string];
  const me = async (cookie: string) => (await ask('GET', '/v1/staff/me', undefined, { cookie })).status;
  const session = decodeURIComponent(value);
  const [, text, signature] = /^(.+)\.([^.]+)$/.exec(session)!;
  const as = (given: string) => `${name}=${encodeURIComponent(given)}`;
  assert.equal(await me(`other=1; ${as(session)}; more=2`), 200);
  const swapped = `${signature!.startsWith('A') ? 'B' : 'A'}${signature!.slice(1)}`;
  for (const [what, cookie] of Object.entries({ 'no signature': as(text!), 'another signature': as(`${text!}.${swapped}`), 'half of it': as(`${text!}.${signature!.slice(0, 20)}`), 'another token': as(`${'x'.repeat(text!.length)}.${signature!}`), 'nothing': `${name}=`, 'no text': `${name}=%E0%A4%A`, 'of another name': `x${name}=${value}` })) assert.equal(await me(cookie), 401, what);
  const row = async () => (await store.read.selectFrom('auth_sessions').selectAll().where('token', '=', text!).executeTakeFirst());
  const setEnd = (minutes: number) => store.write.updateTable('auth_sessions').set({ expiresAt: new Date(Date.now() + minutes * 60_000).toISOString() }).where('token', '=', text!).execute();
  await setEnd(10 * 60);
  assert.equal(await me(as(session)), 200);
  assert.ok(Date.parse((await row())!.expiresAt) - Date.now() > 11.9 * 3_600_000, 'used after more than an hour: it lasts twelve hours from now');
  await setEnd(-1);
  assert.equal(await me(as(session)), 401);
  await forgetOldSignIns(store);
  assert.equal(await row(), undefined);
  assert.equal((await people.one!.peer!.call('GET', '/v1/staff/me')).status, 200, 'their other session goes on');
});

test('hours that no clock has are refused; such as are stored already keep no card from its words and lines', async (context) => {
  const { app, url, ask, people: { one }, store, desk } = await staffedApp(context);
  const settings = await desk.settingsOf('one');
  const set = async (change: object) => { const { status, body } = await one!.admin!.call('PUT', `${base}/settings`, { ...settings, ...change }); return status === 200 ? 'saved' : ((body.errors ?? []) as { path: string }[])[0]!.path; };
  const hours = (days: string[], from: string, to: string) => set({ hours: [{ days, from, to }] });
  assert.deepEqual([await hours(['MO'], '25:00', '26:00'), await hours(['MO'], '09:60', '10:00'), await hours(['MO'], '10:00', '10:00'), await hours([], '10:00', '11:00')], ['hours.0.from', 'hours.0.from', 'hours.0', 'hours.0.days']);
  assert.deepEqual([await hours(['MO'], '22:00', '02:00'), await hours(['SA', 'SU'], '00:00', '00:00')], ['saved', 'saved']);
  assert.equal(await set({ escalationContact: { name: 'Front desk', phone: '', email: 'nope' } }), 'escalationContact.email');
  assert.equal(await set({ resources: [{ title: 'Only a title', text: '' }] }), 'resources.0.text');
  assert.equal(await set({ groups: { listed: true, tiles: { url: 'https://maps.example/{z}/1', attribution: 'Maps' } } }), 'groups.tiles.url');
  assert.equal(await set({ groups: { listed: true, tiles: { url: 'https://maps.example/{z}/{x}/{y}.png', attribution: '' } } }), 'groups.tiles.attribution');
  // As an earlier version took them.
  const stale = [{ days: ['MO'], from: '25:00', to: '26:00' }, { days: ['TU'], from: '09:00', to: '17:00' }, { days: ['XX'], from: '09:00', to: '17:00' }];
  await store.write.updateTable('program_settings').set({ body: JSON.stringify({ ...settings, hours: stale }) }).where('program_id', '=', 'one').execute();
  desk.settingsChanged('one');
  const { status, body } = await ask('GET', '/v1/availability?site=pk_one');
  assert.deepEqual([status, body.hours], [200, [stale[1]]]);
  assert.match(body.opensAt as unknown as string, /^\d{4}-/);
  assert.match(await (await app.request(`${url}/embed/talk-to-a-peer?site=pk_one`)).text(), /tel:988/);
  // They are shown as they are to whoever can mend them.
  assert.deepEqual(((await one!.admin!.call('GET', `${base}/settings`)).body.settings as unknown as { hours: unknown }).hours, stale);
});

test('settings: who saves what they have not seen the latest of is told, and nothing is overwritten', async (context) => {
  const { people: { one }, desk } = await staffedApp(context);
  const { settings, revision } = (await one!.admin!.call('GET', `${base}/settings`)).body as unknown as { settings: object; revision: string };
  const first = await one!.admin!.call('PUT', `${base}/settings?known=${revision}`, { ...settings, ages: '18 and older' });
  assert.equal(first.status, 200);
  assert.equal(codeOf(await one!.admin!.call('PUT', `${base}/settings?known=${revision}`, { ...settings, title: 'Buddy' })), '409 changed-meanwhile');
  const after = await desk.settingsOf('one');
  assert.deepEqual([after.ages, after.title], ['18 and older', 'Peer supporter']);
});

test('whoever is taken out is gone from the list and cannot sign in; invited again they are back, and a wrong invitation opens nothing', async (context) => {
  const { people: { one }, ask, url, desk } = await staffedApp(context);
  const { admin, supervisor, peer, coordinator } = one!;
  const names = async () => ((await admin!.call('GET', `${base}/people`)).body.people as unknown as { name: string }[]).map(({ name }) => name);
  const out = (person: string) => admin!.call('PUT', `${base}/people/${person}/roles`, { roles: [] });
  await peer!.call('POST', `${base}/shift`, { role: 'peer' });
  const closed: string[] = [];
  for (const [name, { userId }] of Object.entries({ peer: peer!, coordinator: coordinator! })) context.after(staffStream(desk, userId, ['one'])({ write: () => undefined, close: () => { closed.push(name); } } as unknown as ServerEvents));
  assert.equal((await out(peer!.userId)).status, 200);
  assert.deepEqual(closed, ['peer'], 'nothing wakes them any more');
  assert.ok(!(await names()).includes('peer'));
  assert.equal((await peer!.call('GET', `${base}/queue`)).status, 401);
  const invited = await admin!.call('POST', `${base}/people`, { name: 'Peer', email: 'peer@one.example', roles: ['peer'] });
  assert.match(invited.body.link as unknown as string, /#link=/);
  assert.ok((await names()).includes('peer'));
  const approved = await supervisor!.call('POST', `${base}/people/${peer!.userId}/approve`, {});
  assert.match(approved.body.link as unknown as string, /#link=/);
  // Of a wrong address: taken back before anybody used it.
  const wrong = await admin!.call('POST', `${base}/people`, { name: 'Wrong', email: 'wrong@one.example', roles: ['coordinator'] });
  const id = ((await admin!.call('GET', `${base}/people`)).body.people as unknown as { id: string; name: string }[]).find(({ name }) => name === 'Wrong')!.id;
  assert.equal((await out(id)).status, 200);
  assert.equal((await ask('POST', '/v1/auth/link', { token: (wrong.body.link as unknown as string).split('=')[1] }, { origin: url })).status, 410);
  assert.deepEqual(reasonsOf(await admin!.call('POST', `${base}/people`, { name: 'C', email: 'coordinator@one.example', roles: ['coordinator'] })), ['This person is in the program already.']);
  assert.equal((await coordinator!.call('GET', `${base}/people`)).status, 200);
});
