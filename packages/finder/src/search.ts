import type { Facets, GroupQuery } from '@kith/contract';
import { add, and, count, countBoth, emptyBitmap, fullBitmap, has, isEmpty, members, or, type Bitmap } from './bitmap.ts';
import { beginningWith, similarTo } from './dictionary.ts';
import { facetNames, NEVER, refresh, unitPoint, type FacetName, type GroupIndex } from './group-index.ts';
import type { LabelIndex } from './labels.ts';
import { wordsOf } from './words.ts';

const MINUTE = 60_000;
const EARTH = 6371.0088;
/** Further words of a search are left out. */
const MOST_WORDS = 12;
/** Words of one search that are looked up by similar spelling: each is a walk through the dictionary. */
const MOST_SIMILAR = 3;
export const DEFAULT_LIMIT = 20;
export const DEFAULT_RADIUS = 40;

export interface SearchHit { id: string; /** Number of the document in the index. */ document: number; /** Kilometres. */ distance?: number }
export interface SearchResult { hits: SearchHit[]; total: number; facets: Facets; cursor?: string; asOf: number; corrected?: Record<string, string> }

/** A cursor that does not belong to this search. */
export class CursorError extends Error { override name = 'CursorError'; }

/** Bit sets that are used within one search only: a fresh one each time would keep the collector busy at 200,000 groups. */
class Scratch {
  private readonly pool: Bitmap[] = [];
  private used = 0;
  private readonly size: number;
  constructor(size: number) { this.size = size; }
  start(): this { this.used = 0; return this; }
  empty(): Bitmap { return this.next().fill(0); }
  copy(bits: Bitmap): Bitmap { const own = this.next(); own.set(bits); return own; }
  private next(): Bitmap { return this.pool[this.used++] ??= emptyBitmap(this.size); }
}
/** Words of similar spelling: positions in the dictionary, and words of labels. */
interface Similar { positions: number[]; labels: string[] }
/** Spellings that were looked up before: people make the same slips. They hold as long as an index has the same labels. */
const spellings = new WeakMap<LabelIndex, Map<string, Similar>>();
const KNOWN_SPELLINGS = 1_000;
function spellingsOf({ labels }: GroupIndex): Map<string, Similar> {
  let known = spellings.get(labels);
  if (!known) { known = new Map(); spellings.set(labels, known); }
  return known;
}

const scratches = new WeakMap<GroupIndex, Scratch>();
const everything = new WeakMap<GroupIndex, Bitmap>();

function scratchOf(index: GroupIndex): Scratch {
  let scratch = scratches.get(index);
  if (!scratch) { scratch = new Scratch(index.size); scratches.set(index, scratch); everything.set(index, fullBitmap(index.size)); }
  return scratch.start();
}

function unite(index: GroupIndex, target: Bitmap, from: number, to: number): void {
  for (let at = index.starts[from]!, end = index.starts[to]!; at < end; at++) add(target, index.postings[at]!);
}

/** So many letters of a label's word stand for it; shorter ones must be the whole of it ("men" is not "menores"). */
const LABEL_LETTERS = 4;

/** Adds documents with a value whose label has this word, or a longer one that begins so. False when there is no such label. */
function uniteLabelled(index: GroupIndex, target: Bitmap, word: string): boolean {
  const { words, values } = index.labels;
  const [from, to] = beginningWith(index.labels, word);
  let found = false;
  for (let at = from; at < to && (words[at] === word || word.length >= LABEL_LETTERS); at++) {
    found = true;
    for (const [facet, value] of values[at]!) or(target, index.facets[facet].get(value)!);
  }
  return found;
}

/** Documents that have a word beginning like this, or a value that is called so; by similar spelling only when there is neither (or `loose`). */
function documentsWith(index: GroupIndex, scratch: Scratch, word: string, loose: boolean, similarWords: (word: string) => Similar): { bits: Bitmap; spelled?: string } {
  const bits = scratch.empty();
  const [from, to] = beginningWith(index.dictionary, word);
  unite(index, bits, from, to);
  const labelled = uniteLabelled(index, bits, word);
  if ((to > from || labelled) && !loose) return { bits };
  const { positions, labels } = similarWords(word);
  for (const position of positions) unite(index, bits, position, position + 1);
  for (const label of labels) uniteLabelled(index, bits, label);
  const spelled = positions.length ? index.dictionary.words[positions[0]!] : labels[0];
  return labelled || spelled === undefined || spelled === word ? { bits } : { bits, spelled };
}

function findText(index: GroupIndex, scratch: Scratch, text: string, loose: boolean, similarWords: (word: string) => Similar): { bits: Bitmap | undefined; corrected: Record<string, string> } {
  const corrected: Record<string, string> = {};
  let bits: Bitmap | undefined;
  for (const word of new Set(wordsOf(text).slice(0, MOST_WORDS))) {
    const found = documentsWith(index, scratch, word, loose, similarWords);
    if (found.spelled !== undefined) corrected[word] = found.spelled;
    bits = bits ? and(bits, found.bits) : found.bits;
    // Nothing can come back once a word has nothing; and no more is spent on it.
    if (isEmpty(bits)) break;
  }
  return { bits, corrected };
}

/** Squared length of the straight line between a document and a point, on the unit sphere; NaN without a point. */
function chord(index: GroupIndex, document: number, [x, y, z]: readonly [number, number, number]): number {
  const at = document * 3;
  return (index.points[at]! - x) ** 2 + (index.points[at + 1]! - y) ** 2 + (index.points[at + 2]! - z) ** 2;
}
const kilometres = (square: number): number => 2 * EARTH * Math.asin(Math.sqrt(square) / 2);

/** Takes out of `bits` what is not within the radius. Chords instead of angles: exact to a metre with single precision, and cheap. */
function keepNear(index: GroupIndex, bits: Bitmap, point: readonly [number, number, number], radius: number): void {
  const most = (2 * Math.sin(radius / EARTH / 2)) ** 2;
  for (let at = 0; at < bits.length; at++) {
    let word = bits[at]!;
    while (word) {
      const low = word & -word;
      if (!(chord(index, (at << 5) + 31 - Math.clz32(low), point) <= most)) bits[at]! &= ~low;
      word ^= low;
    }
  }
}

function findSoon(index: GroupIndex, scratch: Scratch, asOf: number, minutes: number): Bitmap {
  const bits = scratch.empty();
  for (const document of index.order) {
    if (index.next[document]! > asOf + minutes) break;
    // Without a known zone nobody can say that it starts soon.
    if (has(index.zoned, document)) add(bits, document);
  }
  return bits;
}

/** What one list of the query allows; undefined when nothing is chosen in it. */
function allowed(index: GroupIndex, scratch: Scratch, facet: FacetName, query: GroupQuery): Bitmap | undefined {
  const values = query[facet] as readonly string[] | undefined;
  if (!values?.length) return undefined;
  if (facet === 'needs') return values.reduce((bits, value) => and(bits, index.facets.needs.get(value) ?? scratch.empty()), scratch.copy(everything.get(index)!));
  const bits = scratch.empty();
  for (const value of values) {
    const found = index.facets[facet].get(facet === 'languages' ? value.toLowerCase().split('-')[0]! : value);
    if (found) or(bits, found);
  }
  return bits;
}

const toCursor = (sort: string, key: number, id: string, asOf: number) => `${sort === 'distance' ? 'd' : 'n'}${key.toString(36)}-${asOf.toString(36)}-${id}`;

function readCursor(cursor: string, sort: string): { key: number; id: string; asOf: number } {
  const match = /^([dn])([0-9a-z]+)-([0-9a-z]+)-([A-Za-z0-9_-]{1,64})$/.exec(cursor);
  if (!match || match[1] !== (sort === 'distance' ? 'd' : 'n')) throw new CursorError('The cursor does not belong to this search.');
  return { key: parseInt(match[2]!, 36), id: match[4]!, asOf: parseInt(match[3]!, 36) };
}

/**
 * Searches an index. Lists narrow each other; values of one list widen it; every need must be met.
 * Pages follow each other by key and id, so that a group stands on exactly one page while the index stays,
 * even when meetings end between two pages. Throws `CursorError` for a cursor of another search.
 */
export function search(index: GroupIndex, query: GroupQuery, now = Date.now()): SearchResult {
  refresh(index, now);
  const sort = query.sort ?? 'next';
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor, sort);
  const asOf = Math.floor(now / MINUTE);
  const point = query.near && unitPoint(query.near.latitude, query.near.longitude);
  // One for both attempts: the second must not write over what the first found.
  const scratch = scratchOf(index);
  const known = spellingsOf(index);
  let walks = 0;
  const similarWords = (word: string): Similar => {
    let found = known.get(word);
    if (!found) {
      if (walks++ >= MOST_SIMILAR) return { positions: [], labels: [] };
      found = { positions: similarTo(index.dictionary, word), labels: similarTo(index.labels, word).map((position) => index.labels.words[position]!) };
      if (known.size >= KNOWN_SPELLINGS) known.delete(known.keys().next().value!);
      known.set(word, found);
    }
    return found;
  };
  const attempt = (loose: boolean) => {
    const text = findText(index, scratch, query.text ?? '', loose, similarWords);
    const base = text.bits ?? scratch.copy(everything.get(index)!);
    if (query.startsWithin !== undefined) and(base, findSoon(index, scratch, asOf, query.startsWithin));
    if (point) keepNear(index, base, point, query.near?.radius ?? DEFAULT_RADIUS);
    const chosen = new Map<FacetName, Bitmap>();
    for (const facet of facetNames) { const bits = allowed(index, scratch, facet, query); if (bits) chosen.set(facet, bits); }
    const all = scratch.copy(base);
    for (const bits of chosen.values()) and(all, bits);
    return { base, all, chosen, corrected: text.corrected, total: count(all) };
  };
  let found = attempt(false);
  if (!found.total && query.text) { const again = attempt(true); if (again.total) found = again; }
  const limit = query.limit ?? DEFAULT_LIMIT;
  const facets = countFacets(index, scratch, found);
  const distance = point && ((document: number) => kilometres(chord(index, document, point)));
  const byDistance = sort === 'distance' && distance !== undefined;
  const hits = byDistance ? nearestFirst(index, found.all, distance, limit, cursor) : soonestFirst(index, found.all, found.total, limit, cursor);
  const more = hits.length > limit;
  if (more) hits.pop();
  const last = hits.at(-1);
  return {
    hits: hits.map((document) => ({ id: index.ids[document]!, document, ...(distance ? { distance: Math.round(distance(document) * 10) / 10 } : {}) })),
    total: found.total, facets, asOf: asOf * MINUTE,
    ...(more && last !== undefined ? { cursor: toCursor(sort, byDistance ? metres(distance(last)) : index.next[last]!, index.ids[last]!, cursor?.asOf ?? asOf) } : {}),
    ...(Object.keys(found.corrected).length ? { corrected: found.corrected } : {}),
  };
}

/** Fewer documents than this are looked up one by one instead of going through whole bit sets. */
const FEW = 400;

/** Counts of each list as if nothing were chosen in that list itself. */
function countFacets(index: GroupIndex, scratch: Scratch, { base, chosen, all }: { base: Bitmap; chosen: Map<FacetName, Bitmap>; all: Bitmap }): Facets {
  const facets = {} as Facets;
  const counter = (bits: Bitmap): ((documents: Bitmap) => number) => {
    if (count(bits) > FEW) return (documents) => countBoth(bits, documents);
    const few = members(bits);
    return (documents) => { let number = 0; for (const document of few) if (has(documents, document)) number++; return number; };
  };
  const countAll = counter(all);
  for (const facet of facetNames) {
    let countIn = countAll;
    // Needs narrow within their own list too, so their counts say what is left when one more is added.
    if (facet !== 'needs' && chosen.has(facet)) {
      const bits = scratch.copy(base);
      for (const [name, other] of chosen) if (name !== facet) and(bits, other);
      countIn = counter(bits);
    }
    const counts: Record<string, number> = {};
    for (const [value, documents] of index.facets[facet]) { const number = countIn(documents); if (number) counts[value] = number; }
    facets[facet] = counts;
  }
  return facets;
}

type Place = ReturnType<typeof readCursor> | undefined;

/** Up to `limit + 1` documents by next start. */
function soonestFirst(index: GroupIndex, bits: Bitmap, total: number, limit: number, after: Place): number[] {
  const behind = (document: number) => !after || ((index.next[document]! > after.key || (index.next[document] === after.key && index.ids[document]! > after.id)) && !shownBefore(index, document, after));
  if (total <= FEW) return members(bits).filter(behind).sort((a, b) => index.next[a]! - index.next[b]! || index.rank[a]! - index.rank[b]!).slice(0, limit + 1);
  const found: number[] = [];
  for (let at = 0; at < index.order.length && found.length <= limit; at++) {
    const document = index.order[at]!;
    if (has(bits, document) && behind(document)) found.push(document);
  }
  return found;
}

/** Whether a meeting that has ended since the first page stood on an earlier page by its date of then. */
function shownBefore(index: GroupIndex, document: number, after: NonNullable<Place>): boolean {
  if (after.asOf >= index.asOf || index.next[document] === NEVER || !index.weekdayBits[document]) return false;
  const week = 7 * 24 * 60;
  const then = index.next[document]! - week;
  return then + index.duration[document]! > after.asOf && (then < after.key || (then === after.key && index.ids[document]! <= after.id));
}

const metres = (distance: number) => Math.round(distance * 1000);

function nearestFirst(index: GroupIndex, bits: Bitmap, distance: (document: number) => number, limit: number, after: Place): number[] {
  return members(bits).map((document) => ({ document, key: metres(distance(document)), id: index.ids[document]! }))
    .filter(({ key, id }) => !after || key > after.key || (key === after.key && id > after.id))
    .sort((a, b) => a.key - b.key || (a.id < b.id ? -1 : 1)).slice(0, limit + 1).map(({ document }) => document);
}
