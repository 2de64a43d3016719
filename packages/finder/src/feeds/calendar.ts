import type { Format, Group, Override, Schedule } from '@kith/contract';
import ICAL from 'ical.js';
import { parseRule } from '../recurrence.ts';
import { canonicalZone, formatLocal, parseLocal, toInstant, toLocal } from '../zones.ts';
import { assemble, countryOf, localityOf, readCodes, readOnline, readPoint } from './fields.ts';
import type { FeedOptions } from './read-feed.ts';
import { readRecords, Refused, type Mend, type Reading } from './records.ts';
import { plainText, webLink } from './text.ts';

/**
 * iCalendar (RFC 5545, with RFC 7986): a VEVENT is a group, with its exceptions (RECURRENCE-ID) of the same UID.
 * Attendees, organizers' addresses and alarms are not read at all.
 */
type Component = InstanceType<typeof ICAL.Component>;
type Time = InstanceType<typeof ICAL.Time>;
const MINUTE = 60_000;
const MOST_DATES = 400;

const textOf = (event: Component, name: string, most: number, lines = false): string => { const value: unknown = event.getFirstPropertyValue(name); return plainText(typeof value === 'string' ? value : '', most, lines); };
/** Wall clock of a value. */
const wall = (time: Time): string => `${String(time.year).padStart(4, '0')}-${String(time.month).padStart(2, '0')}-${String(time.day).padStart(2, '0')}T${String(time.isDate ? 0 : time.hour).padStart(2, '0')}:${String(time.isDate ? 0 : time.minute).padStart(2, '0')}`;

interface Clock { zone: string | undefined; /** Turns a value into the wall clock of the group's zone. */ local: (time: Time, property: string | undefined) => string }

/** The zone of an event, and how its times are told in it. Times in UTC are told in the feed's zone where it has one. */
function clockOf(event: Component, calendarZone: string | undefined, options: FeedOptions, mend: Mend): Clock {
  const property = event.getFirstProperty('dtstart');
  const named = property?.getFirstParameter('tzid');
  const known = (name: string | undefined) => (name ? canonicalZone(name.replace(/^.*?(?=[A-Za-z]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?$)/, '')) : undefined);
  const start = event.getFirstPropertyValue('dtstart') as Time | null;
  const utc = start?.zone === ICAL.Timezone.utcTimezone;
  if (named && !known(named)) mend('DTSTART', 'its time zone is not known: the zone of the feed is used instead');
  const wanted = known(named) ?? options.timeZone ?? calendarZone ?? (utc ? 'UTC' : undefined);
  const otherDay = utc && wanted !== undefined && formatLocal(toLocal(wanted, Date.parse(`${wall(start)}:00Z`))).slice(0, 10) !== wall(start).slice(0, 10);
  // A rule that names days names them by the clock of its start: told by another, where that day is another, they would be wrong.
  const zone = otherDay && event.getAllProperties('rrule').some((rule) => /BYDAY|BYMONTHDAY/i.test(String(rule.getFirstValue()))) ? 'UTC' : wanted;
  return {
    zone,
    local: (time, tzid) => {
      if (!zone || time.isDate) return wall(time);
      if (time.zone === ICAL.Timezone.utcTimezone) return formatLocal(toLocal(zone, Date.parse(`${wall(time)}:00Z`)));
      // An exception may be told by another clock than the series.
      const other = known(tzid);
      return other && other !== zone ? formatLocal(toLocal(zone, toInstant(other, parseLocal(wall(time))))) : wall(time);
    },
  };
}

function minutesOf(event: Component, start: Time, mend: Mend): number {
  const given = event.getFirstPropertyValue('duration') as InstanceType<typeof ICAL.Duration> | null;
  const end = event.getFirstPropertyValue('dtend') as Time | null;
  const minutes = given ? Math.round(given.toSeconds() / 60) : end ? Math.round((Date.parse(`${wall(end)}:00Z`) - Date.parse(`${wall(start)}:00Z`)) / MINUTE) : start.isDate ? 1440 : 0;
  if (minutes >= 1 && minutes <= 10_080) return minutes;
  mend('DTEND', 'not given, or before the start: one hour is shown');
  return 60;
}

function readRules(event: Component, mend: Mend): string[] {
  const rules: string[] = [];
  for (const property of event.getAllProperties('rrule').slice(0, 4)) {
    const text = String(property.getFirstValue());
    if (parseRule(text)) rules.push(canonicalRule(text)); else mend('RRULE', 'a rule that Kith does not follow: only the first date is shown');
  }
  return rules;
}

/** The parts of a rule in one order, without those that say what holds anyway. */
function canonicalRule(text: string): string {
  const parts = new Map(text.toUpperCase().split(';').map((part) => part.split('=') as [string, string]));
  if (parts.get('INTERVAL') === '1') parts.delete('INTERVAL');
  if (parts.get('WKST') === 'MO') parts.delete('WKST');
  return ['FREQ', 'INTERVAL', 'BYMONTH', 'BYDAY', 'BYMONTHDAY', 'BYSETPOS', 'WKST', 'UNTIL', 'COUNT'].filter((name) => parts.has(name)).map((name) => `${name}=${parts.get(name)!}`).join(';');
}

const timesOf = (event: Component, name: string, clock: Clock): string[] => event.getAllProperties(name).flatMap((property) => property.getValues().map((value: unknown) => {
  const time = value instanceof ICAL.Period ? value.start : value as Time;
  return clock.local(time, property.getFirstParameter('tzid'));
})).slice(0, MOST_DATES);

function readSchedule(event: Component, exceptions: Component[], clock: Clock, mend: Mend): Schedule | undefined {
  const start = event.getFirstPropertyValue('dtstart') as Time | null;
  if (!start || typeof start.year !== 'number') { mend('DTSTART', 'missing: shown as by appointment'); return undefined; }
  const local = clock.local(start, undefined);
  if (Number.isNaN(parseLocal(local))) { mend('DTSTART', 'not a date: shown as by appointment'); return undefined; }
  const duration = minutesOf(event, start, mend);
  const except = timesOf(event, 'exdate', clock).map((at) => (at.endsWith('T00:00') ? `${at.slice(0, 10)}${local.slice(10)}` : at));
  const also = timesOf(event, 'rdate', clock);
  const overrides = exceptions.slice(0, MOST_DATES).flatMap((item): Override[] => {
    const at = item.getFirstPropertyValue('recurrence-id') as Time;
    const moved = item.getFirstPropertyValue('dtstart') as Time | null;
    const zoneOf = (name: string) => item.getFirstProperty(name)?.getFirstParameter('tzid');
    const to = moved ? clock.local(moved, zoneOf('dtstart')) : undefined;
    const key = clock.local(at, zoneOf('recurrence-id'));
    if (textOf(item, 'status', 20).toUpperCase() === 'CANCELLED') return [{ at: key, cancelled: true }];
    const minutes = moved ? minutesOf(item, moved, mend) : duration;
    return [{ at: key, ...(to && to !== key ? { start: to } : {}), ...(minutes === duration ? {} : { duration: minutes }) }];
  });
  return {
    ...(clock.zone ? { timeZone: clock.zone } : {}), start: local, duration, rules: readRules(event, mend),
    ...(also.length ? { also } : {}), ...(except.length ? { except } : {}), ...(overrides.length ? { overrides } : {}),
  };
}

/** Where one takes part online: CONFERENCE (RFC 7986), or what calendars of one maker write for it. */
const conferenceOf = (event: Component): string => ['conference', 'x-google-conference', 'x-microsoft-skypeteamsmeetingurl'].map((name) => textOf(event, name, 2000)).find(Boolean) ?? '';

function readEvent(event: Component, exceptions: Component[], calendar: { zone: string | undefined; name: string }, options: FeedOptions, mend: Mend): Group {
  const name = textOf(event, 'summary', 200);
  if (!name) throw new Refused('SUMMARY', 'missing: a group needs a name');
  const slug = textOf(event, 'uid', 200);
  if (!slug) throw new Refused('UID', 'missing: an event needs its UID');
  if (textOf(event, 'status', 20).toUpperCase() === 'CANCELLED') throw new Refused('STATUS', 'the source says that it is cancelled');
  const categories = event.getAllProperties('categories').flatMap((property) => property.getValues().map(String));
  const { meaning } = readCodes(categories, options, {}, mend, 'CATEGORIES');
  const schedule = readSchedule(event, exceptions, clockOf(event, calendar.zone, options, mend), mend);
  const where = textOf(event, 'location', 500);
  const asLink = webLink(where);
  const url = webLink(textOf(event, 'url', 2000));
  const online = readOnline({ url: conferenceOf(event) || (asLink ?? '') }, { url: 'CONFERENCE' }, mend);
  const [latitude, longitude] = ((event.getFirstPropertyValue('geo') as unknown as number[] | null) ?? []);
  const place = asLink ? undefined : placeOf(where, readPoint(latitude, longitude, mend));
  const format: Format = online ? (place ? 'mixed' : 'online') : /^(online|virtual|zoom)\b/i.test(where) ? 'online' : 'in-person';
  const modified = event.getFirstPropertyValue('last-modified') as Time | null;
  return assemble({
    slug, name, meaning, schedule, place: format === 'online' ? undefined : place, online, format, notes: textOf(event, 'description', 4000, true), url,
    owner: calendar.name ? { name: calendar.name } : undefined, updatedAt: modified && !Number.isNaN(parseLocal(wall(modified))) ? `${wall(modified)}:00Z` : undefined,
  }, options, mend);
}

/** "Room name, 12 Street, Town, State 12345, Country": what stands before the first number is the building. */
function placeOf(where: string, point: { latitude: number; longitude: number } | undefined): Group['place'] {
  const parts = where.split(',').map((part) => part.trim()).filter(Boolean);
  const numbered = parts.findIndex((part) => /^\d/.test(part));
  const name = parts.slice(0, numbered > 0 ? numbered : parts.length === 1 ? 1 : 0).join(', ').slice(0, 200);
  const rest = parts.slice(numbered > 0 ? numbered : parts.length === 1 ? 1 : 0);
  const address = rest.join(', ').slice(0, 300);
  const country = countryOf(rest.at(-1) ?? '');
  const locality = localityOf(rest, country);
  const place = { ...(name ? { name } : {}), ...(address ? { address } : {}), ...(locality ? { locality } : {}), ...(country ? { country } : {}), ...point, ...(address && numbered < 0 ? { approximate: true } : {}) };
  return Object.keys(place).length ? place : undefined;
}

type About = { zone: string | undefined; name: string };
interface Found { event: Component; exceptions: Component[]; calendar: About }
type Parsed = ConstructorParameters<typeof ICAL.Component>[0];

const calendarsOf = (text: string): Component[] => { const roots = ICAL.parse(text) as unknown[]; return (Array.isArray(roots[0]) ? roots : [roots]).map((root) => new ICAL.Component(root as Parsed)); };
const aboutOf = (calendar: Component): About => ({ zone: canonicalZone(textOf(calendar, 'x-wr-timezone', 64)), name: textOf(calendar, 'x-wr-calname', 200) || textOf(calendar, 'name', 200) });

/** The calendars of a text with their events. One event that cannot be read must not cost the others: then each is read alone. */
function eventsOf(text: string): { calendar: About; events: (Component | undefined)[] }[] {
  try { return calendarsOf(text).map((calendar) => ({ calendar: aboutOf(calendar), events: calendar.getAllSubcomponents('vevent') })); } catch { /* piece by piece */ }
  const head = /^[\s\S]*?(?=BEGIN:VEVENT)/i.exec(text)?.[0] ?? '';
  const line = (name: string) => new RegExp(`^${name}[^:\\r\\n]*:(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  const calendar: About = { zone: canonicalZone(plainText(line('X-WR-TIMEZONE'), 64)), name: plainText(line('X-WR-CALNAME'), 200) };
  const events = text.split(/^BEGIN:VEVENT[^\S\n]*$/im).slice(1).map((piece) => {
    const [body] = piece.split(/^(?:END|BEGIN):(?:VEVENT|VCALENDAR)/im);
    try { return calendarsOf(`BEGIN:VCALENDAR\r\nBEGIN:VEVENT${body!.startsWith('\r') || body!.startsWith('\n') ? '' : '\r\n'}${body!.replace(/\s*$/, '')}\r\nEND:VEVENT\r\nEND:VCALENDAR`)[0]!.getFirstSubcomponent('vevent') ?? undefined; } catch { return undefined; }
  });
  return [{ calendar, events }];
}

/** Reads a calendar's events. */
export function readCalendar(text: string, options: FeedOptions): Reading {
  const records: (Found | undefined)[] = [];
  for (const { calendar, events } of eventsOf(text)) {
    const byUid = new Map<string, { event: Component | undefined; exceptions: Component[] }>();
    events.forEach((event, at) => {
      if (!event) { records.push(undefined); return; }
      const uid = textOf(event, 'uid', 200) || `${at}`;
      const known = byUid.get(uid) ?? { event: undefined, exceptions: [] };
      byUid.set(uid, known);
      if (event.getFirstPropertyValue('recurrence-id')) known.exceptions.push(event); else if (known.event) byUid.set(`${uid} ${at}`, { event, exceptions: [] }); else known.event = event;
    });
    for (const { event, exceptions } of byUid.values()) { const main = event ?? exceptions[0]; if (main) records.push({ event: main, exceptions: event ? exceptions : exceptions.slice(1), calendar }); }
  }
  // A parsed event is an object like any record; what could not be parsed is one line of the report.
  return readRecords(records.map((found) => (found ? { found } : { broken: true })), ({ found }) => (found ? textOf((found as Found).event, 'uid', 80) : ''), ({ found }, mend) => {
    if (!found) throw new Refused('VEVENT', 'has a mistake in it: it cannot be read');
    const { event, exceptions, calendar } = found as Found;
    return [readEvent(event, exceptions, calendar, options, mend)];
  });
}
