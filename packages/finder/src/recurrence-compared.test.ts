import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weekdays } from '@kith/contract';
import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { nextOccurrences } from './recurrence.ts';

const SEED = 20261122;
const RULES = 500;
const zones = ['America/New_York', 'America/Los_Angeles', 'America/Edmonton', 'Europe/Berlin', 'Europe/London', 'Australia/Sydney', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'];
const pad = (value: number) => String(value).padStart(2, '0');
const some = <Item>(items: readonly Item[], most: number) => fc.uniqueArray(fc.constantFrom(...items), { minLength: 1, maxLength: most });
const nth = fc.constantFrom(1, 2, 3, 4, 5, -1, -2);

/** Rules of the kinds that groups use, and of all others that the grammar allows. */
const rule = fc.oneof(
  { weight: 3, arbitrary: fc.record({ interval: fc.integer({ min: 1, max: 4 }), days: some(weekdays, 4), start: fc.constantFrom('', ';WKST=SU', ';WKST=MO', ';WKST=WE') }).map(({ interval, days, start }) => `FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${days.join(',')}${start}`) },
  { weight: 4, arbitrary: fc.record({ interval: fc.integer({ min: 1, max: 3 }), days: fc.uniqueArray(fc.tuple(nth, fc.constantFrom(...weekdays)), { minLength: 1, maxLength: 3, selector: String }) }).map(({ interval, days }) => `FREQ=MONTHLY;INTERVAL=${interval};BYDAY=${days.map(([at, day]) => `${at}${day}`).join(',')}`) },
  { weight: 2, arbitrary: fc.record({ interval: fc.integer({ min: 1, max: 3 }), dates: fc.uniqueArray(fc.constantFrom(1, 2, 13, 15, 28, 29, 30, 31, -1, -3), { minLength: 1, maxLength: 3 }) }).map(({ interval, dates }) => `FREQ=MONTHLY;INTERVAL=${interval};BYMONTHDAY=${dates.join(',')}`) },
  fc.record({ days: some(weekdays, 5), positions: fc.uniqueArray(fc.constantFrom(1, 2, 3, -1, -2), { minLength: 1, maxLength: 2 }) }).map(({ days, positions }) => `FREQ=MONTHLY;BYDAY=${days.join(',')};BYSETPOS=${positions.join(',')}`),
  fc.record({ day: fc.constantFrom(...weekdays), date: fc.constantFrom(1, 7, 13, -1) }).map(({ day, date }) => `FREQ=MONTHLY;BYDAY=${day};BYMONTHDAY=${date}`),
  fc.record({ interval: fc.integer({ min: 1, max: 10 }), months: fc.option(some([1, 2, 3, 6, 9, 12], 3), { nil: undefined }) }).map(({ interval, months }) => `FREQ=DAILY;INTERVAL=${interval}${months ? `;BYMONTH=${months.join(',')}` : ''}`),
  fc.record({ months: some([1, 2, 5, 11, 12], 3), at: nth, day: fc.constantFrom(...weekdays) }).map(({ months, at, day }) => `FREQ=YEARLY;BYMONTH=${months.join(',')};BYDAY=${at}${day}`),
  fc.record({ at: fc.constantFrom(1, 10, 20, -1), day: fc.constantFrom(...weekdays) }).map(({ at, day }) => `FREQ=YEARLY;BYDAY=${at}${day}`),
  fc.record({ months: some([1, 4, 7, 10], 2), date: fc.constantFrom(1, 15, 31, -1) }).map(({ months, date }) => `FREQ=YEARLY;BYMONTH=${months.join(',')};BYMONTHDAY=${date}`),
);
const end = fc.oneof({ weight: 3, arbitrary: fc.constant('') }, fc.integer({ min: 1, max: 60 }).map((count) => `;COUNT=${count}`), fc.tuple(fc.integer({ min: 2026, max: 2030 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })).map(([year, month, day]) => `;UNTIL=${year}${pad(month)}${pad(day)}T235959Z`));

// The hours that a change of clocks leaves out are not among the starts: libraries read the standard there in two ways. The table of cases has them.
test(`${RULES} random rules over five years give the dates that another library gives (seed ${SEED})`, { timeout: 240_000 }, () => {
  let dates = 0;
  let checked = 0;
  const from = Date.UTC(2026, 0, 1);
  const to = Date.UTC(2031, 0, 1);
  fc.assert(fc.property(rule, end, fc.constantFrom(...zones), fc.integer({ min: 1, max: 365 }), fc.constantFrom(0, 3, 6, 7, 10, 12, 17, 18, 19, 20, 23), fc.constantFrom(0, 15, 30), (text, until, zone, day, hour, minute) => {
    const first = new Date(Date.UTC(2026, 0, day, hour, minute));
    const local = first.toISOString().slice(0, 16);
    const whole = text + until;
    const other = new RRuleTemporal({ rruleString: `DTSTART;TZID=${zone}:${local.replace(/[-:]/g, '')}00\nRRULE:${whole}`, maxIterations: 100_000, includeDtstart: false });
    const want = other.between(new Date(from), new Date(to), true).map(({ epochMilliseconds }) => epochMilliseconds);
    const found = nextOccurrences({ timeZone: zone, start: local, duration: 1, rules: [whole] }, from, 3_000).map(({ start }) => Date.parse(start)).filter((at) => at <= to);
    assert.deepEqual(found.map((at) => new Date(at).toISOString()), want.map((at) => new Date(at).toISOString()), `${whole} from ${local} in ${zone}`);
    dates += want.length;
    checked++;
  }), { numRuns: RULES, seed: SEED, endOnFailure: true });
  assert.ok(checked >= RULES && dates > RULES * 20, `${checked} rules, ${dates} dates`);
  console.log(JSON.stringify({ time: 'compared', rules: checked, dates, years: 5, seed: SEED }));
});
