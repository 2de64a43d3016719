import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GroupResult } from '@kith/contract';
import { en } from './locale/en.ts';
import { dayAlone, dayOf, isPaused, withoutDate, type Clock } from './times.ts';

const clock = (zone: string, now = '2026-11-22T12:00:00Z'): Clock => ({ tag: 'en', words: en, zone, now: Date.parse(now) });
const group = (pausedUntil?: string): GroupResult => ({ attributes: [], next: [], schedule: { start: '2020-01-06T19:00', duration: 60, rules: [], ...(pausedUntil ? { pausedUntil } : {}) } }) as unknown as GroupResult;

test('a day of the calendar is the same day everywhere; a moment is the day that the reader has', () => {
  for (const zone of ['Pacific/Auckland', 'Pacific/Kiritimati', 'America/Los_Angeles', 'UTC']) assert.equal(dayAlone(clock(zone), '2026-02-10'), 'February 10, 2026');
  assert.equal(dayOf(clock('Pacific/Auckland'), '2026-02-10T12:00:00Z'), 'February 11, 2026');
  assert.equal(dayOf(clock('America/Los_Angeles'), '2026-02-10T02:00:00Z'), 'February 9, 2026');
});

test('a pause that is over is not spoken of any more', () => {
  assert.deepEqual([withoutDate(clock('UTC'), group('2026-12-01')), isPaused(group('2026-12-01'), clock('UTC'))], [en.pausedUntil('December 1'), true]);
  assert.deepEqual([withoutDate(clock('UTC'), group('2026-03-01')), isPaused(group('2026-03-01'), clock('UTC'))], [en.noDates, false]);
  assert.equal(withoutDate(clock('UTC'), group('unknown')), en.paused);
});
