import type { Occurrence, Schedule, Weekday } from '@kith/contract';
import { weekdays } from '@kith/contract';
import { formatLocal, isTimeZone, parseLocal, toInstant, toLocal } from './zones.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** No series is followed further than this from the asked instant: what is never found is then known to be over. */
const HORIZON = 400 * 7 * DAY;

/** The parts of an RRULE that Kith reads. Days are 0–6, Sunday 0; `nth` 0 means every one. */
export interface Rule {
  frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  interval: number;
  days: { day: number; nth: number }[];
  monthDays: number[];
  months: number[];
  positions: number[];
  count?: number;
  /** Local number, or an instant when `untilUtc`. */
  until?: number;
  untilUtc?: boolean;
  weekStart: number;
}

const numbers = (text: string) => text.split(',').map(Number);
const within = (list: number[], most: number) => list.every((value) => Number.isInteger(value) && value !== 0 && Math.abs(value) <= most);

/** Reads an RRULE value (RFC 5545 §3.3.10); undefined when it says something Kith does not follow, which is never guessed at. */
export function parseRule(text: string): Rule | undefined {
  const rule: Rule = { frequency: 'WEEKLY', interval: 1, days: [], monthDays: [], months: [], positions: [], weekStart: 1 };
  let frequency = false;
  for (const part of text.toUpperCase().split(';')) {
    const [name, value = ''] = part.split('=') as [string, string?];
    switch (name) {
      case 'FREQ':
        if (!/^(DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(value)) return undefined;
        rule.frequency = value as Rule['frequency'];
        frequency = true;
        break;
      case 'INTERVAL': rule.interval = Number(value); if (!within([rule.interval], 1000) || rule.interval < 1) return undefined; break;
      case 'COUNT': rule.count = Number(value); if (!within([rule.count], 10_000) || rule.count < 1) return undefined; break;
      case 'UNTIL': {
        const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(?:\d{2})?(Z)?)?$/.exec(value);
        if (!match) return undefined;
        rule.until = parseLocal(`${match[1]}-${match[2]}-${match[3]}T${match[4] ?? '23'}:${match[5] ?? '59'}`);
        if (Number.isNaN(rule.until)) return undefined;
        rule.untilUtc = match[6] === 'Z';
        break;
      }
      case 'BYDAY':
        for (const item of value.split(',')) {
          const match = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(item);
          if (!match) return undefined;
          rule.days.push({ nth: Number(match[1] ?? 0), day: weekdays.indexOf(match[2] as Weekday) });
        }
        break;
      case 'BYMONTHDAY': rule.monthDays = numbers(value); if (!within(rule.monthDays, 31)) return undefined; break;
      case 'BYMONTH': rule.months = numbers(value); if (!within(rule.months, 12)) return undefined; break;
      case 'BYSETPOS': rule.positions = numbers(value); if (!within(rule.positions, 366)) return undefined; break;
      case 'WKST': rule.weekStart = weekdays.indexOf(value as Weekday); if (rule.weekStart < 0) return undefined; break;
      case '': break;
      default: return undefined;
    }
  }
  return frequency ? rule : undefined;
}

const monthStart = (year: number, month: number) => Date.UTC(year, month, 1);
const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

function daysOfMonth(rule: Rule, year: number, month: number, startDay: number): number[] {
  const length = daysIn(year, month);
  const first = new Date(monthStart(year, month)).getUTCDay();
  if (!rule.days.length && !rule.monthDays.length) return startDay <= length ? [startDay] : [];
  let days: number[] | undefined;
  if (rule.monthDays.length) days = rule.monthDays.map((day) => (day > 0 ? day : length + 1 + day)).filter((day) => day >= 1 && day <= length);
  if (rule.days.length) {
    const byDay = new Set<number>();
    for (const { day, nth } of rule.days) {
      const all: number[] = [];
      for (let date = 1 + ((day - first + 7) % 7); date <= length; date += 7) all.push(date);
      if (nth === 0) for (const date of all) byDay.add(date);
      else { const date = nth > 0 ? all[nth - 1] : all[all.length + nth]; if (date) byDay.add(date); }
    }
    days = days ? days.filter((day) => byDay.has(day)) : [...byDay];
  }
  days = [...new Set(days)].sort((a, b) => a - b);
  if (rule.positions.length) days = rule.positions.map((at) => (at > 0 ? days![at - 1] : days![days!.length + at])).filter((day): day is number => day !== undefined).sort((a, b) => a - b);
  return days;
}

/** The local days (midnight) of one period of a rule, in order. Period 0 holds the start. */
function daysOfPeriod(rule: Rule, start: number, period: number): number[] {
  const date = new Date(start);
  const midnight = start - (start % DAY + DAY) % DAY;
  const inMonths = (day: number) => !rule.months.length || rule.months.includes(new Date(day).getUTCMonth() + 1);
  if (rule.frequency === 'DAILY') {
    const day = midnight + period * rule.interval * DAY;
    const wanted = (!rule.days.length || rule.days.some((item) => item.day === new Date(day).getUTCDay()))
      && (!rule.monthDays.length || rule.monthDays.includes(new Date(day).getUTCDate()));
    return wanted && inMonths(day) ? [day] : [];
  }
  if (rule.frequency === 'WEEKLY') {
    const week = midnight - ((date.getUTCDay() - rule.weekStart + 7) % 7) * DAY + period * rule.interval * 7 * DAY;
    const days = rule.days.length ? rule.days.map((item) => item.day) : [date.getUTCDay()];
    return [...new Set(days)].map((day) => week + ((day - rule.weekStart + 7) % 7) * DAY).sort((a, b) => a - b).filter(inMonths);
  }
  if (rule.frequency === 'MONTHLY') {
    const index = date.getUTCFullYear() * 12 + date.getUTCMonth() + period * rule.interval;
    const year = Math.floor(index / 12);
    const month = index % 12;
    return daysOfMonth(rule, year, month, date.getUTCDate()).map((day) => Date.UTC(year, month, day)).filter(inMonths);
  }
  const year = date.getUTCFullYear() + period * rule.interval;
  const months = rule.months.length ? rule.months.map((month) => month - 1) : [date.getUTCMonth()];
  return months.sort((a, b) => a - b).flatMap((month) => daysOfMonth(rule, year, month, date.getUTCDate()).map((day) => Date.UTC(year, month, day)));
}

const periodLength: Record<Rule['frequency'], number> = { DAILY: DAY, WEEKLY: 7 * DAY, MONTHLY: 28 * DAY, YEARLY: 365 * DAY };

/** Local starts of a rule that are at or after `from`, in order, at most `most`. */
function startsOf(rule: Rule, start: number, from: number, most: number, zone: string): number[] {
  const found: number[] = [];
  const clock = (start % DAY + DAY) % DAY;
  // A counted rule has to be counted from its start; any other may begin a little before the asked time.
  const length = rule.frequency === 'MONTHLY' ? 31 * DAY : rule.frequency === 'YEARLY' ? 366 * DAY : periodLength[rule.frequency];
  const skip = rule.count === undefined && from > start ? Math.max(0, Math.floor((from - start) / (length * rule.interval)) - 1) : 0;
  const last = Math.max(from, start) + HORIZON;
  let counted = 0;
  for (let period = skip; start + (period - 1) * periodLength[rule.frequency] * rule.interval <= last; period++) {
    for (const day of daysOfPeriod(rule, start, period)) {
      const local = day + clock;
      if (local < start) continue;
      if (rule.until !== undefined && (rule.untilUtc ? toInstant(zone, local) : local) > rule.until) return found;
      if (rule.count !== undefined && ++counted > rule.count) return found;
      if (local >= from) { found.push(local); if (found.length >= most) return found; }
    }
  }
  return found;
}

/** The zone a schedule is reckoned in: its own, else the fallback; and whether that is an assumption. */
function zoneFor(schedule: Schedule, fallback: string): { zone: string; assumed: boolean } {
  return schedule.timeZone !== undefined && isTimeZone(schedule.timeZone) ? { zone: schedule.timeZone, assumed: false } : { zone: fallback, assumed: true };
}

/**
 * The next `count` dates of a schedule, soonest first; a meeting that is on at `from` counts.
 * `from` in milliseconds since 1970. `fallbackTimeZone` (IANA) serves a schedule that states no zone, and is then marked as assumed.
 * Rules that Kith cannot follow give no dates rather than wrong ones.
 */
export function nextOccurrences(schedule: Schedule, from: number, count: number, fallbackTimeZone = 'UTC'): Occurrence[] {
  const start = parseLocal(schedule.start);
  if (Number.isNaN(start) || schedule.pausedUntil === 'unknown') return [];
  const { zone, assumed } = zoneFor(schedule, fallbackTimeZone);
  const overrides = new Map((schedule.overrides ?? []).map((item) => [item.at, item]));
  const except = new Set(schedule.except);
  const longest = Math.max(schedule.duration, ...(schedule.overrides ?? []).map((item) => item.duration ?? 0)) * MINUTE;
  const until = schedule.pausedUntil ? parseLocal(schedule.pausedUntil) : NaN;
  const paused = Number.isNaN(until) ? -Infinity : until;
  const earliest = Math.max(toLocal(zone, from) - longest - DAY, paused);
  // Dates that are cancelled, moved or already over are dropped below, so ask for as many more.
  const most = count + except.size + overrides.size + 4 + Math.ceil((longest + DAY) / DAY);
  const starts = new Set<number>();
  if (!schedule.rules.length) starts.add(start);
  for (const text of schedule.rules) {
    const rule = parseRule(text);
    if (rule) for (const local of startsOf(rule, start, earliest, most, zone)) starts.add(local);
  }
  const found: { at: number; minutes: number; note: string | undefined }[] = [];
  const add = (local: number, minutes: number, note?: string) => {
    if (!(local >= paused)) return;
    const at = toInstant(zone, local);
    if (at + minutes * MINUTE > from) found.push({ at, minutes, note });
  };
  for (const local of starts) {
    const key = formatLocal(local);
    if (!except.has(key) && !overrides.has(key)) add(local, schedule.duration);
  }
  for (const item of overrides.values()) {
    if (!item.cancelled && !except.has(item.at)) add(parseLocal(item.start ?? item.at), item.duration ?? schedule.duration, item.note);
  }
  return found.sort((a, b) => a.at - b.at).slice(0, count).map(({ at, minutes, note }) => ({
    start: instantText(at), end: instantText(at + minutes * MINUTE),
    localStart: formatLocal(toLocal(zone, at)), localEnd: formatLocal(toLocal(zone, at + minutes * MINUTE)),
    ...(assumed ? { zoneAssumed: true } : { timeZone: zone }),
    ...(note ? { note } : {}),
  }));
}

/** `2026-11-22T18:00:00Z` */
export const instantText = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** The weekdays (0–6, Sunday 0) on which a schedule can fall, by its own calendar. */
export function weekdaysOf(schedule: Schedule): number[] {
  const start = parseLocal(schedule.start);
  if (Number.isNaN(start)) return [];
  const own = new Date(start).getUTCDay();
  const days = new Set<number>(schedule.rules.length ? [] : [own]);
  for (const text of schedule.rules) {
    const rule = parseRule(text);
    if (!rule) continue;
    if (rule.days.length) for (const { day } of rule.days) days.add(day);
    else if (rule.frequency === 'WEEKLY') days.add(own);
    else if (rule.frequency === 'DAILY' && rule.interval % 7 === 0) days.add(own);
    else for (const local of startsOf(rule, start, start, 24, 'UTC')) days.add(new Date(local).getUTCDay());
  }
  return [...days].sort();
}

/** The weekdays of the plain weekly form, which the index reckons without following rules: undefined for anything else. */
export function plainWeekly(schedule: Schedule): number[] | undefined {
  const [rule] = schedule.rules;
  if (rule === undefined || schedule.rules.length !== 1 || schedule.except?.length || schedule.overrides?.length || schedule.pausedUntil) return undefined;
  if (!rule.startsWith('FREQ=WEEKLY;BYDAY=')) return undefined;
  const days = rule.slice(18).split(',').map((day) => weekdays.indexOf(day as Weekday));
  return days.includes(-1) ? undefined : days;
}
