import ical from 'ical-generator';

/** A meeting as a calendar file (RFC 5545). It says that there is a meeting, and neither with whom nor what about. */
export function meetingFile({ id, title, start, minutes, place }: { id: string; title: string; start: string; minutes: number; place: string }): string {
  const begin = new Date(start);
  const calendar = ical({ prodId: { company: 'Kith', product: 'Kith' } });
  calendar.createEvent({ id, start: begin, end: new Date(begin.getTime() + minutes * 60_000), summary: title, ...(place ? { location: place } : {}), alarms: [] });
  return calendar.toString();
}
