import type { Group } from '@kith/contract';
import { meetingGuideCodes, type CodeMeaning } from '../feeds/codes.ts';
import { parseRule, plainWeekly } from '../recurrence.ts';
import { parseLocal } from '../zones.ts';

/** One meeting of a Meeting Guide feed, as the format's specification names its fields. */
export interface MeetingGuideMeeting {
  slug: string; name: string; day?: number | number[]; time?: string; end_time?: string; timezone?: string; types: string[]; notes?: string; location?: string; formatted_address?: string; region?: string; country?: string; location_notes?: string;
  latitude?: number; longitude?: number; approximate?: 'yes' | 'no'; attendance_option: 'in_person' | 'online' | 'hybrid' | 'inactive'; conference_url?: string; conference_url_notes?: string; conference_phone?: string; conference_phone_notes?: string;
  url?: string; updated?: string; entity: string; entity_website_url?: string;
}

/** The first code for each meaning; codes that say two things are used only where both hold. */
const codeOf = new Map<string, string>();
const keyOf = ({ access, audience, attribute, topic, language }: CodeMeaning) => [access && `access ${access}`, audience && `audience ${audience}`, attribute && `attribute ${attribute}`, topic && `topic ${topic}`, language && `language ${language}`].filter((part) => typeof part === 'string');
for (const [code, meaning] of Object.entries(meetingGuideCodes)) { const keys = keyOf(meaning); if (keys.length === 1 && !codeOf.has(keys[0]!)) codeOf.set(keys[0]!, code); }
codeOf.set('attribute sign-language', 'ASL');

/** Codes of the format where it has one, else Kith's own slugs, which a reader keeps as it finds them. */
function typesOf(group: Group): string[] {
  const code = (kind: string, value: string, own = value) => codeOf.get(`${kind} ${value}`) ?? own;
  return [...new Set([
    ...group.access.map((value) => code('access', value)), ...group.audiences.map((value) => code('audience', value)), ...group.attributes.map((value) => code('attribute', value)), ...group.topics.map((value) => code('topic', value)),
    ...group.languages.filter((tag) => tag !== 'ase').map((tag) => code('language', tag, `lang-${tag}`)), ...(group.ledBy ? [`led-by-${group.ledBy}`] : []), ...(group.format === 'online' ? ['ONL'] : []),
  ])];
}

const ordinals = new Map([[1, '1st'], [2, '2nd'], [3, '3rd'], [4, '4th'], [5, '5th'], [-1, 'last']]);
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The format knows weeks alone. Some weeks of the month are said in words, as the field does; other rules have no day. */
function whenOf({ schedule }: Group): { days: number[]; words: string } | undefined {
  if (!schedule || schedule.rules.length !== 1) return undefined;
  const plain = plainWeekly({ ...schedule, except: [], overrides: [], also: [] });
  if (plain) return { days: plain, words: '' };
  const rule = parseRule(schedule.rules[0]!);
  const [first] = rule?.days ?? [];
  const isMonthly = rule?.frequency === 'MONTHLY' && rule.interval === 1 && first && !rule.monthDays.length && !rule.months.length && !rule.positions.length && rule.count === undefined && rule.until === undefined;
  if (!isMonthly || !rule.days.every(({ day, nth }) => day === first.day && ordinals.has(nth))) return undefined;
  return { days: [first.day], words: `Meets ${rule.days.map(({ nth }) => ordinals.get(nth)!).join(', ').replace(/, ([^,]*)$/, ' and $1')} ${dayNames[first.day]!} of the month.` };
}

const clock = (minutes: number) => `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Groups as a Meeting Guide feed. `address` gives the page of a group; contact details are not published. */
export function writeMeetingGuide(groups: readonly Group[], address: (group: Group) => string | undefined = ({ url }) => url): MeetingGuideMeeting[] {
  const taken = new Set<string>();
  return groups.map((group): MeetingGuideMeeting => {
    // Two feeds may call their groups alike.
    const record = group.source?.record ?? group.id;
    const slug = taken.has(record) ? group.id : record;
    taken.add(slug);
    const { schedule, place, online } = group;
    const when = whenOf(group);
    const start = schedule ? (parseLocal(schedule.start) / 60_000 % 1440 + 1440) % 1440 : 0;
    const url = address(group);
    const notes = [when?.words && !group.notes?.includes(when.words) ? when.words : '', group.notes ?? ''].filter(Boolean).join('\n');
    return {
      slug, name: group.name,
      ...(when && schedule ? { day: when.days.length === 1 ? when.days[0]! : when.days, time: clock(start), ...(schedule.duration < 1440 ? { end_time: clock(start + schedule.duration) } : {}), ...(schedule.timeZone ? { timezone: schedule.timeZone } : {}) } : {}),
      types: typesOf(group), ...(notes ? { notes } : {}),
      ...(place?.name ? { location: place.name } : {}), ...(place?.address ? { formatted_address: place.address } : {}), ...(place?.region ? { region: place.region } : {}), ...(place?.country ? { country: place.country } : {}), ...(place?.notes ? { location_notes: place.notes } : {}),
      ...(place?.latitude === undefined ? {} : { latitude: place.latitude, longitude: place.longitude! }), ...(place ? { approximate: place.approximate ? 'yes' as const : 'no' as const } : {}),
      attendance_option: group.attributes.includes('temporarily-closed') ? 'inactive' : group.format === 'mixed' ? 'hybrid' : group.format === 'in-person' ? 'in_person' : 'online',
      ...(online?.url ? { conference_url: online.url } : {}), ...(online?.notes ? { conference_url_notes: online.notes } : {}), ...(online?.phone ? { conference_phone: online.phone } : {}), ...(online?.phoneNotes ? { conference_phone_notes: online.phoneNotes } : {}),
      ...(url ? { url } : {}), ...(group.updatedAt ? { updated: group.updatedAt.slice(0, 19).replace('T', ' ') } : {}), entity: group.owner.name, ...(group.owner.url ? { entity_website_url: group.owner.url } : {}),
    };
  });
}
