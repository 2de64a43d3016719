import type { Schedule, StaffGroupWhole } from '@kith/contract';
import { nextOccurrences } from '@kith/finder';
import { count } from '../counts.ts';
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

/** Numbers of old dates go; the reports keep their sums. */
export async function forgetOldMeetings(store: Store, now = Date.now()): Promise<void> {
  await store.write.deleteFrom('group_meetings').where('at', '<', new Date(now - 400 * DAY).toISOString().slice(0, 16)).execute();
}
