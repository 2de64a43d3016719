import type { Audience, Group, LedBy, Owner, Topic } from '@kith/contract';
import type { CodeDictionary } from './codes.ts';
import { readMeetingGuide } from './meeting-guide.ts';
import { inSlices } from '../slices.ts';
import { isRecord, type Reading } from './records.ts';

/** What a feed does not say of itself. */
export interface FeedOptions {
  /** Identity of the feed: groups keep their ids while this and the record's slug stay. */
  feed: string;
  /** Whose listings they are, unless a record names its own `entity`. */
  owner: Owner;
  /** IANA zone for records that state none. Without it their times are shown without a claim of zone. */
  timeZone?: string;
  /** BCP 47 language of groups that state none. */
  language?: string;
  topics?: readonly Topic[];
  audiences?: readonly Audience[];
  ledBy?: LedBy;
  /** The source's own codes; they go before the format's. */
  dictionary?: CodeDictionary;
  /** Marks sample data of that year: labelled, and how to join is left out. */
  sampleYear?: number;
}

/** A line about one record (counted from 1): what was wrong where. Never a value of the record. */
export interface ReportLine { record: number; slug?: string; field: string; reason: string }
export interface FeedReport {
  total: number; shown: number;
  /** How many records were left out; `refused` holds the first 500 of their lines. */
  refusedCount: number; refused: ReportLine[];
  mendedCount: number; mended: ReportLine[];
  /** Codes that no dictionary knows, the most frequent first; at most 200. */
  unknownCodes?: { code: string; count: number }[];
}

/** Why a whole file is refused: `kind` for programs, `message` for people. */
export interface FeedRefusal { ok: false; kind: 'empty' | 'too-many' | 'not-json' | 'too-deep' | 'unknown'; message: string }
/** The formats that Kith reads. */
export type FeedKind = 'meeting-guide' | 'bmlt' | 'hsds' | 'table' | 'calendar' | 'kith';
export interface FeedReading { ok: true; kind: FeedKind; groups: Group[]; report: FeedReport }

/** More records than any fellowship has; each costs memory, also one that is refused. */
const MOST_RECORDS = 300_000;
/** Meeting Guide needs three levels; this is generous and still keeps recursion harmless. */
const MAX_DEPTH = 32;

/** Where the quoted text that begins at `from` ends; the end of all where it does not. */
function endOfQuote(text: string, from: number): number {
  for (let at = from; ;) {
    at = text.indexOf('"', at + 1);
    if (at < 0) return text.length;
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === 92) escapes++;
    if (escapes % 2 === 0) return at;
  }
}

/** Whether brackets nest deeper than `most`, without parsing. */
export function isTooDeep(text: string, most = MAX_DEPTH): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Most of a feed is inside quotes: the browser's own search goes over it faster than we do.
    if (code === 34) at = endOfQuote(text, at);
    else if (code === 91 || code === 123) { if (++depth > most) return true; }
    else if (code === 93 || code === 125) depth--;
  }
  return false;
}

const refuse = (kind: FeedRefusal['kind'], message: string): FeedRefusal => ({ ok: false, kind, message });
// Beside the reading itself: to know that a feed is none of this kind costs no file.
/** Whether a record looks like a service or a service at a location. */
const looksLikeHsds = (value: unknown): boolean => isRecord(value) && typeof value.id === 'string'
  && ((isRecord(value.service) && ('location' in value || 'schedules' in value)) || ('name' in value && ['organization_id', 'organization', 'service_at_locations', 'schedules', 'events', 'operating_hours', 'eligibility_description'].some((key) => key in value)));
const looksLikeBmlt = (value: unknown) => isRecord(value) && 'id_bigint' in value && ('weekday_tinyint' in value || 'meeting_name' in value);

function notJson(text: string): FeedRefusal {
  const start = text.trimStart();
  if (start.startsWith('<')) return refuse('not-json', 'This is a web page or XML, not a JSON feed. Check the address of the feed.');
  if (/^\s*[[{]/.test(text) && endsEarly(text)) return refuse('not-json', `This is not valid JSON: there is something after the end of the list, from line ${endsEarly(text)} on. Ask whoever publishes the feed to mend it.`);
  return refuse('not-json', 'This is not valid JSON: it is cut off or has a mistake in it. Ask whoever publishes the feed to mend it.');
}

/** The line on which something follows a value that is already complete; 0 when nothing does. */
function endsEarly(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) at = endOfQuote(text, at);
    else if (code === 91 || code === 123) depth++;
    else if ((code === 93 || code === 125) && --depth === 0) {
      const tail = text.slice(at + 1);
      if (!tail.trim()) return 0;
      return text.slice(0, at + 1 + tail.search(/\S/)).split('\n').length;
    }
  }
  return 0;
}

/** The list of records in a JSON feed: the answer itself, or what each format wraps it in. */
function recordsOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value as unknown[];
  if (!isRecord(value)) return undefined;
  for (const name of ['meetings', 'contents', 'groups', 'services']) if (Array.isArray(value[name])) return value[name] as unknown[];
  return 'id' in value && ('name' in value || 'service' in value) ? [value] : undefined;
}

/** Milliseconds after which reading gives way: below what a person notices, and few enough turns for 50,000 records. */
const SLICE = 30;
const readAll = async (kind: FeedKind, reading: Reading): Promise<FeedReading> => ({ ok: true, kind, ...await inSlices(reading, SLICE) });

async function readJson(value: unknown, options: FeedOptions): Promise<FeedReading | FeedRefusal> {
  const list = recordsOf(value);
  if (!list) return refuse('unknown', 'This is JSON, but not a list of groups. Kith reads Meeting Guide, BMLT, HSDS 3, iCalendar, tables (CSV) and its own JSON.');
  // A BMLT server answers a question that it does not understand with an empty list, and with status 200.
  if (!list.length) return refuse('empty', 'The feed is an empty list. If this is a BMLT address, check its question: a mistake in it is answered with an empty list.');
  if (list.length > MOST_RECORDS) return refuse('too-many', `The feed has more than ${MOST_RECORDS.toLocaleString('en')} records. Split it.`);
  if (isRecord(value) && value.format === 'kith-groups') return readAll('kith', (await import('./kith.ts')).readKith(list, options));
  if (list.some(looksLikeBmlt)) return readAll('bmlt', (await import('./bmlt.ts')).readBmlt(list, isRecord(value) && Array.isArray(value.formats) ? value.formats : [], options));
  if (list.some(looksLikeHsds)) return readAll('hsds', (await import('./hsds.ts')).readHsds(list, options));
  if (!list.some((record) => isRecord(record) && 'name' in record)) return refuse('unknown', 'No record of this list has a name. A Meeting Guide feed is a list of records with a name and a slug.');
  return readAll('meeting-guide', readMeetingGuide(list, options));
}

/**
 * Reads a feed's text: recognises its kind and turns its records into groups with a report. Never rejects.
 * Formats other than Meeting Guide are loaded when they are first met: a page pays for the one that its feed has.
 */
export async function readFeed(text: string, options: FeedOptions): Promise<FeedReading | FeedRefusal> {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (!body.trim()) return refuse('empty', 'The file is empty.');
  if (/^\s*BEGIN:VCALENDAR/i.test(body)) {
    try {
      const reading = await readAll('calendar', (await import('./calendar.ts')).readCalendar(body, options));
      return reading.report.total ? reading : refuse('empty', 'The calendar holds no event.');
    } catch { return refuse('unknown', 'This begins like an iCalendar file, but has a mistake in it or is cut off. Ask whoever publishes it to mend it.'); }
  }
  if (!/^\s*["[{<]/.test(body) || /^\s*"[^"\n]*"[ ]*[,;\t|]/.test(body)) {
    const table = await import('./table.ts');
    if (table.looksLikeTable(body)) {
      const { rows, reading } = table.readTable(body, options);
      if (rows > MOST_RECORDS) return refuse('too-many', `The table has more than ${MOST_RECORDS.toLocaleString('en')} rows. Split it.`);
      return rows ? await readAll('table', reading) : refuse('empty', 'The table has a row of names and nothing below it.');
    }
  }
  if (isTooDeep(body)) return refuse('too-deep', `The file nests deeper than ${MAX_DEPTH} levels. A feed of groups does not; check the address of the feed.`);
  let value: unknown;
  try { value = JSON.parse(body); } catch { return notJson(body); }
  return readJson(value, options);
}
