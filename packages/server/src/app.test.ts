import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { errorCodes, GroupPage, HelplineList, Problem, Program, routes, type Route } from '@kith/contract';
import { defaultRates, Limiter } from './limits.ts';
import { addProgram, requireProgram } from './programs.ts';
import { saveGroups } from './groups/feeds.ts';
import { lookup } from '@kith/helplines';
import { hideHelpline, removeHelpline, saveHelpline } from './helplines.ts';
import { exampleApp, listing } from './testing.ts';

const problem = async (response: Response) => Problem.parse(await response.json());

test('a page of an allowed origin lists, searches and reads groups of its program', async (context) => {
  const { get, post } = await exampleApp(context);
  const list = await get('/v1/groups?site=pk_one');
  assert.equal(list.status, 200);
  assert.equal(list.headers.get('access-control-allow-origin'), 'https://one.example');
  const page = GroupPage.parse(await list.json());
  assert.deepEqual([page.total, page.facets.topics], [3, { grief: 2, alcohol: 1 }]);
  const found = GroupPage.parse(await (await post('/v1/groups/search?site=pk_one', { text: 'cafe', topics: ['grief'] })).json());
  assert.deepEqual(found.groups.map(({ id }) => id), ['one-c']);
  const one = await get('/v1/groups/one-b?site=pk_one');
  assert.equal((await one.json() as { next: unknown[] }).next.length, 3);
});

test('the program and its crisis lines', async (context) => {
  const { get } = await exampleApp(context);
  const program = Program.parse(await (await get('/v1/programs/pk_one')).json());
  assert.deepEqual([program.partner, program.setting, program.helplines.emergency?.value], ['Partner one', 'clinic', '911']);
  const lines = HelplineList.parse(await (await get('/v1/helplines?site=pk_one&country=GB')).json());
  assert.ok(lines.lines.every(({ country }) => country === 'GB'));
});

test('a program\'s own lines stand beside those of the country, hidden ones are gone, and neither touches another program', async (context) => {
  const { get, store } = await exampleApp(context);
  await saveHelpline(store, 'one', { id: 'nurse', name: 'Nurse on duty', channels: [{ type: 'call', value: '+1 555 010 0100' }], first: true });
  await hideHelpline(store, (await requireProgram(store, 'one')), 'us-samhsa');
  const list = HelplineList.parse(await (await get('/v1/helplines?site=pk_one')).json());
  assert.deepEqual([list.emergency?.value, list.own?.map(({ id }) => id), list.hidden, list.lines.some(({ id }) => id === 'us-samhsa')], ['911', ['nurse'], ['us-samhsa'], false]);
  const other = HelplineList.parse(await (await get('/v1/helplines?site=pk_two', { origin: 'https://two.example' })).json());
  assert.deepEqual([other.own, other.hidden], [undefined, undefined]);
  const abroad = HelplineList.parse(await (await get('/v1/helplines?site=pk_one&country=GB')).json());
  assert.equal(abroad.own, undefined, 'no number crosses a border');
  const two = await requireProgram(store, 'two');
  const general = lookup({ country: 'US' }).lines.filter((line) => !line.audiences.length && !line.regions).map(({ id }) => id);
  for (const id of general.slice(1)) await hideHelpline(store, two, id);
  await assert.rejects(hideHelpline(store, two, general[0]!), /last line for everyone/);
  await saveHelpline(store, 'two', { id: 'desk', name: 'Desk', channels: [{ type: 'call', value: '5550' }], first: false });
  await hideHelpline(store, two, general[0]!);
  await assert.rejects(removeHelpline(store, two, 'desk'), /last line for everyone/);
  for (const wrong of [{ type: 'call', value: 'ring me' }, { type: 'chat', value: 'javascript:alert(1)' }, { type: 'chat', value: 'http://chat.example' }]) await assert.rejects(saveHelpline(store, 'one', { id: 'x', name: 'x', channels: [wrong], first: false }), /no number to dial|https address/);
  await assert.rejects(saveHelpline(store, 'one', { id: 'us-988', name: 'x', channels: [{ type: 'call', value: '1' }], first: false }), /Choose another|no number/);
});

test('a program whose setting has quick exit says so with its crisis lines', async (context) => {
  const { get, store } = await exampleApp(context);
  await addProgram(store, { id: 'linden', name: 'Linden', partner: 'Linden High', setting: 'hospital-portal', language: 'en', timeZone: 'UTC', country: 'US', siteKey: 'pk_linden' });
  assert.equal(HelplineList.parse(await (await get('/v1/helplines?site=pk_linden', {})).json()).quickExit, undefined);
  assert.equal(HelplineList.parse(await (await get('/v1/helplines?site=pk_one')).json()).quickExit, true, 'a clinic');
});

test('a mistake in a crisis line is stored once, and only of a line that is there', async (context) => {
  const { post, store } = await exampleApp(context);
  const key = { 'origin': 'https://one.example', 'idempotency-key': '1234567890' };
  for (let at = 0; at < 2; at++) assert.equal((await post('/v1/helplines/us-988/reports?site=pk_one', { kind: 'no-answer' }, key)).status, 201);
  assert.deepEqual((await store.read.selectFrom('helpline_reports').select(['helpline_id', 'kind']).execute()), [{ helpline_id: 'us-988', kind: 'no-answer' }]);
  assert.equal((await problem(await post('/v1/helplines/nothing/reports?site=pk_one', { kind: 'other' }))).code, 'helpline-not-found');
});

test('the docs name every country, every line, its sources and what to check', async (context) => {
  const { get } = await exampleApp(context);
  const text = await (await get('/docs/helplines')).text();
  assert.equal(text.match(/<section id="[A-Z]{2}">/g)!.length, 248);
  assert.equal(text.match(/<h3>/g)!.length, 304);
  assert.equal(text.match(/To check\./g)!.length, 135);
  assert.ok(text.includes('988.ca/get-help/what-to-expect'));
});

test('pages follow each other over GET', async (context) => {
  const { get } = await exampleApp(context);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = GroupPage.parse(await (await get(`/v1/groups?site=pk_one&limit=1${cursor ? `&cursor=${cursor}` : ''}`)).json());
    seen.push(...page.groups.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor);
  assert.deepEqual(seen.sort(), ['one-a', 'one-b', 'one-c']);
});

test('answers travel packed for those who can unpack, and read the same', async (context) => {
  const { get, store } = await exampleApp(context);
  await saveGroups(store, 'one', null, Array.from({ length: 20 }, (_, at) => listing(`one-${at}`)));
  const unpack: Record<string, (bytes: Buffer) => Buffer> = { 'gzip, deflate, br': brotliDecompressSync, 'gzip': gunzipSync };
  for (const path of ['/v1/groups?site=pk_one', '/embed/find-a-group?site=pk_one']) {
    const plain = await get(path);
    assert.equal(plain.headers.get('content-encoding'), null);
    const bytes = Buffer.from(await plain.arrayBuffer());
    for (const accepted of Object.keys(unpack)) {
      const packed = await get(path, { 'origin': 'https://one.example', 'accept-encoding': accepted });
      const smaller = Buffer.from(await packed.arrayBuffer());
      assert.match(packed.headers.get('vary')!, /origin, accept-encoding/);
      assert.ok(smaller.length * 4 < bytes.length, `${path} ${accepted}: ${smaller.length} of ${bytes.length}`);
      assert.deepEqual(unpack[accepted]!(smaller), bytes);
    }
  }
});

test('every route with the id of another program finds nothing', async (context) => {
  const { app, get, post } = await exampleApp(context);
  for (const route of Object.values(routes) as Route[]) {
    const path = `${route.path.replace('{site}', 'pk_one').replace('{id}', 'two-a')}${route.query && 'site' in route.query.shape ? '?site=pk_one' : ''}`;
    const headers = { origin: 'https://one.example', ...(route.bearer ? { authorization: `Bearer ${'x'.repeat(43)}` } : {}) };
    const response = route.method === 'GET' ? await get(path, headers) : route.method === 'DELETE' ? await app.request(path, { method: 'DELETE', headers }) : await post(path, route.path.endsWith('/reports') ? { kind: 'other' } : route.path.endsWith('/plans') ? { at: '2026-01-05T19:00', comes: true } : {}, headers);
    assert.doesNotMatch(await response.text(), /two/, `${route.method} ${route.path}`);
    if (route.path.includes('{id}')) assert.equal(response.status, 404, route.path);
  }
});

test('the origin of another program, and an unknown key, are refused in words that the page may read', async (context) => {
  const { get } = await exampleApp(context);
  const foreign = await get('/v1/groups?site=pk_one', { origin: 'https://two.example' });
  assert.deepEqual([foreign.status, foreign.headers.get('access-control-allow-origin')], [403, '*']);
  assert.equal((await problem(foreign)).code, 'origin-not-allowed');
  assert.equal((await problem(await get('/v1/groups?site=pk_nobody'))).code, 'unknown-site');
  assert.equal((await problem(await get('/v1/groups'))).code, 'unknown-site');
  assert.equal((await get('/v1/groups?site=pk_one', {})).status, 200, 'no page at all: public data');
});

test('a preflight is answered, the call itself decides', async (context) => {
  const { app } = await exampleApp(context);
  const response = await app.request('/v1/groups/search?site=pk_one', { method: 'OPTIONS', headers: { 'origin': 'https://one.example', 'access-control-request-method': 'POST' } });
  assert.deepEqual([response.status, response.headers.get('access-control-allow-methods')], [204, 'POST']);
});

const wrong: [string, string, unknown, keyof typeof errorCodes, Record<string, string>?][] = [
  ['not JSON', '/v1/groups/search?site=pk_one', '{', 'bad-request'],
  ['too deep', '/v1/groups/search?site=pk_one', '['.repeat(5000), 'bad-request'],
  ['a million levels', '/v1/groups/search?site=pk_one', '['.repeat(60_000) + ']'.repeat(5_000), 'bad-request'],
  ['too large', '/v1/groups/search?site=pk_one', JSON.stringify({ text: 'x'.repeat(70_000) }), 'too-large'],
  ['another type', '/v1/groups/search?site=pk_one', '{}', 'unsupported-type', { 'content-type': 'text/plain' }],
  ['a field that is not known', '/v1/groups/search?site=pk_one', { plantedfield: 1 }, 'invalid-query'],
  ['a topic that is not known', '/v1/groups/search?site=pk_one', { topics: ['plantedtopic'] }, 'invalid-query'],
  ['a point off the earth', '/v1/groups/search?site=pk_one', { near: { latitude: 100, longitude: 0 } }, 'invalid-query'],
  ['a limit of a million', '/v1/groups/search?site=pk_one', { limit: 1_000_000 }, 'invalid-query'],
  ['a list instead of an object', '/v1/groups/search?site=pk_one', [], 'invalid-query'],
  ['a cursor that was made up', '/v1/groups/search?site=pk_one', { cursor: 'abc' }, 'invalid-cursor'],
  ['a query parameter that is not known', '/v1/groups/search?site=pk_one&planted=1', {}, 'invalid-query'],
  ['a report of an unknown kind', '/v1/groups/one-a/reports?site=pk_one', { kind: 'plantedkind' }, 'invalid-query'],
  ['a report with words', '/v1/groups/one-a/reports?site=pk_one', { kind: 'other', note: 'plantedwords' }, 'invalid-query'],
  ['a report of a group that is not there', '/v1/groups/nothing/reports?site=pk_one', { kind: 'other' }, 'group-not-found'],
];
for (const [what, path, body, code, headers] of wrong) {
  test(`refused: ${what}`, async (context) => {
    const { post, lines } = await exampleApp(context);
    const response = await post(path, body, { origin: 'https://one.example', ...headers });
    const text = await response.text();
    const answer = Problem.parse(JSON.parse(text));
    assert.deepEqual([answer.code, response.status], [code, errorCodes[code][0]]);
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    assert.equal(response.headers.get('x-request-id'), answer.requestId);
    assert.doesNotMatch(text + JSON.stringify(lines), /planted(topic|kind|words)/);
  });
}

test('wrong method and wrong address', async (context) => {
  const { app, get } = await exampleApp(context);
  assert.equal((await problem(await app.request('/v1/groups', { method: 'DELETE' }))).code, 'method-not-allowed');
  assert.equal((await problem(await get('/v1/nothing'))).code, 'not-found');
  assert.equal((await problem(await get('/nothing'))).code, 'not-found');
  const page = await get('/groups/nothing-here?lang=es', { accept: 'text/html,*/*;q=0.8' });
  assert.deepEqual([page.status, page.headers.get('content-type'), page.headers.get('cache-control')], [404, 'text/html; charset=UTF-8', 'no-store'], 'a person has a page in words');
  assert.match(await page.text(), /No hay ninguna página en esta dirección/);
  assert.equal((await problem(await get('/v1/nothing', { accept: 'text/html' }))).code, 'not-found');
});

test('a report is stored once, however often it is sent', async (context) => {
  const { post, store } = await exampleApp(context);
  const key = { 'origin': 'https://one.example', 'idempotency-key': '1234567890' };
  for (let at = 0; at < 3; at++) assert.equal((await post('/v1/groups/one-a/reports?site=pk_one', { kind: 'wrong-time' }, key)).status, 201);
  assert.equal((await store.read.selectFrom('group_reports').selectAll().execute()).length, 1);
  assert.equal((await problem(await post('/v1/groups/one-a/reports?site=pk_one', { kind: 'other' }, key))).code, 'idempotency-conflict');
  assert.equal((await post('/v1/groups/two-a/reports?site=pk_two', { kind: 'other' }, { ...key, origin: 'https://two.example' })).status, 201, 'keys of one program are none of another\'s');
});

test('limits: a flood is told to wait, another program goes on', async (context) => {
  const { get } = await exampleApp(context, { rates: { address: { burst: 100, perSecond: 1 }, program: { burst: 3, perSecond: 0.5 }, report: { burst: 1, perSecond: 1 } } });
  for (let at = 0; at < 3; at++) assert.equal((await get('/v1/groups?site=pk_one')).status, 200);
  const limited = await get('/v1/groups?site=pk_one');
  assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '2']);
  assert.equal((await get('/v1/groups?site=pk_two', { origin: 'https://two.example' })).status, 200);
});

test('a school of a thousand behind one address is let in', async (context) => {
  const { get } = await exampleApp(context);
  for (let at = 0; at < 1_000; at++) {
    assert.equal((await get('/v1/programs/pk_one')).status, 200);
    assert.equal((await get('/v1/groups?site=pk_one')).status, 200);
  }
});

test('the log has method, template, status, time and request id, and nothing else', async (context) => {
  const { get, post, lines } = await exampleApp(context);
  await post('/v1/groups/search?site=pk_one', { text: 'plantedword' }, { 'origin': 'https://one.example', 'referer': 'https://planted.example/page', 'x-forwarded-for': '203.0.113.7' });
  await get('/v1/groups/plantedid?site=pk_one');
  await get('/planted/path');
  assert.equal(lines.length, 3);
  for (const line of lines) assert.deepEqual(Object.keys(line).filter((name) => !['event', 'requestId', 'method', 'route', 'status', 'ms'].includes(name)), []);
  assert.doesNotMatch(JSON.stringify(lines), /planted|203\.0\.113|pk_one/);
});

test('security headers on every answer', async (context) => {
  const { get } = await exampleApp(context);
  for (const path of ['/v1/groups?site=pk_one', '/nothing', '/docs', '/', '/healthz', '/embed/find-a-group?site=pk_one']) {
    const { headers } = await get(path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/, path);
  }
});

test('health and readiness', async (context) => {
  const { get, store } = await exampleApp(context);
  assert.equal((await get('/healthz')).status, 200);
  assert.deepEqual(await (await get('/readyz')).json(), { ready: true, store: 'ok' });
  await store.read.destroy();
  const down = await get('/readyz');
  assert.deepEqual([down.status, (await down.json() as { ready: boolean }).ready], [503, false]);
});

test('the docs name every call and every error', async (context) => {
  const { get } = await exampleApp(context);
  const text = await (await get('/docs')).text();
  for (const { path } of Object.values(routes)) assert.ok(text.includes(path.replaceAll('{', '{')), path);
  for (const code of Object.keys(errorCodes)) assert.ok(text.includes(`id="${code}"`), code);
  assert.equal((await get('/openapi.json')).status, 200);
});

test('the embed page reads the same groups without a script, and only its origins may frame it', async (context) => {
  const { get } = await exampleApp(context);
  const response = await get('/embed/find-a-group?site=pk_one&lang=es', {});
  const text = await response.text();
  for (const name of ['Group one-a', 'Group one-b', 'Çafé']) assert.ok(text.includes(name));
  assert.match(text, /<html lang="es" dir="ltr">/);
  assert.match(text, /href="tel:911"/);
  assert.match(response.headers.get('content-security-policy')!, /frame-ancestors 'self' https:\/\/one\.example;/);
  const graph = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)![1]!);
  assert.equal(graph['@graph'].length, 3);
  assert.equal(graph['@graph'][0]['@type'], 'Event');
});

test('the embed page of crisis lines names every line of the country without a script, and the program\'s own', async (context) => {
  const { get, store } = await exampleApp(context);
  await saveHelpline(store, 'one', { id: 'nurse', name: 'Nurse <on> duty', channels: [{ type: 'call', value: '+1 555 010 0100' }], first: true });
  const response = await get('/embed/crisis-resources?site=pk_one&lang=es', {});
  const text = await response.text();
  for (const part of ['href="tel:911"', 'href="tel:988"', 'href="sms:741741?&amp;body=HOME"', 'href="tel:+15550100100"', 'Nurse &lt;on&gt; duty', '<html lang="es"', '(español: luego pulsa 2. Veteranos: luego pulsa 1)', 'País: Estados Unidos']) assert.ok(text.includes(part), part);
  assert.match(response.headers.get('content-security-policy')!, /frame-ancestors 'self' https:\/\/one\.example;/);
});

test('markup in a listing stays text in the embed page', async (context) => {
  const { app, store, get } = await exampleApp(context);
  void app;
  await saveGroups(store, 'one', null, [listing('x', { name: '</script><img src=x onerror=alert(1)>', url: 'https://a.example/"onmouseover="x', notes: '<b>' })]);
  const text = await (await get('/embed/find-a-group?site=pk_one')).text();
  assert.doesNotMatch(text, /<img|onmouseover="x/);
  assert.ok(text.includes('&lt;img'));
});

test('names that every object has are no languages, no topics and no pages', async (context) => {
  const { get } = await exampleApp(context);
  for (const lang of ['constructor', '__proto__', 'toString']) assert.equal((await get(`/embed/find-a-group?site=pk_one&lang=${lang}`, { 'accept-language': `${lang},en` })).status, 200, lang);
});

test('a frame that must wait says so in words, with help', async (context) => {
  const { get } = await exampleApp(context, { rates: { address: { burst: 1, perSecond: 0.001 }, program: { burst: 9, perSecond: 9 }, report: { burst: 1, perSecond: 1 } } });
  assert.equal((await get('/embed/find-a-group?site=pk_one', {})).status, 200);
  const response = await get('/embed/find-a-group?site=pk_one', {});
  assert.deepEqual([response.status, response.headers.has('retry-after')], [429, true]);
  assert.match(await response.text(), /Call your local emergency number/);
});

test('an unknown key in a frame: words and help instead of a bare error', async (context) => {
  const { get } = await exampleApp(context);
  const response = await get('/embed/find-a-group?site=pk_nobody', {});
  assert.equal(response.status, 404);
  const text = await response.text();
  assert.match(text, /Call your local emergency number/);
  assert.match(text, /This is not set up on this site yet\..*data-site/s, 'for visitors, and for whoever wrote the page');
});

test('what a frame says in place of its page is in the language of the page around it', async (context) => {
  const { get } = await exampleApp(context);
  const said = new Set<string>();
  for (const lang of ['en', 'es', 'ar', 'fr', 'pt', 'zh', 'vi', 'tl']) {
    for (const path of ['/embed/talk-to-a-peer?site=pk_nobody', '/groups/pk_one/gone?']) {
      const text = await (await get(`${path}&lang=${lang}`, {})).text();
      assert.match(text, new RegExp(`<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"`), path);
      said.add(/<\/p><p>([^<]+)<\/p>/.exec(text)![1]!);
    }
  }
  assert.equal(said.size, 16);
});

test('refused origins use nothing up of what a program\'s visitors have', async (context) => {
  const { get } = await exampleApp(context, { rates: { address: { burst: 100, perSecond: 1 }, program: { burst: 3, perSecond: 0.01 }, report: { burst: 1, perSecond: 1 } } });
  for (let at = 0; at < 20; at++) assert.equal((await get('/v1/groups?site=pk_one', { origin: 'https://evil.example' })).status, 403);
  assert.equal((await get('/v1/groups?site=pk_one')).status, 200);
});

test('a blocked address stays blocked under a flood of others; an IPv6 network counts as one', () => {
  const limiter = new Limiter({ ...defaultRates, address: { burst: 1, perSecond: 0.001 } });
  limiter.take('address', 'blocked');
  for (let at = 0; at < 250_000; at++) { limiter.take('address', `other ${at}`); if (at % 50_000 === 0) assert.ok(limiter.take('address', 'blocked') > 0, String(at)); }
  assert.equal(limiter.hashed('2001:db8:1:2::1'), limiter.hashed('2001:db8:1:2:ffff::9'));
  assert.notEqual(limiter.hashed('2001:db8:1:2::1'), limiter.hashed('2001:db8:1:3::1'));
  assert.notEqual(limiter.hashed('203.0.113.1'), limiter.hashed('203.0.113.2'));
});

test('a rotated key: both work at first, the old one ends', async (context) => {
  const { store, get } = await exampleApp(context);
  const { rotateKey } = await import('./programs.ts');
  const { siteKey } = await rotateKey(store, 'one', 7);
  assert.equal((await get(`/v1/groups?site=${siteKey}`)).status, 200);
  assert.equal((await get('/v1/groups?site=pk_one')).status, 200);
  const next = await rotateKey(store, 'two', 0);
  assert.equal((await get('/v1/groups?site=pk_two', {})).status, 404);
  assert.equal((await get(`/v1/groups?site=${next.siteKey}`, {})).status, 200);
});

test('a program without groups has an empty list', async (context) => {
  const { store, get } = await exampleApp(context);
  await addProgram(store, { id: 'empty', name: 'e', partner: 'e', setting: 'school', language: 'en', timeZone: 'UTC', country: 'US', siteKey: 'pk_empty' });
  const page = GroupPage.parse(await (await get('/v1/groups?site=pk_empty', {})).json());
  assert.deepEqual([page.total, page.groups, page.cursor], [0, [], undefined]);
});
