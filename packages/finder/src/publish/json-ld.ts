import type { GroupResult } from '@kith/contract';
import type { Event, Graph, Organization, Place, Schedule, VirtualLocation } from 'schema-dts';
import { parseRule } from '../recurrence.ts';

const dayUrls = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const link = (url: string | undefined) => (url && /^https?:\/\//i.test(url) ? url : undefined);
/** One type of the vocabulary, without its narrower ones. */
type Only<Type, Name extends string> = Extract<Type, { '@type': Name }>;
const drop = <T extends object>(object: { [Key in keyof T]?: T[Key] | undefined }): T => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;

/** Repeats of a schedule in the parts of schema.org, as far as it has them. */
function schedulesOf(group: GroupResult): Schedule[] {
  const { schedule } = group;
  if (!schedule) return [];
  return schedule.rules.flatMap((text): Schedule[] => {
    const rule = parseRule(text);
    if (!rule) return [];
    const unit = { DAILY: 'D', WEEKLY: 'W', MONTHLY: 'M', YEARLY: 'Y' }[rule.frequency];
    const byMonth = rule.frequency === 'MONTHLY' && rule.days.some(({ nth }) => nth !== 0);
    return (byMonth ? rule.days : [undefined]).map((one): Schedule => drop<Only<Schedule, 'Schedule'>>({
      '@type': 'Schedule', 'repeatFrequency': `P${rule.interval}${unit}`, 'scheduleTimezone': schedule.timeZone, 'startTime': `${schedule.start.slice(11)}:00`, 'duration': `PT${schedule.duration}M`,
      'byDay': one ? [`https://schema.org/${dayUrls[one.day]!}` as const] : rule.days.length ? rule.days.map(({ day }) => `https://schema.org/${dayUrls[day]!}`) : undefined,
      'byMonthWeek': one?.nth, 'byMonthDay': rule.monthDays.length ? rule.monthDays : undefined, 'repeatCount': rule.count,
    }));
  });
}

function locationOf(group: GroupResult, page: string | undefined): Place | VirtualLocation | (Place | VirtualLocation)[] {
  const virtual: VirtualLocation = drop<Only<VirtualLocation, 'VirtualLocation'>>({ '@type': 'VirtualLocation', 'url': page ?? link(group.url) });
  const { place } = group;
  const room: Place = drop<Only<Place, 'Place'>>({
    '@type': 'Place', 'name': place?.name, 'address': place?.address,
    'geo': place?.latitude !== undefined && place.longitude !== undefined && !place.approximate ? { '@type': 'GeoCoordinates', 'latitude': place.latitude, 'longitude': place.longitude } : undefined,
  });
  return group.format === 'mixed' ? [room, virtual] : group.format === 'in-person' ? room : virtual;
}

/**
 * schema.org events of the groups that have a date ahead; schema.org has no type for support groups. Sample data is never published.
 * The way to join is not in it: it is shown on the group's page, after its guidelines. Where no time zone is given, a date is one of the wall clock.
 */
export function toJsonLd(groups: readonly GroupResult[], page: (group: GroupResult) => string | undefined): Graph {
  const events = groups.filter((group) => group.next.length && group.sampleYear === undefined).map((group): Event => {
    const [next] = group.next;
    const schedules = schedulesOf(group);
    return drop<Only<Event, 'Event'>>({
      '@type': 'Event', 'name': group.name, 'description': group.summary ?? group.notes?.slice(0, 300), 'startDate': next!.zoneAssumed ? next!.localStart : next!.start, 'endDate': next!.zoneAssumed ? next!.localEnd : next!.end, 'eventStatus': 'https://schema.org/EventScheduled',
      'eventAttendanceMode': `https://schema.org/${group.format === 'in-person' ? 'Offline' : group.format === 'mixed' ? 'Mixed' : 'Online'}EventAttendanceMode`,
      'location': locationOf(group, page(group)), 'organizer': drop<Only<Organization, 'Organization'>>({ '@type': 'Organization', 'name': group.owner.name, 'url': link(group.owner.url) }),
      'inLanguage': group.languages.length ? group.languages : undefined, 'eventSchedule': schedules.length ? schedules : undefined, 'url': page(group) ?? link(group.url),
      'maximumAttendeeCapacity': group.capacity, 'isAccessibleForFree': /^free\b/i.test(group.cost ?? '') ? true : undefined,
    });
  });
  return { '@context': 'https://schema.org', '@graph': events };
}
