import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { backup, restore } from './backup.ts';
import { defaultRates, Limiter } from './limits.ts';
import { makeLink } from './staff.ts';
import { deleteWhatIsOver } from './sweep.ts';
import { onPostgres, placesOf, stopNodes, storedIn } from './store/testing.ts';
import { staffedApp, temporaryFolder } from './testing.ts';

/** Each of these worked once, in a review of the code. */
const base = '/v1/staff/programs/one';
const reasonsOf = ({ body }: { body: Record<string, unknown> }) => ((body.errors ?? []) as { message: string }[]).map(({ message }) => message).join();

test('an admin of one program gets no link to an account of another', async (context) => {
  const { people } = await staffedApp(context);
  const invited = await people.two!.admin!.call('POST', '/v1/staff/programs/two/people', { email: 'supervisor@one.example', name: 'S', roles: ['coordinator'] });
  assert.deepEqual([invited.status, invited.body.link], [201, '']);
  const shared = people.one!.supervisor!.userId;
  assert.match(reasonsOf(await people.two!.admin!.call('POST', `/v1/staff/programs/two/people/${shared}/link`, {})), /another program/);
});

test('a supervisor does not become the admin, and nobody makes a second "first supervisor"', async (context) => {
  const { people: { one }, store } = await staffedApp(context);
  const { admin, supervisor, supervisor2 } = one!;
  assert.match(reasonsOf(await supervisor!.call('POST', `${base}/people/${admin!.userId}/approve`, {})), /nothing to approve/);
  assert.equal((await admin!.call('GET', `${base}/settings`)).status, 200, 'the admin is still signed in');
  assert.equal((await admin!.call('PUT', `${base}/people/${supervisor!.userId}/roles`, { roles: [] })).status, 200);
  assert.match(reasonsOf(await admin!.call('PUT', `${base}/people/${supervisor2!.userId}/roles`, { roles: [] })), /last supervisor/);
  await store.write.updateTable('staff').set({ roles: '[]' }).where('program_id', '=', 'one').where('user_id', '=', supervisor2!.userId).execute();
  await admin!.call('POST', `${base}/people`, { email: 'mine@x.example', name: 'Mine', roles: ['supervisor'] });
  const mine = await store.read.selectFrom('staff').selectAll().where('name', '=', 'Mine').executeTakeFirstOrThrow();
  assert.deepEqual([mine.roles, mine.pending], ['[]', '["supervisor"]']);
});

test('a role that is taken away ends its shift, and the door with it', async (context) => {
  const { people: { one }, openDoor, ask } = await staffedApp(context);
  await openDoor();
  const door = async () => (await ask('GET', '/v1/availability?site=pk_one')).body.state;
  assert.equal(await door(), 'open');
  await one!.admin!.call('PUT', `${base}/people/${one!.supervisor!.userId}/roles`, { roles: [] });
  assert.notEqual(await door(), 'open');
});

test('a flood of chats from one address, or from everywhere: whoever does a sum is let in, once, and its retry too', async (context) => {
  const { ask, openDoor } = await staffedApp(context, { proxies: 1, rates: { start: { burst: 1, perSecond: 0.001 }, starts: { burst: 6, perSecond: 0.001 }, proved: { burst: 2, perSecond: 0.001 } } });
  await openDoor();
  const { solveChallenge } = await import('altcha-lib/v1');
  const solved = async () => {
    const { algorithm, challenge, salt, signature, maxnumber } = (await ask('GET', '/v1/proofs?site=pk_one')).body as unknown as { algorithm: string; challenge: string; salt: string; signature: string; maxnumber: number };
    const found = await solveChallenge(challenge, salt, algorithm, maxnumber).promise;
    return btoa(JSON.stringify({ algorithm, challenge, number: found!.number, salt, signature }));
  };
  const start = async (token: string, more: object = {}, from = '203.0.113.1') => { const { status, body } = await ask('POST', '/v1/conversations?site=pk_one', { token, acknowledged: true, ...more }, { 'x-forwarded-for': from }); return [status, String(body.code ?? body.id)]; };
  const newToken = () => randomBytes(32).toString('base64url');
  await start(newToken());
  const [token, other] = [newToken(), newToken()];
  assert.deepEqual(await start(token), [403, 'proof-needed'], 'more than people do');
  const proof = await solved();
  const [status, chat] = await start(token, { proof });
  assert.equal(status, 201);
  assert.deepEqual(await start(token, { proof }), [201, chat], 'sent again, because its answer was lost');
  assert.deepEqual(await start(other, { proof }), [403, 'proof-needed'], 'one sum, one chat');
  assert.deepEqual((await start(other, { proof: await solved() }))[0], 429, 'sums without end have to wait');
  // The line is full by now: that is another answer, and comes after.
  assert.deepEqual(await start(newToken(), {}, '203.0.113.2'), [409, 'busy'], 'somebody else is asked for nothing');
  for (let at = 3; at < 20; at++) await start(newToken(), {}, `203.0.113.${at}`);
  assert.deepEqual(await start(newToken(), {}, '203.0.113.99'), [403, 'proof-needed'], 'from everywhere at once');
  assert.deepEqual(await start(newToken(), { proof: await solved() }, '203.0.113.99'), [409, 'busy'], 'nobody is kept out by it');
  assert.deepEqual(await start(newToken(), { proof: 'bm90aGluZw==' }, '203.0.113.98'), [403, 'proof-needed']);
});

test('sign-in: a large body ends at the door, and a password is tried a few times', async (context) => {
  const { ask, url } = await staffedApp(context, { rates: { signIn: { burst: 5, perSecond: 0.001 } } });
  const attempt = (password: string) => ask('POST', '/v1/auth/sign-in/email', { email: 'peer@one.example', password }, { origin: url });
  assert.equal((await attempt('x'.repeat(70_000))).status, 413);
  const answers: number[] = [];
  for (let at = 0; at < 8; at++) answers.push((await attempt(`wrong password ${at}`)).status);
  assert.ok(answers.includes(429) && !answers.includes(200), answers.join());
});

test('nobody is kept from their link by whoever sits behind the same address, or from their password by whoever knows who they are', async (context) => {
  const { ask, url, people: { one }, store } = await staffedApp(context, { rates: { signIn: { burst: 2, perSecond: 0.001 } } });
  for (let at = 0; at < 5; at++) { await ask('POST', '/v1/auth/sign-out', {}, { origin: url }); await ask('POST', '/v1/auth/sign-in/email', { email: 'peer@one.example', password: `wrong password ${at}` }, { origin: url }); }
  const { token } = await makeLink(store, one!.peer!.userId);
  assert.equal((await ask('POST', '/v1/auth/link', { token }, { origin: url })).status, 200);
  const limiter = new Limiter(defaultRates);
  for (let at = 0; at < 100; at++) assert.equal(limiter.take('person', 'peer@one.example'), 0);
});

test('what a visitor writes does not become the name of a counter', async (context) => {
  const { openDoor, visitor, store, people: { one } } = await staffedApp(context);
  await openDoor();
  const chat = await visitor('one', { age: 'My name is Dana', region: 'Behind the mill' });
  assert.equal(chat.started.status, 201);
  assert.ok(!JSON.stringify(await store.read.selectFrom('counts').selectAll().execute()).includes('Dana'));
  assert.ok(!JSON.stringify((await one!.admin!.call('GET', `${base}/counts`)).body).includes('Dana'));
});

test('every reading of what is over is written down, from whatever number on', async (context) => {
  const { openDoor, visitor, people: { one }, desk } = await staffedApp(context);
  await openDoor();
  const chat = await visitor();
  await one!.peer!.call('POST', `${base}/conversations/${chat.id}/accept`, {});
  await one!.peer!.call('POST', `${base}/conversations/${chat.id}/close`, { outcome: 'completed' });
  await one!.supervisor!.call('GET', `${base}/conversations/${chat.id}?after=1&reason=quality`);
  assert.equal((await desk.office.audit.list('one')).entries.filter(({ action }) => action === 'chat-read').length, 1);
});

test('at once: two presses make one record, two windows one chat, a take-over and a handover one outcome', async (context) => {
  const { openDoor, visitor, people: { one }, desk, store } = await staffedApp(context);
  await openDoor();
  await store.write.insertInto('service_times').values(Array.from({ length: 10 }, () => ({ program_id: 'one', at: new Date().toISOString(), seconds: 60, waited: 0 }))).execute();
  const first = await visitor();
  const second = await visitor();
  await Promise.all([first.call('POST', '/not-safe', {}), first.call('POST', '/not-safe', {}), first.call('POST', '/not-safe', {})]);
  assert.equal((await desk.escalations.list('one')).length, 1);
  const taken = await Promise.all([first, second].map(({ id }) => one!.peer!.call('POST', `${base}/conversations/${id}/accept`, {})));
  assert.deepEqual(taken.map(({ status }) => status).sort(), [200, 409]);
  const mine = taken[0]!.status === 200 ? first : second;
  await one!.peer!.call('POST', `${base}/conversations/${mine.id}/handover`, { to: 'queue' });
  await Promise.all([mine.call('POST', '/handover', { agree: true }), one!.supervisor!.call('POST', `${base}/conversations/${mine.id}/take-over`, {})]);
  const row = (await desk.office.conversations.get(mine.id, 'one'))!;
  assert.ok(row.state === 'active' ? row.peer_id === one!.supervisor!.userId : row.state === 'transferred' && row.peer_id === null, `${row.state} ${String(row.peer_id)}`);
});

test('a peer whose two windows both saw an empty desk takes one chat, not two', async (context) => {
  const { openDoor, visitor, people: { one }, desk } = await staffedApp(context);
  await openDoor();
  const [first, second] = [await visitor(), await visitor()];
  const seen = await desk.lines.offersFor('one', one!.peer!.userId);
  desk.lines.offersFor = () => Promise.resolve(seen);
  const statuses = [];
  for (const { id } of [first, second]) statuses.push((await one!.peer!.call('POST', `${base}/conversations/${id}/accept`, {})).status);
  assert.deepEqual(statuses, [200, 409]);
});

test('one conversation that cannot be deleted does not keep the others', async (context) => {
  const { openDoor, visitor, desk, store } = await staffedApp(context);
  await openDoor();
  const [broken, whole] = [await visitor(), await visitor()];
  await broken.call('POST', '/not-safe', {});
  await desk.office.keys.destroy(broken.id);
  for (const chat of [broken, whole]) await store.write.updateTable('conversations').set({ state: 'ended', ended_at: '2020-01-01T00:00:00.000Z' }).where('id', '=', chat.id).execute();
  await deleteWhatIsOver(desk, () => undefined);
  assert.equal((await store.read.selectFrom('conversations').selectAll().where('program_id', '=', 'one').execute()).length, 0);
});

test("a complaint's words that its visitor deleted stay deleted after a restore; deleted by time, they wait to be read", async (context) => {
  const { openDoor, visitor, people: { one }, folder, store, desk } = await staffedApp(context);
  await openDoor();
  const chat = await visitor();
  await one!.peer!.call('POST', `${base}/conversations/${chat.id}/accept`, {});
  await chat.call('POST', '/reports', { kind: 'report', words: 'Unkind words' });
  const { words } = await store.read.selectFrom('complaints').select('words').executeTakeFirstOrThrow();
  const copy = join(await temporaryFolder(context), 'copy');
  await backup(placesOf(folder), copy);
  const row = (await desk.office.conversations.get(chat.id, 'one'))!;
  await desk.end(row, 'system', 'ended', 'completed');
  await deleteWhatIsOver(desk, () => undefined, Date.now() + 80 * 3_600_000);
  assert.ok((await store.read.selectFrom('complaints').select('words').executeTakeFirstOrThrow()).words);
  const again = await visitor();
  assert.equal(again.started.status, 201);
  const target = join(await temporaryFolder(context), 'target');
  const { cpSync } = await import('node:fs');
  // The visitor's own deletion, in a world of its own.
  const other = await staffedApp(context);
  await other.openDoor();
  const talk = await other.visitor();
  await other.people.one!.peer!.call('POST', `${base}/conversations/${talk.id}/accept`, {});
  await talk.call('POST', '/reports', { kind: 'report', words: 'Unkind words' });
  const sealed = (await other.store.read.selectFrom('complaints').select('words').executeTakeFirstOrThrow()).words!;
  const before = join(await temporaryFolder(context), 'before');
  await backup(placesOf(other.folder), before);
  await talk.call('DELETE', '');
  if (!onPostgres) cpSync(join(other.folder, 'deletions.log'), join(before, '..', 'ledger.log'));
  // A database has its own ledger; a new folder is given that of the old one.
  const restored = onPostgres ? other.folder : target;
  await stopNodes(restored);
  await restore(placesOf(restored), before, onPostgres ? [] : [join(before, '..', 'ledger.log')]);
  assert.ok((await storedIn(before)).includes(sealed) && !(await storedIn(restored)).includes(sealed));
  assert.ok(words);
});

test('a stream that nobody reads holds a few chunks, not the whole log; and there are only so many', async (context) => {
  const { openDoor, visitor, app, url } = await staffedApp(context);
  await openDoor();
  const chat = await visitor();
  for (let at = 0; at < 300; at++) await chat.call('POST', '/messages', { clientId: `flood-${String(at).padStart(4, '0')}`, body: 'x'.repeat(3_000) });
  const open = () => app.request(`${url}/v1/conversations/${chat.id}/events`, { headers: { authorization: `Bearer ${chat.token}`, accept: 'text/event-stream' } });
  const streams = [];
  for (let at = 0; at < 6; at++) streams.push(await open());
  assert.ok(streams.every(({ status }) => status === 200));
  assert.equal((await open()).status, 429);
  // Read by one of them, whole and in order.
  const reader = streams[0]!.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('"seq":301,')) text += (await reader.read()).value ?? '';
  assert.deepEqual([...text.matchAll(/"seq":(\d+)/g)].map(([, seq]) => Number(seq)), Array.from({ length: 301 }, (_, at) => at + 1));
  await reader.cancel();
  for (const stream of streams.slice(1)) await stream.body!.cancel();
});
