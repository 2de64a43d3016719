import type { Format, Group, Online, Place, Schedule } from '@kith/contract';
import { meetingGuideCodes } from './codes.ts';
import { assemble, countryOf, localityOf, readCodes, readOnline, readPoint, readTime, readZone, updatedText, weekly } from './fields.ts';
import type { FeedOptions } from './read-feed.ts';
import { readRecords, Refused, type FeedRecord, type Mend, type Reading } from './records.ts';
import { plainText, stableId, webLink, withoutJoining } from './text.ts';

/** Meeting Guide JSON (Code for Recovery): a plain array of records, of which only name and slug are required. */
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

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

function readSchedule(record: FeedRecord, options: FeedOptions, mend: Mend): Schedule | undefined {
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
  return weekly(days, start, duration, readZone(record.timezone, options.timeZone, mend));
}

function readPlace(record: FeedRecord, mend: Mend): { place: Place | undefined; exact: boolean } {
  const joined = ['address', 'city', 'state', 'postal_code', 'country'].map((key) => plainText(record[key], 120)).filter(Boolean).join(', ');
  const address = plainText(record.formatted_address, 300) || joined.slice(0, 300);
  const parts = address.split(',').map((part) => part.trim()).filter(Boolean);
  const approximate = typeof record.approximate === 'string' ? record.approximate.toLowerCase() === 'yes' : parts.length < 4 && !/^\d/.test(address);
  const country = countryOf(plainText(record.country, 60) || parts.at(-1) || '');
  const locality = plainText(record.city, 120) || localityOf(parts, country);
  const regions = Array.isArray(record.regions) ? record.regions : [record.region, record.sub_region];
  const region = [...new Set(regions.map((part) => plainText(part, 80)).filter(Boolean))].join(', ').slice(0, 200);
  const name = plainText(record.location, 200);
  const notes = withoutJoining(plainText(record.location_notes, 2000, true));
  const point = readPoint(record.latitude, record.longitude, mend);
  const place: Place = {
    ...(name ? { name } : {}), ...(address ? { address } : {}), ...(locality ? { locality } : {}), ...(region ? { region } : {}),
    ...(country ? { country } : {}), ...point, ...(approximate && (address || point) ? { approximate: true } : {}), ...(notes ? { notes } : {}),
  };
  return { place: Object.keys(place).length ? place : undefined, exact: Boolean(address) && !approximate };
}

const hasPhoneOnly = (record: FeedRecord) => Boolean(record.conference_phone) && !record.conference_url;

function readFormat(record: FeedRecord, codes: Set<string>, online: Online | undefined, exact: boolean): Format {
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

function readRecord(record: FeedRecord, options: FeedOptions, mend: Mend): Group {
  const name = plainText(record.name, 200);
  if (!name) throw new Refused('name', 'missing: a group needs a name');
  let slug = plainText(record.slug, 200);
  if (!slug) { slug = `unnamed-${stableId(name, String(record.day), String(record.time))}`; mend('slug', 'missing: one was made from name, day and time'); }
  const list = Array.isArray(record.types) ? record.types : typeof record.types === 'string' ? record.types.replace(/[[\]"']/g, '').split(',') : [];
  const { codes, meaning } = readCodes(list, options, meetingGuideCodes, mend);
  const schedule = readSchedule(record, options, mend);
  const online = readOnline({ url: record.conference_url, notes: record.conference_url_notes, phone: record.conference_phone, phoneNotes: record.conference_phone_notes }, { url: 'conference_url' }, mend);
  const { place, exact } = readPlace(record, mend);
  const format = readFormat(record, codes, online, exact);
  if (format === 'in-person' && record.attendance_option === 'inactive') meaning.attributes.add('temporarily-closed');
  const entity = plainText(record.entity, 200);
  const entityUrl = webLink(record.entity_website_url ?? record.entity_url);
  const group = plainText(record.group, 200);
  return assemble({
    slug, name, meaning, schedule, online, place, format,
    notes: plainText([record.notes, record.group_notes].filter((part) => typeof part === 'string').join('\n'), 4000, true),
    spoken: [name, record.notes, record.group_notes, record.location_notes].map((text) => plainText(text, 4000, true)),
    owner: entity ? { name: entity, ...(entityUrl ? { url: entityUrl } : {}) } : undefined,
    url: webLink(record.url), updatedAt: updatedText(record.updated), series: group || undefined,
  }, options, mend);
}

/** Personal contact fields (`contact_1_name`, `email`, `phone`, giving handles) are not read at all. */
export function readMeetingGuide(records: readonly unknown[], options: FeedOptions): Reading {
  return readRecords(records, ({ slug }) => slug, (record, mend) => [readRecord(record, options, mend)]);
}
