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

function datesOf(schedule: Schedule | undefined, zone: string, now: number): { at: string; over: boolean }[] {
  if (!schedule) return [];
  // A pause hides the dates before its end; they took place all the same.
  const { pausedUntil: _, ...running } = schedule;
  const over = nextOccurrences(running, now - OVER_FOR, 400, zone).filter(({ end }) => Date.parse(end) <= now).slice(-MOST_OVER).reverse();
  return [...nextOccurrences(schedule, now, MOST_AHEAD, zone).reverse().map(({ localStart: at }) => ({ at, over: false })), ...over.map(({ localStart: at }) => ({ at, over: true }))];
}

/** The next dates, then the last ones, newest first. */
export async function meetingsOf(store: Store, program: string, id: string, schedule: Schedule | undefined, zone: string, now: number): Promise<Meetings> {
  const rows = new Map((await store.read.selectFrom('group_meetings').selectAll().where('program_id', '=', program).where('group_id', '=', id).execute()).map((row) => [row.at, row]));
  return datesOf(schedule, zone, now).map(({ at, over }) => { const row = rows.get(at); return { at, over, plans: row?.plans ?? 0, ...(row?.came === null || row?.came === undefined ? {} : { count: row.came }) }; });
}

/** How many came to a date that is over. A number that is mended takes the first one's place, in the reports too. */
export async function attend(store: Store, program: string, id: string, schedule: Schedule | undefined, zone: string, { at, count: came }: { at: string; count: number }, now: number): Promise<void> {
  if (!datesOf(schedule, zone, now).some((date) => date.at === at && date.over)) throw notNow('This is not one of the last dates of the group.');
  const before = await store.write.transaction().execute(async (transaction) => {
    const row = await transaction.selectFrom('group_meetings').select('came').where('program_id', '=', program).where('group_id', '=', id).where('at', '=', at).executeTakeFirst();
    await transaction.insertInto('group_meetings').values({ program_id: program, group_id: id, at, came, plans: 0 }).onConflict((conflict) => conflict.columns(['program_id', 'group_id', 'at']).doUpdateSet({ came })).execute();
    return row?.came ?? undefined;
  });
  await count(store, program, [['group-attendance', '', came - (before ?? 0)], ...(before === undefined ? [['group-meetings', '', 1] as [string, string, number]] : [])], new Date(`${at}:00Z`));
}

/**
 * One more who plans to come to a date ahead, or one less. The key makes a retry safe, and lets only whoever counted themselves take it back,
 * for a day; who that was is known to nobody.
 */
export async function plan(store: Store, program: string, id: string, schedule: Schedule | undefined, zone: string, { at, comes }: GroupPlan, key: string | undefined, now: number): Promise<void> {
  if (!schedule || !nextOccurrences(schedule, now, MOST_AHEAD, zone).some(({ localStart }) => localStart === at)) throw new ProblemError('not-now', { issues: [{ path: 'at', message: 'This is not one of the next dates of the group.' }] });
  const keyHash = createHash('sha256').update(`plan ${id} ${at} ${key ?? randomUUID()}`).digest('base64url');
  await store.write.transaction().execute(async (transaction) => {
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
