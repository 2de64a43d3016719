/**
 * Clock arithmetic over IANA zones with nothing but `Intl`.
 * A local date-time is a number: the milliseconds of that wall clock read as if it were UTC.
 */
const MINUTE = 60_000;
const DAY = 86_400_000;

/** `edges`: span → offset at its beginning; `changes`: span → instant at which its offset becomes that of the next one. */
interface Zone { format: Intl.DateTimeFormat; edges: Map<number, number>; changes: Map<number, number> }
/** Ramadan suspends daylight time for about a month in some countries, so no two changes are this near. Only the spans that are asked for are measured. */
const SPAN = 8 * DAY;
/** Spans that are remembered of a zone: over a century. */
const MOST_SPANS = 5_000;
const zones = new Map<string, Zone | undefined>();

function zoneOf(name: string): Zone | undefined {
  if (zones.has(name)) return zones.get(name);
  let zone: Zone | undefined;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
    zone = { format, edges: new Map(), changes: new Map() };
  } catch { /* not a zone that this platform knows */ }
  // Feeds decide the names, so what is remembered has a bound.
  if (zones.size > 2_000) zones.clear();
  zones.set(name, zone);
  return zone;
}

const names = new Map<string, string | undefined>();

/** The one way to write a zone that the platform knows, so that spelling does not multiply zones (aliases like US/Eastern are taken for what they stand for); undefined for one that it does not. */
export function canonicalZone(name: string): string | undefined {
  const key = name.toLowerCase();
  if (!names.has(key)) {
    if (names.size > 2_000) names.clear();
    names.set(key, zoneOf(name)?.format.resolvedOptions().timeZone);
  }
  return names.get(key);
}

/** Whether the platform knows the zone. */
export const isTimeZone = (name: string): boolean => zoneOf(name) !== undefined;

function measure(zone: Zone, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of zone.format.formatToParts(at)) part[type] = Number(value);
  const local = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
  return Math.round((local - Math.floor(at / 1000) * 1000) / MINUTE) * MINUTE;
}

/** The offset at the beginning of a span. */
function edgeOf(zone: Zone, span: number): number {
  let offset = zone.edges.get(span);
  if (offset === undefined) {
    if (zone.edges.size > MOST_SPANS) { zone.edges.clear(); zone.changes.clear(); }
    offset = measure(zone, span * SPAN);
    zone.edges.set(span, offset);
  }
  return offset;
}

/** The instant within a span from which the offset is that of its end. */
function changeIn(zone: Zone, span: number, before: number): number {
  const known = zone.changes.get(span);
  if (known !== undefined) return known;
  let low = span * SPAN;
  let high = low + SPAN;
  while (high - low > MINUTE) {
    const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE;
    if (measure(zone, middle) === before) low = middle; else high = middle;
  }
  zone.changes.set(span, high);
  return high;
}

/** Milliseconds that the zone's clock is ahead of UTC at an instant. An unknown zone counts as UTC. */
export function offsetAt(name: string, at: number): number {
  const zone = zoneOf(name);
  if (!zone) return 0;
  const span = Math.floor(at / SPAN);
  const [before, after] = [edgeOf(zone, span), edgeOf(zone, span + 1)];
  return before === after || at < changeIn(zone, span, before) ? before : after;
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
  for (let span = Math.floor(from / SPAN); span <= Math.floor(to / SPAN); span++) {
    const [before, after] = [edgeOf(zone, span), edgeOf(zone, span + 1)];
    if (before === after) continue;
    const at = changeIn(zone, span, before);
    if (at > from && at <= to) list.push({ at, before, after });
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
