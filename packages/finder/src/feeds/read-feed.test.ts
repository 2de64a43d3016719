import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Group } from '@kith/contract';
import fc from 'fast-check';
import { allAtOnce } from '../slices.ts';
import { readMeetingGuide } from './meeting-guide.ts';
import { isTooDeep, readFeed, type FeedOptions } from './read-feed.ts';
import { readSpokenRules } from './spoken-rules.ts';
import { plainText, webLink, withoutJoining } from './text.ts';

const options: FeedOptions = { feed: 'test', owner: { name: 'Owner' }, timeZone: 'America/Los_Angeles' };
const file = (name: string) => readFileSync(new URL(`../../../../demo/feeds/${name}.json`, import.meta.url), 'utf8');
const read = (record: unknown, more: Partial<FeedOptions> = {}) => {
  const reading = allAtOnce(readMeetingGuide([record, { name: 'Other', slug: 'other' }], { ...options, ...more }));
  return { group: reading.groups[0]!, report: reading.report };
};
const base = { name: 'Monday group', slug: 'monday', day: 1, time: '19:00', formatted_address: '1 Oak St, Anaheim, CA 92801, USA' };

for (const [name, total] of [['meeting-guide-oc-1967', 1967], ['meeting-guide-sepia-2098-strings', 2098], ['meeting-guide-edmonton-315-dayarrays', 315], ['meeting-guide-eda-185', 185]] as const) {
  test(`real feed ${name}: every record is shown or reported, at least 99 % shown, and fits the contract`, async () => {
    const reading = await readFeed(file(name), options);
    assert.ok(reading.ok);
    assert.equal(reading.report.total, total);
    assert.equal(reading.groups.length + reading.report.refused.length, total);
    assert.ok(reading.groups.length >= total * 0.99);
    assert.equal(new Set(reading.groups.map(({ id }) => id)).size, reading.groups.length, 'ids are distinct');
    for (const group of reading.groups) assert.ok(Group.safeParse(group).success, group.id);
  });
}

test('the malformed file is refused in words, with the line', async () => {
  const reading = await readFeed(file('meeting-guide-invalid-malformed'), options);
  assert.ok(!reading.ok);
  assert.match(reading.message, /something after the end of the list, from line 80/);
});


test('whole files that are no feed are refused in words', async () => {
  const kinds = { '': 'empty', '  ': 'empty', '[]': 'empty', '<!doctype html>': 'not-json', '{"a":1}': 'unknown', '[1,2]': 'unknown', '[{"a":1}]': 'unknown', '[{"name":"x"': 'not-json', 'null': 'unknown' };
  for (const [text, kind] of Object.entries(kinds)) {
    const reading = await readFeed(text, options);
    assert.ok(!reading.ok && reading.kind === kind, text);
    assert.ok(reading.message.length > 10);
  }
  const deep = await readFeed('['.repeat(1_000_000) + ']'.repeat(1_000_000), options);
  assert.ok(!deep.ok && deep.kind === 'too-deep');
});

test('one bad record among many is a line of the report and nothing else', async () => {
  const reading = await readFeed(JSON.stringify([base, null, 5, { slug: 'nameless' }, { name: '<b></b>', slug: 'tags' }, { ...base, slug: 'second' }]), options);
  assert.ok(reading.ok);
  assert.equal(reading.groups.length, 2);
  assert.deepEqual(reading.report.refused.map(({ record, field }) => [record, field]), [[2, 'record'], [3, 'record'], [4, 'name'], [5, 'name']]);
});

const days: [string, unknown, string | undefined][] = [
  ['a number', 1, 'MO'], ['a string', '1', 'MO'], ['an array of one', [6], 'SA'], ['an array of two', [1, 4], 'MO,TH'], ['strings in an array', ['0', '6'], 'SU,SA'],
  ['7 for Sunday', 7, 'SU'], ['a word', 'Monday', 'MO'], ['missing', undefined, undefined], ['empty', '', undefined], ['null', null, undefined], ['nonsense', 'x', undefined], ['twice the same', [1, 1], 'MO'],
];
for (const [what, day, want] of days) test(`day as ${what}`, () => { assert.equal(read({ ...base, day }).group.schedule?.rules[0]?.split('BYDAY=')[1], want); });

const times: [unknown, string | undefined][] = [['19:00', '19:00'], ['19:00:00', '19:00'], ['7:00 PM', '19:00'], ['12:00 AM', '00:00'], ['12:30 pm', '12:30'], ['7:15p', '19:15'], ['noon', '12:00'], ['', undefined], ['25:00', undefined], ['13:00 PM', undefined], [null, undefined], [1900, undefined]];
for (const [time, want] of times) test(`time ${JSON.stringify(time)}`, () => { assert.equal(read({ ...base, time }).group.schedule?.start.slice(11), want); });

test('end before start is the next day; the same as the start is an hour and is said', () => {
  assert.equal(read({ ...base, time: '23:00', end_time: '00:30' }).group.schedule!.duration, 90);
  const same = read({ ...base, end_time: '19:00' });
  assert.equal(same.group.schedule!.duration, 60);
  assert.ok(same.report.mended.some(({ field }) => field === 'end_time'));
  assert.equal(read({ ...base, end_time: '20:15' }).group.schedule!.duration, 75);
  assert.equal(read(base).group.schedule!.duration, 60);
});

test('zones: an IANA name, a word for one, nonsense, none', () => {
  assert.equal(read({ ...base, timezone: 'Europe/Berlin' }).group.schedule!.timeZone, 'Europe/Berlin');
  assert.equal(read({ ...base, timezone: 'Eastern' }).group.schedule!.timeZone, 'America/New_York');
  assert.equal(read({ ...base, timezone: -5 }).group.schedule!.timeZone, 'America/Los_Angeles');
  assert.equal( 'timeZone' in read(base, { timeZone: undefined as never }).group.schedule!, false);
});

test('points: strings, 0,0, off the earth, none; an online group has none', () => {
  assert.deepEqual([read({ ...base, latitude: '33.5', longitude: '-117.5' }).group.place!.latitude, read({ ...base, latitude: '33.5', longitude: '-117.5' }).group.place!.longitude], [33.5, -117.5]);
  for (const [latitude, longitude] of [[0, 0], ['0', '0'], [91, 0], ['x', 'y'], [null, null], [33, '']]) assert.equal(read({ ...base, latitude, longitude }).group.place!.latitude, undefined);
  assert.equal(read({ ...base, latitude: 33, longitude: -117, attendance_option: 'online', conference_url: 'https://zoom.us/j/1' }).group.place!.latitude, undefined);
});

test('attendance: said, or read from codes and address', () => {
  const format = (more: object) => read({ ...base, ...more }).group.format;
  assert.equal(format({ attendance_option: 'hybrid', conference_url: 'https://zoom.us/j/1' }), 'mixed');
  assert.equal(format({ conference_url: 'https://zoom.us/j/1' }), 'mixed');
  assert.equal(format({ conference_url: 'https://zoom.us/j/1', types: ['TC'] }), 'online', 'closed room, still on online');
  assert.equal(format({ conference_phone: '555 0100', types: ['TC'] }), 'phone');
  assert.equal(format({ formatted_address: 'Philadelphia, PA, USA', conference_url: 'https://zoom.us/j/1' }), 'online');
  assert.equal(format({ types: ['ONL'], formatted_address: 'Philadelphia, PA, USA' }), 'online', 'online without a link: ask first');
  assert.equal(format({}), 'in-person');
  assert.ok(read({ ...base, types: ['TC'] }).group.attributes.includes('temporarily-closed'));
  assert.ok(!read({ ...base, types: ['TC'], conference_url: 'https://zoom.us/j/1' }).group.attributes.includes('temporarily-closed'));
});

test('codes: the feed has its own dictionary, unknown ones are kept as written', () => {
  const spec = read({ ...base, types: ['S', 'X', 'ZZZ', 'W', 'O'] }).group;
  assert.deepEqual([spec.languages, spec.attributes, spec.audiences, spec.access], [['es'], ['step-free'], ['women'], ['open']]);
  assert.deepEqual(spec.sourceCodes!.map(({ code }) => code), ['S', 'X', 'ZZZ', 'W', 'O']);
  const own = read({ ...base, types: ['S'] }, { dictionary: { S: { attribute: 'speaker', label: 'Speaker' } } }).group;
  assert.deepEqual([own.languages, own.attributes], [[], ['speaker']]);
  assert.deepEqual(read({ ...base, types: '["O","W"]' }).group.audiences, ['women'], 'types as a string');
});

test('names that every object has mean nothing in a feed', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    const { group } = read({ ...base, country: name, types: [name], timezone: name, notes: `&${name};` });
    assert.ok(Group.safeParse(group).success, name);
    assert.doesNotMatch(JSON.stringify(group), /native code/);
    assert.deepEqual([group.place!.country, group.attributes], [undefined, []]);
  }
});

test('a zone has one spelling, however a feed writes it', () => {
  assert.equal(read({ ...base, timezone: 'aMERICA/nEW_yORK' }).group.schedule!.timeZone, 'America/New_York');
  assert.equal(read({ ...base, timezone: `x/${'y'.repeat(100)}` }).group.schedule!.timeZone, 'America/Los_Angeles');
});

test('links: only http and https, the scheme added, nothing else ever', () => {
  assert.equal(webLink('zoom.us/j/1'), 'https://zoom.us/j/1');
  assert.equal(webLink('//zoom.us/j/1'), 'https://zoom.us/j/1');
  for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'JaVaScRiPt:alert(1)', ' ', 'not a link', 'https://', 'file:///etc/passwd', 'https://a.b"onclick="x', 'vbscript:x', 5, null]) assert.equal(webLink(bad), undefined, String(bad));
  assert.equal(read({ ...base, conference_url: 'javascript:alert(1)' }).group.online, undefined);
});

test('contact fields are not read at all', () => {
  const text = JSON.stringify(read({ ...base, contact_1_name: 'PlantedName', contact_1_phone: '5550123', contact_1_email: 'planted@example.org', email: 'planted@example.org', phone: '5550123', venmo: '@planted', paypal: 'planted', feedback_emails: ['planted@example.org'] }).group);
  assert.doesNotMatch(text, /planted|5550123/i);
});

test('sample data: labelled, and how to join is left out, in the notes too', async () => {
  const { group } = read({ ...base, conference_url: 'https://zoom.us/j/123456789?pwd=abc', conference_url_notes: 'Password 12345', notes: 'Bring a friend.\nMeeting ID: 653 753 4072\nPassword: a01046\nCall 714-555-0100', attendance_option: 'hybrid' }, { sampleYear: 2023 });
  assert.equal(group.sampleYear, 2023);
  assert.deepEqual(group.online, { live: false });
  assert.equal(group.notes, 'Bring a friend.');
  for (const [name] of [['meeting-guide-oc-1967'], ['meeting-guide-sepia-2098-strings'], ['meeting-guide-edmonton-315-dayarrays'], ['meeting-guide-eda-185']]) {
    const reading = await readFeed(file(name!), { ...options, sampleYear: 2023 });
    assert.ok(reading.ok);
    assert.doesNotMatch(JSON.stringify(reading.groups), /zoom\.us\/j|pwd=|[\w.]+@[\w.]+\.(com|org|net)/i, name);
  }
});

test('text: tags, entities, carriage returns and control characters', () => {
  assert.equal(plainText('  <b>Rock &amp; Roll</b><script>alert(1)</script> caf&eacute; &#8217;n&#x27; ', 200), "Rock & Roll café ’n'");
  assert.equal(plainText('a\r\nb<br>c', 200, true), 'a\nb\nc');
  assert.equal(plainText('I <3 this, 5 < 6', 200), 'I <3 this, 5 < 6');
  assert.equal(plainText('&lt;img src=x onerror=alert(1)&gt;hello', 200), 'hello');
  assert.equal(plainText('x'.repeat(300), 10), `${'x'.repeat(9)}…`);
  assert.equal(plainText('\u202eevil\u0000', 50), 'evil');
  assert.deepEqual([plainText('half \ud83d of it', 50), plainText('abc😀def', 5), plainText('whole 😀', 50)], ['half  of it', 'abc…', 'whole 😀'], 'half of a pair stops an address from being made');
  assert.equal(withoutJoining('Come in\nzoom id 5'), 'Come in');
});

test('a group keeps its id while feed and slug stay, and no two share one', () => {
  assert.equal(read(base).group.id, read({ ...base, name: 'Renamed' }).group.id);
  assert.notEqual(read(base).group.id, read(base, { feed: 'another' }).group.id);
  const twins = allAtOnce(readMeetingGuide([base, base], options));
  assert.ok(twins.groups[0]!.id !== twins.groups[1]!.id);
  assert.ok(twins.report.mended.some(({ field }) => field === 'slug'));
});

test('whatever a record holds, reading it does not throw and what comes out fits the contract', { timeout: 120_000 }, () => {
  const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.integer(), fc.constant(null), fc.constant(''), fc.boolean(), fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 4 }), fc.constantFrom('<script>', 'javascript:x', '7:00 PM', '24:00', 'https://a.example/x', '\ud800'));
  const names = ['name', 'slug', 'day', 'time', 'end_time', 'timezone', 'types', 'notes', 'location', 'formatted_address', 'address', 'latitude', 'longitude', 'approximate', 'conference_url', 'conference_phone', 'attendance_option', 'updated', 'url', 'regions', 'entity', 'group_notes', 'location_notes', 'country'];
  fc.assert(fc.property(fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] }), (record) => {
    const reading = allAtOnce(readMeetingGuide([record, base], options));
    assert.equal(reading.groups.length + reading.report.refused.length, 2);
    for (const group of reading.groups) { const result = Group.safeParse(group); assert.ok(result.success, JSON.stringify(result.error?.issues)); }
  }), { numRuns: 500, verbose: 1 });
});

test('how deep brackets nest is the same as what a parser finds, whatever is quoted', () => {
  const depthOf = (value: unknown): number => (typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0);
  const text = fc.string({ unit: fc.constantFrom('[', ']', '{', '}', '"', '\\', 'a', ','), maxLength: 12 });
  fc.assert(fc.property(fc.letrec((tie) => ({ value: fc.oneof({ maxDepth: 6 }, text, fc.integer(), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(text, tie('value'), { maxKeys: 3 })) })).value, fc.integer({ min: 0, max: 7 }), (value, most) => {
    assert.equal(isTooDeep(JSON.stringify(value), most), depthOf(value) > most);
  }), { numRuns: 2_000 });
  for (const broken of ['"', '"\\', '"\\"', '[["]]', '\\"[[[', '"[[[[']) assert.equal(isTooDeep(broken, 3), false, broken);
  assert.equal(isTooDeep(`["\\\\",${'['.repeat(4)}`, 4), true);
});

test('a text that is not looked at further says nothing of the dates: the same is read when it is', () => {
  const word = fc.constantFrom('1st', 'first', '2nd', 'and', '&', '4th', 'last', 'final', 'fifth', 'Monday', 'Mon', 'Fridays', 'meeting', 'meetings', 'week', 'of the month', 'each month', 'open', 'closed', 'no', 'not', 'meet', 'meeting', 'cancelled', 'except', 'holidays', 'Christmas', 'summer', 'school break', 'off', 'every other', 'alternate', 'bi-weekly', 'biweekly', 'fortnightly', 'twice a month', 'once a month', 'monthly meeting', 'odd weeks', 'even-numbered days', 'evening', 'starts', 'beginning', 'returns', 'resuming', 're-opens', 'until', 'as of', 'effective', 'Jan 5', 'March 12', 'temporarily', 'until further notice', 'suspended', 'on hiatus', 'on hold', 'dark', 'July', 'winter', 'speaker', 'the', 'room', 'no.', 'st.', 'rd.');
  const text = fc.array(fc.tuple(word, fc.constantFrom(' ', ' ', ' ', '. ', ', ', '\n', ' (', ') ', '; ')), { maxLength: 8 }).map((parts) => parts.flat().join(''));
  const schedule = { start: '2026-01-05T19:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'] };
  const readRules = (said: string, closed: boolean) => { const mended: string[] = []; return { schedule: readSpokenRules(schedule, [said], closed, (field, reason) => { mended.push(`${field}: ${reason}`); }), mended }; };
  let found = 0;
  fc.assert(fc.property(text, fc.boolean(), (said, closed) => {
    const looked = readRules(`1st. ${said}`, closed);
    if (looked.mended.length) found++;
    assert.deepEqual(readRules(said, closed), looked);
  }), { numRuns: 20_000 });
  assert.ok(found > 2_000, `of 20,000 texts only ${found} said something`);
});
