import type { Format, Group, Place } from '@kith/contract';
import type { CodeDictionary, CodeMeaning } from './codes.ts';
import { assemble, countryOf, readCodes, readOnline, readPoint, readTime, readZone, weekly } from './fields.ts';
import type { FeedOptions } from './read-feed.ts';
import { isRecord, readRecords, Refused, type FeedRecord, type Mend, type Reading } from './records.ts';
import { plainText, withoutJoining } from './text.ts';

/**
 * BMLT JSON, the answer of `GetSearchResults`, with or without `get_used_formats=1`. All values are strings.
 * Keys differ from server to server; what the answer's own list of formats says of a key (its world id) goes before this table.
 */
const byKey: CodeDictionary = {
  'O': { access: 'open' }, 'C': { access: 'closed' }, 'W': { audience: 'women' }, 'M': { audience: 'men' }, 'YP': { audience: 'young-adults' }, 'GL': { audience: 'lgbtq' },
  'SL': { attribute: 'sign-language' }, 'WC': { attribute: 'step-free' }, 'CW': { attribute: 'children-welcome' }, 'VM': {}, 'HY': {}, 'TC': { attribute: 'temporarily-closed' },
  'D': { attribute: 'discussion' }, 'ST': { attribute: 'step' }, 'SP': { attribute: 'speaker' }, 'ME': { attribute: 'meditation' }, 'B': { attribute: 'newcomer-friendly' }, 'ES': { language: 'es' },
};
/** World ids of formats, the same on every server. */
const byWorldId: CodeDictionary = {
  'OPEN': { access: 'open' }, 'CLOSED': { access: 'closed' }, 'W': { audience: 'women' }, 'M': { audience: 'men' }, 'Y': { audience: 'young-adults' }, 'GL': { audience: 'lgbtq' },
  'WCHR': { attribute: 'step-free' }, 'CW': { attribute: 'children-welcome' }, 'DISC': { attribute: 'discussion' }, 'SPK': { attribute: 'speaker' }, 'STEP': { attribute: 'step' }, 'MED': { attribute: 'meditation' },
  'BEG': { attribute: 'newcomer-friendly' }, 'TC': { attribute: 'temporarily-closed' },
};

/** Old data carry the field's label in front of the value. */
const text = (value: unknown, most: number, lines = false): string => plainText(typeof value === 'string' ? value.split('#@-@#').at(-1) : value, most, lines);

/** The answer's own list of formats as a dictionary. */
function dictionaryOf(formats: readonly unknown[]): CodeDictionary {
  const dictionary: CodeDictionary = {};
  for (const item of formats.slice(0, 1_000)) {
    if (!isRecord(item)) continue;
    const key = text(item.key_string, 64);
    const worldId = text(item.world_id, 20);
    const label = text(item.name_string, 120);
    const known: CodeMeaning | undefined = (Object.hasOwn(byWorldId, worldId) ? byWorldId[worldId] : undefined) ?? (Object.hasOwn(byKey, key) ? byKey[key] : undefined);
    if (key && key !== '__proto__') dictionary[key] = { ...known, ...(label ? { label } : {}) };
  }
  return dictionary;
}

function readDuration(value: unknown, mend: Mend): number {
  const match = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(typeof value === 'string' ? value.trim() : '');
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : 0;
  if (minutes >= 1 && minutes <= 1440) return minutes;
  mend('duration_time', 'not given: one hour is shown');
  return 60;
}

function readFormat(record: FeedRecord, codes: Set<string>, hasLink: boolean, hasPhone: boolean, hasAddress: boolean): Format {
  const venue = text(record.venue_type, 2);
  const remote: Format = hasPhone && !hasLink ? 'phone' : 'online';
  if (venue === '2' || codes.has('VM') && !codes.has('HY')) return remote;
  if (venue === '3' || codes.has('HY')) return codes.has('TC') ? remote : 'mixed';
  // Old servers have no type of venue: what is there speaks.
  if (venue === '1' || !(hasLink || hasPhone)) return 'in-person';
  return hasAddress && !codes.has('TC') ? 'mixed' : remote;
}

function readPlace(record: FeedRecord, mend: Mend): { place: Place | undefined; address: string } {
  const street = text(record.location_street, 120);
  const town = text(record.location_municipality, 120) || text(record.location_city_subsection, 120);
  const region = text(record.location_province, 80);
  const nation = text(record.location_nation, 60);
  const postcode = text(record.location_postal_code_1, 20);
  const country = countryOf(nation);
  const address = [street, town, [region, postcode].filter(Boolean).join(' '), nation].filter(Boolean).join(', ').slice(0, 300);
  const name = text(record.location_text, 200);
  const notes = withoutJoining(text(record.location_info, 2000, true));
  const transit = [text(record.bus_lines, 140), text(record.train_lines, 140)].filter(Boolean).join(' · ');
  const district = [...new Set([region, text(record.location_sub_province, 80)].filter(Boolean))].join(', ').slice(0, 200);
  const point = readPoint(record.latitude, record.longitude, mend);
  const place: Place = {
    ...(name ? { name } : {}), ...(address ? { address } : {}), ...(town ? { locality: town } : {}), ...(district ? { region: district } : {}), ...(country ? { country } : {}),
    ...point, ...(!street && (address || point) ? { approximate: true } : {}), ...(transit ? { transit } : {}), ...(notes ? { notes } : {}),
  };
  return { place: Object.keys(place).length ? place : undefined, address: street };
}

function readRecord(record: FeedRecord, options: FeedOptions, dictionary: CodeDictionary, mend: Mend): Group {
  const name = text(record.meeting_name, 200);
  if (!name) throw new Refused('meeting_name', 'missing: a group needs a name');
  const slug = text(record.id_bigint, 80);
  if (!slug) throw new Refused('id_bigint', 'missing: a meeting needs its number');
  if (text(record.published, 2) === '0') throw new Refused('published', 'the source does not publish it');
  const { codes, meaning } = readCodes(text(record.formats, 600).split(','), options, dictionary, mend, 'formats');
  const day = Number(text(record.weekday_tinyint, 2));
  const start = readTime(record.start_time);
  const zone = readZone(record.time_zone, options.timeZone, mend);
  const schedule = day >= 1 && day <= 7 && start !== undefined ? weekly([day - 1], start, readDuration(record.duration_time, mend), zone) : undefined;
  if (!schedule) mend(start === undefined ? 'start_time' : 'weekday_tinyint', 'not given: shown as by appointment');
  const online = readOnline({ url: record.virtual_meeting_link, notes: record.virtual_meeting_additional_info, phone: record.phone_meeting_number }, { url: 'virtual_meeting_link' }, mend);
  const { place, address } = readPlace(record, mend);
  const language = text(record.lang_enum, 35);
  // The server's own language stands in every record: it says something only where it is another one.
  if (/^[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*$/.test(language) && !meaning.languages.size) meaning.languages.add(language);
  const notes = text(record.comments, 4000, true);
  const body = text(record.service_body_name, 200);
  return assemble({
    slug, name, meaning, schedule, online, place, notes, spoken: [name, notes, place?.notes ?? ''],
    format: readFormat(record, codes, Boolean(online?.url), Boolean(online?.phone), Boolean(address)),
    owner: body ? { name: body } : undefined, series: text(record.shared_group_id_bigint, 80) || undefined,
  }, options, mend);
}

/** Contact fields (`contact_*`, `email_contact`) are not read at all. */
export function readBmlt(meetings: readonly unknown[], formats: readonly unknown[], options: FeedOptions): Reading {
  const dictionary = { ...byKey, ...dictionaryOf(formats) };
  return readRecords(meetings, ({ id_bigint: id }) => id, (record, mend) => [readRecord(record, options, dictionary, mend)]);
}
