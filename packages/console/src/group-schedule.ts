import { weekdays, type Schedule } from '@kith/sdk/staff';
import { groupEditWords } from './locale/group-edits-en.ts';

/** How often a group meets, as a form can ask for it. `other` is a rule that no form of ours has: it is kept as it is. */
export const repeats = ['never', 'once', 'weekly', 'weekdays', 'dates', 'other'] as const;
export type Repeat = (typeof repeats)[number];
/** Dates are `YYYY-MM-DD`, `time` is `HH:MM`; `until` and `paused` are empty when there is none; `paused` may be `unknown`, or `until` as long as the day is missing. */
export interface ScheduleShape { repeat: Repeat; days: string[]; every: number; weeks: string[]; dates: number[]; time: string; minutes: number; zone: string; first: string; until: string; paused: string }

const DAY = 86_400_000;
const day = (date: string, more = 0): string => new Date(Date.parse(`${date}T00:00Z`) + more * DAY).toISOString().slice(0, 10);
/** Weeks since 1970, from Monday on, as RRULE counts them. */
const weekOf = (date: string): number => Math.floor((Date.parse(`${date}T00:00Z`) / DAY + 3) / 7);
const dateOf = (compact: string): string => `${compact.slice(0, 4)}-${compact.slice(4, 6)}-${compact.slice(6, 8)}`;
const inOrder = (days: readonly string[]): string[] => weekdays.filter((name) => days.includes(name));

export function shapeOf(schedule: Schedule | undefined, today: string, zone: string): ScheduleShape {
  const shape: ScheduleShape = { repeat: 'never', days: [], every: 1, weeks: [], dates: [], time: '19:00', minutes: 60, zone, first: today, until: '', paused: '' };
  if (!schedule) return shape;
  const [rule = '', more] = schedule.rules;
  Object.assign(shape, { time: schedule.start.slice(11), minutes: schedule.duration, zone: schedule.timeZone ?? '', first: schedule.start.slice(0, 10), paused: schedule.pausedUntil ?? '', repeat: 'other' });
  // Further dates beside a rule are more than the form can say.
  if (schedule.also?.length) return shape;
  if (!rule) return { ...shape, repeat: 'once' };
  const until = /^(.*);UNTIL=(\d{8})$/.exec(rule);
  const bare = until?.[1] ?? rule;
  const end = until ? { until: dateOf(until[2]!) } : {};
  const weekly = /^FREQ=WEEKLY(?:;INTERVAL=(\d+))?;BYDAY=((?:SU|MO|TU|WE|TH|FR|SA)(?:,(?:SU|MO|TU|WE|TH|FR|SA))*)$/.exec(bare);
  if (weekly && more === undefined) return { ...shape, ...end, repeat: 'weekly', every: Number(weekly[1] ?? 1), days: inOrder(weekly[2]!.split(',')) };
  const monthly = /^FREQ=MONTHLY;BYDAY=([-\dA-Z,]+)$/.exec(bare)?.[1]?.split(',').map((item) => /^(-1|[1-5])([A-Z]{2})$/.exec(item));
  if (monthly?.every((item) => item !== null) && more === undefined) {
    const weeks = [...new Set(monthly.map((item) => item[1]!))];
    const days = inOrder(monthly.map((item) => item[2]!));
    // Every week with every day, else it is more than the form can say.
    if (weeks.length * days.length === monthly.length) return { ...shape, ...end, repeat: 'weekdays', weeks, days };
  }
  const dates = /^FREQ=MONTHLY;BYMONTHDAY=(\d{1,2}(?:,\d{1,2})*)$/.exec(bare);
  if (dates && more === undefined) return { ...shape, ...end, repeat: 'dates', dates: dates[1]!.split(',').map(Number) };
  return shape;
}

/** Whether a date is one of the shape's own. */
function fits({ repeat, days, weeks, dates, every, first }: ScheduleShape, date: string): boolean {
  const named = days.includes(weekdays[new Date(`${date}T00:00Z`).getUTCDay()]!);
  const number = Number(date.slice(8));
  if (repeat === 'weekly') return named && (weekOf(date) - weekOf(first)) % every === 0;
  if (repeat === 'dates') return dates.includes(number);
  return named && (weeks.includes(String(Math.ceil(number / 7))) || weeks.includes('-1') && day(date, 7).slice(0, 7) !== date.slice(0, 7));
}

/** A choice that is half made follows the first time: its weekday, its week, its date. */
function whole(shape: ScheduleShape): ScheduleShape {
  const { repeat, first, days, weeks, dates } = shape;
  const number = Number(first.slice(8));
  return {
    ...shape, days: days.length || repeat !== 'weekly' && repeat !== 'weekdays' ? days : [weekdays[new Date(`${first}T00:00Z`).getUTCDay()]!], weeks: weeks.length || repeat !== 'weekdays' ? weeks : [String(Math.min(5, Math.ceil(number / 7)))], dates: dates.length || repeat !== 'dates' ? dates : [number],
  };
}

/** The schedule of a shape. What only `before` knows (single dates that differ, further dates, notes) stays, at the new hour. */
export function scheduleOf(given: ScheduleShape, before: Schedule | undefined): Schedule | undefined {
  const shape = whole(given);
  const { repeat, days, every, weeks, dates, time, minutes, zone, first, until, paused } = shape;
  if (repeat === 'never') return undefined;
  const was = before && shapeOf(before, '', '');
  const same = (part: keyof ScheduleShape, as: ScheduleShape) => JSON.stringify(was?.[part]) === JSON.stringify(as[part]);
  // What nobody touched stays as it was, to the letter.
  if (was && (Object.keys(was) as (keyof ScheduleShape)[]).every((part) => same(part, given))) return before;
  // Only those at the old hour move to the new one.
  const at = (local: string) => (local.slice(11) === before?.start.slice(11) ? `${local.slice(0, 10)}T${time}` : local);
  const sameDays = (['repeat', 'days', 'every', 'weeks', 'dates'] as const).every((part) => same(part, shape));
  const end = until ? `;UNTIL=${until.replaceAll('-', '')}` : '';
  const rules = repeat === 'weekly' ? [`FREQ=WEEKLY${every > 1 ? `;INTERVAL=${every}` : ''};BYDAY=${inOrder(days).join(',')}${end}`]
    : repeat === 'weekdays' ? [`FREQ=MONTHLY;BYDAY=${weeks.flatMap((week) => inOrder(days).map((name) => `${week}${name}`)).join(',')}${end}`]
      : repeat === 'dates' ? [`FREQ=MONTHLY;BYMONTHDAY=${dates.join(',')}${end}`] : repeat === 'other' ? before?.rules ?? [] : [];
  let start = first;
  // The first time is a time of the rule: calendars show it whether it fits or not.
  if (repeat !== 'once' && repeat !== 'other') for (let tries = 0; tries < 400 && !fits(shape, start); tries++) start = day(start, 1);
  const { also, except, overrides, pausedUntil: _, timeZone: __, ...rest } = before ?? { };
  // One that is no date of the new days any more would be a meeting of its own.
  const kept = repeat === 'once' ? [] : (overrides ?? []).filter((item) => sameDays || repeat === 'other' || fits({ ...shape, first: start }, item.at.slice(0, 10)));
  return {
    ...rest, ...(zone ? { timeZone: zone } : {}), start: `${start}T${time}`, duration: minutes, rules,
    ...(also?.length && repeat === 'other' ? { also: also.map(at) } : {}), ...(except?.length && repeat !== 'once' ? { except: except.map(at) } : {}),
    ...(kept.length ? { overrides: kept.map((item) => ({ ...item, at: at(item.at) })) } : {}), ...(paused ? { pausedUntil: paused } : {}),
  };
}

export const dayName = (name: string): string => new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 7 + weekdays.findIndex((item) => item === name))));
const told = (format: Intl.DateTimeFormat, at: string, otherwise: string): string => (Number.isNaN(Date.parse(at)) ? otherwise : format.format(new Date(at)));
export const localDate = (local: string): string => told(new Intl.DateTimeFormat('en', { dateStyle: 'full', timeZone: 'UTC' }), `${local.slice(0, 10)}T00:00Z`, local);

export const localTime = (local: string): string => told(new Intl.DateTimeFormat('en', { timeStyle: 'short', timeZone: 'UTC' }), `1970-01-01T${local.slice(11, 16)}Z`, local.slice(11));

export const localWhen = (local: string): string => `${localDate(local)}, ${localTime(local)}`;
const MOST_DATES = 6;
const some = (dates: readonly string[], word: (dates: string) => string): string => (dates.length ? word([...dates.slice(0, MOST_DATES), ...dates.length > MOST_DATES ? [groupEditWords.times.more(dates.length - MOST_DATES)] : []].join('; ')) : '');

/** How often, in words; only a rule that we have none for is told as it is written. */
export function oftenWords({ also: _, ...schedule }: Schedule): string {
  const { times, whichNames } = groupEditWords;
  const shape = shapeOf(schedule, '', '');
  const days = shape.days.map(dayName).join(', ');
  switch (shape.repeat) {
    case 'once': return times.once(localDate(schedule.start));
    case 'weekly': return times.weekly(days, shape.every);
    case 'weekdays': return times.weekdays(shape.weeks.map((week) => whichNames[week]).join(', '), days);
    case 'dates': return times.dates(shape.dates.join(', '));
    default: {
      const [rule = '', more] = schedule.rules;
      if (more !== undefined) return schedule.rules.map((one) => oftenWords({ ...schedule, rules: [one] })).join(' + ');
      const [, head = '', count, tail = ''] = /^(.*?);COUNT=(\d+)(.*)$/.exec(rule) ?? [];
      return count ? times.count(oftenWords({ ...schedule, rules: [head + tail] }), Number(count)) : times.other(rule);
    }
  }
}
/** A schedule in one line, for the history. */
export function scheduleWords(schedule: Schedule | undefined): string {
  const { times } = groupEditWords;
  if (!schedule) return times.never;
  const { zone, minutes, paused, until } = shapeOf(schedule, '', '');
  const { overrides = [], except = [], also = [] } = schedule;
  const off = [...except, ...overrides.filter(({ cancelled }) => cancelled).map(({ at }) => at)];
  const moved = overrides.filter(({ start, cancelled }) => start !== undefined && !cancelled).map(({ at, start }) => `${localWhen(at)} → ${localWhen(start!)}`);
  return [
    times.at(oftenWords(schedule), localTime(schedule.start), minutes, zone), until && times.until(localDate(until)), paused === 'unknown' ? times.pausedOpen : paused && times.paused(localDate(paused)),
    some(also.map(localWhen), times.also), some(off.sort().map(localDate), times.off), some(moved, times.moved),
  ].filter(Boolean).join('; ');
}
