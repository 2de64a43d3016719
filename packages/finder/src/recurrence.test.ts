import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Schedule } from '@kith/contract';
import fc from 'fast-check';
import { nextOccurrences, parseRule, weekdaysOf } from './recurrence.ts';

/** A case says the schedule, from when, and the dates to expect as wall clock with offset, so that a reader can check them against a calendar. */
interface Case { name: string; zone?: string; start: string; minutes?: number; rule?: string; from: string; want: string[]; more?: Partial<Schedule>; fallback?: string }

const cases: Case[] = [
  // Clocks forward and back, on both sides of the equator
  { name: 'Los Angeles, the day clocks go forward', zone: 'America/Los_Angeles', start: '2020-01-05T19:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-07T00:00Z', want: ['2026-03-08T19:00-07:00', '2026-03-15T19:00-07:00'] },
  { name: 'Los Angeles, the week before', zone: 'America/Los_Angeles', start: '2020-01-05T19:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-02-28T00:00Z', want: ['2026-03-01T19:00-08:00', '2026-03-08T19:00-07:00'] },
  { name: 'Los Angeles, clocks back', zone: 'America/Los_Angeles', start: '2020-01-05T19:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-10-24T00:00Z', want: ['2026-10-25T19:00-07:00', '2026-11-01T19:00-08:00'] },
  { name: 'New York, an hour that does not exist moves on', zone: 'America/New_York', start: '2020-01-05T02:30', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-07T12:00Z', want: ['2026-03-08T03:30-04:00', '2026-03-15T02:30-04:00'] },
  { name: 'New York, an hour that comes twice is the first', zone: 'America/New_York', start: '2020-01-05T01:30', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-10-31T12:00Z', want: ['2026-11-01T01:30-04:00', '2026-11-08T01:30-05:00'] },
  { name: 'Berlin, forward', zone: 'Europe/Berlin', start: '2020-01-05T02:15', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-28T12:00Z', want: ['2026-03-29T03:15+02:00', '2026-04-05T02:15+02:00'] },
  { name: 'Berlin, back', zone: 'Europe/Berlin', start: '2020-01-05T02:30', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-10-24T12:00Z', want: ['2026-10-25T02:30+02:00', '2026-11-01T02:30+01:00'] },
  { name: 'London, forward at one', zone: 'Europe/London', start: '2020-01-05T01:30', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-28T12:00Z', want: ['2026-03-29T02:30+01:00'] },
  { name: 'Sydney, forward in October', zone: 'Australia/Sydney', start: '2020-01-05T10:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-09-26T00:00Z', want: ['2026-09-27T10:00+10:00', '2026-10-04T10:00+11:00'] },
  { name: 'Sydney, back in April', zone: 'Australia/Sydney', start: '2020-01-05T10:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-28T00:00Z', want: ['2026-03-29T10:00+11:00', '2026-04-05T10:00+10:00'] },
  { name: 'Phoenix has no summer time', zone: 'America/Phoenix', start: '2020-01-05T19:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-07T00:00Z', want: ['2026-03-08T19:00-07:00', '2026-03-15T19:00-07:00'] },
  // Half and quarter hours
  { name: 'Lord Howe moves by half an hour', zone: 'Australia/Lord_Howe', start: '2020-01-05T10:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-28T00:00Z', want: ['2026-03-29T10:00+11:00', '2026-04-05T10:00+10:30'] },
  { name: 'Kolkata', zone: 'Asia/Kolkata', start: '2020-01-06T06:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-23T06:00+05:30'] },
  { name: 'Kathmandu', zone: 'Asia/Kathmandu', start: '2020-01-06T06:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-23T06:00+05:45'] },
  { name: 'Adelaide', zone: 'Australia/Adelaide', start: '2020-01-06T19:30', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-23T19:30+10:30'] },
  { name: "St John's, forward", zone: 'America/St_Johns', start: '2020-01-05T19:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-01T00:00Z', want: ['2026-03-01T19:00-03:30', '2026-03-08T19:00-02:30'] },
  // Midnight
  { name: 'starts at midnight', zone: 'America/Chicago', start: '2020-01-11T00:00', rule: 'FREQ=WEEKLY;BYDAY=SA', from: '2026-11-20T12:00Z', want: ['2026-11-21T00:00-06:00'] },
  { name: 'over midnight, on now', zone: 'America/Chicago', start: '2020-01-10T23:00', minutes: 120, rule: 'FREQ=WEEKLY;BYDAY=FR', from: '2026-11-21T06:30Z', want: ['2026-11-20T23:00-06:00', '2026-11-27T23:00-06:00'] },
  { name: 'over the minute it ends', zone: 'America/Chicago', start: '2020-01-10T23:00', minutes: 120, rule: 'FREQ=WEEKLY;BYDAY=FR', from: '2026-11-21T07:00Z', want: ['2026-11-27T23:00-06:00'] },
  { name: 'a whole day and on now', zone: 'America/Chicago', start: '2020-01-11T00:00', minutes: 1440, rule: 'FREQ=WEEKLY;BYDAY=SA', from: '2026-11-22T05:30Z', want: ['2026-11-21T00:00-06:00'] },
  { name: 'a reader on the other side of the date line', zone: 'Pacific/Auckland', start: '2020-01-06T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T18:00Z', want: ['2026-11-23T09:00+13:00'] },
  // Several days
  { name: 'two days a week', zone: 'America/New_York', start: '2020-01-06T18:00', rule: 'FREQ=WEEKLY;BYDAY=MO,TH', from: '2026-11-22T00:00Z', want: ['2026-11-23T18:00-05:00', '2026-11-26T18:00-05:00', '2026-11-30T18:00-05:00'] },
  { name: 'Saturday and Sunday', zone: 'America/New_York', start: '2020-01-05T18:00', rule: 'FREQ=WEEKLY;BYDAY=SU,SA', from: '2026-11-21T00:00Z', want: ['2026-11-21T18:00-05:00', '2026-11-22T18:00-05:00'] },
  { name: 'every school day', zone: 'America/New_York', start: '2020-01-06T12:00', rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', from: '2026-11-27T18:00Z', want: ['2026-11-30T12:00-05:00', '2026-12-01T12:00-05:00'] },
  { name: 'two rules', zone: 'America/New_York', start: '2026-01-05T12:00', from: '2026-11-22T00:00Z', want: ['2026-11-23T12:00-05:00', '2026-11-27T12:00-05:00'], more: { rules: ['FREQ=WEEKLY;BYDAY=MO', 'FREQ=MONTHLY;BYDAY=-1FR'] } },
  { name: 'every second week', zone: 'America/New_York', start: '2026-01-07T17:30', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE', from: '2026-11-22T00:00Z', want: ['2026-11-25T17:30-05:00', '2026-12-09T17:30-05:00'] },
  { name: 'every second week, week begins on Sunday', zone: 'America/New_York', start: '2026-01-06T10:00', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU', from: '2026-01-06T00:00Z', want: ['2026-01-06T10:00-05:00', '2026-01-18T10:00-05:00', '2026-01-20T10:00-05:00'] },
  { name: 'every second week, week begins on Monday', zone: 'America/New_York', start: '2026-01-06T10:00', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO', from: '2026-01-06T00:00Z', want: ['2026-01-06T10:00-05:00', '2026-01-11T10:00-05:00', '2026-01-20T10:00-05:00'] },
  // Months
  { name: 'second and fourth Friday', zone: 'America/Chicago', start: '2026-01-09T08:00', rule: 'FREQ=MONTHLY;BYDAY=2FR,4FR', from: '2026-11-14T00:00Z', want: ['2026-11-27T08:00-06:00', '2026-12-11T08:00-06:00', '2026-12-25T08:00-06:00'] },
  { name: 'last Friday', zone: 'America/Chicago', start: '2026-01-30T08:00', rule: 'FREQ=MONTHLY;BYDAY=-1FR', from: '2026-10-01T00:00Z', want: ['2026-10-30T08:00-05:00', '2026-11-27T08:00-06:00'] },
  { name: 'fifth Wednesday, only where there is one', zone: 'America/Chicago', start: '2026-01-01T18:00', rule: 'FREQ=MONTHLY;BYDAY=5WE', from: '2026-08-01T00:00Z', want: ['2026-09-30T18:00-05:00', '2026-12-30T18:00-06:00'] },
  { name: 'the 15th', zone: 'America/Chicago', start: '2026-01-15T13:00', rule: 'FREQ=MONTHLY;BYMONTHDAY=15', from: '2026-11-16T00:00Z', want: ['2026-12-15T13:00-06:00', '2027-01-15T13:00-06:00'] },
  { name: 'the 31st, only where there is one', zone: 'Europe/Berlin', start: '2026-01-31T13:00', rule: 'FREQ=MONTHLY;BYMONTHDAY=31', from: '2026-02-01T00:00Z', want: ['2026-03-31T13:00+02:00', '2026-05-31T13:00+02:00'] },
  { name: 'the last day of the month, in a leap year too', zone: 'Europe/Berlin', start: '2028-01-31T13:00', rule: 'FREQ=MONTHLY;BYMONTHDAY=-1', from: '2028-02-01T00:00Z', want: ['2028-02-29T13:00+01:00', '2028-03-31T13:00+02:00'] },
  { name: 'first working day', zone: 'Europe/Berlin', start: '2026-01-01T13:00', rule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1', from: '2026-08-01T00:00Z', want: ['2026-08-03T13:00+02:00', '2026-09-01T13:00+02:00'] },
  { name: 'every second month', zone: 'Europe/Berlin', start: '2026-01-09T13:00', rule: 'FREQ=MONTHLY;INTERVAL=2;BYDAY=2FR', from: '2026-02-01T00:00Z', want: ['2026-03-13T13:00+01:00', '2026-05-08T13:00+02:00'] },
  { name: 'Friday the 13th', zone: 'Europe/Berlin', start: '2026-01-01T13:00', rule: 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', from: '2026-04-01T00:00Z', want: ['2026-11-13T13:00+01:00'] },
  { name: 'every third day', zone: 'Europe/Berlin', start: '2026-03-27T13:00', rule: 'FREQ=DAILY;INTERVAL=3', from: '2026-03-28T00:00Z', want: ['2026-03-30T13:00+02:00', '2026-04-02T13:00+02:00'] },
  { name: 'once a year', zone: 'America/New_York', start: '2020-11-11T11:00', rule: 'FREQ=YEARLY', from: '2026-11-12T00:00Z', want: ['2027-11-11T11:00-05:00'] },
  // Ends
  { name: 'a course of eight, half way', zone: 'America/Chicago', start: '2026-10-07T18:00', rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=8', from: '2026-11-19T02:00Z', want: ['2026-11-25T18:00-06:00'] },
  { name: 'a course that is over', zone: 'America/Chicago', start: '2026-09-02T18:00', rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=8', from: '2026-11-19T02:00Z', want: [] },
  { name: 'a course that has not begun', zone: 'America/Chicago', start: '2027-01-13T18:00', rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=8', from: '2026-11-19T02:00Z', want: ['2027-01-13T18:00-06:00', '2027-01-20T18:00-06:00'] },
  { name: 'until a day, that day included', zone: 'America/Chicago', start: '2026-01-07T18:00', rule: 'FREQ=WEEKLY;BYDAY=WE;UNTIL=20261125', from: '2026-11-19T02:00Z', want: ['2026-11-25T18:00-06:00'] },
  { name: 'until an instant in UTC', zone: 'America/Chicago', start: '2026-01-07T18:00', rule: 'FREQ=WEEKLY;BYDAY=WE;UNTIL=20261125T235959Z', from: '2026-11-12T02:00Z', want: ['2026-11-18T18:00-06:00'] },
  { name: 'a single date', zone: 'America/Chicago', start: '2026-12-01T18:00', from: '2026-11-19T02:00Z', want: ['2026-12-01T18:00-06:00'], more: { rules: [] } },
  { name: 'a single date that is over', zone: 'America/Chicago', start: '2026-11-01T18:00', from: '2026-11-19T02:00Z', want: [], more: { rules: [] } },
  // Exceptions
  { name: 'a date that is left out', zone: 'America/Chicago', start: '2026-01-09T08:00', rule: 'FREQ=MONTHLY;BYDAY=2FR,4FR', from: '2026-11-14T00:00Z', want: ['2026-12-11T08:00-06:00'], more: { except: ['2026-11-27T08:00'] } },
  { name: 'a date that is cancelled', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-30T09:00-06:00'], more: { overrides: [{ at: '2026-11-23T09:00', cancelled: true }] } },
  { name: 'a date that is moved', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-24T10:00-06:00', '2026-11-30T09:00-06:00'], more: { overrides: [{ at: '2026-11-23T09:00', start: '2026-11-24T10:00' }] } },
  { name: 'a late date that is moved to be the next', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-22T10:00-06:00', '2026-11-23T09:00-06:00'], more: { overrides: [{ at: '2026-12-07T09:00', start: '2026-11-22T10:00' }] } },
  { name: 'a long single date that is still on', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-23T20:00Z', want: ['2026-11-23T09:00-06:00', '2026-11-30T09:00-06:00'], more: { overrides: [{ at: '2026-11-23T09:00', duration: 480 }] } },
  { name: 'paused until a day', zone: 'America/Chicago', start: '2026-01-10T14:00', rule: 'FREQ=WEEKLY;BYDAY=SA', from: '2026-11-22T00:00Z', want: ['2027-02-06T14:00-06:00'], more: { pausedUntil: '2027-02-01' } },
  { name: 'paused until nobody knows when', zone: 'America/Chicago', start: '2026-01-10T14:00', rule: 'FREQ=WEEKLY;BYDAY=SA', from: '2026-11-22T00:00Z', want: [], more: { pausedUntil: 'unknown' } },
  // Zones that are not there
  { name: 'no zone: reckoned in the fallback', start: '2020-01-06T19:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-23T19:00-08:00'], fallback: 'America/Los_Angeles' },
  { name: 'a zone that nobody knows: reckoned in the fallback', zone: 'Mars/Olympus', start: '2020-01-06T19:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-23T19:00-05:00'], fallback: 'America/New_York' },
  // Not guessed
  { name: 'a rule that is not followed', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYEASTER=1', from: '2026-11-22T00:00Z', want: [] },
  { name: 'a start that is no date', zone: 'America/Chicago', start: '2026-02-30T09:00', rule: 'FREQ=WEEKLY', from: '2026-11-22T00:00Z', want: [] },
];

for (const { name, zone, start, minutes = 60, rule, from, want, more, fallback } of cases) {
  test(`time: ${name}`, () => {
    const schedule: Schedule = { ...(zone ? { timeZone: zone } : {}), start, duration: minutes, rules: rule ? [rule] : [], ...more };
    const found = nextOccurrences(schedule, Date.parse(from), Math.max(want.length, 1), fallback);
    assert.deepEqual(found.map((item) => Date.parse(item.start)).map((at) => new Date(at).toISOString()), want.map((at) => new Date(at).toISOString()));
    for (const [at, item] of found.entries()) {
      assert.equal(item.localStart, want[at]!.slice(0, 16), "the meeting's own clock");
      assert.equal(item.zoneAssumed ?? false, fallback !== undefined);
    }
  });
}

test('a date that does not exist is left out and breaks nothing', () => {
  const schedule: Schedule = { timeZone: 'America/Chicago', start: '2026-01-05T09:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'], overrides: [{ at: '2026-02-30T19:00', note: 'x' }], pausedUntil: '2026-99-99' };
  assert.equal(nextOccurrences(schedule, Date.parse('2026-11-22T00:00Z'), 1)[0]!.localStart, '2026-11-23T09:00');
});

test('there are at least 40 cases of time', () => { assert.ok(cases.length >= 40, String(cases.length)); });

test('weekly dates are those that the platform itself would name', () => {
  // Brute force: every quarter of an hour of three weeks, asked of Intl.
  const zones = ['America/Los_Angeles', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns', 'Africa/Casablanca'];
  const names = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 1 }), fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2028, 0, 1) }), (zone, day, hour, half, at) => {
    const from = Math.floor(at / 900_000) * 900_000;
    const clock = `${String(hour).padStart(2, '0')}:${half ? '30' : '00'}`;
    const [found] = nextOccurrences({ timeZone: zone, start: `2020-01-0${5 + (day % 5)}T${clock}`, duration: 30, rules: [`FREQ=WEEKLY;BYDAY=${['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][day]!}`] }, from, 1);
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    let expected: number | undefined;
    for (let time = from - 1_800_000 + 900_000; time < from + 15 * 86_400_000; time += 900_000) {
      const text = format.format(time);
      if (text.startsWith(names[day]!) && text.endsWith(clock)) { expected = time; break; }
    }
    // An hour that a clock change leaves out cannot be named; those are in the table above.
    if (expected !== undefined && Math.abs(expected - Date.parse(found!.start)) < 6 * 86_400_000) assert.equal(Date.parse(found!.start), expected);
  }), { numRuns: 150, verbose: 1 });
});

test('a rule never hangs, whatever it says', { timeout: 60_000 }, () => {
  const part = fc.oneof(fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY', 'FREQ=MONTHLY', 'FREQ=YEARLY', 'INTERVAL=1000', 'INTERVAL=0', 'COUNT=10000', 'BYMONTHDAY=31', 'BYMONTH=2', 'BYDAY=5MO,-5TU', 'BYSETPOS=-366', 'UNTIL=20200101', 'WKST=XX', 'BYMONTHDAY=30'), fc.string({ maxLength: 20 }));
  fc.assert(fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
    const rule = parts.join(';');
    parseRule(rule);
    nextOccurrences({ timeZone: 'UTC', start: '2001-01-31T10:00', duration: 60, rules: [rule] }, Date.UTC(2026, 0, 1), 3);
    weekdaysOf({ start: '2001-01-31T10:00', duration: 60, rules: [rule] });
  }), { numRuns: 300, verbose: 1 });
});
