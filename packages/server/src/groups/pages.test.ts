import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Group } from '@kith/contract';
import { readFeed } from '@kith/finder';
import { addFeed, saveGroups } from './feeds.ts';
import { exampleApp, listing } from '../testing.ts';
import { forgetOldCalendars } from './calendars.ts';
import { findPlaces } from './places.ts';
import { saveSettings, startingSettings } from '../program-settings.ts';
import { requireProgram } from '../programs.ts';

const text = async (response: Response | Promise<Response>) => (await response).text();
/** Text of a page as somebody reads it. */
const read = (page: string) => page.replace(/<(script|style|head)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' ').replace(/&#39;/g, "'").replace(/&amp;/g, '&').replace(/\s+/g, ' ');

test('without script: every group with its links, page by page, and a search that posts', async (context) => {
  const { get, app, store } = await exampleApp(context);
  await saveGroups(store, 'one', null, Array.from({ length: 45 }, (_, at): Group => listing(`g${at}`, { name: `Group number ${at}`, schedule: { ...listing('x').schedule!, rules: [at % 2 ? 'FREQ=WEEKLY;BYDAY=MO' : 'FREQ=WEEKLY;BYDAY=TH'] }, ...(at % 3 ? {} : { format: 'online', online: { url: `https://meet.example/${at}` } }) })));
  const seen = new Set<string>();
  for (let path: string | undefined = '/embed/find-a-group?site=pk_one'; path;) {
    const page: string = await text(get(path));
    for (const [, id] of page.matchAll(/href="\/groups\/pk_one\/(g\d+)\?/g)) seen.add(id!);
    for (const [, url] of page.matchAll(/href="(https:\/\/meet\.example\/\d+)"/g)) seen.add(url!);
    path = /href="(\/embed\/find-a-group\?site=pk_one&amp;lang=en&amp;cursor=[^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
  }
  assert.equal([...seen].filter((item) => item.startsWith('g')).length, 45);
  assert.equal([...seen].filter((item) => item.startsWith('https')).length, 15);
  const search = (body: string) => app.request('/embed/find-a-group?site=pk_one&lang=es', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
  const first = await text(search('text=&topics=grief&days=TH&times=&formats='));
  assert.match(read(first), /23 grupos/);
  assert.match(first, /<option value="TH" selected>/);
  const hidden = [...first.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name, value]) => `${name}=${encodeURIComponent(value!)}`);
  assert.deepEqual(hidden.map((item) => item.split('=')[0]), ['topics', 'days', 'cursor']);
  assert.equal((await text(search(hidden.join('&')))).match(/<li><article>/g)!.length, 3, 'the second page of the search');
  assert.match(read(await text(search('text=jueves+presencial'))), /15 grupos/, 'by what the lists call their values');
  assert.match(read(await text(search('text=Thursday+online'))), /8 grupos/, 'in any language that Kith speaks');
  assert.match(read(await text(search('text=zzzzqqq'))), /Ningún grupo cumple/);
  assert.match(read(await text(search('topics=nonsense&days=XX&cursor=%00&text=number'))), /45 grupos/, 'what is not understood is left out');
  assert.equal((await search(`text=${'x'.repeat(9_000)}`)).status, 413);
});

test('a listing with dates that nobody could write down takes nothing away from the others', async (context) => {
  const { get, store } = await exampleApp(context);
  const schedule = listing('x').schedule!;
  await saveGroups(store, 'one', null, [
    listing('late', { name: 'Late', schedule: { ...schedule, start: '9999-12-31T23:30', rules: ['FREQ=DAILY'] } }),
    listing('odd', { name: 'Odd', schedule: { ...schedule, overrides: [{ at: '2026-13-45T19:00', start: '2026-99-99T00:00' }] } }), listing('fine', { name: 'Fine' }),
  ]);
  const page = await get('/embed/find-a-group?site=pk_one');
  assert.equal(page.status, 200);
  assert.match(read(await text(page)), /Late.*Odd.*Fine|Odd.*Fine.*Late|Fine.*Odd.*Late/);
  for (const path of ['/groups/pk_one/late', '/groups/pk_one/odd', '/feeds/pk_one/groups.ics', '/v1/groups?site=pk_one']) assert.equal((await get(path)).status, 200, path);
});

test('what fails on a page of the server is said in words, with the program\'s lines', async (context) => {
  const { get } = await exampleApp(context);
  const gone = await get('/groups/pk_one/not-there?lang=es');
  assert.equal(gone.status, 404);
  const page = await text(gone);
  assert.match(read(page), /Este grupo ya no está en la lista\. Volver a la lista/);
  assert.match(page, /href="tel:988"/);
  assert.match(page, /href="\/embed\/find-a-group\?site=pk_one&amp;lang=es"/);
});

test('forms that do not come take nobody\'s turn', async (context) => {
  const { app, get } = await exampleApp(context);
  const ends: (() => void)[] = [];
  const slow = ['/embed/find-a-group?site=pk_one', '/groups/pk_one/x/ask'].flatMap((path) => Array.from({ length: 20 }, () => {
    const body = new ReadableStream<Uint8Array>({ start(controller) { controller.enqueue(new TextEncoder().encode('t')); ends.push(() => { controller.close(); }); } });
    return app.request(new Request(`http://localhost${path}`, { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '100' } }));
  }));
  assert.equal((await get('/v1/helplines?site=pk_one')).status, 200);
  assert.equal((await get('/embed/find-a-group?site=pk_one')).status, 200);
  for (const end of ends) end();
  for (const answer of slow) await answer;
});

test('without script: the next page of a search looks for all that was asked', async (context) => {
  const { app, store } = await exampleApp(context);
  const near = { latitude: 39.78, longitude: -89.65 };
  await saveGroups(store, 'one', null, Array.from({ length: 50 }, (_, at): Group => listing(`g${at}`, { topics: [at % 2 ? 'grief' : 'anxiety'], audiences: at < 44 ? ['women'] : ['men'], place: at < 46 ? near : { latitude: 52.5, longitude: 13.4 } })));
  const search = async (body: string) => text(app.request('/embed/find-a-group?site=pk_one', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }));
  for (const asked of ['topics=grief&topics=anxiety&near=39.8%2C-89.6%2C50&sort=distance&audiences=women', 'audiences=women']) {
    const seen: string[] = [];
    for (let body: string | undefined = asked; body !== undefined;) {
      const page: string = await search(body);
      assert.match(read(page), /44 groups/);
      seen.push(...[...page.matchAll(/<h2><a href="\/groups\/pk_one\/(g\d+)\?/g)].map(([, id]) => id!));
      const hidden = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name, value]): [string, string] => [name!, value!]);
      body = hidden.length ? String(new URLSearchParams(hidden)) : undefined;
    }
    assert.equal(new Set(seen).size, 44, asked);
    assert.equal(seen.length, 44, asked);
  }
  assert.match(read(await search('sort=distance&near=nowhere')), /50 groups/);
});

test('the page of a group: dates, place, what to expect, guidelines before the link, sisters, calendar, print', async (context) => {
  const { get, store } = await exampleApp(context);
  const full = listing('full', {
    name: '<b>Loud & clear</b>', summary: 'One sentence.', notes: 'Line one\nLine two', expect: 'We sit in a circle.', guidelines: 'What is said here stays here.', names: 'First names only', cost: 'Free', online: { url: 'https://meet.example/secret', notes: 'Knock first' }, format: 'mixed', series: 's1',
    place: { name: 'Oak Hall', address: '12 Oak St, Springfield', room: '2', entrance: 'Side door', latitude: 39.78, longitude: -89.65 }, ages: { from: 18 }, capacity: 12, waitingList: true, attributes: ['may-just-listen', 'step-free'], schedule: { ...listing('x').schedule!, checkNote: true, differs: [{ rule: 'FREQ=MONTHLY;BYDAY=1MO,2MO,3MO,4MO,5MO', kind: 'open' }] },
  });
  await saveGroups(store, 'one', null, [full, listing('sister', { name: 'Loud & clear, Thursdays', series: 's1', schedule: { ...full.schedule!, rules: ['FREQ=WEEKLY;BYDAY=TH'] } })]);
  const page = await text(get('/groups/pk_one/full'));
  const words = read(page);
  for (const part of ['<b>Loud & clear</b>'.replace(/<\/?b>/g, '').slice(0, 4), 'One sentence.', 'Line one Line two', 'We sit in a circle.', 'What is said here stays here.', 'First names only', 'Cost: Free', 'Oak Hall', '12 Oak St', 'Room: 2', 'Side door', 'Age 18 and up', 'Up to 12 people', 'There is a waiting list', 'I can just listen', 'No steps', 'Dates may differ', 'Open to all this time', 'More meetings of this group', 'Thursday', 'In danger now?']) assert.ok(words.includes(part), part);
  assert.match(page, /&lt;b&gt;Loud &amp; clear&lt;\/b&gt;/);
  assert.ok(page.indexOf('stays here.') < page.indexOf('https://meet.example/secret'), 'the link comes after the guidelines');
  assert.match(page, /<details><summary>[^<]+<\/summary><p class="links"><a href="https:\/\/meet\.example\/secret"/);
  assert.match(page, /href="\/v1\/groups\/full\.ics\?site=pk_one"/);
  assert.match(page, /<svg[^>]*>/);
  assert.match(read(page), /What the words mean Open to all ?: Anyone who would like to may come\./);
  assert.doesNotMatch(read(page), /For people who live with this/, 'only the words that are on the sheet');
  assert.match(page, /<link rel="canonical" href="http:\/\/localhost\/groups\/pk_one\/full">/);
  const [event] = (JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)![1]!) as { '@graph': Record<string, unknown>[] })['@graph'];
  assert.deepEqual([event!['@type'], event!.url, event!.maximumAttendeeCapacity, event!.isAccessibleForFree], ['Event', 'http://localhost/groups/pk_one/full', 12, true]);
  assert.doesNotMatch(/ld\+json">(.*?)<\/script>/s.exec(page)![1]!, /meet\.example/);
  for (const path of ['/groups/pk_one/nothing', '/groups/pk_two/full', '/groups/pk_nobody/full']) { const answer = await get(path); assert.equal(answer.status, 404); assert.match(read(await answer.text()), /In danger now\?/); }
});

test('search engines: a program that wants to be found, and one that does not', async (context) => {
  const { get, store } = await exampleApp(context);
  await saveGroups(store, 'one', null, [listing('a'), listing('sample', { sampleYear: 2020 })]);
  await saveGroups(store, 'two', null, [listing('b')]);
  const two = await requireProgram(store, 'two');
  await saveSettings(store, 'two', { ...startingSettings(two), groups: { listed: false } });
  const map = await text(get('/sitemap.xml', {}));
  assert.deepEqual([...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url), ['http://localhost/embed/find-a-group?site=pk_one', 'http://localhost/groups/pk_one/a']);
  assert.match(await text(get('/robots.txt', {})), /Allow: \/groups\/\n[\s\S]*Disallow: \/\nSitemap: http:\/\/localhost\/sitemap\.xml/);
  assert.doesNotMatch(await text(get('/groups/pk_one/a')), /noindex/);
  for (const path of ['/groups/pk_two/b', '/embed/find-a-group?site=pk_two', '/groups/pk_one/sample']) assert.match(await text(get(path)), /<meta name="robots" content="noindex">/, path);
  for (const file of ['meeting-guide.json', 'groups.csv', 'groups.json', 'groups.ics']) assert.equal((await get(`/feeds/pk_two/${file}`, {})).status, 404);
});

test('what is published is read back: Meeting Guide, table, own JSON, calendar; sample data is not among it', async (context) => {
  const { get, store } = await exampleApp(context);
  const groups = [listing('a', { name: 'Monday, "hope"', place: { name: 'Oak Hall', address: '12 Oak St, Springfield, IL 62701, US', country: 'US', latitude: 39.78, longitude: -89.65 }, audiences: ['women'] }), listing('b', { format: 'online', online: { url: 'https://meet.example/b' } }), listing('s', { sampleYear: 2020 })];
  await saveGroups(store, 'one', null, [...groups.slice(0, 1), listing('b', { format: 'online', online: { url: 'https://meet.example/guarded', notes: 'or guarded.example' }, contact: { email: 'guarded@one.example' }, guidelines: 'What is said here stays here.' }), ...groups.slice(2)]);
  for (const file of ['meeting-guide.json', 'groups.csv', 'groups.json', 'groups.ics']) assert.doesNotMatch(await text(get(`/feeds/pk_one/${file}`, {})), /guarded/, 'a way to join that is shown after guidelines goes nowhere without them');
  await saveGroups(store, 'one', null, groups);
  for (const [file, kind] of [['meeting-guide.json', 'meeting-guide'], ['groups.csv', 'table'], ['groups.json', 'kith'], ['groups.ics', 'calendar']] as const) {
    const answer = await get(`/feeds/pk_one/${file}`, {});
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    const reading = await readFeed(await answer.text(), { feed: 'x', owner: { name: 'x' } });
    assert.ok(reading.ok && reading.kind === kind, file);
    assert.deepEqual(reading.groups.map(({ name }) => name).sort(), ['Group b', 'Monday, "hope"'], file);
    assert.deepEqual(reading.groups.map(({ schedule }) => schedule!.rules), [['FREQ=WEEKLY;BYDAY=MO'], ['FREQ=WEEKLY;BYDAY=MO']]);
  }
  assert.equal((await get('/feeds/pk_one/other.json', {})).status, 404);
});

test('a search as a calendar: an opaque address, nothing of the search in the store, gone when nobody reads it', async (context) => {
  const { get, post, store } = await exampleApp(context);
  await saveGroups(store, 'one', null, [listing('a', { topics: ['suicide-loss'], name: 'Thursday people', schedule: { ...listing('x').schedule!, rules: ['FREQ=WEEKLY;BYDAY=TH'] } }), listing('b')]);
  const made = await post('/v1/calendars?site=pk_one', { topics: ['suicide-loss'], text: 'people' });
  assert.equal(made.status, 201);
  const { path } = await made.json() as { path: string };
  assert.match(path, /^\/v1\/calendars\/[A-Za-z0-9_-]{32}\.ics$/);
  const answer = await get(path, {});
  assert.match(answer.headers.get('content-type')!, /^text\/calendar/);
  const calendar = (await answer.text()).replace(/\r\n /g, '');
  assert.equal(calendar.match(/BEGIN:VEVENT/g)!.length, 1);
  assert.match(calendar, /SUMMARY:Thursday people/);
  const rows = await store.read.selectFrom('calendars').selectAll().execute();
  assert.doesNotMatch(JSON.stringify(rows), /suicide|people/);
  assert.ok(!JSON.stringify(rows).includes(path.slice(14, -4)), 'the id itself is not kept');
  for (const bad of ['/v1/calendars/x.ics', `/v1/calendars/${'a'.repeat(32)}.ics`]) assert.equal((await get(bad, {})).status, 404);
  assert.equal((await post('/v1/calendars?site=pk_one', { cursor: 'x' })).status, 400);
  await forgetOldCalendars(store, Date.now() + 119 * 86_400_000);
  assert.equal((await get(path, {})).status, 200);
  await forgetOldCalendars(store, Date.now() + 121 * 86_400_000);
  assert.equal((await get(path, {})).status, 404);
  const one = await get('/v1/groups/a.ics?site=pk_one');
  assert.equal(one.status, 200);
  assert.match((await one.text()).replace(/\r\n /g, ''), /URL:http:\/\/localhost\/groups\/pk_one\/a\r\n/);
  assert.equal((await get('/v1/groups/one-z.ics?site=pk_one')).status, 404);
});

test('places: towns and postcodes from the gazetteer of the server, coarse, near ones first', async (context) => {
  const { post } = await exampleApp(context);
  const find = async (words: string) => (await (await post('/v1/places/search?site=pk_one', { text: words })).json() as { places: { name: string; region?: string; country: string; latitude: number; longitude: number }[] }).places;
  assert.deepEqual((await find('Springfield, IL'))[0], { name: 'Springfield', region: 'IL', country: 'US', latitude: 39.8, longitude: -89.64 });
  assert.deepEqual((await find('springfield il'))[0]!.region, 'IL');
  assert.equal((await find('90210'))[0]!.latitude, 34.1);
  assert.deepEqual((await findPlaces('10115', 'DE')).places, [], 'a postcode of Berlin is one of New York too');
  assert.equal((await findPlaces('00901', 'PR')).places.length, 1);
  assert.equal((await find('saint louis'))[0]!.name, 'St. Louis');
  assert.equal((await find('Łódź'))[0]!.country, 'PL');
  assert.equal((await find('lodz'))[0]!.country, 'PL');
  assert.deepEqual(await find('xqzw'), []);
  for (const place of await find('san')) for (const degrees of [place.latitude, place.longitude]) assert.ok(Math.abs(degrees * 100 - Math.round(degrees * 100)) < 1e-6);
  assert.equal((await post('/v1/places/search?site=pk_one', { text: 'x' })).status, 400);
});

test('two feeds with the same meeting: one listing with both sources, sisters by series, each id still leads to it', async (context) => {
  const { get, store } = await exampleApp(context);
  const [first, second] = [await addFeed(store, 'one', { url: 'https://a.example/f.json', owner: 'A', everyMinutes: 60 }, []), await addFeed(store, 'one', { url: 'https://b.example/f.json', owner: 'B', everyMinutes: 60 }, [])];
  const at = { address: '12 Oak St, Springfield, IL', latitude: 39.78, longitude: -89.65 };
  await saveGroups(store, 'one', first.id, [listing('a1', { name: 'Monday hope', place: at, source: { feed: first.id, record: '1' }, attributes: ['step-free'] }), listing('a2', { name: 'Monday hope', place: at, source: { feed: first.id, record: '2' }, schedule: { ...listing('x').schedule!, rules: ['FREQ=WEEKLY;BYDAY=FR'] } })]);
  await saveGroups(store, 'one', second.id, [listing('b1', { name: 'The Monday Hope Group', place: at, source: { feed: second.id, record: '9' }, audiences: ['women'] })]);
  const search = await (await get('/v1/groups?site=pk_one')).json() as { total: number; groups: Group[] };
  assert.equal(search.groups.filter(({ name }) => /monday hope/i.test(name)).length, 2);
  for (const id of ['a1', 'b1']) {
    const group = await (await get(`/v1/groups/${id}?site=pk_one`)).json() as Group & { sisters: { id: string }[] };
    assert.deepEqual([group.id, group.audiences, group.attributes, group.sources!.length, group.sisters.map((sister) => sister.id)], ['a1', ['women'], ['step-free'], 2, ['a2']]);
  }
});
