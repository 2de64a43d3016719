import type { AccessKind, Format, Group, LedBy, Online, Owner, Place, Schedule } from '@kith/contract';
import { accessKinds, attributes, audiences, ledBy as leaders, topics, weekdays } from '@kith/contract';
import { canonicalZone, formatLocal, parseLocal } from '../zones.ts';
import type { CodeDictionary, CodeMeaning } from './codes.ts';
import type { FeedOptions } from './read-feed.ts';
import type { Mend } from './records.ts';
import { readSpokenRules } from './spoken-rules.ts';
import { plainText, stableId, webLink, withoutJoining } from './text.ts';

/** Pieces of a record that several formats write in the same ways. */

/** Sunday of the week from which weekly feeds without dates are counted: 5 January 2020. */
const ANCHOR = Date.UTC(2020, 0, 5);
const DAY = 86_400_000;

const zoneNames = new Map(Object.entries({
  eastern: 'America/New_York', central: 'America/Chicago', mountain: 'America/Denver', pacific: 'America/Los_Angeles',
  alaska: 'America/Anchorage', hawaii: 'Pacific/Honolulu', atlantic: 'America/Halifax', arizona: 'America/Phoenix',
}));
const countries = new Map(Object.entries({
  'usa': 'US', 'us': 'US', 'united states': 'US', 'united states of america': 'US', 'canada': 'CA', 'uk': 'GB', 'united kingdom': 'GB',
  'ireland': 'IE', 'australia': 'AU', 'new zealand': 'NZ', 'south africa': 'ZA', 'mexico': 'MX', 'germany': 'DE', 'france': 'FR', 'spain': 'ES',
  'italy': 'IT', 'portugal': 'PT', 'brazil': 'BR', 'brasil': 'BR', 'japan': 'JP', 'india': 'IN', 'philippines': 'PH', 'vietnam': 'VN',
}));

/** ISO 3166-1 of a country's name or code, as far as it is known. */
export function countryOf(text: string): string | undefined {
  const plain = text.trim();
  return countries.get(plain.toLowerCase()) ?? (/^[A-Z]{2}$/.test(plain) ? plain : undefined);
}

/** Minutes since midnight of `19:00`, `19:00:00`, `7:00 PM`, `7pm`, `noon`; undefined when it says nothing. */
export function readTime(value: unknown): number | undefined {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (text === 'noon') return 720;
  if (text === 'midnight') return 0;
  const match = /^(\d{1,2}):(\d{2})(?::\d{2})?(?:\.\d+)?\s*(?:([ap])\.?m?\.?)?$/.exec(text) ?? /^(\d{1,2})()\s*(?:([ap])\.?m\.?)$/.exec(text);
  if (!match) return undefined;
  let hour = Number(match[1]);
  if (match[3]) { if (hour < 1 || hour > 12) return undefined; hour = (hour % 12) + (match[3] === 'p' ? 12 : 0); }
  const minute = Number(match[2]);
  return hour < 24 && minute < 60 ? hour * 60 + minute : hour === 24 && minute === 0 ? 0 : undefined;
}

/** The IANA zone that a record states, in one spelling; the feed's own where it states none or nonsense. */
export function readZone(value: unknown, fallback: string | undefined, mend: Mend): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text) {
    const known = (text.includes('/') || text === 'UTC') && text.length <= 64 ? canonicalZone(text) : undefined;
    if (known) return known;
    const named = zoneNames.get(text.toLowerCase().replace(/ (standard |daylight )?time$/, ''));
    if (named) { mend('timezone', 'a zone in words was read as an IANA zone'); return named; }
    mend('timezone', 'not an IANA zone: the zone of the feed is used instead');
  } else if (value !== undefined && value !== null && value !== '') mend('timezone', 'not an IANA zone: the zone of the feed is used instead');
  return fallback;
}

/** A weekly meeting without dates; `days` 0 to 6, Sunday 0, at least one; `start` and `duration` in minutes. */
export const weekly = (days: readonly number[], start: number, duration: number, zone: string | undefined): Schedule => ({
  ...(zone ? { timeZone: zone } : {}), start: formatLocal(ANCHOR + days[0]! * DAY + start * 60_000), duration,
  rules: [`FREQ=WEEKLY;BYDAY=${days.map((day) => weekdays[day]).join(',')}`],
});

const blank = (value: unknown) => value === undefined || value === null || value === '';

export function readPoint(latitudeGiven: unknown, longitudeGiven: unknown, mend: Mend): { latitude: number; longitude: number } | undefined {
  if (blank(latitudeGiven) && blank(longitudeGiven)) return undefined;
  const latitude = blank(latitudeGiven) ? NaN : Number(latitudeGiven);
  const longitude = blank(longitudeGiven) ? NaN : Number(longitudeGiven);
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) { mend('latitude', 'not a point on earth: left out'); return undefined; }
  if (latitude === 0 && longitude === 0) { mend('latitude', '0,0 stands for no point: left out'); return undefined; }
  return { latitude, longitude };
}

/** How to take part online or by phone, from what a record gives. */
export function readOnline({ url: given, notes, phone: givenPhone, phoneNotes }: { url: unknown; notes?: unknown; phone?: unknown; phoneNotes?: unknown }, fields: { url: string }, mend: Mend): Online | undefined {
  const text = typeof given === 'string' ? given.trim() : '';
  const url = webLink(text);
  if (text && !url) mend(fields.url, 'not a web address: left out');
  else if (url && url !== text) mend(fields.url, 'https:// was added');
  const rawPhone = typeof givenPhone === 'string' || typeof givenPhone === 'number' ? String(givenPhone) : '';
  const phone = rawPhone.replace(/[^\d+,#*;]/g, '').slice(0, 120);
  if (!url && !phone) return undefined;
  const about = plainText(notes, 2000, true);
  const aboutPhone = plainText(phoneNotes, 2000, true);
  return { ...(url ? { url } : {}), ...(about ? { notes: about } : {}), ...(phone ? { phone } : {}), ...(aboutPhone ? { phoneNotes: aboutPhone } : {}) };
}

/** What the codes of a record say together. */
export interface Meaning { access: Set<Group['access'][number]>; audiences: Set<string>; attributes: Set<string>; topics: Set<string>; languages: Set<string>; ledBy: LedBy | undefined; sourceCodes: { code: string; label?: string }[] }

/** Feeds decide the key, so nothing that every object inherits may answer. */
const own = (dictionary: CodeDictionary | undefined, code: string): CodeMeaning | undefined => (dictionary && Object.hasOwn(dictionary, code) ? dictionary[code] : undefined);
const includes = (list: readonly string[], value: string) => list.includes(value);

/** Kith's own slugs are codes in every format: what Kith publishes it reads back. Languages are written `lang-es`. */
function ownSlug(code: string): CodeMeaning | undefined {
  if (includes(accessKinds, code)) return { access: code as AccessKind };
  if (includes(audiences, code)) return { audience: code } as CodeMeaning;
  if (includes(attributes, code)) return { attribute: code } as CodeMeaning;
  if (includes(topics, code)) return { topic: code } as CodeMeaning;
  if (/^lang-[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(code)) return { language: code.slice(5) };
  const leader = /^led-by-(.+)$/.exec(code)?.[1];
  return leader && includes(leaders, leader) ? { ledBy: leader as LedBy } : undefined;
}

/** Reads codes by the source's own dictionary, then the format's, then Kith's slugs. None is dropped. */
export function readCodes(list: readonly unknown[], options: FeedOptions, dictionary: CodeDictionary, mend: Mend, field = 'types'): { codes: Set<string>; meaning: Meaning } {
  const meaning: Meaning = { access: new Set(), audiences: new Set(options.audiences), attributes: new Set(), topics: new Set(options.topics), languages: new Set(), ledBy: undefined, sourceCodes: [] };
  const codes = new Set<string>();
  for (const item of list.slice(0, 60)) {
    const code = plainText(item, 64);
    if (!code || codes.has(code)) continue;
    codes.add(code);
    const known = own(options.dictionary, code) ?? own(dictionary, code) ?? own(dictionary, code.toUpperCase()) ?? ownSlug(code);
    if (!known) mend(field, 'a code that the dictionary does not know was kept as written', code);
    meaning.sourceCodes.push({ code, ...(known?.label ? { label: known.label } : {}) });
    if (known) addMeaning(meaning, known);
  }
  return { codes, meaning };
}

export function addMeaning(meaning: Meaning, { access, audience, attribute, topic, language, ledBy }: CodeMeaning): void {
  if (access) meaning.access.add(access);
  if (audience) meaning.audiences.add(audience);
  if (attribute) meaning.attributes.add(attribute);
  if (topic) meaning.topics.add(topic);
  if (language) meaning.languages.add(language);
  if (ledBy) meaning.ledBy = ledBy;
}

/** The town in an address line that ends in "town, region and postcode, country". */
export function localityOf(parts: string[], country: string | undefined): string {
  if (parts.length < 3 || !country) return '';
  // Canadian feeds write province and postcode as two parts.
  const split = country === 'CA' && parts.length >= 5 && /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i.test(parts.at(-2)!);
  return parts.at(split ? -4 : -3)!.slice(0, 120);
}

/** Instant of `2021-08-16 07:25:34`, `2021-08-16T07:25:34Z` or `8/16/2021 7:25:34 AM` (US feeds); undefined for anything else. */
export function updatedText(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}))?/.exec(text);
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(text);
  const day = iso ? `${iso[1]}-${iso[2]}-${iso[3]}T${iso[4] ?? '00'}:${iso[5] ?? '00'}` : american ? `${american[3]}-${american[1]!.padStart(2, '0')}-${american[2]!.padStart(2, '0')}T00:00` : '';
  return day && !Number.isNaN(parseLocal(day)) ? `${day}:00Z` : undefined;
}

/** What a format has read of a record, before what holds for all of them. */
export interface Parts {
  slug: string; name: string; summary?: string; notes: string; meaning: Meaning; format: Format;
  schedule?: Schedule | undefined; place?: Place | undefined; online?: Online | undefined;
  owner?: Owner | undefined; url?: string | undefined; updatedAt?: string | undefined; series?: string | undefined;
  more?: Partial<Pick<Group, 'contact' | 'cost' | 'ages' | 'alerts' | 'capacity' | 'sessions' | 'expect' | 'guidelines' | 'names' | 'hasRoom' | 'enrolUntil' | 'waitingList' | 'checkedAt'>>;
  /** Texts that may say in words when it meets. Absent: the schedule has rules of its own. */
  spoken?: readonly string[];
}

/** A group from its parts: what is the same for every format. */
export function assemble(parts: Parts, options: FeedOptions, mend: Mend): Group {
  const { slug, name, meaning, format, online, place } = parts;
  if (format !== 'in-person') meaning.attributes.delete('temporarily-closed');
  if (place && (format === 'online' || format === 'phone') && place.latitude !== undefined) {
    // Online groups share made-up points in real feeds; a distance to one would be a lie.
    delete place.latitude;
    delete place.longitude;
  }
  const kept = options.sampleYear === undefined ? parts.notes : withoutJoining(parts.notes);
  const notes = /[\p{L}\p{N}]/u.test(kept) ? kept : '';
  if (!meaning.languages.size || (meaning.languages.size === 1 && meaning.languages.has('ase'))) if (options.language) meaning.languages.add(options.language);
  const schedule = parts.schedule && parts.spoken ? readSpokenRules(parts.schedule, parts.spoken, meaning.access.has('closed'), mend) : parts.schedule;
  const leader = meaning.ledBy ?? options.ledBy;
  return {
    id: stableId(options.feed, slug), name, ...(parts.summary ? { summary: parts.summary } : {}), ...(notes ? { notes } : {}),
    topics: [...meaning.topics].slice(0, 20), audiences: [...meaning.audiences].slice(0, 20), ...(leader ? { ledBy: leader } : {}), access: [...meaning.access].slice(0, 6),
    ...(schedule ? { schedule } : {}), format, ...(place && Object.keys(place).length ? { place } : {}), ...(online ? { online: options.sampleYear === undefined ? online : { live: false } } : {}),
    languages: [...meaning.languages].slice(0, 20), attributes: [...meaning.attributes].slice(0, 40), ...parts.more,
    owner: parts.owner ?? options.owner, ...(parts.url ? { url: parts.url } : {}), ...(meaning.sourceCodes.length ? { sourceCodes: meaning.sourceCodes } : {}),
    source: { feed: options.feed, record: slug }, ...(parts.series ? { series: stableId(options.feed, 'series', parts.series) } : {}),
    ...(parts.updatedAt ? { updatedAt: parts.updatedAt } : {}), ...(options.sampleYear !== undefined ? { sampleYear: options.sampleYear } : {}),
  };
}
