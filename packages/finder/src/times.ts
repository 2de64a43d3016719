import type { GroupResult, Occurrence } from '@kith/contract';
import type { Locale } from './locale/en.ts';

/** Words for dates and times in the page's language. */
export interface Clock { tag: string; words: Locale; /** IANA zone of the reader. */ zone: string; /** Milliseconds. */ now: number }

const formats = new Map<string, Intl.DateTimeFormat>();
function format(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) { made = new Intl.DateTimeFormat(tag, options); formats.set(key, made); }
  return made;
}

/** The wall clock of a meeting as a date that is read as UTC. */
const wall = (local: string) => new Date(`${local}:00Z`);
const clockTime: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };

export const weekday = (clock: Clock, next: Occurrence): string => format(clock.tag, { weekday: 'long', timeZone: 'UTC' }).format(wall(next.localStart));
export const date = (clock: Clock, next: Occurrence): string => format(clock.tag, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(wall(next.localStart));
/** The day of an instant, for the reader. */
export const dayOf = (clock: Clock, instant: string): string => format(clock.tag, { dateStyle: 'long', timeZone: clock.zone }).format(new Date(instant));
/** `2026-02-10` in words: a day of the calendar, wherever it is read. */
export const dayAlone = (clock: Clock, day: string): string => format(clock.tag, { dateStyle: 'long', timeZone: 'UTC' }).format(wall(`${day}T00:00`));

/** "7:00 – 8:30 PM" by the meeting's own clock. */
export function range(clock: Clock, next: Occurrence): string {
  const times = format(clock.tag, { ...clockTime, timeZone: 'UTC' });
  return times.formatRange(wall(next.localStart), next.localEnd.slice(0, 10) === next.localStart.slice(0, 10) ? wall(next.localEnd) : new Date(`${next.localStart.slice(0, 10)}T${next.localEnd.slice(11)}:00Z`));
}

/** Between a day and its time, as the language writes it. */
const comma = ({ tag }: Clock): string => (tag.startsWith('ar') ? '،' : tag.startsWith('zh') ? '' : ',');
/** "Monday, 7:00 – 8:30 PM" by the meeting's own clock. */
export const dayAndTime = (clock: Clock, next: Occurrence, day = weekday(clock, next)): string => `${day}${comma(clock)} ${range(clock, next)}`;
/** "Monday February 9, 7:00 – 8:30 PM" by the meeting's own clock. */
export const whole = (clock: Clock, next: Occurrence): string => dayAndTime(clock, next, `${weekday(clock, next)} ${date(clock, next)}`);

/** Short name of the meeting's zone, or that none is given. */
export function zoneName(clock: Clock, next: Occurrence): string {
  if (!next.timeZone) return clock.words.zoneUnknown;
  return format(clock.tag, { timeZone: next.timeZone, timeZoneName: 'short' }).formatToParts(new Date(next.start)).find((part) => part.type === 'timeZoneName')?.value ?? next.timeZone;
}

/** The reader's own time, where their clock differs from the meeting's. */
export function yourTime(clock: Clock, next: Occurrence): string | undefined {
  if (!next.timeZone) return undefined;
  const start = new Date(next.start);
  const compare: Intl.DateTimeFormatOptions = { weekday: 'short', ...clockTime };
  // The meeting's own clock is known: a format of its zone would cost each zone of a list a millisecond.
  if (format('en', { ...compare, timeZone: 'UTC' }).format(wall(next.localStart)) === format('en', { ...compare, timeZone: clock.zone }).format(start)) return undefined;
  return clock.words.yourTime(format(clock.tag, { ...compare, timeZone: clock.zone }).format(start));
}

/** "On now" or "Starts in 20 min", within the hour and only where the zone is known. */
export function soon(clock: Clock, next: Occurrence | undefined): string | undefined {
  if (!next || next.zoneAssumed) return undefined;
  const start = Date.parse(next.start);
  if (start <= clock.now) return Date.parse(next.end) > clock.now ? clock.words.onNow : undefined;
  const minutes = Math.ceil((start - clock.now) / 60_000);
  return minutes <= 60 ? clock.words.startsIn(clock.words.minutes(minutes)) : undefined;
}

/** Dates that are not over yet. */
export const ahead = (clock: Clock, group: GroupResult): Occurrence[] => group.next.filter((next) => Date.parse(next.end) > clock.now);

/** Paused, with a date from which it goes on. */
export const isPaused = ({ schedule }: GroupResult, clock: Clock): boolean => Date.parse(schedule?.pausedUntil ?? '') > clock.now;

/** What stands in place of a date when there is none. */
export function withoutDate(clock: Clock, group: GroupResult): string {
  const { words } = clock;
  const until = group.schedule?.pausedUntil;
  if (group.attributes.includes('temporarily-closed')) return words.closedForNow;
  if (until === 'unknown') return words.paused;
  if (until && isPaused(group, clock)) return words.pausedUntil(format(clock.tag, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(wall(`${until}T00:00`)));
  return group.schedule ? words.noDates : words.byAppointment;
}
