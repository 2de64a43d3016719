import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Group, Schedule } from '@kith/contract';
import { nextOccurrences, readFeed } from '@kith/finder';
import fc from 'fast-check';
import nodeIcal from 'node-ical';
import { writeCalendar } from './calendar.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const group = (schedule: Partial<Schedule>, more: Partial<Group> = {}): Group => ({
  id: 'g1', name: 'Grief, loss; and "tea"\\coffee', topics: [], audiences: [], access: [], format: 'in-person', languages: [], attributes: [], owner: { name: 'Owner' }, notes: 'Line one\nLine two, with commas; and a very long sentence in it, so that the line has to be folded somewhere: ähm, 日本語のテキスト, 🌇🌇🌇🌇🌇🌇🌇🌇🌇🌇🌇🌇🌇🌇🌇🌇.',
  schedule: { timeZone: 'America/New_York', start: '2020-01-06T19:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'], ...schedule }, place: { name: 'Oak Hall', address: '12 Oak St, Springfield', latitude: 39.78, longitude: -89.65 }, ...more,
});
const write = (groups: Group[]) => writeCalendar(groups, { program: 'one', name: 'Groups, of One', page: ({ id }) => `https://kith.example/groups/pk_one/${id}`, now });

/** What RFC 5545 asks of a file, checked apart from every library: lines, folding, order, what each component must and may have, zones, and value types that agree. */
function validate(text: string): void {
  assert.ok(text.endsWith('\r\n') && !/[^\r]\n|\r[^\n]/.test(text), 'lines end in CRLF (3.1)');
  const physical = text.slice(0, -2).split('\r\n');
  for (const line of physical) assert.ok(Buffer.byteLength(line) <= 75, `a line of ${Buffer.byteLength(line)} octets (3.1): ${line}`);
  const lines = text.slice(0, -2).replace(/\r\n[ \t]/g, '').split('\r\n');
  const stack: { name: string; properties: Map<string, { parameters: string; value: string }[]> }[] = [];
  const zones = new Set<string>();
  const used = new Set<string>();
  const uids = new Set<string>();
  for (const line of lines) {
    const match = /^([A-Z][A-Z0-9-]*)((?:;[A-Z0-9-]+=(?:"[^"\u0000-\u001f]*"|[^";:,\u0000-\u001f]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):([^\r\n]*)$/.exec(line);
    assert.ok(match, `not a content line: ${line}`);
    const [, name, parameters, value] = match as unknown as [string, string, string, string];
    if (name === 'BEGIN') { stack.push({ name: value, properties: new Map() }); continue; }
    if (name === 'END') {
      const { name: component, properties } = stack.pop()!;
      assert.equal(component, value);
      const one = (property: string) => assert.equal(properties.get(property)?.length ?? 0, 1, `${component} needs one ${property}`);
      const most = (property: string) => assert.ok((properties.get(property)?.length ?? 0) <= 1, `${component} may have one ${property}`);
      if (component === 'VCALENDAR') { one('PRODID'); one('VERSION'); assert.equal(stack.length, 0); }
      if (component === 'VEVENT') {
        for (const property of ['UID', 'DTSTAMP', 'DTSTART', 'DURATION']) one(property);
        for (const property of ['RRULE', 'SUMMARY', 'DESCRIPTION', 'LOCATION', 'GEO', 'URL', 'STATUS', 'CLASS', 'TRANSP', 'RECURRENCE-ID', 'LAST-MODIFIED']) most(property);
        assert.match(properties.get('DTSTAMP')![0]!.value, /^\d{8}T\d{6}Z$/);
        const start = properties.get('DTSTART')![0]!;
        for (const property of ['EXDATE', 'RDATE', 'RECURRENCE-ID']) for (const item of properties.get(property) ?? []) { assert.equal(item.parameters, start.parameters, `${property} is of the type and zone of DTSTART`); assert.match(item.value, /^\d{8}T\d{6}$/); }
        for (const { parameters: given } of [start]) { const zone = /;TZID=([^;:]+)/.exec(given)?.[1]; if (zone) used.add(zone); }
        const until = /UNTIL=([^;]+)/.exec(properties.get('RRULE')?.[0]?.value ?? '')?.[1];
        if (until) assert.match(until, start.parameters ? /^\d{8}T\d{6}Z$/ : /^\d{8}T\d{6}$/, 'UNTIL is in UTC where DTSTART has a zone (3.3.10)');
        const key = `${properties.get('UID')![0]!.value} ${properties.get('RECURRENCE-ID')?.[0]?.value ?? ''}`;
        assert.ok(!uids.has(key), 'UIDs are unique');
        uids.add(key);
      }
      if (component === 'VTIMEZONE') { one('TZID'); zones.add(properties.get('TZID')![0]!.value); }
      if (component === 'STANDARD' || component === 'DAYLIGHT') { for (const property of ['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO']) one(property); assert.match(properties.get('TZOFFSETTO')![0]!.value, /^[+-]\d{4}$/); }
      continue;
    }
    if (['SUMMARY', 'DESCRIPTION', 'LOCATION', 'X-WR-CALNAME'].includes(name)) assert.doesNotMatch(value.replace(/\\[\\;,nN]/g, ''), /[\\;,]/, `${name} is escaped (3.3.11)`);
    const { properties } = stack.at(-1)!;
    properties.set(name, [...properties.get(name) ?? [], { parameters, value }]);
  }
  for (const zone of used) assert.ok(zones.has(zone), `TZID ${zone} has its VTIMEZONE (3.2.19)`);
}

/** Dates as another library reads them. */
function readBack(text: string, until: number): string[] {
  const found: string[] = [];
  for (const item of Object.values(nodeIcal.sync.parseICS(text))) {
    if (item?.type !== 'VEVENT') continue;
    for (const instance of nodeIcal.expandRecurringEvent(item, { from: new Date(now - 3_600_000), to: new Date(until) })) found.push(new Date(instance.start).toISOString());
  }
  return [...new Set(found)].sort();
}

const cases: [string, Partial<Schedule>][] = [
  ['weekly', {}], ['two days, every second week', { start: '2026-01-05T19:00', rules: ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH'] }], ['monthly by weekday', { rules: ['FREQ=MONTHLY;BYDAY=2FR,-1FR'] }], ['monthly by date, over a change of clocks', { rules: ['FREQ=MONTHLY;BYMONTHDAY=15'], timeZone: 'Europe/Berlin' }],
  ['a counted course', { start: '2026-11-02T18:00', rules: ['FREQ=WEEKLY;BYDAY=MO;COUNT=8'] }], ['until a day', { rules: ['FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214'] }], ['dates left out', { except: ['2026-11-23T19:00', '2026-12-14T19:00'] }], ['further dates', { also: ['2026-11-26T11:00'] }],
  ['a date moved', { overrides: [{ at: '2026-11-30T19:00', start: '2026-12-01T20:00', duration: 90 }] }], ['a date cancelled', { overrides: [{ at: '2026-11-30T19:00', cancelled: true }] }], ['two rules', { rules: ['FREQ=WEEKLY;BYDAY=MO', 'FREQ=MONTHLY;BYDAY=-1FR'] }], ['a single date', { start: '2026-12-01T18:00', rules: [] }], ['paused until a day', { pausedUntil: '2027-01-10' }], ['a half-hour zone', { timeZone: 'Asia/Kolkata' }],
  ['a date moved out of a month that is over', { rules: ['FREQ=MONTHLY;BYDAY=-1TU'], overrides: [{ at: '2026-10-27T19:00', start: '2026-12-03T19:00' }] }], ['a counted course that was paused', { start: '2026-11-02T18:00', rules: ['FREQ=WEEKLY;BYDAY=MO;COUNT=8'], pausedUntil: '2026-12-10' }],
  ['two rules, and a date of the second moved', { rules: ['FREQ=WEEKLY;BYDAY=MO', 'FREQ=MONTHLY;BYDAY=-1FR'], overrides: [{ at: '2026-11-27T19:00', start: '2026-11-28T10:00' }] }], ['a single date moved', { start: '2026-12-01T18:00', rules: [], overrides: [{ at: '2026-12-01T18:00', start: '2026-12-02T18:00' }] }],
  ['further dates moved and called off', { also: ['2026-11-26T11:00', '2026-12-03T11:00'], overrides: [{ at: '2026-11-26T11:00', cancelled: true }, { at: '2026-12-03T11:00', start: '2026-12-04T11:00' }] }], ['a date moved into a pause', { pausedUntil: '2026-12-10', overrides: [{ at: '2026-12-14T19:00', start: '2026-12-08T19:00' }] }],
];
for (const [name, schedule] of cases) {
  test(`calendar: ${name}: valid, and read back by two others as the same dates`, async () => {
    const made = group(schedule);
    const text = write([made])!;
    validate(text);
    const until = Date.parse('2027-03-01T00:00:00Z');
    const want = nextOccurrences(made.schedule!, now, 60).map(({ start }) => new Date(start).toISOString()).filter((at) => Date.parse(at) < until);
    assert.ok(want.length > 0);
    assert.deepEqual(readBack(text, until), want);
    const reading = await readFeed(text, { feed: 'x', owner: { name: 'x' } });
    assert.ok(reading.ok && reading.kind === 'calendar');
    const again = [...new Set(reading.groups.flatMap((item) => nextOccurrences(item.schedule!, now, 60).map(({ start }) => new Date(start).toISOString())))].filter((at) => Date.parse(at) < until).sort();
    assert.deepEqual(again, want);
    assert.equal(reading.groups[0]!.name, made.name);
    assert.equal(reading.groups[0]!.notes, made.notes);
  });
}

test('calendar: without a zone the times float; without dates there is none; the link to join is never in it', () => {
  const { timeZone: _, ...floating } = group({}).schedule!;
  const text = write([group({}, { id: 'a', schedule: floating, online: { url: 'https://meet.example/secret' }, format: 'mixed' })])!;
  validate(text);
  assert.match(text, /\r\nDTSTART:20261102T190000\r\n/);
  assert.doesNotMatch(text, /meet\.example|VTIMEZONE/);
  for (const none of [group({ pausedUntil: 'unknown' }), group({}, { attributes: ['temporarily-closed'] }), group({ rules: ['FREQ=WEEKLY;BYDAY=MO;UNTIL=20200301'] })]) assert.equal(write([none]), undefined);
});

test('calendar: whatever the words, the file is valid and gives them back', async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 150 }), fc.string({ unit: 'grapheme', maxLength: 400 }), async (name, notes) => {
    const plain = name.replace(/[\p{C}\s]+/gu, ' ').trim() || 'x';
    const text = write([group({}, { name: plain, notes: notes.replace(/\p{C}/gu, '') })])!;
    validate(text);
    const reading = await readFeed(text, { feed: 'x', owner: { name: 'x' } });
    assert.ok(reading.ok);
  }), { numRuns: 300, verbose: 1 });
});
