import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Group } from '@kith/contract';
import { nextOccurrences } from '../recurrence.ts';
import { readFeed, type FeedOptions } from './read-feed.ts';
import { asBmlt, asCalendar, asHsds, asKith, asMeetingGuide, asTable } from './same-groups.ts';

const options: FeedOptions = { feed: 'test', owner: { name: 'Owner' }, timeZone: 'America/Los_Angeles' };

/** What is the source's own is left out: its codes, and what it does not say (a calendar knows no region; a point in a table is text). */
const bare = ({ sourceCodes: _, series: __, place, ...group }: Group) => ({ ...group, audiences: [...group.audiences].sort(), access: [...group.access].sort(), attributes: [...group.attributes].sort(), ...(place ? { place: (({ region: ___, ...rest }) => rest)(place) } : {}) });
/** BMLT and HSDS have a record a weekday. */
async function read(text: string, kind: string): Promise<Map<string, ReturnType<typeof bare>>> {
  const reading = await readFeed(text, options);
  assert.ok(reading.ok, kind);
  assert.equal(reading.kind, kind);
  assert.deepEqual(reading.report.refused, []);
  return new Map(reading.groups.map((group) => [group.source!.record, bare(group)]));
}

test('the same 20 groups in eight spellings give the same 20 objects', async () => {
  const want = await read(asMeetingGuide(), 'meeting-guide');
  assert.equal(want.size, 20);
  const texts: [string, string, string][] = [['kith', 'kith', asKith()], ['table', 'table', asTable()], ['calendar', 'calendar', asCalendar()], ['HSDS 3.0', 'hsds', asHsds('3.0')], ['HSDS 3.1', 'hsds', asHsds('3.1')], ['HSDS 3.2, events', 'hsds', asHsds('3.2 events')], ['HSDS 3.2, groups', 'hsds', asHsds('3.2 groups')]];
  const counts: Record<string, number> = { 'Meeting Guide': want.size };
  for (const [name, kind, text] of texts) {
    const found = await read(text, kind);
    for (const [slug, group] of want) assert.deepEqual({ ...found.get(slug)!, id: '' }, { ...group, id: '' }, `${name}: ${slug}`);
    for (const [slug, group] of want) assert.equal(found.get(slug)!.id, group.id, 'the feed and its name for a record make the id');
    counts[name] = found.size;
  }
  // BMLT has one record a weekday: the twenty are those with one day, and the others by day, all of one series.
  const reading = await readFeed(asBmlt(), options);
  assert.ok(reading.ok && reading.kind === 'bmlt');
  for (const [slug, group] of want) {
    const days: Group[] = reading.groups.filter(({ source }) => source!.record === slug || source!.record.startsWith(`${slug}0`));
    const [first] = days;
    assert.equal(days.length, group.schedule!.rules[0]!.split(',').length, slug);
    assert.equal(new Set(days.map(({ series }) => series)).size, 1);
    const { schedule, ...rest } = bare(first!);
    const { schedule: wanted, ...whole } = group;
    assert.deepEqual({ ...rest, id: '', source: '' }, { ...whole, id: '', source: '' }, `BMLT: ${slug}`);
    assert.deepEqual({ ...schedule, rules: [`FREQ=WEEKLY;BYDAY=${days.map((day) => day.schedule!.rules[0]!.slice(-2)).join(',')}`] }, wanted, `BMLT: ${slug}`);
  }
  counts.BMLT = want.size;
  console.log(JSON.stringify({ 'same groups': counts }));
});

test('the real BMLT answer: every meeting shown or explained, with the words of its own formats', async () => {
  const reading = await readFeed(readFileSync(new URL('../../../../demo/feeds/bmlt-greater-new-york-1500.json', import.meta.url), 'utf8'), { ...options, timeZone: 'America/New_York' });
  assert.ok(reading.ok && reading.kind === 'bmlt');
  const { groups, report } = reading;
  assert.equal(report.total, 1513);
  assert.equal(groups.length + report.refusedCount, 1513);
  assert.ok(groups.length >= 1500, String(groups.length));
  for (const group of groups) { const read = Group.safeParse(group); assert.ok(read.success, JSON.stringify(read.error?.issues)); }
  assert.ok(!JSON.stringify(groups).includes('#@-@#'), 'old labels are taken off');
  const [bronx] = groups;
  assert.deepEqual([bronx!.name, bronx!.audiences, bronx!.access, bronx!.attributes, bronx!.schedule, bronx!.place!.locality, bronx!.owner.name], ['Nothing Macho', ['men'], ['open'], ['step'], { timeZone: 'America/New_York', start: '2020-01-11T14:00', duration: 90, rules: ['FREQ=WEEKLY;BYDAY=SA'] }, 'New York', 'Bronx Area Service']);
  console.log(JSON.stringify({ feed: 'bmlt-greater-new-york-1500', total: report.total, shown: groups.length, refused: report.refusedCount, mended: report.mendedCount }));
});

test('Edmonton: 315 groups, and every rule that it says in words is read or flagged', async () => {
  const reading = await readFeed(readFileSync(new URL('../../../../demo/feeds/meeting-guide-edmonton-315-dayarrays.json', import.meta.url), 'utf8'), { ...options, timeZone: 'America/Edmonton' });
  assert.ok(reading.ok);
  const { groups, report } = reading;
  const lines = report.mended.filter(({ field }) => field === 'notes');
  const kinds = { monthly: groups.filter(({ schedule }) => schedule?.rules[0]?.startsWith('FREQ=MONTHLY')).length, differs: groups.filter(({ schedule }) => schedule?.differs).length, check: groups.filter(({ schedule }) => schedule?.checkNote).length, 'another day': lines.filter(({ reason }) => reason.endsWith('another day')).length };
  assert.equal(groups.length, 315);
  const spoken = new Set(lines.map(({ record }) => record)).size;
  assert.ok(spoken >= 74, String(spoken));
  // Read with one's own eyes in the file: of the groups with an ordinal and a weekday or "meeting … of the month", none is passed over.
  const ordinal = /\b(?:1st|2nd|3rd|4th|5th|first|second|third|fourth|last) +(?:(?:sun|mon|tue|wed|thu|fri|sat)\w*|meetings? (?:of|on))/i;
  const told = new Set(lines.map(({ slug }) => slug));
  assert.deepEqual(groups.filter((group) => ordinal.test(`${group.name} ${group.notes ?? ''} ${group.place?.notes ?? ''}`) && !told.has(group.source!.record)).map(({ name }) => name), []);
  const named = (name: string, words = '') => groups.find((group) => group.name === name && (group.notes ?? '').includes(words))!.schedule!;
  assert.deepEqual(named('The Common Welfare', 'No meeting').rules, ['FREQ=MONTHLY;BYDAY=1TH,3TH,4TH,5TH'], '"No meeting 2nd Thursday of the month."');
  assert.deepEqual([named('Eastwood').rules, named('Eastwood').differs], [['FREQ=WEEKLY;BYDAY=MO'], [{ rule: 'FREQ=MONTHLY;BYDAY=3MO', kind: 'open' }]], 'a weekly meeting that is open on a Monday still meets on all of them');
  assert.equal(named('Friends of Bill W').checkNote, true, '"No Meetings on Statutory Holidays"');
  console.log(JSON.stringify({ feed: 'edmonton', shown: groups.length, 'rules in words': spoken, ...kinds }));
});

const calendar = (...events: string[][]) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n${events.map((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')).join('\r\n')}\r\nEND:VCALENDAR\r\n`;

test('iCalendar: zones, times in UTC, exceptions, further dates, moved and cancelled ones', async () => {
  const reading = await readFeed(calendar(
    ['UID:a', 'SUMMARY:A', 'DTSTART;TZID=America/New_York:20260105T190000', 'DTEND;TZID=America/New_York:20260105T203000', 'RRULE:FREQ=MONTHLY;BYDAY=2MO,-1MO;WKST=MO', 'EXDATE;TZID=America/Chicago:20261214T180000', 'RDATE;TZID=America/New_York:20261220T100000'],
    ['UID:a', 'SUMMARY:A', 'RECURRENCE-ID;TZID=America/New_York:20261228T190000', 'DTSTART;TZID=America/New_York:20261229T190000', 'DTEND;TZID=America/New_York:20261229T203000'],
    ['UID:a', 'SUMMARY:A', 'RECURRENCE-ID;TZID=America/New_York:20270111T190000', 'STATUS:CANCELLED', 'DTSTART;TZID=America/New_York:20270111T190000'],
    ['UID:b', 'SUMMARY:B', 'DTSTART:20260105T180000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'], ['UID:c', 'SUMMARY:C', 'DTSTART:20260105T180000', 'DURATION:PT45M'], ['UID:d', 'SUMMARY:D', 'STATUS:CANCELLED', 'DTSTART:20260105T180000'], ['UID:e', 'DTSTART:20260105T180000'],
  ), options);
  assert.ok(reading.ok && reading.kind === 'calendar');
  const [a, b, c] = reading.groups;
  assert.deepEqual(a!.schedule, {
    timeZone: 'America/New_York', start: '2026-01-05T19:00', duration: 90, rules: ['FREQ=MONTHLY;BYDAY=2MO,-1MO'], also: ['2026-12-20T10:00'], except: ['2026-12-14T19:00'],
    overrides: [{ at: '2026-12-28T19:00', start: '2026-12-29T19:00' }, { at: '2027-01-11T19:00', cancelled: true }],
  });
  assert.deepEqual(b!.schedule, { timeZone: 'America/Los_Angeles', start: '2026-01-05T10:00', duration: 60, rules: ['FREQ=WEEKLY'] }, 'UTC is told in the zone of the feed');
  assert.deepEqual([c!.schedule!.duration, c!.schedule!.rules], [45, []]);
  assert.deepEqual(reading.report.refused.map(({ slug, field }) => [slug, field]), [['d', 'STATUS'], ['e', 'SUMMARY']]);
});

test('iCalendar: a day that a rule names stays that day, also where UTC has another', async () => {
  const event = (rule: string) => calendar(['UID:a', 'SUMMARY:A', 'DTSTART:20261124T010000Z', 'DURATION:PT1H', `RRULE:${rule}`]);
  for (const [rule, first] of [['FREQ=WEEKLY;BYDAY=TU', '2026-11-24T01:00:00Z'], ['FREQ=WEEKLY', '2026-11-24T01:00:00Z'], ['FREQ=MONTHLY;BYMONTHDAY=24', '2026-11-24T01:00:00Z']] as const) {
    const reading = await readFeed(event(rule), { ...options, timeZone: 'America/Chicago' });
    assert.ok(reading.ok);
    assert.deepEqual(nextOccurrences(reading.groups[0]!.schedule!, Date.UTC(2026, 10, 22), 2).map(({ start }) => start)[0], first, rule);
  }
});

test("Kith's own JSON: days and moments that are none are left out and said; a pause until one is a pause", async () => {
  const group = { id: 'a', name: 'A', topics: ['grief'], audiences: [], access: [], format: 'online', languages: [], attributes: [], owner: { name: 'O' } };
  const schedule = { start: '2026-01-05T19:00', duration: 60, rules: [] };
  const reading = await readFeed(JSON.stringify({ format: 'kith-groups', version: 1, groups: [
    { ...group, id: 'real', updatedAt: '2026-11-22T18:00:00Z', checkedAt: '2026-11-22T18:00:00+01:00', enrolUntil: '2028-02-29', schedule: { ...schedule, pausedUntil: '2026-02-28' } },
    { ...group, id: 'unreal', updatedAt: '22.11.2026', checkedAt: '<!--', enrolUntil: '2026-13-45', schedule: { ...schedule, pausedUntil: '2026-02-30' } }, { ...group, id: 'soon', name: 'So\ron\u202E', notes: 'One\r\ntwo\u0007', checkedAt: 'soon' },
    { ...group, id: 'odd', schedule: { ...schedule, overrides: [{ at: '2026-13-45T19:00', start: '2026-99-99T00:00' }] } },
  ] }), options);
  assert.ok(reading.ok);
  const [real, unreal, soon, odd] = reading.groups;
  assert.deepEqual([soon!.name, soon!.notes, odd!.schedule!.overrides], ['So\non ', 'One\ntwo ', []], 'nothing that steers a page or a calendar');
  assert.deepEqual([real!.updatedAt, real!.checkedAt, real!.enrolUntil, real!.schedule!.pausedUntil], ['2026-11-22T18:00:00Z', '2026-11-22T18:00:00+01:00', '2028-02-29', '2026-02-28']);
  assert.deepEqual([unreal!.updatedAt, unreal!.checkedAt, unreal!.enrolUntil, unreal!.schedule!.pausedUntil, soon!.checkedAt], [undefined, undefined, undefined, 'unknown', undefined]);
  assert.deepEqual(reading.report.mended.map(({ slug, field }) => `${slug ?? ''} ${field}`), ['unreal updatedAt', 'unreal checkedAt', 'unreal enrolUntil', 'unreal pausedUntil', 'soon checkedAt', 'odd schedule']);
});

test('iCalendar: one event with a mistake costs that event and no other', async () => {
  const reading = await readFeed(calendar(['UID:a', 'SUMMARY:A', 'DTSTART:20260105T180000'], ['UID:b', 'SUMMARY:B', 'this is no line of a calendar', 'DTSTART:20260105T180000'], ['UID:c', 'SUMMARY:C', 'DTSTART:20260105T180000']), options);
  assert.ok(reading.ok);
  assert.deepEqual([reading.groups.map(({ name }) => name), reading.report.refused.map(({ field, reason }) => `${field} ${reason}`)], [['A', 'C'], ['VEVENT has a mistake in it: it cannot be read']]);
});

test('HSDS: what is not offered is left out with its reason; places, ages, cost and alerts are read; names of contacts are not', async () => {
  const service = (id: string, more: object) => ({ id, organization_id: 'o', name: `Service ${id}`, status: 'active', schedules: [{ freq: 'WEEKLY', byday: 'MO', opens_at: '18:00', closes_at: '19:30', timezone: -8 }], ...more });
  const reading = await readFeed(JSON.stringify({ contents: [
    service('1', { status: 'defunct' }), service('2', { status: 'temporarily closed' }), service('3', { minimum_age: 13, maximum_age: 17, fees_description: 'Free', alert: 'New room', contacts: [{ name: 'PlantedName' }], organization: { name: 'Org', website: 'https://org.example' }, assured_date: '2026-05-01', phones: [{ number: '555-0100' }] }),
    service('4', { schedules: [{ freq: 'MONTHLY', byday: '2MO,-1FR', opens_at: '18:00Z', closes_at: '19:00Z', timezone: 9 }, { freq: 'WEEKLY', byday: 'TU', opens_at: '10:00', closes_at: '11:00', timezone: -8 }] }), service('5', { schedules: [{ freq: 'HOURLY', byday: 'MO', opens_at: '18:00' }] }), { id: '6', organization_id: 'o' },
  ], total_pages: 1 }), options);
  assert.ok(reading.ok && reading.kind === 'hsds');
  const named = (record: string) => reading.groups.find(({ source }) => source!.record === record)!;
  assert.ok(named('2').attributes.includes('temporarily-closed'));
  assert.deepEqual([named('3').ages, named('3').cost, named('3').alerts, named('3').owner, named('3').checkedAt, named('3').contact], [{ from: 13, to: 17 }, 'Free', ['New room'], { name: 'Org', url: 'https://org.example' }, '2026-05-01T00:00:00Z', { phone: '555-0100' }]);
  assert.doesNotMatch(JSON.stringify(reading.groups), /PlantedName/);
  assert.deepEqual([named('4').schedule!.rules, named('4').schedule!.timeZone, named('4/2').schedule!.rules], [['FREQ=MONTHLY;BYDAY=2MO,-1FR'], undefined, ['FREQ=WEEKLY;BYDAY=TU']], 'hours from UTC that do not fit name no zone');
  assert.equal(named('4').series, named('4/2').series);
  assert.equal(named('5').schedule, undefined, 'a rule that is not followed is not guessed');
  assert.deepEqual(reading.report.refused.map(({ slug, field }) => [slug, field]), [['1', 'status'], ['6', 'name']]);
});

test('HSDS: single dates at one hour are one group; a day without how often is not guessed', async () => {
  const at = (dtstart: string, more: object = {}) => ({ dtstart, opens_at: '18:00', closes_at: '19:30', timezone: -8, ...more });
  const service = (id: string, schedules: object[]) => ({ id, organization_id: 'o', name: `Service ${id}`, status: 'active', schedules });
  const reading = await readFeed(JSON.stringify({ contents: [
    service('dates', [at('2026-12-08'), at('2026-12-01'), at('2026-12-15'), at('2026-12-01')]), service('hours', [at('2026-12-01'), at('2026-12-08', { opens_at: '10:00', closes_at: '11:00' })]),
    service('second', [{ freq: 'WEEKLY', interval: 2, byday: 'MO', opens_at: '18:00', closes_at: '19:00' }]), service('day', [{ byday: 'MO', opens_at: '18:00', closes_at: '19:00' }]), service('weeks', [{ freq: 'YEARLY', byweekno: '20', byday: 'MO', opens_at: '18:00', closes_at: '19:00' }]),
  ] }), options);
  assert.ok(reading.ok);
  const named = (record: string) => reading.groups.find(({ source }) => source!.record === record)?.schedule;
  assert.deepEqual(named('dates'), { timeZone: 'America/Los_Angeles', start: '2026-12-01T18:00', duration: 90, rules: [], also: ['2026-12-08T18:00', '2026-12-15T18:00'] });
  assert.deepEqual([named('hours')!.start, named('hours/2')!.start], ['2026-12-01T18:00', '2026-12-08T10:00']);
  assert.deepEqual([named('day'), named('weeks')], [undefined, undefined]);
  assert.equal(named('second')!.checkNote, true, 'every second week, from nobody knows which');
  assert.deepEqual(reading.report.mended.filter(({ field }) => field === 'freq').map(({ slug }) => slug), ['day', 'weeks']);
});
