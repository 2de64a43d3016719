import type { Availability, HelplineList } from '@kith/contract';
import { listed } from '@kith/finder/wording';
import type { Desk } from './desk.ts';
import { listHelplines } from './helplines.ts';
import { cardWords, titleIn } from './card-words.ts';
import { chooseLocale, talkLanguages, type ServerLocale } from './locales.ts';
import { nextOpening, readSettings, soundHours, startingSettings } from './program-settings.ts';
import { isStoreAway } from './store/postgres.ts';
import type { KnownProgram } from './programs.ts';
import type { Store } from './store/store.ts';

/** "9:00 AM" or "09:00", as the language writes it. */
const clock = (time: string, language: string) => new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(new Date(`2024-01-01T${time}:00Z`));
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** Days in words: neighbours as a range. 2024-01-01 was a Monday. */
function daysText(days: readonly string[], language: string): string {
  const name = (day: number) => new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + day)));
  const there = DAYS.map((_, at) => at).filter((at) => days.includes(DAYS[at]!));
  const runs: number[][] = [];
  for (const day of there) { const run = runs.at(-1); if (run && run.at(-1) === day - 1) run.push(day); else runs.push([day]); }
  return listed(language, runs.flatMap((run) => (run.length > 2 ? [`${name(run[0]!)}–${name(run.at(-1)!)}`] : run.map(name))));
}

const zoneName = (tag: string, timeZone: string) => new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: 'short' }).formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
/** "Monday, 9:00 AM MST", or "today" for the day. */
export function opensText(tag: string, opensAt: string, timeZone: string, now = Date.now()): string {
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'short', timeZone });
  const today = day.format(now) === day.format(new Date(opensAt)) && new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(0, 'day');
  return new Intl.DateTimeFormat(tag, { weekday: 'long', hour: 'numeric', minute: '2-digit', timeZone, timeZoneName: 'short' }).formatToParts(new Date(opensAt)).map(({ type, value }) => (today && type === 'weekday' ? today : value)).join('');
}

/** The emergency number, and the ways to the first line that can be called or texted. */
export function crisisLinks({ emergency, lines }: HelplineList, words: ServerLocale): { text: string; href: string }[] {
  const line = lines.find(({ channels }) => channels.some(({ href }) => href));
  const ways = line?.channels.filter(({ href, type }) => href !== undefined && (type === 'call' || type === 'text')).slice(0, 2) ?? [];
  return [
    ...(emergency?.certain ? [{ text: words.call(emergency.value), href: `tel:${emergency.value}` }] : []),
    ...ways.map(({ type, value, keyword, href }) => ({ text: `${type === 'text' ? (keyword ? words.textTo(keyword, value) : words.text(value)) : words.call(value)} (\u2068${line!.name}\u2069)`, href: href! })),
  ];
}

/** All that the card says, in one answer and in the page's language. */
export async function availabilityOf(store: Store, desk: Desk | undefined, { row, page, helplines }: KnownProgram, wanted: string): Promise<Availability> {
  const { tag, words, direction } = chooseLocale(wanted, row.language, talkLanguages);
  // The store is away: nobody can answer now, and the card says so, with the lines that can be called.
  const whenAway = <Value>(instead: Value) => (error: unknown) => { if (isStoreAway(error)) return instead; throw error; };
  const settings = await (desk ? desk.settingsOf(row.id) : readSettings(store, row)).catch(whenAway(startingSettings(row)));
  const line = desk && await desk.lines.of(row.id).catch(whenAway(undefined));
  const state = line?.state ?? 'not-ready';
  const opensAt = state === 'open' || state === 'busy' ? undefined : nextOpening(settings.hours, row.time_zone);
  const hours = soundHours(settings.hours).map(({ days, from, to }) => `${daysText(days, tag)} ${clock(from, tag)}–${clock(to, tag)}`).join('; ');
  const title = titleIn(tag, settings.title);
  return {
    state, title, partner: row.partner, expectation: settings.expectation, identity: page.identity, quickExit: settings.quickExit, part2: settings.part2, keepHours: settings.keepHours, mandatedReporter: settings.mandatedReporter,
    ...(settings.mandatedText ? { mandatedText: settings.mandatedText } : {}), ...(settings.ages ? { ages: settings.ages } : {}), topics: page.topics, ...(settings.ageBands.length ? { ageBands: settings.ageBands } : {}), ...(settings.regions.length ? { regions: settings.regions } : {}),
    crisis: crisisLinks(listHelplines(row.country, helplines, 3), words), shared: line?.shared ?? [], hours: soundHours(settings.hours), timeZone: row.time_zone, ...(opensAt ? { opensAt } : {}), ...(line?.wait && state === 'open' ? { wait: line.wait } : {}),
    helplines: listHelplines(row.country, helplines, 3), words: cardWords(tag, { state, title, partner: row.partner, hours, zone: zoneName(tag, row.time_zone), opens: opensAt && opensText(tag, opensAt, row.time_zone), ages: settings.ages, wait: state === 'open' ? line?.wait : undefined }), language: tag, direction,
  };
}
