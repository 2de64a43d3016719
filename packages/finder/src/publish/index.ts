/** Groups as others read them: Meeting Guide, a table, Kith's own JSON, and schema.org events. Calendars are the server's work. */
export { toJsonLd } from './json-ld.ts';
export { writeKith } from './kith.ts';
export { writeMeetingGuide } from './meeting-guide.ts';
export { writeTable } from './table.ts';
