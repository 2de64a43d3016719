import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { sql, type Kysely } from 'kysely';
import { addStaff, makeLink } from './staff.ts';
import { ofFiles } from './store/testing.ts';
import { staffedApp } from './testing.ts';
import { testProvider } from './testing-provider.ts';

const URL_HERE = 'http://localhost:8080';
const NAME = 'Riverside account';

/** The server with a provider beside it, and browsers that go between the two. */
async function withProvider(context: TestContext, started = true) {
  const provider = await testProvider(URL_HERE);
  const world = await staffedApp(context, {}, { provider: { issuer: provider.issuer, clientId: provider.clientId, clientSecret: provider.clientSecret, name: NAME } });
  if (started) await provider.start();
  context.after(() => provider.stop());
  const browser = () => {
    const jars: Record<string, Map<string, string>> = {};
    const jar = (host: string) => (jars[host] ??= new Map<string, string>());
    const keep = (host: string, response: Response) => { for (const line of response.headers.getSetCookie()) { const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!; if (value && !/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar(host).set(name!, value); else jar(host).delete(name!); } };
    const cookies = (host: string) => [...jar(host)].map(([name, value]) => `${name}=${value}`).join('; ');
    const here = async (method: string, path: string, body?: object) => {
      const answer = await world.ask(method, path, body, { cookie: cookies('here'), ...(method === 'POST' ? { origin: URL_HERE } : {}) });
      keep('here', answer.response);
      return answer;
    };
    /** The pages of the provider, until it sends back: where to. */
    const throughProvider = async (url: string, login: string, stopAt = false): Promise<string> => {
      let next = new URL(url);
      for (let steps = 0; steps < 12; steps++) {
        if (next.origin === URL_HERE) return `${next.pathname}${next.search}`;
        const page = await fetch(next, { redirect: 'manual', headers: { cookie: cookies('there') } });
        keep('there', page);
        const to = page.headers.get('location');
        if (to) { next = new URL(to, next); continue; }
        const text = await page.text();
        if (stopAt) { const abort = /href="([^"]+\/abort)"/.exec(text)![1]!; next = new URL(abort, next); stopAt = false; continue; }
        const action = /action="([^"]+)"/.exec(text)![1]!;
        const prompt = /name="prompt" value="(\w+)"/.exec(text)![1]!;
        const sent = await fetch(new URL(action, next), { method: 'POST', redirect: 'manual', headers: { 'cookie': cookies('there'), 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ prompt, login, password: 'any' }) });
        keep('there', sent);
        next = new URL(sent.headers.get('location')!, next);
      }
      throw new Error('The provider never sent back.');
    };
    const go = async (login: string, path = '/v1/auth/sign-in/social', { stopAt = false } = {}) => {
      const begun = await here('POST', path, { provider: 'sso', callbackURL: 'https://evil.example/' });
      assert.equal(begun.status, 200, JSON.stringify(begun.body));
      return here('GET', await throughProvider(String(begun.body.url), login, stopAt));
    };
    const me = () => here('GET', '/v1/staff/me');
    return { here, go, me, throughProvider };
  };
  return { ...world, provider, browser };
}
const locationOf = ({ response }: { response: Response }) => response.headers.get('location');

test('whoever was invited signs in at their organization: no account by itself, nothing of the provider kept, and the cookie is for this site alone', async (context) => {
  const { store, provider, browser, ask } = await withProvider(context);
  assert.deepEqual((await ask('GET', '/v1/staff/sign-in')).body, { provider: NAME });
  provider.people.pat = { email: 'Peer@one.example', email_verified: true, name: 'Pat' };
  const pat = browser();
  const back = await pat.go('pat');
  assert.equal(locationOf(back), '/console/', 'and never to an address that the page asked for');
  assert.ok(back.response.headers.getSetCookie().some((line) => /session_token=.+SameSite=Strict/i.test(line)));
  const { body: me } = await pat.me();
  assert.deepEqual([me.email, me.provider, me.password, me.passkeys], ['peer@one.example', true, false, 0]);
  assert.equal((await pat.here('GET', '/v1/staff/programs/one/queue')).status, 200);
  assert.equal((await pat.here('GET', '/v1/staff/programs/two/queue')).status, 404);
  const accounts = () => (store.read as Kysely<{ auth_accounts: Record<string, string | null> }>).selectFrom('auth_accounts').selectAll().execute();
  const [account, ...more] = await accounts();
  assert.deepEqual([more.length, account!.providerId, account!.accountId, account!.accessToken, account!.idToken, account!.refreshToken], [0, 'sso', 'pat', null, null, null]);
  // Again, as the same person, whatever the address is by now.
  provider.people.pat = { email: 'pat.new@one.example', email_verified: true };
  const later = browser();
  assert.equal(locationOf(await later.go('pat')), '/console/');
  assert.equal((await later.me()).body.email, 'peer@one.example');
  assert.equal((await accounts()).filter(({ accessToken }) => accessToken !== null).length, 0);
});

test('somebody whom nobody invited, or whose address is not confirmed, comes back with words and without a session', async (context) => {
  const { store, provider, browser } = await withProvider(context);
  const users = async () => (await store.read.selectFrom('auth_users').select('id').execute()).length;
  const before = await users();
  provider.people.stranger = { email: 'stranger@one.example', email_verified: true, name: 'S' };
  provider.people.unconfirmed = { email: 'supervisor@one.example', email_verified: false };
  provider.people.silent = { email: 'supervisor@one.example' };
  provider.people.nameless = {};
  for (const who of Object.keys(provider.people)) {
    const there = browser();
    assert.equal(locationOf(await there.go(who)), '/console/#sso=unknown', who);
    assert.equal((await there.me()).status, 401, who);
  }
  assert.equal(await users(), before);
  assert.equal((await store.read.selectFrom('auth_accounts').select('id').execute()).length, 0);
  const no = browser();
  assert.equal(locationOf(await no.go('stranger', undefined, { stopAt: true })), '/console/#sso=declined');
});

test('whoever is signed in by their invitation connects the two, confirmed address or not; nobody else has that account then', async (context) => {
  const { store, provider, browser, people } = await withProvider(context);
  provider.people.kim = { email: 'kim@elsewhere.example' };
  const enter = async (userId: string) => { const there = browser(); await there.here('POST', '/v1/auth/link', { token: (await makeLink(store, userId)).token }); return there; };
  const kim = await enter(people.one!.supervisor!.userId);
  assert.equal((await kim.me()).body.provider, false);
  assert.equal(locationOf(await kim.go('kim', '/v1/auth/link-social')), `${URL_HERE}/console/#account`);
  assert.equal((await kim.me()).body.provider, true);
  const later = browser();
  assert.equal(locationOf(await later.go('kim')), '/console/');
  assert.equal((await later.me()).body.email, 'supervisor@one.example');
  // Connected once more, by whoever presses twice: nothing of the provider is kept by that either.
  assert.equal(locationOf(await later.go('kim', '/v1/auth/link-social')), `${URL_HERE}/console/#account`);
  const kept = await (store.read as Kysely<{ auth_accounts: Record<string, string | null> }>).selectFrom('auth_accounts').selectAll().execute();
  assert.deepEqual(kept.map(({ accessToken, refreshToken, idToken }) => [accessToken, refreshToken, idToken]), [[null, null, null]]);
  const other = await enter(people.one!.peer!.userId);
  assert.equal(locationOf(await other.go('kim', '/v1/auth/link-social')), '/console/#sso=taken');
  const nobody = browser();
  assert.equal((await nobody.here('POST', '/v1/auth/link-social', {})).status, 401);
});

test('whoever had the first link of a new peer connects no account of their own any more once a supervisor has approved, and leaves no second factor', async (context) => {
  const { store, provider, browser, people } = await withProvider(context);
  const { userId } = await addStaff(store, 'one', { email: 'new@one.example', name: 'New', roles: ['peer'] });
  const enter = async (id: string) => { const one = browser(); assert.equal((await one.here('POST', '/v1/auth/link', { token: (await makeLink(store, id)).token })).status, 200); return one; };
  const early = await enter(userId);
  provider.people.evil = { email: 'evil@one.example', email_verified: true };
  await early.here('POST', '/v1/staff/password', { password: 'a long first password' });
  assert.equal((await early.here('POST', '/v1/auth/two-factor/enable', { password: 'a long first password' })).status, 200);
  const begun = await early.here('POST', '/v1/auth/link-social', { provider: 'sso', callbackURL: '/' });
  const back = await early.throughProvider(String(begun.body.url), 'evil');
  const supervisor = await enter(people.one!.supervisor!.userId);
  assert.equal((await supervisor.here('POST', `/v1/staff/programs/one/people/${userId}/approve`, {})).status, 200);
  await early.here('GET', back);
  assert.equal((await early.me()).status, 401);
  const later = browser();
  await later.go('evil');
  assert.equal((await later.me()).status, 401, 'their own account opens nothing');
  const real = await enter(userId);
  assert.deepEqual([(await real.me()).body.password, (await real.me()).body.twoFactor, (await real.me()).body.provider], [false, false, false]);
  const { rows } = await sql<{ number: number }>`select count(*) as number from auth_two_factors`.execute(store.read);
  assert.equal(Number(rows[0]!.number), 0);
});

test('the provider is down at the start, and later: everything else works, and it does as soon as the provider is there', async (context) => {
  const { provider, browser, people, lines } = await withProvider(context, false);
  provider.people.pat = { email: 'peer@one.example', email_verified: true };
  const early = browser();
  const refused = await early.here('POST', '/v1/auth/sign-in/social', {});
  assert.deepEqual([refused.status, refused.body.code], [503, 'not-ready']);
  assert.equal((await people.one!.peer!.call('GET', '/v1/staff/me')).status, 200);
  await provider.start();
  assert.equal(locationOf(await early.go('pat')), '/console/');
  // Gone between its page and ours: the code cannot be looked at.
  const later = browser();
  const { body } = await later.here('POST', '/v1/auth/sign-in/social', {});
  const back = await later.throughProvider(String(body.url), 'pat');
  await provider.stop();
  assert.equal(locationOf(await later.here('GET', back)), '/console/#sso=failed');
  assert.equal((await later.me()).status, 401);
  await provider.start();
  assert.equal(locationOf(await later.go('pat')), '/console/');
  assert.ok(lines.every((line) => !JSON.stringify(line).includes('code=')), 'no code is in a log');
});

// It has nothing to do with the store.
ofFiles('a provider that says nothing holds nobody up for long', async (context) => {
  const { provider, browser, people } = await withProvider(context);
  provider.silent = true;
  const there = browser();
  const [refused, me] = await Promise.all([there.here('POST', '/v1/auth/sign-in/social', {}), people.one!.peer!.call('GET', '/v1/staff/me')]);
  assert.deepEqual([refused.status, me.status], [503, 200]);
});

test('what a provider or a stranger makes up opens nothing', async (context) => {
  const { provider, browser } = await withProvider(context);
  provider.people.pat = { email: 'peer@one.example', email_verified: true };
  const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  let first = '';
  const lies: Record<string, (answer: { id_token?: string }) => void> = {
    'another person, with the signature of the first': (answer) => { const [head, , signature] = answer.id_token!.split('.'); answer.id_token = `${head}.${encode({ ...claimsOf(answer.id_token!), sub: 'admin', email: 'admin@one.example' })}.${signature}`; },
    'without a signature': (answer) => { answer.id_token = `${encode({ alg: 'none' })}.${encode(claimsOf(answer.id_token!))}.`; },
    'an honest one of another sign-in': (answer) => { if (first) answer.id_token = first; else first = answer.id_token!; },
  };
  for (const [what, tamper] of Object.entries(lies)) {
    provider.tamper = tamper;
    if (what.startsWith('an honest')) assert.equal(locationOf(await browser().go('pat')), '/console/');
    const there = browser();
    assert.equal(locationOf(await there.go('pat')), '/console/#sso=failed', what);
    assert.equal((await there.me()).status, 401, what);
  }
  provider.tamper = () => undefined;
  // Somebody else's way back, opened in this browser: it would sign this person in as them.
  const mine = browser();
  const theirs = browser();
  const begun = await theirs.here('POST', '/v1/auth/sign-in/social', {});
  const back = await theirs.throughProvider(String(begun.body.url), 'pat');
  assert.equal(locationOf(await mine.here('GET', back)), '/console/#sso=failed');
  assert.equal((await mine.me()).status, 401);
  // And it is good once.
  const own = browser();
  const again = await own.throughProvider(String((await own.here('POST', '/v1/auth/sign-in/social', {})).body.url), 'pat');
  assert.equal(locationOf(await own.here('GET', again)), '/console/');
  assert.equal(locationOf(await own.here('GET', again)), '/console/#sso=failed');
  assert.equal(locationOf(await browser().here('GET', '/v1/auth/callback/sso?error=server_error&error_description=buy+this')), '/console/#sso=failed');
});

test('a provider that names another issuer than the one that was set signs nobody in', async (context) => {
  const { provider, browser, lines } = await withProvider(context);
  provider.discovery = (document) => { document.issuer = 'https://another.example'; };
  const refused = await browser().here('POST', '/v1/auth/sign-in/social', {});
  assert.deepEqual([refused.status, refused.body.code], [503, 'not-ready']);
  assert.ok(lines.some(({ event }) => event === 'single-sign-on'));
});
