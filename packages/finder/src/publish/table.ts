import type { Group } from '@kith/contract';
import Papa from 'papaparse';
import { formula } from '../feeds/table.ts';
import { writeMeetingGuide } from './meeting-guide.ts';

const columns = ['slug', 'name', 'day', 'time', 'end_time', 'timezone', 'types', 'location', 'formatted_address', 'region', 'country', 'latitude', 'longitude', 'approximate', 'location_notes', 'attendance_option', 'conference_url', 'conference_url_notes', 'conference_phone', 'conference_phone_notes', 'notes', 'url', 'updated', 'entity', 'entity_website_url'] as const;

/** Groups as a table (RFC 4180) with the columns of Meeting Guide. A cell that a spreadsheet would run as a formula is written as text. */
export function writeTable(groups: readonly Group[], address?: (group: Group) => string | undefined): string {
  const rows = writeMeetingGuide(groups, address).map((meeting) => columns.map((name) => { const value = meeting[name]; return Array.isArray(value) ? value.join(', ') : value ?? ''; }));
  return `${Papa.unparse({ fields: [...columns], data: rows }, { escapeFormulae: formula, newline: '\r\n' })}\r\n`;
}
