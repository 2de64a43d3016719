import type { Format, Group, Online, Place, Schedule } from '@kith/contract';
import { weekdays } from '@kith/contract';
import { canonicalZone, formatLocal, parseLocal } from '../zones.ts';
import { meetingGuideCodes, type CodeDictionary, type CodeMeaning } from './codes.ts';
import type { FeedOptions, FeedReport, ReportLine } from './read-feed.ts';
import { plainText, stableId, webLink, withoutJoining } from './text.ts';

/** Meeting Guide JSON (Code for Recovery): a plain array of records, of which only name and slug are required. */
type Record_ = Record<string, unknown>;
type Mend = (field: string, reason: string) => void;
/** A refused record: the field and why, in words. Never a value of the record. */
class Refused extends Error {
  readonly field: string;
  constructor(field: string, reason: string) { super(reason); this.field = field; }
}

/** Sunday of the week from which weekly feeds without dates are counted: 5 January 2020. */
const ANCHOR = Date.UTC(2020, 0, 5);
const DAY = 86_400_000;
const KEPT_LINES = 500;
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const zoneNames = new Map(Object.entries({
  eastern: 'America/New_York', central: 'America/Chicago', mountain: 'America/Denver', pacific: 'America/Los_Angeles',
  alaska: 'America/Anchorage', hawaii: 'Pacific/Honolulu', atlantic: 'America/Halifax', arizona: 'America/Phoenix',
}));
const countries = new Map(Object.entries({
  'usa': 'US', 'us': 'US', 'united states': 'US', 'united states of america': 'US', 'canada': 'CA', 'uk': 'GB', 'united kingdom': 'GB',
  'ireland': 'IE', 'australia': 'AU', 'new zealand': 'NZ', 'south africa': 'ZA', 'mexico': 'MX', 'germany': 'DE', 'france': 'FR', 'spain': 'ES',
}));

function readDays(value: unknown, mend: Mend): number[] {
  if (value === null || value === undefined || value === '') return [];
  const days = new Set<number>();
  for (const item of Array.isArray(value) ? value : [value]) {
    const text = String(item).trim().toLowerCase();
    const number = /^\d$/.test(text) ? Number(text) : dayNames.indexOf(text.slice(0, 3));
    if (number === 7) { days.add(0); mend('day', '7 was read as Sunday'); }
    else if (number >= 0 && number <= 6) days.add(number);
    else mend('day', 'a day that is not 0 to 6 was left out');
  }
  return [...days].sort();
}

/** Minutes since midnight of `19:00`, `19:00:00`, `7:00 PM`, `noon`; undefined when it says nothing. */
function readTime(value: unknown): number | undefined {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (text === 'noon') return 720;
  if (text === 'midnight') return 0;
  const match = /^(\d{1,2}):(\d{2})(?::\d{2})?\s*(?:([ap])\.?m?\.?)?$/.exec(text);
  if (!match) return undefined;
  let hour = Number(match[1]);
  if (match[3]) { if (hour < 1 || hour > 12) return undefined; hour = (hour % 12) + (match[3] === 'p' ? 12 : 0); }
  const minute = Number(match[2]);
  return hour < 24 && minute < 60 ? hour * 60 + minute : hour === 24 && minute === 0 ? 0 : undefined;
}

function readZone(value: unknown, fallback: string | undefined, mend: Mend): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text) {
    const known = text.includes('/') && text.length <= 64 ? canonicalZone(text) : undefined;
    if (known) return known;
    const named = zoneNames.get(text.toLowerCase().replace(/ (standard |daylight )?time$/, ''));
    if (named) { mend('timezone', 'a zone in words was read as an IANA zone'); return named; }
    mend('timezone', 'not an IANA zone: the zone of the feed is used instead');
  } else if (value !== undefined && value !== null && value !== '') mend('timezone', 'not an IANA zone: the zone of the feed is used instead');
  return fallback;
}

function readSchedule(record: Record_, options: FeedOptions, mend: Mend): Schedule | undefined {
  const days = readDays(record.day, mend);
  const start = readTime(record.time);
  const timeGiven = record.time !== undefined && record.time !== null && record.time !== '';
  if (!days.length || start === undefined) {
    if (timeGiven && start === undefined) mend('time', 'not a time: shown as by appointment');
    else if (days.length) mend('time', 'missing: shown as by appointment');
    else if (timeGiven) mend('day', 'missing: shown as by appointment');
    return undefined;
  }
  let duration = 60;
  const end = readTime(record.end_time);
  if (end === start) mend('end_time', 'same as the start: one hour is shown');
  else if (end !== undefined) duration = (end - start + 1440) % 1440;
  else if (record.end_time !== undefined && record.end_time !== null && record.end_time !== '') mend('end_time', 'not a time: one hour is shown');
  const zone = readZone(record.timezone, options.timeZone, mend);
  return {
    ...(zone ? { timeZone: zone } : {}),
    start: formatLocal(ANCHOR + days[0]! * DAY + start * 60_000),
    duration,
    rules: [`FREQ=WEEKLY;BYDAY=${days.map((day) => weekdays[day]).join(',')}`],
  };
}

function readPoint(record: Record_, mend: Mend): { latitude: number; longitude: number } | undefined {
  const blank = (value: unknown) => value === undefined || value === null || value === '';
  if (blank(record.latitude) && blank(record.longitude)) return undefined;
  const latitude = blank(record.latitude) ? NaN : Number(record.latitude);
  const longitude = blank(record.longitude) ? NaN : Number(record.longitude);
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) { mend('latitude', 'not a point on earth: left out'); return undefined; }
  if (latitude === 0 && longitude === 0) { mend('latitude', '0,0 stands for no point: left out'); return undefined; }
  return { latitude, longitude };
}

/** The town in an address line that ends in "town, region and postcode, country". */
function localityOf(parts: string[], country: string | undefined): string {
  if (parts.length < 3 || !country) return '';
  // Canadian feeds write province and postcode as two parts.
  const split = country === 'CA' && parts.length >= 5 && /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i.test(parts.at(-2)!);
  return parts.at(split ? -4 : -3)!.slice(0, 120);
}

function readPlace(record: Record_, mend: Mend): { place: Place | undefined; exact: boolean } {
  const joined = ['address', 'city', 'state', 'postal_code', 'country'].map((key) => plainText(record[key], 120)).filter(Boolean).join(', ');
  const address = plainText(record.formatted_address, 300) || joined.slice(0, 300);
  const parts = address.split(',').map((part) => part.trim()).filter(Boolean);
  const approximate = typeof record.approximate === 'string' ? record.approximate.toLowerCase() === 'yes' : parts.length < 4 && !/^\d/.test(address);
  const country = countries.get((plainText(record.country, 60) || parts.at(-1) || '').toLowerCase());
  const locality = plainText(record.city, 120) || localityOf(parts, country);
  const regions = Array.isArray(record.regions) ? record.regions : [record.region, record.sub_region];
  const region = [...new Set(regions.map((part) => plainText(part, 80)).filter(Boolean))].join(', ').slice(0, 200);
  const name = plainText(record.location, 200);
  const notes = withoutJoining(plainText(record.location_notes, 2000, true));
  const point = readPoint(record, mend);
  const place: Place = {
    ...(name ? { name } : {}), ...(address ? { address } : {}), ...(locality ? { locality } : {}), ...(region ? { region } : {}),
    ...(country ? { country } : {}), ...point, ...(approximate && (address || point) ? { approximate: true } : {}), ...(notes ? { notes } : {}),
  };
  return { place: Object.keys(place).length ? place : undefined, exact: Boolean(address) && !approximate };
}

function readOnline(record: Record_, options: FeedOptions, mend: Mend): Online | undefined {
  const given = typeof record.conference_url === 'string' ? record.conference_url.trim() : '';
  const url = webLink(given);
  if (given && !url) mend('conference_url', 'not a web address: left out');
  else if (url && url !== given) mend('conference_url', 'https:// was added');
  const rawPhone = typeof record.conference_phone === 'string' || typeof record.conference_phone === 'number' ? String(record.conference_phone) : '';
  const phone = rawPhone.replace(/[^\d+,#*;]/g, '').slice(0, 120);
  if (!url && !phone) return undefined;
  if (options.sampleYear !== undefined) return { live: false };
  const notes = plainText(record.conference_url_notes, 2000, true);
  const phoneNotes = plainText(record.conference_phone_notes, 2000, true);
  return { ...(url ? { url } : {}), ...(notes ? { notes } : {}), ...(phone ? { phone } : {}), ...(phoneNotes ? { phoneNotes } : {}) };
}

const hasPhoneOnly = (record: Record_) => Boolean(record.conference_phone) && !record.conference_url;

function readFormat(record: Record_, codes: Set<string>, online: Online | undefined, exact: boolean): Format {
  const said = typeof record.attendance_option === 'string' ? record.attendance_option.toLowerCase() : '';
  const closed = codes.has('TC');
  const remote: Format = hasPhoneOnly(record) && !codes.has('ONL') ? 'phone' : 'online';
  if (said === 'online') return remote;
  if (said === 'hybrid') return closed ? remote : 'mixed';
  if (said === 'in_person' || said === 'inactive') return 'in-person';
  if (!online && !codes.has('ONL')) return 'in-person';
  // Temporarily closed and online: the room is closed, the meeting still on.
  return exact && !closed ? 'mixed' : remote;
}

/** Feeds decide the key, so nothing that every object inherits may answer. */
const own = (dictionary: CodeDictionary | undefined, code: string): CodeMeaning | undefined => (dictionary && Object.hasOwn(dictionary, code) ? dictionary[code] : undefined);

interface Meaning { access: Set<Group['access'][number]>; audiences: Set<string>; attributes: Set<string>; topics: Set<string>; languages: Set<string>; sourceCodes: { code: string; label?: string }[] }

function readCodes(record: Record_, options: FeedOptions, mend: Mend): { codes: Set<string>; meaning: Meaning } {
  const list = Array.isArray(record.types) ? record.types : typeof record.types === 'string' ? record.types.replace(/[[\]"']/g, '').split(',') : [];
  const meaning: Meaning = { access: new Set(), audiences: new Set(options.audiences), attributes: new Set(), topics: new Set(options.topics), languages: new Set(), sourceCodes: [] };
  const codes = new Set<string>();
  for (const item of list.slice(0, 60)) {
    const code = plainText(item, 64);
    if (!code || codes.has(code)) continue;
    codes.add(code);
    const known = own(options.dictionary, code) ?? own(meetingGuideCodes, code) ?? own(meetingGuideCodes, code.toUpperCase());
    if (!known) mend('types', 'a code that the dictionary does not know was kept as written');
    meaning.sourceCodes.push({ code, ...(known?.label ? { label: known.label } : {}) });
    if (known?.access) meaning.access.add(known.access);
    if (known?.audience) meaning.audiences.add(known.audience);
    if (known?.attribute) meaning.attributes.add(known.attribute);
    if (known?.topic) meaning.topics.add(known.topic);
    if (known?.language) meaning.languages.add(known.language);
  }
  return { codes, meaning };
}

const updatedText = (value: unknown): string | undefined => {
  const match = typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})/.exec(value) : null;
  return match && !Number.isNaN(parseLocal(`${match[1]}T${match[2]}`)) ? `${match[1]}T${match[2]}:00Z` : undefined;
};

function readRecord(value: unknown, options: FeedOptions, mend: Mend): Group {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refused('record', 'not an object');
  const record = value as Record_;
  const name = plainText(record.name, 200);
  if (!name) throw new Refused('name', 'missing: a group needs a name');
  let slug = plainText(record.slug, 200);
  if (!slug) { slug = `unnamed-${stableId(name, String(record.day), String(record.time))}`; mend('slug', 'missing: one was made from name, day and time'); }
  const { codes, meaning } = readCodes(record, options, mend);
  const schedule = readSchedule(record, options, mend);
  const online = readOnline(record, options, mend);
  const { place, exact } = readPlace(record, mend);
  const format = readFormat(record, codes, online, exact);
  if (format !== 'in-person') meaning.attributes.delete('temporarily-closed');
  else if (record.attendance_option === 'inactive') meaning.attributes.add('temporarily-closed');
  if (place && (format === 'online' || format === 'phone') && place.latitude !== undefined) {
    // Online groups share made-up points in real feeds; a distance to one would be a lie.
    delete place.latitude;
    delete place.longitude;
  }
  const url = webLink(record.url);
  const notes = plainText([record.notes, record.group_notes].filter((part) => typeof part === 'string').join('\n'), 4000, true);
  const kept = options.sampleYear === undefined ? notes : withoutJoining(notes);
  const shownNotes = /[\p{L}\p{N}]/u.test(kept) ? kept : '';
  const entity = plainText(record.entity, 200);
  const entityUrl = webLink(record.entity_website_url ?? record.entity_url);
  const updatedAt = updatedText(record.updated);
  if (!meaning.languages.size || (meaning.languages.size === 1 && meaning.languages.has('ase'))) if (options.language) meaning.languages.add(options.language);
  return {
    id: stableId(options.feed, slug),
    name,
    ...(shownNotes ? { notes: shownNotes } : {}),
    topics: [...meaning.topics].slice(0, 20), audiences: [...meaning.audiences].slice(0, 20), ...(options.ledBy ? { ledBy: options.ledBy } : {}),
    access: [...meaning.access],
    ...(schedule ? { schedule } : {}),
    format,
    ...(place ? { place } : {}), ...(online ? { online } : {}),
    languages: [...meaning.languages], attributes: [...meaning.attributes].slice(0, 40),
    owner: entity ? { name: entity, ...(entityUrl ? { url: entityUrl } : {}) } : options.owner,
    ...(url ? { url } : {}),
    ...(meaning.sourceCodes.length ? { sourceCodes: meaning.sourceCodes } : {}),
    source: { feed: options.feed, record: slug },
    ...(updatedAt ? { updatedAt } : {}),
    ...(options.sampleYear !== undefined ? { sampleYear: options.sampleYear } : {}),
  };
}

/**
 * Reads the records of a Meeting Guide feed one by one. Never throws: each becomes a group or a line of the report.
 * Personal contact fields (`contact_1_name`, `email`, `phone`, giving handles) are not read at all.
 */
export function readMeetingGuide(records: readonly unknown[], options: FeedOptions): { groups: Group[]; report: FeedReport } {
  const groups: Group[] = [];
  const report: FeedReport = { total: records.length, shown: 0, refusedCount: 0, refused: [], mendedCount: 0, mended: [] };
  const taken = new Map<string, number>();
  // All are counted, the first are kept: a hostile feed must not be answered with a report larger than itself.
  const note = (kind: 'refused' | 'mended', line: ReportLine) => { report[`${kind}Count`]++; if (report[kind].length < KEPT_LINES) report[kind].push(line); };
  records.forEach((value, index) => {
    const identity = typeof value === 'object' && value !== null ? plainText((value as Record_).slug, 80) : '';
    const where = { record: index + 1, ...(identity ? { slug: identity } : {}) };
    const mended: { field: string; reason: string }[] = [];
    try {
      const group = readRecord(value, options, (field, reason) => { mended.push({ field, reason }); });
      const times = taken.get(group.id) ?? 0;
      taken.set(group.id, times + 1);
      if (times) { group.id = stableId(group.id, String(times + 1)); mended.push({ field: 'slug', reason: 'used by an earlier record too: kept apart' }); }
      groups.push(group);
      for (const line of mended) note('mended', { ...where, ...line });
    } catch (error) {
      note('refused', { ...where, field: error instanceof Refused ? error.field : 'record', reason: error instanceof Refused ? error.message : 'could not be read' });
    }
  });
  report.shown = groups.length;
  return { groups, report };
}
