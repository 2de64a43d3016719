/**
 * Twenty groups, invented, written as each format writes them: by hand from the formats' own documentation, not by what Kith publishes.
 * For tests alone.
 */
export interface Plain {
  slug: string; name: string; days: number[]; time: string; minutes: number; notes?: string;
  venue?: { name: string; street: string; town: string; state: string; postcode: string; latitude?: number; longitude?: number };
  url?: string; women?: true; men?: true; young?: true; open?: true; closed?: true; stepFree?: true; spanish?: true; newcomer?: true; speaker?: true; meditation?: true;
}
const room = (name: string, street: string, town: string, postcode: string, latitude: number, longitude: number) => ({ name, street, town, state: 'CA', postcode, latitude, longitude });
const oak = room('Oak Hall', '12 Oak St', 'Anaheim', '92801', 33.8366, -117.9143);
const lake = room('Lakeside Library', '400 Lake Ave', 'Pasadena', '91101', 34.1478, -118.1445);
const pier = room('Pier House', '7 Harbor Way', 'Long Beach', '90802', 33.7701, -118.1937);

export const twenty: Plain[] = [
  { slug: '1001', name: 'Monday hope', days: [1], time: '19:00', minutes: 60, venue: oak, open: true },
  { slug: '1002', name: 'Early birds', days: [1, 2, 3, 4, 5], time: '07:00', minutes: 45, venue: oak, open: true, newcomer: true },
  { slug: '1003', name: "Women's circle", days: [2], time: '18:30', minutes: 90, venue: lake, women: true, closed: true },
  { slug: '1004', name: "Men's breakfast", days: [6], time: '08:00', minutes: 75, venue: pier, men: true },
  { slug: '1005', name: 'Young and well', days: [4], time: '20:00', minutes: 60, url: 'https://meet.example.org/young', young: true },
  { slug: '1006', name: 'Grupo esperanza', days: [0], time: '17:00', minutes: 60, venue: lake, spanish: true, open: true },
  { slug: '1007', name: 'Night owls', days: [5], time: '23:30', minutes: 90, url: 'https://meet.example.org/owls?room=7&x=1', open: true },
  { slug: '1008', name: 'Step-free Sunday', days: [0], time: '10:00', minutes: 60, venue: pier, stepFree: true },
  { slug: '1009', name: 'Speaker night', days: [3], time: '19:30', minutes: 60, venue: oak, speaker: true, open: true },
  { slug: '1010', name: 'Quiet half hour', days: [0, 3], time: '06:30', minutes: 30, url: 'https://meet.example.org/quiet', meditation: true },
  { slug: '1011', name: 'Hybrid Thursday', days: [4], time: '12:00', minutes: 60, venue: lake, url: 'https://meet.example.org/thursday', open: true },
  { slug: '1012', name: 'Café, crème & "company"', days: [6], time: '15:15', minutes: 60, venue: oak, notes: 'Bring a cup, please; tea is here.\nUse the side door.' },
  { slug: '1013', name: 'Across midnight', days: [6], time: '23:00', minutes: 120, venue: pier, closed: true },
  { slug: '1014', name: 'Lunch hour', days: [1, 3, 5], time: '12:15', minutes: 45, venue: lake, open: true, stepFree: true },
  { slug: '1015', name: 'New here', days: [2], time: '18:00', minutes: 60, venue: oak, newcomer: true, open: true, notes: 'For people who come for the first time.' },
  { slug: '1016', name: 'Mothers and daughters', days: [0], time: '14:00', minutes: 90, venue: lake, women: true, spanish: true },
  { slug: '1017', name: 'Midnight meditation', days: [0], time: '00:00', minutes: 30, url: 'https://meet.example.org/midnight', meditation: true },
  { slug: '1018', name: 'Long Saturday', days: [6], time: '09:00', minutes: 240, venue: pier, open: true, speaker: true },
  { slug: '1019', name: 'Sunset 🌇 walk', days: [3], time: '17:45', minutes: 60, venue: pier, notes: 'We meet at the door and walk for a while.' },
  { slug: '1020', name: 'Every evening', days: [0, 1, 2, 3, 4, 5, 6], time: '20:30', minutes: 60, url: 'https://meet.example.org/evening', open: true },
];

const pad = (value: number) => String(value).padStart(2, '0');
const clock = (minutes: number) => `${pad(Math.floor(minutes / 60) % 24)}:${pad(minutes % 60)}`;
const startOf = ({ time }: Plain) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const endOf = (group: Plain) => clock(startOf(group) + group.minutes);
const addressOf = ({ street, town, state, postcode }: NonNullable<Plain['venue']>) => `${street}, ${town}, ${state} ${postcode}, US`;
const letters = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

export const asMeetingGuide = (): string => JSON.stringify(twenty.map((group) => ({
  slug: group.slug, name: group.name, day: group.days.length === 1 ? group.days[0] : group.days, time: group.time, end_time: endOf(group), timezone: 'America/Los_Angeles', notes: group.notes ?? '',
  ...(group.venue ? { location: group.venue.name, formatted_address: addressOf(group.venue), region: 'CA', latitude: String(group.venue.latitude), longitude: group.venue.longitude } : {}),
  ...(group.url ? { conference_url: group.url } : {}), attendance_option: group.venue ? (group.url ? 'hybrid' : 'in_person') : 'online',
  types: [...(group.open ? ['O'] : []), ...(group.closed ? ['C'] : []), ...(group.women ? ['W'] : []), ...(group.men ? ['M'] : []), ...(group.young ? ['Y'] : []), ...(group.stepFree ? ['X'] : []), ...(group.spanish ? ['S'] : []), ...(group.newcomer ? ['BE'] : []), ...(group.speaker ? ['SP'] : []), ...(group.meditation ? ['MED'] : [])],
})));

/** BMLT has one record a weekday, so several days are several meetings of one group. */
export const asBmlt = (): string => JSON.stringify({
  meetings: twenty.flatMap((group) => group.days.map((day) => ({
    id_bigint: group.days.length === 1 ? group.slug : `${group.slug}0${day + 1}`, shared_group_id_bigint: group.days.length === 1 ? '' : group.slug, weekday_tinyint: String(day + 1), start_time: `${group.time}:00`, duration_time: `${clock(group.minutes)}:00`, time_zone: 'America/Los_Angeles', meeting_name: group.name,
    venue_type: group.venue ? (group.url ? '3' : '1') : '2', published: '1', lang_enum: group.spanish ? 'es' : '', comments: group.notes ?? '', service_body_name: '', virtual_meeting_link: group.url ?? '',
    location_text: group.venue?.name ?? '', location_street: group.venue?.street ?? '', location_municipality: group.venue?.town ?? '', location_province: group.venue?.state ?? '', location_postal_code_1: group.venue?.postcode ?? '', location_nation: group.venue ? 'US' : '', latitude: String(group.venue?.latitude ?? ''), longitude: String(group.venue?.longitude ?? ''),
    formats: [...(group.open ? ['O'] : []), ...(group.closed ? ['C'] : []), ...(group.women ? ['W'] : []), ...(group.men ? ['M'] : []), ...(group.young ? ['YP'] : []), ...(group.stepFree ? ['WC'] : []), ...(group.newcomer ? ['B'] : []), ...(group.speaker ? ['So'] : []), ...(group.meditation ? ['ME'] : []), ...(group.venue && group.url ? ['HY'] : group.url ? ['VM'] : [])].join(','),
  }))),
  formats: [['O', 'Open', 'OPEN'], ['C', 'Closed', 'CLOSED'], ['W', 'Women', 'W'], ['M', 'Men', 'M'], ['YP', 'Young People', 'Y'], ['WC', 'Wheelchair', 'WCHR'], ['B', 'Beginners', 'BEG'], ['So', 'Speaker Only', 'SPK'], ['ME', 'Meditation', 'MED'], ['VM', 'Virtual', 'VM'], ['HY', 'Hybrid', 'HYBR']].map(([key, name, world], at) => ({ key_string: key, name_string: name, world_id: world, id: String(at + 1), lang: 'en' })),
});

const terms = (group: Plain) => [group.open && 'open', group.closed && 'closed', group.women && 'women', group.men && 'men', group.young && 'young-adults', group.stepFree && 'step-free', group.newcomer && 'newcomer-friendly', group.speaker && 'speaker', group.meditation && 'meditation'].filter((term) => typeof term === 'string');

/** `3.0` lists what it lists; `3.1` answers in pages; the two shapes of 3.2 move schedules to events, or name what belongs together. */
export function asHsds(version: '3.0' | '3.1' | '3.2 events' | '3.2 groups'): string {
  const services = twenty.map((group) => {
    const schedules = group.days.map((day, at) => ({
      id: `${group.slug}-s${at}`, freq: 'WEEKLY', byday: letters[day], opens_at: version === '3.0' ? group.time : `${group.time}:00-08:00`, closes_at: version === '3.0' ? endOf(group) : `${endOf(group)}:00-08:00`, timezone: -8, ...(version === '3.2 groups' ? { group: 'meetings' } : {}),
    }));
    const location = group.venue && { id: `${group.slug}-l`, location_type: 'physical', name: group.venue.name, latitude: group.venue.latitude, longitude: group.venue.longitude, addresses: [{ address_1: group.venue.street, city: group.venue.town, state_province: group.venue.state, postal_code: group.venue.postcode, country: 'US', address_type: 'physical' }] };
    const virtual = group.url && { id: `${group.slug}-v`, location_type: 'virtual', url: group.url };
    return {
      id: group.slug, organization_id: 'org', name: group.name, description: group.notes ?? '', status: 'active', attributes: terms(group).map((code) => ({ id: `${group.slug}-${code}`, taxonomy_term: { id: code, code, name: code } })), languages: group.spanish ? [{ id: 'es', code: 'es', name: 'Spanish' }] : [],
      ...(version === '3.2 events' ? { events: schedules, operating_hours: [{ id: 'office', freq: 'WEEKLY', byday: 'MO', opens_at: '09:00', closes_at: '17:00' }] } : { schedules }),
      service_at_locations: [location, virtual].filter(Boolean).map((at) => ({ id: `${group.slug}-at`, location: at })),
    };
  });
  return JSON.stringify(version === '3.0' ? services : { total_items: 20, total_pages: 1, page_number: 1, size: 20, first_page: true, last_page: true, empty: false, contents: services });
}

const quoted = (cell: string) => (/[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
/** A template's columns, names in place of codes, a byte order mark, semicolons, and clocks with AM and PM. */
export function asTable(): string {
  const twelve = (time: string) => { const hour = Number(time.slice(0, 2)); return `${hour % 12 || 12}:${time.slice(3)} ${hour < 12 ? 'AM' : 'PM'}`; };
  const names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  const rows = twenty.map((group) => [
    twelve(group.time), twelve(endOf(group)), group.days.map((day) => names[day]).join(', '), group.name, group.venue?.name ?? '', group.venue?.street ?? '', group.venue?.town ?? '', group.venue ? 'CA ' + group.venue.postcode : '', group.venue ? 'US' : '', group.venue ? 'CA' : '',
    [group.open && 'Open', group.closed && 'Closed', group.women && 'Women', group.men && 'Men', group.young && 'Young People', group.stepFree && 'Wheelchair Access', group.spanish && 'Spanish', group.newcomer && 'Newcomer', group.speaker && 'Speaker', group.meditation && 'Meditation'].filter(Boolean).join(', '),
    group.notes ?? '', group.url ?? '', group.slug, 'America/Los_Angeles', String(group.venue?.latitude ?? ''), String(group.venue?.longitude ?? ''), group.venue ? (group.url ? 'hybrid' : 'in_person') : 'online',
  ].map(quoted).join(';'));
  return `\ufeff${['Time', 'End Time', 'Day', 'Name', 'Location', 'Address', 'City', 'State', 'Country', 'Region', 'Types', 'Notes', 'Conference URL', 'Slug', 'Timezone', 'Latitude', 'Longitude', 'Attendance Option'].join(';')}\r\n${rows.join('\r\n')}\r\n`;
}

const escaped = (text: string) => text.replace(/[\\;,]/g, (letter) => `\\${letter}`).replace(/\n/g, '\\n');
export function asCalendar(): string {
  const events = twenty.map((group) => [
    'BEGIN:VEVENT', `UID:${group.slug}`, 'DTSTAMP:20260101T000000Z', `DTSTART;TZID=America/Los_Angeles:202001${pad(5 + group.days[0]!)}T${group.time.replace(':', '')}00`, `DURATION:PT${group.minutes}M`, `RRULE:FREQ=WEEKLY;BYDAY=${group.days.map((day) => letters[day]).join(',')}`,
    `SUMMARY:${escaped(group.name)}`, ...(group.notes ? [`DESCRIPTION:${escaped(group.notes)}`] : []), ...(group.venue ? [`LOCATION:${escaped(`${group.venue.name}, ${addressOf(group.venue)}`)}`, `GEO:${group.venue.latitude};${group.venue.longitude}`] : []),
    ...(group.url ? [`CONFERENCE;VALUE=URI:${group.url}`] : []), ...([...terms(group), ...(group.spanish ? ['lang-es'] : [])].length ? [`CATEGORIES:${[...terms(group), ...(group.spanish ? ['lang-es'] : [])].join(',')}`] : []), 'END:VEVENT',
  ].map((line) => line.replace(/.{60}(?=.)/gu, '$&\r\n ')).join('\r\n'));
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n${events.join('\r\n')}\r\nEND:VCALENDAR\r\n`;
}

/** Kith's own JSON, as a script of a partner would write it. */
export const asKith = (): string => JSON.stringify({
  format: 'kith-groups', version: 1,
  groups: twenty.map((group) => ({
    id: group.slug, name: group.name, ...(group.notes ? { notes: group.notes } : {}), topics: [], audiences: [...(group.women ? ['women'] : []), ...(group.men ? ['men'] : []), ...(group.young ? ['young-adults'] : [])], access: [...(group.open ? ['open'] : []), ...(group.closed ? ['closed'] : [])],
    schedule: { timeZone: 'America/Los_Angeles', start: `2020-01-${pad(5 + group.days[0]!)}T${group.time}`, duration: group.minutes, rules: [`FREQ=WEEKLY;BYDAY=${group.days.map((day) => letters[day]).join(',')}`] }, format: group.venue ? (group.url ? 'mixed' : 'in-person') : 'online',
    ...(group.venue ? { place: { name: group.venue.name, address: addressOf(group.venue), locality: group.venue.town, region: 'CA', country: 'US', latitude: group.venue.latitude, longitude: group.venue.longitude } } : {}), ...(group.url ? { online: { url: group.url } } : {}),
    languages: group.spanish ? ['es'] : [], attributes: [...(group.stepFree ? ['step-free'] : []), ...(group.newcomer ? ['newcomer-friendly'] : []), ...(group.speaker ? ['speaker'] : []), ...(group.meditation ? ['meditation'] : [])], owner: { name: 'Owner' },
  })),
});
