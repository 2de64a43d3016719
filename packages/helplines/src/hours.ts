import { compiledAt } from './data.ts';

/** When a line or a channel answers. `schedule`: local times of `timeZone`. */
export type Hours = { kind: 'always' } | { kind: 'unknown' } | {
  kind: 'schedule';
  /** IANA name. */
  timeZone: string;
  /** `days` from 0, Monday, to 6. `opens` and `closes` in minutes of that day; a `closes` past 1440 is on the next day. */
  rules: { days: number[]; opens: number; closes: number }[];
};

/** `changesAt` is the next instant, in ms, at which `state` becomes the other one; absent when it never does or nothing is known. */
export interface Opening { state: 'open' | 'closed' | 'unknown'; always?: true; changesAt?: number }

const MINUTE = 60_000;
const DAY = 1_440;
const WEEK = 7 * DAY;
const YEAR = 366 * DAY * MINUTE;
const unknown: Opening = { state: 'unknown' };

const formats = new Map<string, Intl.DateTimeFormat>();
/** Wall clock of a zone as if it were UTC, in ms. Throws a `RangeError` for a zone that the browser does not know. */
function wallClock(timeZone: string, instant: number): number {
  let format = formats.get(timeZone);
  if (!format) formats.set(timeZone, format = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }));
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
  return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second) + instant % 1_000;
}

/** Opens and closes in minutes of a week that begins on Monday, joined where one follows the other. */
function spans(rules: Extract<Hours, { kind: 'schedule' }>['rules']): [number, number][] {
  const all = rules.flatMap(({ days, opens, closes }) => days.flatMap((day) => [-WEEK, 0, WEEK].map((shift): [number, number] => [shift + day * DAY + opens, shift + day * DAY + closes]))).sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [opens, closes] of all) {
    const last = joined.at(-1);
    if (last && opens <= last[1]) last[1] = Math.max(last[1], closes); else joined.push([opens, closes]);
  }
  return joined;
}

/** The minute, in ms, with which the clock on the wall jumps; its distance from UTC at `from` is not that at `to`. */
function clockChange(timeZone: string, from: number, to: number): number {
  const before = wallClock(timeZone, from) - from;
  let [early, late] = [Math.floor(from / MINUTE), to / MINUTE];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (wallClock(timeZone, middle * MINUTE) - middle * MINUTE === before) early = middle; else late = middle;
  }
  return late * MINUTE;
}

/**
 * Whether somebody answers at `at` (ms; default now), and when that changes.
 * Unknown when the clock is years away from the date of the data: a wrong clock must not say that a line is closed.
 */
export function opening(hours: Hours, at = Date.now()): Opening {
  if (hours.kind === 'always') return { state: 'open', always: true };
  const compiled = Date.parse(compiledAt);
  if (hours.kind !== 'schedule' || !(at > compiled - YEAR && at < compiled + 5 * YEAR)) return unknown;
  const { timeZone, rules } = hours;
  try {
    const week = spans(rules);
    let state: Opening['state'] | undefined;
    for (let from = at; ;) {
      const wall = wallClock(timeZone, from);
      const local = new Date(wall);
      const minute = ((local.getUTCDay() + 6) % 7) * DAY + wall % (DAY * MINUTE) / MINUTE;
      const now = week.find(([opens, closes]) => minute >= opens && minute < closes);
      const stateThen = now ? 'open' : 'closed';
      if (state && state !== stateThen) return { state, changesAt: from };
      state = stateThen;
      // A span that goes on for two weeks is one that never ends.
      if (now && now[1] - now[0] >= 2 * WEEK) return { state: 'open', always: true };
      const next = now ? now[1] : week.find(([opens]) => opens > minute)?.[0];
      if (next === undefined) return { state };
      const away = (next - minute) * MINUTE;
      if (wallClock(timeZone, from + away) === wall + away) return { state, changesAt: from + away };
      // The clocks change before that, which can change the state itself, or bring the same hour once more.
      from = clockChange(timeZone, from, from + away);
    }
  } catch { return unknown; }
}

/** `''` not known, `1` day and night, else `Zone days:from-to;…`. */
export function readHours(text: string): Hours {
  if (text === '1') return { kind: 'always' };
  const [timeZone, rules] = text.split(' ');
  if (!timeZone || !rules) return { kind: 'unknown' };
  return { kind: 'schedule', timeZone, rules: rules.split(';').map((rule) => {
    const [days, from, to] = rule.split(/[:-]/);
    return { days: [...days!].map(Number), opens: Number(from), closes: Number(to) };
  }) };
}
