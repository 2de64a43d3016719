import type { Occurrence, Schedule, Weekday } from '@kith/contract';
import { weekdays } from '@kith/contract';
import { formatLocal, isTimeZone, parseLocal, toInstant, toLocal } from './zones.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Midnight of a local number, before 1970 too. */
const midnightOf = (local: number): number => local - (local % DAY + DAY) % DAY;
/** No series is followed further than this from the asked instant: what is never found is then known to be over. */
const HORIZON = 400 * 7 * DAY;
/** Nor over more periods than this: a counted rule is counted from its start, and a feed may say that it began in the year 100. */
const MOST_PERIODS = 12_000;

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
  // RFC 5545 allows the nth weekday in months and years alone, and days of the month not in weeks.
  if (rule.days.some(({ nth }) => nth !== 0) && (rule.frequency === 'WEEKLY' || rule.frequency === 'DAILY')) return undefined;
  if (rule.monthDays.length && rule.frequency === 'WEEKLY') return undefined;
  return frequency ? rule : undefined;
}


/** Days of BYDAY between two midnights (the second left out): every one, or the nth from either end. */
function daysByDay(rule: Rule, from: number, to: number): number[] {
  const found = new Set<number>();
  for (const { day, nth } of rule.days) {
    const all: number[] = [];
    for (let at = from + ((day - new Date(from).getUTCDay() + 7) % 7) * DAY; at < to; at += 7 * DAY) all.push(at);
    if (nth === 0) for (const at of all) found.add(at);
    else { const at = nth > 0 ? all[nth - 1] : all[all.length + nth]; if (at !== undefined) found.add(at); }
  }
  return [...found];
}

/** The days that a rule gives within one month, in no order. */
function daysOfMonth(rule: Rule, year: number, month: number, startDay: number): number[] {
  const first = Date.UTC(year, month, 1);
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  if (!rule.days.length && !rule.monthDays.length) return startDay <= length ? [first + (startDay - 1) * DAY] : [];
  const byDay = rule.days.length ? daysByDay(rule, first, first + length * DAY) : undefined;
  if (!rule.monthDays.length) return byDay!;
  const byDate = rule.monthDays.map((day) => (day > 0 ? day : length + 1 + day)).filter((day) => day >= 1 && day <= length).map((day) => first + (day - 1) * DAY);
  return byDay ? byDate.filter((day) => byDay.includes(day)) : byDate;
}

/** The days of a year: by month where the rule names months or days of months, else by the weekdays of the whole year. */
function daysOfYear(rule: Rule, start: Date, year: number): number[] {
  const months = rule.months.length ? rule.months.map((month) => month - 1) : undefined;
  if (!months && !rule.monthDays.length && rule.days.length) return daysByDay(rule, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
  return (months ?? (rule.monthDays.length ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] : [start.getUTCMonth()])).flatMap((month) => daysOfMonth(rule, year, month, start.getUTCDate()));
}

/** The local days (midnight) of one period of a rule, in no order, before positions are picked. Period 0 holds the start. */
function allDaysOfPeriod(rule: Rule, start: number, period: number): number[] {
  const date = new Date(start);
  const midnight = midnightOf(start);
  const inMonths = (day: number) => !rule.months.length || rule.months.includes(new Date(day).getUTCMonth() + 1);
  if (rule.frequency === 'DAILY') {
    const day = new Date(midnight + period * rule.interval * DAY);
    const length = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
    const wanted = (!rule.days.length || rule.days.some((item) => item.day === day.getUTCDay()))
      && (!rule.monthDays.length || rule.monthDays.some((item) => (item > 0 ? item : length + 1 + item) === day.getUTCDate()));
    return wanted ? [day.getTime()].filter(inMonths) : [];
  }
  if (rule.frequency === 'WEEKLY') {
    const week = midnight - ((date.getUTCDay() - rule.weekStart + 7) % 7) * DAY + period * rule.interval * 7 * DAY;
    const days = rule.days.length ? rule.days.map((item) => item.day) : [date.getUTCDay()];
    return days.map((day) => week + ((day - rule.weekStart + 7) % 7) * DAY).filter(inMonths);
  }
  if (rule.frequency === 'YEARLY') return daysOfYear(rule, date, date.getUTCFullYear() + period * rule.interval);
  const index = date.getUTCFullYear() * 12 + date.getUTCMonth() + period * rule.interval;
  return daysOfMonth(rule, Math.floor(index / 12), index % 12, date.getUTCDate()).filter(inMonths);
}

function daysOfPeriod(rule: Rule, start: number, period: number): number[] {
  const days = [...new Set(allDaysOfPeriod(rule, start, period))].sort((a, b) => a - b);
  if (!rule.positions.length) return days;
  const picked = rule.positions.map((at) => (at > 0 ? days[at - 1] : days[days.length + at])).filter((day): day is number => day !== undefined);
  return [...new Set(picked)].sort((a, b) => a - b);
}

const periodLength: Record<Rule['frequency'], number> = { DAILY: DAY, WEEKLY: 7 * DAY, MONTHLY: 28 * DAY, YEARLY: 365 * DAY };

/** Local starts of a rule that are at or after `from`, in order, at most `most`. */
function startsOf(rule: Rule, start: number, from: number, most: number, zone: string): number[] {
  const found: number[] = [];
  const clock = start - midnightOf(start);
  // A counted rule has to be counted from its start; any other may begin a little before the asked time.
  const length = rule.frequency === 'MONTHLY' ? 31 * DAY : rule.frequency === 'YEARLY' ? 366 * DAY : periodLength[rule.frequency];
  const skip = rule.count === undefined && from > start ? Math.max(0, Math.floor((from - start) / (length * rule.interval)) - 1) : 0;
  const last = Math.max(from, start) + HORIZON;
  let counted = 0;
  for (let period = skip; period < skip + MOST_PERIODS && start + (period - 1) * periodLength[rule.frequency] * rule.interval <= last; period++) {
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

/** No date from here on is shown: years of five digits have no written form, and no listing means them. */
const LAST = Date.UTC(2200, 0);
const isReal = (text: string): boolean => { const local = parseLocal(text); return local >= 0 ? local < LAST : !Number.isNaN(local); };

/** A schedule without single dates that do not exist. */
export function withRealDates(schedule: Schedule): Schedule {
  const { also, except, overrides } = schedule;
  return {
    ...schedule, ...(also ? { also: also.filter(isReal) } : {}), ...(except ? { except: except.filter(isReal) } : {}),
    ...(overrides ? { overrides: overrides.filter(({ at, start = at }) => isReal(at) && isReal(start)) } : {}),
  };
}
/** How many of its dates do not exist, or are later than any listing means. */
export function unrealDates({ start, also = [], except = [], overrides = [] }: Schedule): number {
  return [start, ...also, ...except, ...overrides.flatMap(({ at, start: moved = at }) => [at, moved])].filter((date) => !isReal(date)).length;
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
  for (const text of schedule.also ?? []) { const local = parseLocal(text); if (local >= earliest) starts.add(local); }
  const found: { at: number; local: number; minutes: number; note: string | undefined }[] = [];
  const add = (local: number, minutes: number, note?: string) => {
    if (!(local >= paused && local < LAST)) return;
    const at = toInstant(zone, local);
    if (at + minutes * MINUTE > from) found.push({ at, local, minutes, note });
  };
  for (const local of starts) {
    const key = formatLocal(local);
    if (!except.has(key) && !overrides.has(key)) add(local, schedule.duration);
  }
  for (const item of overrides.values()) {
    if (!item.cancelled && !except.has(item.at)) add(parseLocal(item.start ?? item.at), item.duration ?? schedule.duration, item.note);
  }
  const dates = found.sort((a, b) => a.at - b.at).slice(0, count);
  const kinds = dates.length && schedule.differs ? kindsOf(schedule.differs, start, dates[0]!.local, dates.at(-1)!.local, zone) : undefined;
  return dates.map(({ at, local, minutes, note }) => ({
    start: instantText(at), end: instantText(at + minutes * MINUTE),
    localStart: formatLocal(toLocal(zone, at)), localEnd: formatLocal(toLocal(zone, at + minutes * MINUTE)),
    ...(assumed ? { zoneAssumed: true } : { timeZone: zone }),
    ...(note ? { note } : {}), ...(kinds?.has(midnightOf(local)) ? { kind: kinds.get(midnightOf(local))! } : {}),
  }));
}

/** Local midnight → how that date differs, between two dates. */
function kindsOf(differs: NonNullable<Schedule['differs']>, start: number, from: number, to: number, zone: string): Map<number, string> {
  const kinds = new Map<number, string>();
  for (const { rule: text, kind } of differs) {
    const rule = parseRule(text);
    const midnight = midnightOf(start);
    if (rule) for (const local of startsOf(rule, midnight, from - DAY, 40, zone)) if (local <= to) kinds.set(midnightOf(local), kind);
  }
  return kinds;
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
  for (const text of schedule.also ?? []) { const local = parseLocal(text); if (!Number.isNaN(local)) days.add(new Date(local).getUTCDay()); }
  return [...days].sort();
}

/** The weekdays of the plain weekly form, which the index reckons without following rules: undefined for anything else. */
export function plainWeekly(schedule: Schedule): number[] | undefined {
  const [rule] = schedule.rules;
  if (rule === undefined || schedule.rules.length !== 1 || schedule.except?.length || schedule.overrides?.length || schedule.also?.length || schedule.pausedUntil) return undefined;
  if (!rule.startsWith('FREQ=WEEKLY;BYDAY=')) return undefined;
  const days = rule.slice(18).split(',').map((day) => weekdays.indexOf(day as Weekday));
  return days.includes(-1) ? undefined : days;
}
