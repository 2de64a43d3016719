/**
 * Clock arithmetic over IANA zones with nothing but `Intl`.
 * A local date-time is a number: the milliseconds of that wall clock read as if it were UTC.
 */
const MINUTE = 60_000;
const DAY = 86_400_000;

interface Zone { format: Intl.DateTimeFormat; years: Map<number, { at: number; offset: number }[]> }
const zones = new Map<string, Zone | undefined>();

function zoneOf(name: string): Zone | undefined {
  if (zones.has(name)) return zones.get(name);
  let zone: Zone | undefined;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
    zone = { format, years: new Map() };
  } catch { /* not a zone that this platform knows */ }
  // Feeds decide the names, so what is remembered has a bound.
  if (zones.size > 2_000) zones.clear();
  zones.set(name, zone);
  return zone;
}

const canonical = new Map([...Intl.supportedValuesOf('timeZone'), 'UTC'].map((name) => [name.toLowerCase(), name]));

/** The one way to write a zone that the platform knows; undefined for one that it does not. Aliases keep the name of their own. */
export function canonicalZone(name: string): string | undefined {
  const known = canonical.get(name.toLowerCase());
  if (known) return known;
  // An alias like US/Eastern: taken for what it stands for, so that spelling does not multiply zones.
  try { return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone; } catch { return undefined; }
}

/** Whether the platform knows the zone. */
export const isTimeZone = (name: string): boolean => zoneOf(name) !== undefined;

function measure(zone: Zone, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of zone.format.formatToParts(at)) part[type] = Number(value);
  const local = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
  return Math.round((local - Math.floor(at / 1000) * 1000) / MINUTE) * MINUTE;
}

/** The offsets in force in a year (UTC), each with the instant from which it holds. Bisected once, then arithmetic. */
function offsetsOf(zone: Zone, year: number): { at: number; offset: number }[] {
  const known = zone.years.get(year);
  if (known) return known;
  const end = Date.UTC(year + 1, 0, 1);
  let from = Date.UTC(year, 0, 1);
  let offset = measure(zone, from);
  const list = [{ at: from, offset }];
  while (from < end) {
    // Ramadan suspends daylight time for about a month in some countries, so look every eight days.
    const to = Math.min(from + 8 * DAY, end);
    const next = measure(zone, to);
    if (next !== offset) {
      let low = from;
      let high = to;
      while (high - low > MINUTE) {
        const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE;
        if (measure(zone, middle) === offset) low = middle; else high = middle;
      }
      list.push({ at: high, offset: next });
      offset = next;
    }
    from = to;
  }
  zone.years.set(year, list);
  return list;
}

/** Milliseconds that the zone's clock is ahead of UTC at an instant. An unknown zone counts as UTC. */
export function offsetAt(name: string, at: number): number {
  const zone = zoneOf(name);
  if (!zone) return 0;
  const list = offsetsOf(zone, new Date(at).getUTCFullYear());
  let offset = list[0]!.offset;
  for (const entry of list) if (entry.at <= at) offset = entry.offset;
  return offset;
}

/** The wall clock of a zone at an instant. */
export const toLocal = (name: string, at: number): number => at + offsetAt(name, at);

/**
 * The instant of a wall clock. A time that happens twice is the first of the two;
 * one that does not happen (spring forward) moves on by the gap, as calendars do.
 */
export function toInstant(name: string, local: number): number {
  const before = offsetAt(name, local - DAY);
  const after = offsetAt(name, local + DAY);
  const early = local - before;
  if (before === after || offsetAt(name, early) === before) return early;
  const late = local - after;
  return offsetAt(name, late) === after ? late : early;
}

/** The changes of clock between two instants: for VTIMEZONE. */
export function transitions(name: string, from: number, to: number): { at: number; before: number; after: number }[] {
  const zone = zoneOf(name);
  if (!zone) return [];
  const list: { at: number; before: number; after: number }[] = [];
  let before = offsetAt(name, from);
  for (let year = new Date(from).getUTCFullYear(); year <= new Date(to).getUTCFullYear(); year++) {
    for (const { at, offset } of offsetsOf(zone, year)) {
      if (at > from && at <= to && offset !== before) list.push({ at, before, after: offset });
      if (at <= to && at > from) before = offset;
    }
  }
  return list;
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0');

/** `YYYY-MM-DDTHH:MM` of a local number. */
export function formatLocal(local: number): string {
  const date = new Date(local);
  return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}T${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
}

const parsed = new Map<string, number>();

/** The local number of `YYYY-MM-DDTHH:MM` (or of a date alone); NaN for a date that does not exist. */
export function parseLocal(text: string): number {
  // Weekly feeds have a few thousand distinct starts for any number of groups.
  let local = parsed.get(text);
  if (local === undefined) {
    local = readLocal(text);
    if (parsed.size > 20_000) parsed.clear();
    parsed.set(text, local);
  }
  return local;
}

function readLocal(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?$/.exec(text);
  if (!match) return NaN;
  const [year, month, day, hour, minute] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number];
  const local = Date.UTC(year, month - 1, day, hour, minute);
  return new Date(local).getUTCDate() === day && hour < 24 && minute < 60 ? local : NaN;
}
