import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Group, GroupQuery } from '@kith/contract';
import fc from 'fast-check';
import { beginningWith, similarTo } from './dictionary.ts';
import { giveLabels, type Labels } from './labels.ts';
import { columnsInSteps, createIndex, createIndexInSlices, refresh } from './group-index.ts';
import { isHidden, searchPage, toResult } from './results.ts';
import { CursorError, search } from './search.ts';
import { allAtOnce } from './slices.ts';
import { wordsInSteps } from './word-index.ts';
import { wordsOf } from './words.ts';

const now = Date.parse('2026-11-22T00:00:00Z');
const group = (id: string, more: Partial<Group> = {}): Group => ({
  id, name: `Group ${id}`, topics: [], audiences: [], access: [], format: 'in-person', languages: ['en'], attributes: [], owner: { name: 'Owner' },
  schedule: { timeZone: 'America/New_York', start: '2020-01-06T19:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'] }, ...more,
});
const ids = (groups: Group[], query: GroupQuery, at = now) => search(createIndex(groups, {}, at), query, at).hits.map(({ id }) => id);

test('words: accents, prefixes, several words, apostrophes, other scripts', () => {
  assert.deepEqual(wordsOf("Women's Café—Größe 12×12"), ['womens', 'cafe', 'grosse', '12', '12']);
  assert.deepEqual(wordsOf("Women's 12x12!"), ['womens', '12x12']);
  assert.deepEqual(wordsOf('互助小组'), ['互', '助', '小', '组']);
  const groups = [group('a', { name: 'Café del Río' }), group('b', { name: 'Sunrise sobriety', notes: 'Use the rear door' }), group('c', { name: "Women's step study" })];
  assert.deepEqual(ids(groups, { text: 'cafe rio' }), ['a']);
  assert.deepEqual(ids(groups, { text: 'sunr' }), ['b']);
  assert.deepEqual(ids(groups, { text: 'sun door' }), ['b']);
  assert.deepEqual(ids(groups, { text: 'women' }), ['c']);
  assert.deepEqual(ids(groups, { text: 'sunrise step' }), []);
});

test('similar spelling: from five letters on, only when nothing begins so, and said', () => {
  const index = createIndex([group('a', { name: 'Meditation at noon' }), group('b', { name: 'Beginners welcome' }), group('c', { name: 'Step four' })], {}, now);
  const found = search(index, { text: 'meditaton' }, now);
  assert.deepEqual([found.hits.map(({ id }) => id), found.corrected], [['a'], { meditaton: 'meditation' }]);
  assert.deepEqual(search(index, { text: 'beginers' }, now).hits.map(({ id }) => id), ['b']);
  assert.deepEqual(search(index, { text: 'stpe' }, now).total, 0, 'four letters are not guessed at');
  assert.equal(search(index, { text: 'medi' }, now).corrected, undefined);
});

test('what the lists call their values can be searched, in the languages that were given', () => {
  const en: Labels = { tag: 'en', words: { days: { MO: 'Monday', TU: 'Tuesday' }, formats: { 'in-person': 'In person', 'online': 'Online' }, audiences: { women: 'Women', men: 'Men', veterans: 'Veterans' }, topics: { grief: 'Grief' } } };
  const es: Labels = { tag: 'es', words: { days: { MO: 'lunes' }, audiences: { women: 'Mujeres' }, topics: { grief: 'Duelo' } } };
  const tuesday = { timeZone: 'America/New_York', start: '2020-01-07T19:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=TU'] };
  const groups = [
    group('a', { topics: ['grief'], format: 'online', audiences: ['women'] }), group('b', { audiences: ['men'], languages: ['es-MX'] }),
    group('c', { schedule: tuesday, audiences: ['veterans'], name: 'Monday blues' }), group('d', { schedule: tuesday, languages: ['not a language'] }),
  ];
  const index = createIndex(groups, {}, now);
  const found = (text: string) => search(index, { text }, now).hits.map(({ id }) => id).sort();
  assert.deepEqual(found('monday'), ['c'], 'without labels: what the texts say');
  giveLabels(index, [en]);
  assert.deepEqual(found('monday'), ['a', 'b', 'c'], 'by the list, and by a name');
  assert.deepEqual(found('grief monday online'), ['a']);
  assert.deepEqual(found('veteran'), ['c'], 'four letters and more stand for a longer word');
  assert.deepEqual([found('men'), found('wom'), found('wome')], [['b'], [], ['a']]);
  assert.deepEqual(found('spanish'), ['b'], 'a language has its name');
  assert.deepEqual(found('lunes'), []);
  assert.deepEqual([search(index, { text: 'tuseday' }, now).total, search(index, { text: 'tuseday' }, now).corrected], [2, { tuseday: 'tuesday' }]);
  assert.equal(search(index, { text: 'tuesday' }, now).corrected, undefined);
  giveLabels(index, [en, es]);
  assert.deepEqual([found('lunes mujeres duelo'), found('español'), found('monday')], [['a'], ['b'], ['a', 'b', 'c']]);
  giveLabels(index, [es]);
  assert.deepEqual(found('tuesday'), [], 'given anew, they replace what was there');
});

test('similar words are exactly those within the edit distance', () => {
  const distance = (a: string, b: string) => {
    const rows = Array.from({ length: a.length + 1 }, (_, at) => Array.from({ length: b.length + 1 }, (_, other) => at || other));
    for (let at = 1; at <= a.length; at++) for (let other = 1; other <= b.length; other++) {
      rows[at]![other] = Math.min(rows[at - 1]![other]! + 1, rows[at]![other - 1]! + 1, rows[at - 1]![other - 1]! + (a[at - 1] === b[other - 1] ? 0 : 1));
      if (at > 1 && other > 1 && a[at - 1] === b[other - 2] && a[at - 2] === b[other - 1]) rows[at]![other] = Math.min(rows[at]![other]!, rows[at - 2]![other - 2]! + 1);
    }
    return rows[a.length]![b.length]!;
  };
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 9 });
  fc.assert(fc.property(fc.uniqueArray(word, { maxLength: 60 }), fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 5, maxLength: 9 }), (list, wanted) => {
    const words = list.sort();
    const most = wanted.length < 8 ? 1 : 2;
    assert.deepEqual(similarTo({ words }, wanted).map((at) => words[at]).sort(), words.filter((item) => distance(item, wanted) <= most));
    const [from, to] = beginningWith({ words }, wanted.slice(0, 2));
    assert.deepEqual(words.slice(from, to), words.filter((item) => item.startsWith(wanted.slice(0, 2))));
  }), { numRuns: 500, verbose: 1 });
});

test('lists narrow each other, values widen, needs must all be met', () => {
  const groups = [
    group('a', { topics: ['grief'], format: 'online', attributes: ['captions'] }),
    group('b', { topics: ['alcohol'], format: 'mixed', attributes: ['captions', 'step-free'] }),
    group('c', { topics: ['alcohol'], format: 'in-person', attributes: ['step-free'] }),
  ];
  assert.deepEqual(ids(groups, { topics: ['grief', 'alcohol'] }), ['a', 'b', 'c']);
  assert.deepEqual(ids(groups, { topics: ['alcohol'], formats: ['online'] }), ['b'], 'mixed counts as online');
  assert.deepEqual(ids(groups, { formats: ['mixed'] }), ['b']);
  assert.deepEqual(ids(groups, { needs: ['captions', 'step-free'] }), ['b']);
});

test('counts of a list are as if nothing were chosen in it', () => {
  const groups = [group('a', { topics: ['grief'], format: 'online' }), group('b', { topics: ['alcohol'], format: 'online' }), group('c', { topics: ['alcohol'] })];
  const { facets, total } = search(createIndex(groups, {}, now), { topics: ['alcohol'], formats: ['online'] }, now);
  assert.equal(total, 1);
  assert.deepEqual(facets.topics, { grief: 1, alcohol: 1 });
  assert.deepEqual(facets.formats, { 'in-person': 1, 'online': 1 });
});

test('counts stay right when a second, looser search was tried in vain', () => {
  const groups = [{ ...group('a', { format: 'online' }), name: 'Grout work' }, { ...group('b'), name: 'Step group' }];
  const { total, facets } = search(createIndex(groups, {}, now), { text: 'group', formats: ['mixed'] }, now);
  assert.deepEqual([total, facets.formats, facets.days], [0, { 'in-person': 1 }, {}]);
});

test('days and parts of the day go by the meeting\'s own clock', () => {
  const late = group('late', { schedule: { timeZone: 'Asia/Kolkata', start: '2020-01-06T22:30', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'] } });
  assert.deepEqual(ids([late], { days: ['MO'], times: ['night'] }), ['late']);
  assert.deepEqual(ids([late], { days: ['TU'] }), []);
});

test('near a point: within the radius, nearest first, with kilometres', () => {
  const at = (latitude: number, longitude: number) => ({ place: { latitude, longitude } });
  const groups = [group('far', at(34.2, -118.5)), group('here', at(33.7, -117.87)), group('nowhere'), group('close', at(33.75, -117.9))];
  const { hits } = search(createIndex(groups, {}, now), { near: { latitude: 33.7, longitude: -117.87, radius: 20 }, sort: 'distance' }, now);
  assert.deepEqual(hits.map(({ id }) => id), ['here', 'close']);
  assert.equal(hits[0]!.distance, 0);
  assert.ok(Math.abs(hits[1]!.distance! - 6.2) < 0.2, String(hits[1]!.distance));
  const dateLine = search(createIndex([group('fiji', at(-17, 179.9))], {}, now), { near: { latitude: -17, longitude: -179.9, radius: 30 } }, now);
  assert.equal(dateLine.total, 1, 'over the date line');
});

test('starting soon: within the minutes or on now, and only with a known zone', () => {
  const at = Date.parse('2026-11-23T23:40:00Z');
  const { timeZone: _, ...zoneless } = group('x').schedule!;
  const groups = [group('soon'), group('on', { schedule: { ...group('x').schedule!, start: '2020-01-06T18:30' } }), group('later', { schedule: { ...group('x').schedule!, start: '2020-01-06T21:00' } }), group('zoneless', { schedule: zoneless })];
  assert.deepEqual(search(createIndex(groups, { timeZone: 'America/New_York' }, at), { startsWithin: 60 }, at).hits.map(({ id }) => id), ['on', 'soon']);
});

test('order follows the clock as time goes on, back and over a week', () => {
  const monday = group('monday');
  const tuesday = group('tuesday', { schedule: { ...monday.schedule!, start: '2020-01-07T19:00', rules: ['FREQ=WEEKLY;BYDAY=TU'] } });
  const appointment = group('a-appointment');
  delete appointment.schedule;
  const index = createIndex([monday, tuesday, appointment], {}, now);
  const order = (at: string) => search(index, {}, Date.parse(at)).hits.map(({ id }) => id);
  assert.deepEqual(order('2026-11-23T12:00Z'), ['monday', 'tuesday', 'a-appointment']);
  assert.deepEqual(order('2026-11-24T00:30Z'), ['monday', 'tuesday', 'a-appointment'], 'monday is on now');
  assert.deepEqual(order('2026-11-24T01:00Z'), ['tuesday', 'monday', 'a-appointment'], 'and over');
  assert.deepEqual(order('2026-11-23T12:00Z'), ['monday', 'tuesday', 'a-appointment'], 'a clock that goes back');
});

const day = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
const manyGroups = fc.array(fc.record({ day, hour: fc.integer({ min: 0, max: 23 }), topic: fc.constantFrom('grief', 'alcohol', 'worry'), latitude: fc.integer({ min: 0, max: 40 }) }), { minLength: 1, maxLength: 60 })
  .map((list) => list.map((item, at) => group(`g${at}`, { topics: [item.topic], place: { latitude: 33 + item.latitude / 100, longitude: -117 }, schedule: { timeZone: 'America/New_York', start: `2020-01-05T${String(item.hour).padStart(2, '0')}:00`, duration: 60, rules: [`FREQ=WEEKLY;BYDAY=${item.day}`] } })));

test('pages: every group stands on exactly one, also when meetings end between two pages', () => {
  fc.assert(fc.property(manyGroups, fc.integer({ min: 1, max: 9 }), fc.constantFrom('next' as const, 'distance' as const), fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 70, maxLength: 70 }), (groups, limit, sort, waits) => {
    const index = createIndex(groups, {}, now);
    const query: GroupQuery = { limit, sort, near: { latitude: 33.2, longitude: -117, radius: 400 } };
    const seen: string[] = [];
    let at = now;
    let cursor: string | undefined;
    for (const wait of waits) {
      const page = search(index, { ...query, ...(cursor ? { cursor } : {}) }, at);
      assert.equal(page.total, groups.length);
      seen.push(...page.hits.map(({ id }) => id));
      cursor = page.cursor;
      if (!cursor) break;
      // Somebody reads slowly: up to one and a half minutes a page.
      at += wait * 1000;
    }
    assert.deepEqual([...seen].sort(), groups.map(({ id }) => id).sort());
  }), { numRuns: 200, verbose: 1 });
});

test('a cursor of another search is refused', () => {
  const index = createIndex([group('a'), group('b')], {}, now);
  const { cursor } = search(index, { limit: 1 }, now);
  assert.throws(() => search(index, { limit: 1, sort: 'distance', near: { latitude: 0, longitude: 0 }, cursor: cursor! }, now), CursorError);
  assert.throws(() => search(index, { cursor: 'made-up' }, now), CursorError);
});

test('built in slices is built the same', async () => {
  const groups = Array.from({ length: 300 }, (_, at) => group(`g${at}`, { name: `Name ${at % 7} ${at}` }));
  const index = await createIndexInSlices(groups, {}, 0);
  refresh(index, now);
  assert.deepEqual(search(index, { text: 'name 3' }, now), search(createIndex(groups, {}, now), { text: 'name 3' }, now));
});

test('columns alone give every list that is not searched by text; with the words added it is the same index', () => {
  const groups = Array.from({ length: 300 }, (_, at) => group(`g${at}`, { name: `Name ${at % 7} ${at}`, topics: at % 3 ? ['grief'] : ['anxiety'] }));
  const whole = createIndex(groups, {}, now);
  const index = allAtOnce(columnsInSteps(groups));
  for (const query of [{}, { topics: ['grief'], limit: 5 }, { days: ['MO'] }] as GroupQuery[]) assert.deepEqual(search(index, query, now), search(whole, query, now));
  assert.equal(search(index, { text: 'name' }, now).total, 0);
  allAtOnce(wordsInSteps(index, groups));
  assert.deepEqual(search(index, { text: 'name 3' }, now), search(whole, { text: 'name 3' }, now));
  assert.ok(search(index, { text: 'name 3' }, now).total > 0);
});

test('listings that nobody has seen for long: asked to check, then hidden; samples are labelled instead', () => {
  const old = (days: number) => new Date(now - days * 86_400_000).toISOString();
  assert.equal(toResult(group('a', { fetchedAt: old(89) }), now).stale, undefined);
  assert.equal(toResult(group('a', { fetchedAt: old(91) }), now).stale, true);
  assert.equal(toResult(group('a', { fetchedAt: old(200), checkedAt: old(3) }), now).stale, undefined);
  assert.equal(isHidden(group('a', { fetchedAt: old(181) }), now), true);
  assert.equal(isHidden(group('a', { fetchedAt: old(181), sampleYear: 2023 }), now), false);
});

test('a page has the next three dates, none for a group that is closed for now', async () => {
  const groups = [group('a'), group('b', { attributes: ['temporarily-closed'] })];
  const page = await searchPage(createIndex(groups, {}, now), {}, (hits) => hits.map(({ document }) => groups[document]!), now);
  assert.deepEqual(page.groups.map(({ id, next }) => [id, next.length]), [['a', 3], ['b', 0]]);
  assert.equal(page.groups[0]!.next[0]!.start, '2026-11-24T00:00:00Z');
});
