import type { Group, Schedule } from '@kith/contract';
import { accessNeeds, weekdays } from '@kith/contract';
import { add, emptyBitmap, type Bitmap } from './bitmap.ts';
import type { Dictionary } from './dictionary.ts';
import type { LabelIndex } from './labels.ts';
import { nextOccurrences, plainWeekly, weekdaysOf } from './recurrence.ts';
import { allAtOnce, inSlices } from './slices.ts';
import { wordsInSteps } from './word-index.ts';
import { isTimeZone, parseLocal, toInstant, toLocal } from './zones.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Next start of a group that has none: after everything else. */
export const NEVER = 0xffffffff;

/** The lists that a visitor can narrow by; each has counts. */
export const facetNames = ['topics', 'audiences', 'formats', 'days', 'times', 'languages', 'needs'] as const;
export type FacetName = (typeof facetNames)[number];

export interface IndexOptions {
  /** IANA zone for groups that state none; they are never called "starting soon" for it. */
  timeZone?: string;
}

/**
 * Groups as columns and bit sets; the documents themselves are not held. Documents are numbered by their order of adding.
 * `next` and `over` are minutes since 1970: when the next (or present) meeting starts, and when that has to be reckoned anew.
 */
export interface GroupIndex {
  size: number;
  ids: string[];
  timeZone: string;
  dictionary: Dictionary;
  /** Documents of word w: `postings[starts[w]] … postings[starts[w + 1]]`, ascending. */
  starts: Uint32Array;
  postings: Uint32Array;
  /** What the values of lists are called. */
  labels: LabelIndex;
  facets: Record<FacetName, Map<string, Bitmap>>;
  /** Point on the unit sphere, three numbers a document; NaN without a point. */
  points: Float32Array;
  zoned: Bitmap;
  next: Uint32Array;
  over: Uint32Array;
  /** Documents by next start, then by id. */
  order: Uint32Array;
  /** Position of a document's id among all ids, to break ties the same way everywhere. */
  rank: Uint32Array;
  /** Plain weekly meetings: minute of the day, duration, bits of weekdays, zone. */
  minute: Uint16Array;
  duration: Uint16Array;
  weekdayBits: Uint8Array;
  zone: Uint16Array;
  zones: string[];
  /** Everything that is not plainly weekly. */
  schedules: Map<number, Schedule>;
  asOf: number;
  /** The instant at which the first of `over` falls. */
  dueAt: number;
}

/** Part of the day by minutes since midnight, as the vocabulary defines them. */
export const dayPartOf = (minute: number): string => (minute >= 240 && minute < 720 ? 'morning' : minute >= 720 && minute < 1020 ? 'afternoon' : minute >= 1020 && minute < 1260 ? 'evening' : 'night');

/** The columns of an index step by step, without its words: enough for a list that is not searched by text. Yields after every 32 groups. */
export function* columnsInSteps(documents: readonly Group[], options: IndexOptions = {}): Generator<void, GroupIndex, void> {
  const size = documents.length;
  const index: GroupIndex = {
    size, ids: new Array<string>(size), timeZone: options.timeZone !== undefined && isTimeZone(options.timeZone) ? options.timeZone : 'UTC',
    dictionary: { words: [] }, starts: new Uint32Array(1), postings: new Uint32Array(0), labels: { words: [], values: [] },
    facets: { topics: new Map(), audiences: new Map(), formats: new Map(), days: new Map(), times: new Map(), languages: new Map(), needs: new Map() },
    points: new Float32Array(size * 3).fill(NaN), zoned: emptyBitmap(size), next: new Uint32Array(size).fill(NEVER), over: new Uint32Array(size).fill(NEVER),
    order: new Uint32Array(size), rank: new Uint32Array(size), minute: new Uint16Array(size), duration: new Uint16Array(size), weekdayBits: new Uint8Array(size),
    zone: new Uint16Array(size), zones: [], schedules: new Map(), asOf: -1, dueAt: 0,
  };
  const zoneNumbers = new Map<string, number>();
  for (let document = 0; document < size; document++) {
    const group = documents[document]!;
    index.ids[document] = group.id;
    addFacets(index, document, group);
    addTimes(index, document, group, zoneNumbers);
    const { latitude, longitude } = group.place ?? {};
    if (latitude !== undefined && longitude !== undefined) index.points.set(unitPoint(latitude, longitude), document * 3);
    if ((document & 31) === 31) yield;
  }
  index.zones = [...zoneNumbers.keys()];
  const byId = Uint32Array.from({ length: size }, (_, document) => document);
  // Ids are distinct, so the order is total.
  byId.sort((a, b) => (index.ids[a]! < index.ids[b]! ? -1 : 1));
  byId.forEach((document, at) => { index.rank[document] = at; });
  return index;
}

/** Builds an index step by step, so that a page can draw in between. Yields after every 32 groups and now and then at the end. */
export function* indexInSteps(groups: Iterable<Group>, options: IndexOptions = {}): Generator<void, GroupIndex, void> {
  const documents = Array.isArray(groups) ? (groups as Group[]) : [...groups];
  const index = yield* columnsInSteps(documents, options);
  yield* wordsInSteps(index, documents);
  return index;
}

function mark(index: GroupIndex, facet: FacetName, value: string, document: number): void {
  let bits = index.facets[facet].get(value);
  if (!bits) { bits = emptyBitmap(index.size); index.facets[facet].set(value, bits); }
  add(bits, document);
}

/** `en-US` and `EN` are the same language to somebody who looks for one. */
const languages = new Map<string, string>();
function primaryLanguage(tag: string): string {
  let primary = languages.get(tag);
  if (primary === undefined) { primary = tag.toLowerCase().split('-')[0]!; languages.set(tag, primary); }
  return primary;
}

const isNeed = new Set<string>(accessNeeds);

function addFacets(index: GroupIndex, document: number, group: Group): void {
  for (const value of group.topics) mark(index, 'topics', value, document);
  for (const value of group.audiences) mark(index, 'audiences', value, document);
  for (const tag of group.languages) mark(index, 'languages', primaryLanguage(tag), document);
  for (const value of group.attributes) if (isNeed.has(value)) mark(index, 'needs', value, document);
  mark(index, 'formats', group.format, document);
  if (group.format === 'mixed') { mark(index, 'formats', 'in-person', document); mark(index, 'formats', 'online', document); }
}

function addTimes(index: GroupIndex, document: number, group: Group, zoneNumbers: Map<string, number>): void {
  const schedule = group.schedule;
  if (!schedule) return;
  const start = parseLocal(schedule.start);
  if (Number.isNaN(start)) return;
  const zoned = schedule.timeZone !== undefined && isTimeZone(schedule.timeZone);
  if (zoned) add(index.zoned, document);
  const zone = zoned ? schedule.timeZone! : index.timeZone;
  let number = zoneNumbers.get(zone);
  if (number === undefined) { number = zoneNumbers.size; zoneNumbers.set(zone, number); }
  index.zone[document] = number;
  const minute = ((start % DAY + DAY) % DAY) / MINUTE;
  mark(index, 'times', dayPartOf(minute), document);
  const plain = plainWeekly(schedule);
  for (const day of plain ?? weekdaysOf(schedule)) mark(index, 'days', weekdays[day]!, document);
  index.minute[document] = minute;
  index.duration[document] = schedule.duration;
  if (group.attributes.includes('temporarily-closed')) return;
  // A first date that is still to come has to be followed as a rule.
  if (plain && start < Date.now() - 8 * DAY) for (const day of plain) index.weekdayBits[document]! |= 1 << day;
  else index.schedules.set(document, schedule);
}

/** Point on the unit sphere. */
export function unitPoint(latitude: number, longitude: number): [number, number, number] {
  const phi = latitude * Math.PI / 180;
  const lambda = longitude * Math.PI / 180;
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

/** Next start and end, in minutes, of a plain weekly meeting. */
function nextWeekly(zone: string, bits: number, minute: number, minutes: number, now: number): [next: number, over: number] {
  const local = toLocal(zone, now);
  const today = local - ((local % DAY + DAY) % DAY);
  const duration = minutes * MINUTE;
  // Back as far as a meeting that is still on may have begun, and over a whole week.
  for (let day = -Math.ceil(duration / DAY) - 1; day <= 8; day++) {
    const midnight = today + day * DAY;
    if (!(bits & (1 << (((midnight / DAY) % 7 + 4 + 7) % 7)))) continue;
    const at = toInstant(zone, midnight + minute * MINUTE);
    if (at + duration > now) return [at / MINUTE, (at + duration) / MINUTE];
  }
  return [NEVER, NEVER];
}

/** Reckons the next date of a document. `known` holds those of one pass: thousands of groups share a weekday and an hour. */
function reckon(index: GroupIndex, document: number, now: number, known: Map<number, [number, number]>): void {
  const bits = index.weekdayBits[document]!;
  if (bits) {
    const minute = index.minute[document]!;
    const duration = index.duration[document]!;
    const key = ((index.zone[document]! * 128 + bits) * 1440 + minute) * 16_384 + duration;
    let found = known.get(key);
    if (!found) { found = nextWeekly(index.zones[index.zone[document]!]!, bits, minute, duration, now); known.set(key, found); }
    index.next[document] = found[0];
    index.over[document] = found[1];
    return;
  }
  const schedule = index.schedules.get(document);
  const [first] = schedule ? nextOccurrences(schedule, now, 1, index.timeZone) : [];
  index.next[document] = first ? Date.parse(first.start) / MINUTE : NEVER;
  index.over[document] = first ? Date.parse(first.end) / MINUTE : NEVER;
}

/** Brings next dates up to `now`, step by step. Only meetings that have ended since are reckoned anew, unless the clock went back. Yields after every 32 groups. */
export function* refreshInSteps(index: GroupIndex, now: number): Generator<void, void, void> {
  const minute = Math.floor(now / MINUTE);
  if (index.asOf >= 0 && minute >= index.asOf && minute < index.dueAt) return;
  const all = index.asOf < 0 || minute < index.asOf;
  const known = new Map<number, [number, number]>();
  for (let document = 0; document < index.size; document++) {
    if (all || index.over[document]! <= minute) reckon(index, document, minute * MINUTE, known);
    if ((document & 31) === 31) yield;
  }
  // A double holds minute and rank exactly, and typed arrays sort numbers without a callback.
  const keys = new Float64Array(index.size);
  const byRank = new Uint32Array(index.size);
  let due = Infinity;
  for (let document = 0; document < index.size; document++) {
    keys[document] = index.next[document]! * 0x200000 + index.rank[document]!;
    byRank[index.rank[document]!] = document;
    if (index.over[document]! < due) due = index.over[document]!;
  }
  keys.sort();
  for (let at = 0; at < keys.length; at++) index.order[at] = byRank[keys[at]! % 0x200000]!;
  index.asOf = minute;
  index.dueAt = due;
}

/** The same in one go. */
export const refresh = (index: GroupIndex, now: number): void => { allAtOnce(refreshInSteps(index, now)); };

/** Builds an index in one go; `now` in milliseconds. 200,000 groups take about two seconds. */
export function createIndex(groups: Iterable<Group>, options: IndexOptions = {}, now = Date.now()): GroupIndex {
  const index = allAtOnce(indexInSteps(groups, options));
  refresh(index, now);
  return index;
}

/** Builds an index in slices of at most `slice` milliseconds. */
export async function createIndexInSlices(groups: Iterable<Group>, options: IndexOptions = {}, slice = 8): Promise<GroupIndex> {
  const index = await inSlices(indexInSteps(groups, options), slice);
  // Rules that a feed made long must not keep a server from everything else.
  await inSlices(refreshInSteps(index, Date.now()), slice);
  return index;
}
