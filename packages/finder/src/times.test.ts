import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GroupResult } from '@kith/contract';
import { en } from './locale/en.ts';
import { dayAlone, dayAndTime, dayOf, isPaused, whole, withoutDate, type Clock } from './times.ts';
import { listed } from './wording.ts';

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

test('what stands between a day, its time and the parts of a list is as the language writes it', () => {
  const next = { start: '2026-02-09T19:00:00Z', end: '2026-02-09T20:30:00Z', localStart: '2026-02-09T19:00', localEnd: '2026-02-09T20:30', timeZone: 'UTC' };
  // Spaces of many kinds, and marks of direction, are the browser's business.
  const plain = (text: string) => text.replace(/\s+/g, ' ').replace(/[\u200e\u200f]/g, '');
  const said = (tag: string) => [plain(whole({ ...clock('UTC'), tag }, next)), plain(dayAndTime({ ...clock('UTC'), tag }, next)), plain(listed(tag, ['A', 'B', 'C']))];
  assert.deepEqual(said('en'), ['Monday February 9, 7:00 – 8:30 PM', 'Monday, 7:00 – 8:30 PM', 'A, B, C']);
  assert.deepEqual(said('es'), ['lunes 9 de febrero, 19:00–20:30', 'lunes, 19:00–20:30', 'A, B y C']);
  assert.deepEqual(said('zh'), ['星期一 2月9日 19:00–20:30', '星期一 19:00–20:30', 'A、B、C']);
  assert.deepEqual(said('ar').map((text) => /,/.test(text)), [false, false, false]);
  assert.match(said('ar')[1]!, /^الاثنين، /);
});
