import Papa from 'papaparse';
import { meetingGuideNames } from './codes.ts';
import { readMeetingGuide } from './meeting-guide.ts';
import type { FeedOptions } from './read-feed.ts';
import type { Reading } from './records.ts';
import { plainText, stableId } from './text.ts';

/** What a spreadsheet would run as a formula; a number or a phone number is none. Written, it gets an apostrophe in front. */
export const formula = /^(?:[=@\t\r\n]|[+-](?![\d\s().-]*$))/;
const withoutEscape = (cell: string): string => (cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell);

/**
 * A table as text: commas, semicolons or tabs, RFC 4180 quotes, with or without a byte order mark. The first row names the columns: those
 * of Meeting Guide JSON (`end_time`), or of the spreadsheet templates that sites use for it (`End Time`).
 */
const columns: Record<string, string> = {
  'endtime': 'end_time', 'end': 'end_time', 'starttime': 'time', 'start': 'time', 'weekday': 'day', 'meetingname': 'name', 'meeting': 'name', 'venue': 'location', 'locationname': 'location',
  'streetaddress': 'address', 'street': 'address', 'fulladdress': 'formatted_address', 'formattedaddress': 'formatted_address', 'zip': 'postal_code', 'zipcode': 'postal_code', 'postcode': 'postal_code', 'postalcode': 'postal_code', 'province': 'state',
  'subregion': 'sub_region', 'locationnotes': 'location_notes', 'groupnotes': 'group_notes', 'conferenceurl': 'conference_url', 'onlineurl': 'conference_url', 'meetinglink': 'conference_url', 'link': 'conference_url', 'conferenceurlnotes': 'conference_url_notes',
  'conferencephone': 'conference_phone', 'conferencephonenotes': 'conference_phone_notes', 'type': 'types', 'website': 'url', 'attendanceoption': 'attendance_option', 'attendance': 'attendance_option', 'lastupdated': 'updated', 'timezone': 'timezone', 'lat': 'latitude', 'lng': 'longitude', 'lon': 'longitude', 'long': 'longitude',
  'id': 'slug', 'entitywebsiteurl': 'entity_website_url', 'organization': 'entity', 'organisation': 'entity',
};
const plain = (header: string) => header.toLowerCase().replace(/[^a-z0-9]/g, '');
const fieldOf = (header: string): string => { const name = plain(header); return Object.hasOwn(columns, name) ? columns[name]! : header.trim().toLowerCase().replace(/[ -]+/g, '_'); };

const lines = (text: string) => Papa.parse<string[]>(text, { delimitersToGuess: [',', ';', '\t', '|'], skipEmptyLines: 'greedy' });

/** Whether a text begins like a table of groups: a first row with a name and something of when or where. */
export function looksLikeTable(text: string): boolean {
  const [header] = lines(text.slice(0, 4_000).split(/\r?\n|\r/, 1)[0]!).data;
  const fields = new Set((header ?? []).slice(0, 200).map(fieldOf));
  return fields.size > 1 && fields.has('name') && ['day', 'time', 'address', 'formatted_address', 'location', 'types', 'slug', 'conference_url'].some((name) => fields.has(name));
}

/** Codes of a cell: `O,W,X`, `Open, Women`, `O|W`, one a line. */
const typesOf = (cell: string): string[] => cell.split(/[,;|\n]/).map((part) => part.trim()).filter(Boolean).map((part) => { const known = meetingGuideNames.get(part.toLowerCase()); return known ?? part; });
/** Days of a cell: `Monday`, `1`, `Mon & Thu`. */
const daysOf = (cell: string): string[] => cell.split(/[,;|&/]| and /).map((part) => part.trim()).filter(Boolean);

/** Reads a table's rows as Meeting Guide records. `rows`: how many there were below the row of names. */
export function readTable(text: string, options: FeedOptions): { reading: Reading; rows: number } {
  const { data } = lines(text);
  const [header = [], ...rows] = data;
  const fields = header.slice(0, 200).map(fieldOf);
  const records = rows.map((row) => {
    const record: Record<string, unknown> = {};
    fields.forEach((field, at) => { const cell = row[at] && withoutEscape(row[at]); if (cell !== undefined && cell !== '' && record[field] === undefined && field !== '__proto__') record[field] = cell; });
    if (typeof record.types === 'string') record.types = typesOf(record.types);
    if (typeof record.day === 'string') record.day = daysOf(record.day);
    // Templates have no slug: what makes a row is its name, when and where.
    if (!record.slug && record.name) record.slug = `row-${stableId(plainText(record.name, 200), Array.isArray(record.day) ? record.day.join(' ') : '', plainText(record.time, 20), plainText(record.location ?? record.conference_url, 200))}`;
    return record;
  });
  return { reading: readMeetingGuide(records, options), rows: records.length };
}
