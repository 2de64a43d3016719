import type { Group, Override, Schedule } from '@kith/contract';
import { allAtOnce, nextOccurrences, offsetAt, parseLocal, parseRule, toInstant, transitions, withRealDates } from '@kith/finder';
import ICAL from 'ical.js';

/** Groups as calendars (RFC 5545). The link to join is not in them: it is on the group's page, and calendars are shared, synced and read aloud. */
type Component = InstanceType<typeof ICAL.Component>;
const DAY = 86_400_000;
// The library does not count the space that begins a folded line.
ICAL.foldLength = 74;
/** Changes of clock are written out this far; calendars that are subscribed to are fetched again long before. */
const YEARS = 6;

const compact = (local: string) => `${local.replace(/[-:]/g, '')}00`;
const utc = (at: number) => `${new Date(at).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
const offset = (ms: number) => { const minutes = Math.round(Math.abs(ms) / 60_000); return `${ms < 0 ? '-' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}`; };

/** A property whose value is already in the form of the standard. */
function put(component: Component, name: string, type: string, value: string, parameters: Record<string, string> = {}): void {
  component.addProperty(ICAL.Property.fromString(`${name.toUpperCase()}${Object.entries(parameters).map(([key, given]) => `;${key}=${given}`).join('')}${type ? `;VALUE=${type}` : ''}:${value}`));
}
const text = (component: Component, name: string, value: string) => { component.addPropertyWithValue(name, value); };

/** The zone as the platform knows it, change by change. */
function zoneOf(name: string, from: number): Component {
  const zone = new ICAL.Component('vtimezone');
  text(zone, 'tzid', name);
  const observance = (kind: 'standard' | 'daylight', at: number, before: number, after: number) => {
    const part = new ICAL.Component(kind);
    put(part, 'dtstart', '', utc(at + before).slice(0, -1));
    put(part, 'tzoffsetfrom', '', offset(before));
    put(part, 'tzoffsetto', '', offset(after));
    zone.addSubcomponent(part);
  };
  const start = from - 400 * DAY;
  const first = offsetAt(name, start);
  observance('standard', start - (start % DAY), first, first);
  for (const { at, before, after } of transitions(name, start, from + YEARS * 366 * DAY)) observance(after > before ? 'daylight' : 'standard', at, before, after);
  return zone;
}

/** One rule of a schedule, or its single date, with nothing that changes it. */
const bareOf = ({ start, duration, timeZone }: Schedule, rule: string | undefined): Schedule => ({ start, duration, rules: rule === undefined ? [] : [rule], ...(timeZone ? { timeZone } : {}) });
/** Beyond this many dates after the first one that was moved, a moved one is written as if no rule gave it. */
const MOST_DATES = 2_000;
/** Which of these dates a rule gives. */
function givenBy(schedule: Schedule, rule: string, dates: readonly string[]): Set<string> {
  const [first] = [...dates].sort();
  return new Set(first === undefined ? [] : nextOccurrences({ ...bareOf(schedule, rule), duration: 1 }, toInstant(schedule.timeZone ?? 'UTC', parseLocal(first)), MOST_DATES).map(({ localStart }) => localStart));
}

/** The first date that a calendar should show: of this month, so that years of past dates do not come along; the very first of a counted course, unless it is paused until later. */
function firstDate(schedule: Schedule, rule: string | undefined, now: number): string | undefined {
  const parsed = rule === undefined ? undefined : parseRule(rule);
  const month = Date.UTC(new Date(now).getUTCFullYear(), new Date(now).getUTCMonth(), 1) - DAY;
  return nextOccurrences({ ...bareOf(schedule, rule), ...(schedule.pausedUntil ? { pausedUntil: schedule.pausedUntil } : {}) }, parsed?.count === undefined && rule !== undefined ? month : parseLocal(schedule.start) - 2 * DAY, 1)[0]?.localStart;
}

/** A rule as it goes on from a date: of a counted one, what is left. */
function ruleFrom(schedule: Schedule, rule: string, start: string): string {
  const count = parseRule(rule)?.count;
  if (count === undefined || start === schedule.start) return rule;
  const before = nextOccurrences(bareOf(schedule, rule), parseLocal(schedule.start) - 2 * DAY, count).filter(({ localStart }) => localStart < start).length;
  return rule.replace(/COUNT=\d+/i, `COUNT=${count - before}`);
}

interface Writing { program: string; now: number; page: (group: Group) => string | undefined; zones: Set<string> }

function eventOf(group: Group, uid: string, start: string, minutes: number, { now, page }: Writing): Component {
  const { schedule, place } = group;
  const event = new ICAL.Component('vevent');
  const zone = schedule?.timeZone;
  text(event, 'uid', uid);
  put(event, 'dtstamp', '', utc(now));
  put(event, 'dtstart', '', compact(start), zone ? { TZID: zone } : {});
  put(event, 'duration', '', `PT${minutes}M`);
  text(event, 'summary', group.name);
  const url = page(group);
  const words = [group.summary, group.notes].filter(Boolean).join('\n\n');
  if (words) text(event, 'description', words);
  const where = group.format === 'online' || group.format === 'phone' ? '' : [place?.name, place?.address, place?.room].filter(Boolean).join(', ');
  if (where) text(event, 'location', where);
  if (where && place?.latitude !== undefined && place.longitude !== undefined && !place.approximate) put(event, 'geo', '', `${place.latitude};${place.longitude}`);
  if (url) put(event, 'url', '', url);
  if (group.updatedAt) put(event, 'last-modified', '', utc(Date.parse(group.updatedAt)));
  text(event, 'status', 'CONFIRMED');
  text(event, 'class', 'PRIVATE');
  // "Free" for everybody else who can see the calendar: nobody should learn from it that an hour is taken, and by what.
  text(event, 'transp', 'TRANSPARENT');
  return event;
}

/** The standard wants the end of a rule in UTC where the event has a zone, and as wall clock where it has none. */
function endInUtc(text: string, zone: string | undefined): string {
  return text.toUpperCase().replace(/UNTIL=(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?/, (whole, year: string, month: string, day: string, hour = '23', minute = '59', _second = '00', isUtc?: string) => {
    if (isUtc && zone) return whole;
    const local = parseLocal(`${year}-${month}-${day}T${hour as string}:${minute as string}`);
    return `UNTIL=${zone ? utc(toInstant(zone, local)) : compact(`${year}-${month}-${day}T${hour as string}:${minute as string}`)}`;
  });
}

/** One event for each rule of a group (a standard event has one), for each date that was moved, and for each further date. */
function eventsOf(group: Group, writing: Writing): Component[] {
  const schedule = group.schedule && withRealDates(group.schedule);
  if (!schedule || schedule.pausedUntil === 'unknown' || group.attributes.includes('temporarily-closed')) return [];
  const zone = schedule.timeZone;
  const inZone = zone ? { TZID: zone } : {};
  const paused = schedule.pausedUntil ?? '';
  const except = new Set(schedule.except);
  const changed = new Set(schedule.overrides?.map(({ at }) => at));
  /** Dates that were moved, and are not written yet. */
  const left = new Map((schedule.overrides ?? []).filter((item) => !item.cancelled && !except.has(item.at) && (item.start ?? item.at) >= paused).map((item) => [item.at, item]));
  const events: Component[] = [];
  const rules: (string | undefined)[] = schedule.rules.length ? schedule.rules : [undefined];
  rules.forEach((rule, at) => {
    const start = firstDate(schedule, rule, writing.now);
    if (start === undefined || (rule === undefined ? changed.has(start) || except.has(start) : !parseRule(rule))) return;
    const uid = `${writing.program}-${group.id}${at ? `-${at + 1}` : ''}@kith`;
    const event = eventOf(group, uid, start, schedule.duration, writing);
    if (rule !== undefined) put(event, 'rrule', '', endInUtc(ruleFrom(schedule, rule, start), zone));
    // A date that was moved is an exception of the rule that gives it; all others leave it out.
    const given = rule === undefined ? undefined : givenBy(schedule, rule, [...left.keys()]);
    const own = [...left.values()].filter((item) => item.at >= start && given?.has(item.at));
    for (const item of own) left.delete(item.at);
    const gone = [...except, ...changed].filter((item) => item >= start && !own.some((moved) => moved.at === item));
    for (const local of [...new Set(gone)].sort()) put(event, 'exdate', '', compact(local), inZone);
    events.push(event, ...own.map((item) => exceptionOf(group, uid, item, schedule, inZone, writing)));
  });
  const month = new Date(writing.now - 31 * DAY).toISOString().slice(0, 10);
  // Each further date is an event of its own, as RDATE is not understood everywhere; and so is one that was moved out of what the rules still give.
  const further = [...[...new Set(schedule.also)].filter((item) => !except.has(item) && !changed.has(item)).map((at): Override => ({ at })), ...left.values()];
  for (const item of further.filter(({ at, start = at }) => start >= month && start >= paused).sort((one, other) => (one.at < other.at ? -1 : 1))) events.push(dateOf(group, `${writing.program}-${group.id}-${compact(item.at)}@kith`, item, schedule, writing));
  if (events.length && zone) writing.zones.add(zone);
  return events;
}

/** A single date that is as its override says. */
function dateOf(group: Group, uid: string, item: Override, schedule: Schedule, writing: Writing): Component {
  const event = eventOf(group, uid, item.start ?? item.at, item.duration ?? schedule.duration, writing);
  if (item.note) event.updatePropertyWithValue('description', item.note);
  return event;
}

function exceptionOf(group: Group, uid: string, item: Override, schedule: Schedule, inZone: Record<string, string>, writing: Writing): Component {
  const event = dateOf(group, uid, item, schedule, writing);
  put(event, 'recurrence-id', '', compact(item.at), inZone);
  return event;
}

export interface CalendarFacts { program: string; name: string; /** Address of a group's page. */ page: (group: Group) => string | undefined; now?: number }

/** A calendar of groups, step by step; undefined when none of them has a date. Yields after every group. */
export function* calendarInSteps(groups: readonly Group[], { program, name, page, now = Date.now() }: CalendarFacts): Generator<void, string | undefined, void> {
  const calendar = new ICAL.Component('vcalendar');
  text(calendar, 'prodid', '-//Kith//Kith//EN');
  text(calendar, 'version', '2.0');
  text(calendar, 'calscale', 'GREGORIAN');
  text(calendar, 'name', name);
  // Older calendars read this one; it knows no escaping.
  text(calendar, 'x-wr-calname', name.replace(/[\\;,\s]+/g, ' '));
  put(calendar, 'refresh-interval', 'DURATION', 'PT12H');
  text(calendar, 'x-published-ttl', 'PT12H');
  const writing: Writing = { program, now, page, zones: new Set() };
  const events: string[] = [];
  for (const group of groups) {
    for (const event of eventsOf(group, writing)) events.push(event.toString());
    yield;
  }
  if (!events.length) return undefined;
  for (const zone of writing.zones) { calendar.addSubcomponent(zoneOf(zone, now)); yield; }
  return `${calendar.toString().replace(/END:VCALENDAR\s*$/, '')}${events.join('\r\n')}\r\nEND:VCALENDAR\r\n`;
}

/** The same in one go. */
export const writeCalendar = (groups: readonly Group[], facts: CalendarFacts): string | undefined => allAtOnce(calendarInSteps(groups, facts));
