import type { Audience, Group, LedBy, Owner, Topic } from '@kith/contract';
import type { CodeDictionary } from './codes.ts';
import { readMeetingGuide } from './meeting-guide.ts';

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
}

/** Why a whole file is refused: `kind` for programs, `message` for people. */
export interface FeedRefusal { ok: false; kind: 'empty' | 'too-many' | 'not-json' | 'too-deep' | 'bmlt' | 'unknown'; message: string }
export interface FeedReading { ok: true; kind: 'meeting-guide'; groups: Group[]; report: FeedReport }

/** More records than any fellowship has; each costs memory, also one that is refused. */
const MOST_RECORDS = 300_000;
/** Meeting Guide needs three levels; this is generous and still keeps recursion harmless. */
const MAX_DEPTH = 32;

/** Whether brackets nest deeper than `most`, without parsing. */
export function isTooDeep(text: string, most = MAX_DEPTH): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) { if (code === 92) at++; else if (code === 34) quoted = false; }
    else if (code === 34) quoted = true;
    else if (code === 91 || code === 123) { if (++depth > most) return true; }
    else if (code === 93 || code === 125) depth--;
  }
  return false;
}

const refuse = (kind: FeedRefusal['kind'], message: string): FeedRefusal => ({ ok: false, kind, message });
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const looksLikeBmlt = (value: unknown) => isObject(value) && 'id_bigint' in value && ('weekday_tinyint' in value || 'meeting_name' in value);

function notJson(text: string): FeedRefusal {
  const start = text.trimStart();
  if (start.startsWith('<')) return refuse('not-json', 'This is a web page or XML, not a JSON feed. Check the address of the feed.');
  if (/^\s*[[{]/.test(text) && endsEarly(text)) return refuse('not-json', `This is not valid JSON: there is something after the end of the list, from line ${endsEarly(text)} on. Ask whoever publishes the feed to mend it.`);
  return refuse('not-json', 'This is not valid JSON: it is cut off or has a mistake in it. Ask whoever publishes the feed to mend it.');
}

/** The line on which something follows a value that is already complete; 0 when nothing does. */
function endsEarly(text: string): number {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) { if (code === 92) at++; else if (code === 34) quoted = false; continue; }
    if (code === 34) quoted = true;
    else if (code === 91 || code === 123) depth++;
    else if ((code === 93 || code === 125) && --depth === 0) {
      const tail = text.slice(at + 1);
      if (!tail.trim()) return 0;
      return text.slice(0, at + 1 + tail.search(/\S/)).split('\n').length;
    }
  }
  return 0;
}

/**
 * Reads a feed's text: recognises its kind and turns its records into groups with a report. Never throws.
 * Kith reads Meeting Guide JSON; other kinds are named and refused in words.
 */
export function readFeed(text: string, options: FeedOptions): FeedReading | FeedRefusal {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (!body.trim()) return refuse('empty', 'The file is empty.');
  if (isTooDeep(body)) return refuse('too-deep', `The file nests deeper than ${MAX_DEPTH} levels. A feed of groups does not; check the address of the feed.`);
  let value: unknown;
  try { value = JSON.parse(body); } catch { return notJson(body); }
  const list = Array.isArray(value) ? (value as unknown[]) : isObject(value) && Array.isArray(value.meetings) ? (value.meetings as unknown[]) : undefined;
  if (list?.some(looksLikeBmlt)) return refuse('bmlt', 'This is a BMLT answer (GetSearchResults). Kith does not read BMLT yet; if the same site offers a Meeting Guide feed, use that address.');
  if (!list) return refuse('unknown', 'This is JSON, but not a list of groups. A Meeting Guide feed is a list of records with a name and a slug.');
  if (!list.length) return refuse('empty', 'The feed is an empty list.');
  if (list.length > MOST_RECORDS) return refuse('too-many', `The feed has more than ${MOST_RECORDS.toLocaleString('en')} records. Split it.`);
  if (!list.some((record) => isObject(record) && 'name' in record)) return refuse('unknown', 'No record of this list has a name. A Meeting Guide feed is a list of records with a name and a slug.');
  return { ok: true, kind: 'meeting-guide', ...readMeetingGuide(list, options) };
}
