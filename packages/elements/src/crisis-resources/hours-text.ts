import { opening, type Channel, type Line } from '@kith/helplines';
import type { CrisisWords } from '../locale/crisis-en.ts';

export interface Reader { words: CrisisWords; /** BCP 47. */ tag: string; /** IANA zone. */ zone: string; now: number }

const DAY = 86_400_000;

/** "9:00 PM", "Monday 9:00 AM" when it is not within a day; in the line's own time too where that differs. */
function timeText(at: number, timeZone: string | undefined, { tag, zone, now, words }: Reader): string {
  const format = (zoneName: string) => new Intl.DateTimeFormat(tag, { ...(at - now > DAY * 0.75 ? { weekday: 'long' } : {}), hour: 'numeric', minute: '2-digit', timeZone: zoneName }).format(at);
  const mine = format(zone);
  const theirs = timeZone === undefined ? mine : format(timeZone);
  return theirs === mine ? mine : `${mine} (${words.theirTime(theirs)})`;
}

/** When somebody answers, in words, and whether that is now. */
export function hoursText(hours: Line['hours'] | Channel['hours'], reader: Reader): { text: string; state: 'open' | 'closed' | 'unknown' } {
  const { words, now } = reader;
  if (!hours) return { text: '', state: 'unknown' };
  const { state, always, changesAt } = opening(hours, now);
  const zone = hours.kind === 'schedule' ? hours.timeZone : undefined;
  const text = state === 'unknown' ? words.hoursUnknown
    : state === 'open' ? (always ? words.openAlways : changesAt === undefined ? words.openNow : words.openUntil(timeText(changesAt, zone, reader)))
      : changesAt === undefined ? words.closed : words.opensAt(timeText(changesAt, zone, reader));
  return { text, state };
}
