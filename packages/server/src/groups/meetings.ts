import { createHash, randomUUID } from 'node:crypto';
import type { GroupPlan, Schedule, StaffGroupWhole } from '@kith/contract';
import { nextOccurrences } from '@kith/finder';
import { count } from '../counts.ts';
import { ProblemError } from '../errors.ts';
import { notNow } from '../staff.ts';
import type { Store } from '../store/store.ts';

/** Dates of a group, in numbers: how many came, how many said that they plan to. No name is kept. */
const DAY = 86_400_000;
/** Dates that are over and may still be counted, and how long ago they may be. */
const MOST_OVER = 8;
const OVER_FOR = 62 * DAY;
const MOST_AHEAD = 3;

type Meetings = StaffGroupWhole['meetings'];

/** The schedule that held from an instant on (ms), until the next one. */
export interface Held { from: number; schedule: Schedule | undefined }

function over(held: readonly Held[], zone: string, now: number): string[] {
  return held.flatMap(({ from, schedule }, index) => {
    if (!schedule) return [];
    // A pause hides the dates before its end; they took place all the same.
    const { pausedUntil: _, ...running } = schedule;
    const until = Math.min(now, held[index + 1]?.from ?? Infinity);
    return nextOccurrences(running, Math.max(from, now - OVER_FOR), 400, zone).filter(({ start, end }) => Date.parse(start) >= from && Date.parse(start) < until && Date.parse(end) <= now).map(({ localStart }) => localStart);
  });
}

/** The next dates, then the last ones, newest first. */
export async function meetingsOf(store: Store, program: string, id: string, held: readonly Held[], zone: string, now: number): Promise<Meetings> {
  const since = new Date(now - OVER_FOR).toISOString().slice(0, 16);
  const rows = new Map((await store.read.selectFrom('group_meetings').selectAll().where('program_id', '=', program).where('group_id', '=', id).where('at', '>=', since).execute()).map((row) => [row.at, row]));
  const schedule = held.at(-1)?.schedule;
  const ahead = schedule ? nextOccurrences(schedule, now, MOST_AHEAD, zone).map(({ localStart }) => localStart).reverse() : [];
  // What was counted stays, whatever the schedule says now.
  const past = [...new Set([...over(held, zone, now), ...[...rows.values()].filter(({ came }) => came !== null).map(({ at }) => at)])].filter((at) => !ahead.includes(at)).sort().reverse().slice(0, MOST_OVER);
  return [...ahead.map((at) => ({ at, over: false })), ...past.map((at) => ({ at, over: true }))].map((date) => { const row = rows.get(date.at); return { ...date, plans: row?.plans ?? 0, ...(row?.came === null || row?.came === undefined ? {} : { count: row.came }) }; });
}

/** How many came to a date that is over. A number that is mended takes the first one's place, in the reports too; null takes it back. */
export async function attend(store: Store, program: string, id: string, held: readonly Held[], zone: string, { at, count: came }: { at: string; count: number | null }, now: number): Promise<void> {
  if (!(await meetingsOf(store, program, id, held, zone, now)).some((date) => date.at === at && date.over)) throw notNow('This is not one of the last dates of the group.');
  const before = await store.change(program, async (transaction) => {
    const row = await transaction.selectFrom('group_meetings').select('came').where('program_id', '=', program).where('group_id', '=', id).where('at', '=', at).executeTakeFirst();
    await transaction.insertInto('group_meetings').values({ program_id: program, group_id: id, at, came, plans: 0 }).onConflict((conflict) => conflict.columns(['program_id', 'group_id', 'at']).doUpdateSet({ came })).execute();
    return row?.came ?? undefined;
  });
  const meetings = Number(came !== null) - Number(before !== undefined);
  await count(store, program, [['group-attendance', '', (came ?? 0) - (before ?? 0)], ...(meetings ? [['group-meetings', '', meetings] as [string, string, number]] : [])], new Date(`${at}:00Z`));
}

/**
 * One more who plans to come to a date ahead, or one less. The key makes a retry safe, and lets only whoever counted themselves take it back,
 * for a day; who that was is known to nobody.
 */
export async function plan(store: Store, program: string, id: string, schedule: Schedule | undefined, zone: string, { at, comes }: GroupPlan, key: string | undefined, now: number): Promise<void> {
  if (!schedule || !nextOccurrences(schedule, now, MOST_AHEAD, zone).some(({ localStart }) => localStart === at)) throw new ProblemError('not-now', { issues: [{ path: 'at', message: 'This is not one of the next dates of the group.' }] });
  const keyHash = createHash('sha256').update(`plan ${id} ${at} ${key ?? randomUUID()}`).digest('base64url');
  await store.change(program, async (transaction) => {
    const known = await transaction.selectFrom('idempotency').select('key_hash').where('program_id', '=', program).where('key_hash', '=', keyHash).executeTakeFirst();
    if (comes === (known !== undefined)) return;
    if (comes) await transaction.insertInto('idempotency').values({ program_id: program, key_hash: keyHash, request_hash: '', answer: '', created_at: new Date(now).toISOString() }).execute();
    else await transaction.deleteFrom('idempotency').where('program_id', '=', program).where('key_hash', '=', keyHash).execute();
    const by = comes ? 1 : -1;
    await transaction.insertInto('group_meetings').values({ program_id: program, group_id: id, at, came: null, plans: Math.max(0, by) }).onConflict((conflict) => conflict.columns(['program_id', 'group_id', 'at']).doUpdateSet((set) => ({ plans: set('group_meetings.plans', '+', by) }))).execute();
  });
}

/** Numbers of old dates go; the reports keep their sums. */
export async function forgetOldMeetings(store: Store, now = Date.now()): Promise<void> {
  await store.write.deleteFrom('group_meetings').where('at', '<', new Date(now - 400 * DAY).toISOString().slice(0, 16)).execute();
}
