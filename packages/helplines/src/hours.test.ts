import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { opening, readHours, type Hours } from './hours.ts';
import { countries, lookup } from './lookup.ts';

const schedules = countries().flatMap((country) => lookup({ country }).lines).flatMap((line) => [[line.id, line.hours] as const, ...line.channels.flatMap(({ type, hours }) => (hours ? [[`${line.id} ${type}`, hours] as const] : []))])
  .filter((entry): entry is readonly [string, Extract<Hours, { kind: 'schedule' }>] => entry[1].kind === 'schedule');

/** Another way to the same answer: the clock on the wall, read in words, against each rule alone. */
const clocks = new Map<string, Intl.DateTimeFormat>();
function isOpen({ timeZone, rules }: Extract<Hours, { kind: 'schedule' }>, at: number): boolean {
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(timeZone, clock);
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.weekday!);
  const minute = Number(parts.hour) * 60 + Number(parts.minute);
  return rules.some(({ days, opens, closes }) => (days.includes(day) && minute >= opens && minute < closes) || (days.includes((day + 6) % 7) && minute + 1440 >= opens && minute + 1440 < closes));
}

test('every schedule, every three hours and a bit over two years of clock changes: open when the wall clock says so', () => {
  assert.equal(schedules.length, 36);
  for (const [id, hours] of schedules) for (let at = Date.parse('2026-01-01T00:00:00Z'), step = 0; at < Date.parse('2028-01-01'); at += 187 * 60_000 + step++ % 7 * 60_000) {
    assert.equal(opening(hours, at).state, isOpen(hours, at) ? 'open' : 'closed', `${id} ${new Date(at).toISOString()}`);
  }
});

test('what is said to change then changes then, and not before', () => {
  for (const [id, hours] of schedules) {
    let at = Date.parse('2026-01-01T00:00:00Z');
    for (let changes = 0; at < Date.parse('2028-01-01'); changes++) {
      const { state, changesAt } = opening(hours, at);
      if (changesAt === undefined) { assert.fail(`${id} never changes`); }
      assert.ok(changesAt > at, `${id} ${new Date(at).toISOString()}`);
      const words = `${id} says ${state} until ${new Date(changesAt).toISOString()}`;
      assert.equal(opening(hours, changesAt - 1).state, state, words);
      assert.notEqual(opening(hours, changesAt).state, state, words);
      at = changesAt;
    }
  }
});

/** From `at` on, quarter by quarter, as far as `until`: every rule below begins and ends on a quarter, and so do the clock changes of these zones. */
function staysUntil(hours: Extract<Hours, { kind: 'schedule' }>, at: number, until: number): boolean {
  const state = isOpen(hours, at);
  for (let quarter = Math.ceil(at / QUARTER) * QUARTER; quarter < until; quarter += QUARTER) if (isOpen(hours, quarter) !== state) return false;
  return isOpen(hours, until) !== state;
}
const QUARTER = 15 * 60_000;

test('any rules in any zone: the state is the wall clock\'s, the change is real and the first (properties)', () => {
  const rule = fc.record({ days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }), opens: fc.integer({ min: 0, max: 95 }), length: fc.integer({ min: 1, max: 96 }) });
  const zones = ['America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Auckland', 'America/St_Johns', 'Africa/Cairo', 'America/Santiago'];
  const clocksChange = ['2026-03-08', '2026-03-29', '2026-04-04', '2026-04-24', '2026-09-06', '2026-09-26', '2026-10-03', '2026-10-25', '2026-10-29', '2026-11-01', '2027-03-28'].map(Date.parse);
  const anyTime = fc.integer({ min: 0, max: 2 * 365 * 24 * 60 * 60_000 }).map((milliseconds) => Date.parse('2026-01-01') + milliseconds);
  const nearAClockChange = fc.tuple(fc.constantFrom(...clocksChange), fc.integer({ min: -36 * 60, max: 36 * 60 })).map(([day, minute]) => day + minute * 60_000);
  fc.assert(fc.property(fc.array(rule, { minLength: 1, maxLength: 4 }), fc.constantFrom(...zones), fc.oneof(anyTime, nearAClockChange), (rules, timeZone, at) => {
    const hours: Hours = { kind: 'schedule', timeZone, rules: rules.map(({ days, opens, length }) => ({ days, opens: opens * 15, closes: (opens + length) * 15 })) };
    const { state, always, changesAt } = opening(hours, at);
    assert.equal(state === 'open', isOpen(hours, at));
    if (always) return;
    assert.ok(changesAt! > at);
    assert.ok(staysUntil(hours, at, changesAt!), `${state} until ${new Date(changesAt!).toISOString()}`);
  }), { numRuns: 2_000 });
});

test('a boundary in the hour that the clocks skip or repeat', () => {
  const says = (hours: string, at: string) => { const { state, changesAt } = opening(readHours(hours), Date.parse(at)); return `${state} until ${new Date(changesAt!).toISOString()}`; };
  // In London 01:00 became 02:00 on 28 March 2027.
  assert.equal(says('Europe/London 5:525-1500;6:75-135', '2027-03-28T00:30:00Z'), 'open until 2027-03-28T01:15:00.000Z', 'closes at 01:00 and opens at 01:15: there is no 01:00 on that day');
  assert.equal(says('Europe/London 6:30-90', '2027-03-28T00:45:00Z'), 'open until 2027-03-28T01:00:00.000Z', 'closes at 01:30: one minute after 00:59 it is past that');
  assert.equal(says('Europe/London 6:90-180', '2027-03-28T00:45:00Z'), 'closed until 2027-03-28T01:00:00.000Z', 'opens at 01:30');
  // In London 02:00 became 01:00 on 25 October 2026.
  assert.equal(says('Europe/London 6:0-90', '2026-10-24T23:30:00Z'), 'open until 2026-10-25T00:30:00.000Z', 'closes at the first 01:30');
  assert.equal(says('Europe/London 6:0-90', '2026-10-25T00:45:00Z'), 'closed until 2026-10-25T01:00:00.000Z', 'and is 01:00 once more after 01:59');
  assert.equal(says('Europe/London 6:0-90', '2026-10-25T01:15:00Z'), 'open until 2026-10-25T01:30:00.000Z', 'the second 01:30');
});

test('past midnight, and "always" made of days', () => {
  const denmark = readHours('Europe/Copenhagen 0123456:660-1740');
  assert.equal(opening(denmark, Date.parse('2026-11-22T03:30:00Z')).state, 'open');
  assert.deepEqual(opening(denmark, Date.parse('2026-11-22T04:30:00Z')), { state: 'closed', changesAt: Date.parse('2026-11-22T10:00:00Z') });
  assert.deepEqual(opening(readHours('Europe/Vienna 0123456:0-1440'), Date.parse('2026-11-22T03:30:00Z')), { state: 'open', always: true });
});

test('a clock that is years off, an unknown zone and unknown hours claim nothing', () => {
  const hours = readHours('Europe/Copenhagen 0123456:660-1740');
  for (const at of ['2001-01-01', '1970-01-01', '2099-01-01']) assert.deepEqual(opening(hours, Date.parse(at)), { state: 'unknown' });
  assert.deepEqual(opening(hours, NaN), { state: 'unknown' });
  assert.deepEqual(opening(readHours('Europe/Nowhere 0:1-2'), Date.parse('2026-11-22')), { state: 'unknown' });
  assert.deepEqual(opening(readHours('')), { state: 'unknown' });
  assert.equal(opening(readHours('1'), Date.parse('2001-01-01')).state, 'open');
  assert.ok(lookup({ country: 'DK', at: Date.parse('2001-01-01') }).lines.length > 0, 'numbers are shown');
});
