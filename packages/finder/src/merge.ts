import { weekdays, type Group } from '@kith/contract';
import { wordsOf } from './words.ts';

/** The same meeting in several feeds is shown once, with all its sources; meetings of one group know each other as sisters. */

const idle = new Set(['the', 'a', 'of', 'and', 'group', 'groups', 'meeting', 'meetings', 'online', 'zoom', 'hybrid', 'virtual']);
const nameWords = (name: string): string[] => { const words = wordsOf(name).filter((word) => !idle.has(word)); return words.length ? words : wordsOf(name); };
const normalUrl = (url: string): string => url.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/[?#].*$/, '').replace(/\/$/, '').toLowerCase();

/** Where a meeting is, as two feeds would write it alike: the link, the house number and street, or the point to about 100 m. */
function whereKeys({ online, place, format }: Group): string[] {
  const keys: string[] = [];
  if (online?.url) keys.push(`u ${normalUrl(online.url)}`);
  if (online?.phone) keys.push(`p ${online.phone.replace(/\D/g, '')}`);
  if (format === 'online' || format === 'phone') return keys;
  const street = wordsOf(place?.address?.split(',')[0] ?? '');
  if (street.length > 1 && /^\d/.test(street[0]!)) keys.push(`a ${street.slice(0, 2).join(' ')}`);
  if (place?.latitude !== undefined && place.longitude !== undefined && !place.approximate) keys.push(`g ${place.latitude.toFixed(3)} ${place.longitude.toFixed(3)}`);
  return keys;
}

/** A rule that counts weeks or dates, or takes its day from the first date, means other ones with another first date. */
const bound = (rule: string): boolean => /INTERVAL|COUNT|YEARLY/.test(rule) || !/DAILY|BYDAY|BYMONTHDAY/.test(rule);
/** A weekly rule that names no day means the one of the first date. */
const named = (rule: string, start: string): string => (/WEEKLY/.test(rule) && !/BYDAY/.test(rule) ? `${rule};BYDAY=${weekdays[new Date(`${start}Z`).getUTCDay()]}` : rule).replace(/BYDAY=([A-Z,]+)/, (_, days: string) => `BYDAY=${days.split(',').sort().join(',')}`);
const whenKey = ({ schedule }: Group): string | undefined => {
  if (!schedule) return undefined;
  const rules = schedule.rules.map((rule) => named(rule, schedule.start));
  return `${schedule.timeZone ?? ''} ${schedule.start.slice(rules.length && !rules.some(bound) ? 11 : 0)} ${rules.sort().join(' ')}`;
};

/** One name holds all words of the other. */
function namesAgree(one: string, other: string): boolean {
  const [a, b] = [new Set(nameWords(one)), new Set(nameWords(other))];
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  return few.size > 0 && [...few].every((word) => many.has(word));
}

const fresh = ({ checkedAt, updatedAt }: Group): string => checkedAt ?? updatedAt ?? '';
const union = <Value>(one: readonly Value[] | undefined, other: readonly Value[] | undefined, most: number, key: (value: Value) => string = String): Value[] => [...new Map([...one ?? [], ...other ?? []].map((value) => [key(value), value])).values()].slice(0, most);

/** One listing of several copies: what the freshest says, and what only another knows. The first keeps its id. What the program lists itself stands as it is, whatever a feed says of it. */
export function mergeGroups(copies: readonly [Group, ...Group[]]): Group;
export function mergeGroups(copies: readonly Group[]): Group | undefined;
export function mergeGroups(copies: readonly Group[]): Group | undefined {
  const [first] = copies;
  if (!first?.source || copies.length === 1) return first;
  const [best, ...others] = [...copies].sort((a, b) => (fresh(a) < fresh(b) ? 1 : fresh(a) > fresh(b) ? -1 : 0)) as [Group, ...Group[]];
  const merged: Group = { ...Object.assign({}, ...[...others].reverse(), best) as Group, id: first.id };
  for (const other of others) {
    merged.topics = union(merged.topics, other.topics, 20); merged.audiences = union(merged.audiences, other.audiences, 20); merged.access = union(merged.access, other.access, 6);
    merged.languages = union(merged.languages, other.languages, 20); merged.attributes = union(merged.attributes, other.attributes, 40);
    const codes = union(merged.sourceCodes, other.sourceCodes, 60, ({ code }) => code);
    if (codes.length) merged.sourceCodes = codes;
    const alerts = union(merged.alerts, other.alerts, 10);
    if (alerts.length) merged.alerts = alerts;
    if (other.place && merged.place && other.place !== merged.place) merged.place = { ...other.place, ...merged.place };
    if (other.schedule?.checkNote && merged.schedule) merged.schedule = { ...merged.schedule, checkNote: true };
  }
  // One that is on is on, whatever an older copy says.
  if (!best.attributes.includes('temporarily-closed')) merged.attributes = merged.attributes.filter((value) => value !== 'temporarily-closed');
  const sources = union(copies.flatMap(({ source, sources: several }) => several ?? (source ? [source] : [])), [], 10, ({ feed, record }) => `${feed} ${record}`);
  return { ...merged, source: first.source, ...(sources.length > 1 ? { sources } : {}) };
}

/** What several feeds list alike, and what belongs together. */
export interface Ties {
  /** The id that is shown → the ids of all copies, itself first; only where there are several. */
  copies: Map<string, string[]>;
  /** Group → the ids of its series, itself among them; only where there are several. Copies that are not shown have none. */
  sisters: Map<string, readonly string[]>;
}

/** Finds ties step by step, so that a server can answer in between. Yields after every 64 groups. */
export function* tiesInSteps(given: readonly Group[]): Generator<void, Ties, void> {
  // The program's own first: they are the ones that are shown.
  const groups = [...given.filter(({ source }) => !source), ...given.filter(({ source }) => source)];
  const copies = new Map<string, string[]>();
  const gone = new Set<string>();
  if (new Set(groups.map(({ source }) => source?.feed)).size > 1) {
    const byPlace = new Map<string, Group[]>();
    for (let at = 0; at < groups.length; at++) {
      if ((at & 63) === 63) yield;
      const group = groups[at]!;
      const when = whenKey(group);
      if (!when) continue;
      const keys = whereKeys(group).map((where) => `${when} ${where}`);
      const same = keys.flatMap((key) => byPlace.get(key) ?? []).find((other) => other.source?.feed !== group.source?.feed && namesAgree(other.name, group.name));
      if (same) { gone.add(group.id); copies.set(same.id, [...copies.get(same.id) ?? [same.id], group.id]); continue; }
      for (const key of keys) { const list = byPlace.get(key); if (list) list.push(group); else byPlace.set(key, [group]); }
    }
  }
  const series = new Map<string, string[]>();
  for (let at = 0; at < groups.length; at++) {
    if ((at & 63) === 63) yield;
    const group = groups[at]!;
    const key = gone.has(group.id) ? undefined : seriesOf(group);
    if (key === undefined) continue;
    const ids = series.get(key);
    if (ids) ids.push(group.id); else series.set(key, [group.id]);
  }
  const sisters = new Map<string, readonly string[]>();
  for (const ids of series.values()) if (ids.length > 1) for (const id of ids) sisters.set(id, ids);
  return { copies, sisters };
}

/** What all meetings of one group share: what its source says, else owner, name and where. Undefined when nothing ties it to another. */
export function seriesOf(group: Group): string | undefined {
  if (group.series) return `s ${group.series}`;
  const [where] = whereKeys(group);
  return where && `${group.owner.name}\u0000${nameWords(group.name).join(' ')}\u0000${where}`;
}
