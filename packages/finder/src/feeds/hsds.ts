import type { Format, Group, Online, Place, Schedule } from '@kith/contract';
import { parseRule } from '../recurrence.ts';
import { formatLocal, offsetAt, parseLocal } from '../zones.ts';
import type { CodeDictionary } from './codes.ts';
import { addMeaning, assemble, countryOf, readCodes, readOnline, readPoint, readTime, updatedText, weekly, type Meaning } from './fields.ts';
import type { FeedOptions } from './read-feed.ts';
import { isRecord, readRecords, Refused, type FeedRecord, type Mend, type Reading } from './records.ts';
import { plainText, webLink, withoutJoining } from './text.ts';

/**
 * HSDS 3 (Open Referral): services with their schedules, on their own or at locations. 3.0 and 3.1 put when a service meets into `schedules`;
 * the work on 3.2 into `events` (beside `operating_hours`, when an office is open), or keeps `schedules` and names what belongs together by `group`.
 */
const codes: CodeDictionary = {
  'wheelchair': { attribute: 'step-free' }, 'wheelchair accessible': { attribute: 'step-free' }, 'step free': { attribute: 'step-free' }, 'hearing loop': { attribute: 'hearing-loop' }, 'accessible toilet': { attribute: 'accessible-toilet' },
};
const DAY = 86_400_000;
const MINUTE = 60_000;
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

const list = (value: unknown): FeedRecord[] => (Array.isArray(value) ? value.slice(0, 200).filter(isRecord) : []);
const text = (value: unknown, most: number, lines = false) => plainText(value, most, lines);

/** Hours and offset of `18:00`, `18:00:00Z`, `18:00-08:00`. The offset is what the clock there shows, so the hours stand as they are. */
const clockOf = (value: unknown) => readTime(typeof value === 'string' ? value.replace(/(?:Z|[+-]\d{2}:?\d{2})$/, '') : value);

/** HSDS gives a zone as hours from UTC, which names no zone: the feed's own is taken where it fits in summer or in winter. */
function zoneOf(value: unknown, options: FeedOptions, mend: Mend): string | undefined {
  if (value === undefined || value === null || value === '') return options.timeZone;
  const hours = Number(value);
  if (Number.isFinite(hours) && options.timeZone) {
    const year = new Date().getUTCFullYear();
    for (const month of [0, 6]) if (offsetAt(options.timeZone, Date.UTC(year, month, 1)) === hours * 3_600_000) return options.timeZone;
  }
  if (hours === 0 && !options.timeZone) return 'UTC';
  mend('timezone', 'hours from UTC name no time zone: none is claimed');
  return undefined;
}

interface When { schedule: Schedule; link?: string | undefined; attending?: string; key: string }

function readWhen(item: FeedRecord, options: FeedOptions, mend: Mend): When | undefined {
  const start = clockOf(item.opens_at);
  if (start === undefined) { mend('opens_at', 'not given: this schedule is left out'); return undefined; }
  const end = clockOf(item.closes_at);
  const duration = end === undefined || end === start ? 60 : (end - start + 1440) % 1440;
  if (end === undefined || end === start) mend('closes_at', 'not given: one hour is shown');
  const zone = zoneOf(item.timezone, options, mend);
  const frequency = text(item.freq, 12).toUpperCase();
  const byDay = text(item.byday, 100).toUpperCase().replace(/\s/g, '');
  const first = /^\d{4}-\d{2}-\d{2}/.exec(text(item.dtstart, 30) || text(item.valid_from, 30))?.[0];
  const until = /^(\d{4})-(\d{2})-(\d{2})/.exec(text(item.until, 30) || text(item.valid_to, 30));
  const number = (name: string, value: unknown) => { const given = text(value, 40); return given ? `;${name}=${given.replace(/\s/g, '')}` : ''; };
  // Weeks and days of the year are put into the rule so that it is refused below: left out of it, the rest would give dates that are not there.
  const rule = frequency ? `FREQ=${frequency}${Number(item.interval) > 1 ? `;INTERVAL=${Number(item.interval)}` : ''}${byDay ? `;BYDAY=${byDay}` : ''}${number('BYMONTHDAY', item.bymonthday)}${item.byweekno ? ';BYWEEKNO=1' : ''}${item.byyearday ? ';BYYEARDAY=1' : ''}${until ? `;UNTIL=${until[1]}${until[2]}${until[3]}` : ''}${item.count && !until ? number('COUNT', item.count) : ''}` : '';
  if (rule && !parseRule(rule)) { mend('freq', 'a rule that Kith does not follow: this schedule is left out'); return undefined; }
  const days = byDay.split(',').map((day) => DAYS.indexOf(day));
  const plain = frequency === 'WEEKLY' && !first && !until && !(Number(item.interval) > 1) && days.every((day) => day >= 0);
  if (!rule && (byDay || item.bymonthday)) { mend('freq', 'not given: how often is not guessed, this schedule is left out'); return undefined; }
  if (!first && !byDay && !item.bymonthday) { mend('dtstart', 'neither a date nor a day: this schedule is left out'); return undefined; }
  // Without a first date the rule is counted from the week that weekly feeds are counted from.
  const anchor = weekly([Math.max(0, DAYS.indexOf(byDay.slice(-2)))], start, duration, zone);
  const begin = first ? parseLocal(first) : NaN;
  // Every second week, from nobody knows which.
  const unsure = !first && Number(item.interval) > 1;
  if (unsure) mend('dtstart', 'not given, and the rule leaves some out: people are asked to check');
  if (first && Number.isNaN(begin)) { mend('dtstart', 'not a date: this schedule is left out'); return undefined; }
  const schedule: Schedule = plain ? weekly(days.sort(), start, duration, zone) : { ...anchor, ...(first ? { start: formatLocal(begin - (begin % DAY) + start * MINUTE) } : {}), rules: rule ? [rule] : [], ...(unsure ? { checkNote: true } : {}) };
  const attending = text(item.attending_type, 40).toLowerCase();
  return { schedule, link: webLink(item.schedule_link), attending, key: [schedule.timeZone ?? '', rule ? '' : 'dates', schedule.start.slice(plain || !rule ? 11 : 0), duration, text(item.group, 80), attending].join(' ') };
}

/** Schedules at the same hour are one meeting on several days, or on several dates. */
function joined(whens: When[]): When[] {
  const byKey = new Map<string, When>();
  for (const when of whens) {
    const known = byKey.get(when.key);
    if (!known) { byKey.set(when.key, when); continue; }
    const [mine, other] = [known.schedule.rules[0], when.schedule.rules[0]];
    if (other === undefined) {
      const [start, ...also] = [...new Set([known.schedule.start, ...known.schedule.also ?? [], when.schedule.start])].sort();
      known.schedule = { ...known.schedule, start: start!, ...(also.length ? { also } : {}) };
      continue;
    }
    const days = [mine, other].map((rule) => /^FREQ=WEEKLY;BYDAY=([A-Z,]+)$/.exec(rule ?? '')?.[1]?.split(','));
    if (days[0] && days[1]) known.schedule = weekly([...new Set([...days[0], ...days[1]])].map((day) => DAYS.indexOf(day)).sort(), Number(known.schedule.start.slice(11, 13)) * 60 + Number(known.schedule.start.slice(14)), known.schedule.duration, known.schedule.timeZone);
    else if (known.schedule.rules.length < 4 && !known.schedule.rules.includes(other)) known.schedule.rules.push(other);
  }
  return [...byKey.values()];
}

function readPlace(location: FeedRecord | undefined, meaning: Meaning, mend: Mend): Place | undefined {
  if (!location) return undefined;
  const address = list(location.addresses).find(({ address_type: type }) => type !== 'postal') ?? {};
  const street = [text(address.address_1, 120), text(address.address_2, 120)].filter(Boolean).join(', ');
  const town = text(address.city, 120);
  const province = text(address.state_province, 80);
  const nation = text(address.country, 60);
  const line = [street, town, [province, text(address.postal_code, 20)].filter(Boolean).join(' '), nation].filter(Boolean).join(', ').slice(0, 300);
  const name = text(location.name, 200);
  const country = countryOf(nation);
  const transit = text(location.transportation, 300);
  const notes = withoutJoining(text(location.description, 2000, true));
  const region = [...new Set([province, text(address.region, 80)].filter(Boolean))].join(', ').slice(0, 200);
  const point = readPoint(location.latitude, location.longitude, mend);
  for (const item of list(location.accessibility)) { const said = text(item.description, 80).toLowerCase(); if (Object.hasOwn(codes, said)) addMeaning(meaning, codes[said]!); }
  return {
    ...(name ? { name } : {}), ...(line ? { address: line } : {}), ...(town ? { locality: town } : {}), ...(region ? { region } : {}), ...(country ? { country } : {}),
    ...point, ...(!street && (line || point) ? { approximate: true } : {}), ...(transit ? { transit } : {}), ...(notes ? { notes } : {}),
  };
}

interface Unit { place: FeedRecord | undefined; virtual: FeedRecord | undefined; whens: When[] }
const isVirtual = (location: FeedRecord | undefined) => text(location?.location_type, 20).toLowerCase() === 'virtual';

/** Where and when a service meets: schedules at a location, and those of the service for the locations that have none. */
function unitsOf(service: FeedRecord, options: FeedOptions, mend: Mend): Unit[] {
  const whensOf = (holder: FeedRecord) => {
    const events = list(holder.events);
    if (events.length && list(holder.operating_hours).length) mend('operating_hours', 'these are hours of an office: the events are shown');
    return joined([...list(holder.schedules), ...(events.length ? events.flatMap((event) => (list(event.schedules).length ? list(event.schedules) : [event])) : list(holder.operating_hours))].map((item) => readWhen(item, options, mend)).filter((when) => when !== undefined));
  };
  const units: Unit[] = [];
  const places: FeedRecord[] = [];
  for (const at of list(service.service_at_locations)) {
    const location = isRecord(at.location) ? at.location : undefined;
    const whens = whensOf(at);
    if (whens.length) units.push({ place: isVirtual(location) ? undefined : location, virtual: isVirtual(location) ? location : undefined, whens });
    else if (location) places.push(location);
  }
  const whens = whensOf(service);
  if (!whens.length && units.length) return units;
  const virtual = places.find(isVirtual);
  const rooms = places.filter((location) => !isVirtual(location));
  for (const place of rooms.length ? rooms : [undefined]) units.push({ place, virtual, whens });
  return units;
}

function readService(service: FeedRecord, options: FeedOptions, mend: Mend): Group[] {
  const name = text(service.name, 200);
  if (!name) throw new Refused('name', 'missing: a service needs a name');
  const id = text(service.id, 100);
  if (!id) throw new Refused('id', 'missing: a service needs its id');
  const status = text(service.status, 40).toLowerCase();
  if (status === 'inactive' || status === 'defunct') throw new Refused('status', 'the source says that it is not offered any more');
  const terms = list(service.attributes).map((item) => (isRecord(item.taxonomy_term) ? text(item.taxonomy_term.code, 64) || text(item.taxonomy_term.name, 64) : text(item.value, 64))).filter(Boolean);
  const languages = list(service.languages).map((item) => text(item.code, 35)).filter((code) => /^[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*$/.test(code));
  const organization = isRecord(service.organization) ? service.organization : {};
  const owner = text(organization.name, 200);
  const ownerUrl = webLink(organization.website ?? organization.url);
  const alert = text(service.alert, 500);
  const [minimum, maximum] = [service.minimum_age, service.maximum_age].map((value) => (value === undefined || value === null || value === '' || !(Number(value) >= 0 && Number(value) < 130) ? undefined : Number(value)));
  const cost = text(service.fees_description, 200) || list(service.cost_options).map((item) => text(item.option, 100)).filter(Boolean).join(', ').slice(0, 200);
  const phone = list(service.phones).map((item) => text(item.number, 60)).find(Boolean);
  const email = text(service.email, 200);
  const checked = updatedText(service.assured_date);
  const apply = text(service.application_process, 1000, true);
  const who = text(service.eligibility_description, 1000, true);
  const units = unitsOf(service, options, mend);
  const all = units.flatMap((unit): (Unit & { when?: When })[] => (unit.whens.length ? unit.whens.map((when) => ({ ...unit, when })) : [unit]));
  return all.slice(0, 50).map(({ place: location, virtual, when }, at): Group => {
    const { meaning } = readCodes(terms, options, codes, mend, 'attributes');
    for (const language of languages) meaning.languages.add(language);
    if (text(service.interpretation_services, 10)) meaning.attributes.add('interpreter');
    const place = readPlace(location, meaning, mend);
    const online: Online | undefined = readOnline({ url: when?.link ?? virtual?.url }, { url: 'url' }, mend);
    const remote = /virtual|online|remote/.test(when?.attending ?? '') || (!place && Boolean(online ?? virtual));
    const format: Format = remote ? 'online' : online || virtual ? 'mixed' : 'in-person';
    if (status === 'temporarily closed') meaning.attributes.add('temporarily-closed');
    return assemble({
      slug: at ? `${id}/${at + 1}` : id, name, meaning, format, place: remote ? undefined : place, online, schedule: when?.schedule,
      notes: [text(service.description, 4000, true), who, apply].filter(Boolean).join('\n').slice(0, 4000),
      owner: owner ? { name: owner, ...(ownerUrl ? { url: ownerUrl } : {}) } : undefined, url: webLink(service.url), updatedAt: updatedText(service.last_modified), series: all.length > 1 ? id : undefined,
      more: {
        ...(cost ? { cost } : {}), ...(alert ? { alerts: [alert] } : {}), ...(minimum !== undefined || maximum !== undefined ? { ages: { ...(minimum === undefined ? {} : { from: minimum }), ...(maximum === undefined ? {} : { to: maximum }) } } : {}),
        ...(phone || email ? { contact: { ...(phone ? { phone } : {}), ...(email ? { email } : {}) } } : {}), ...(checked ? { checkedAt: checked } : {}),
      },
    }, options, mend);
  });
}

/** Names of contacts are not read at all. */
export function readHsds(records: readonly unknown[], options: FeedOptions): Reading {
  // A list of services at locations holds each service once for every location.
  const services = new Map<unknown, unknown>();
  for (const record of records) {
    if (!isRecord(record) || !isRecord(record.service)) { services.set(record, record); continue; }
    const known = services.get(record.service.id) as FeedRecord | undefined;
    const at = { location: record.location, schedules: record.schedules, events: record.events, operating_hours: record.operating_hours };
    if (known) (known.service_at_locations as unknown[]).push(at);
    else services.set(record.service.id, { ...record.service, service_at_locations: [at] });
  }
  return readRecords([...services.values()], ({ id }) => id, (record, mend) => readService(record, options, mend));
}
