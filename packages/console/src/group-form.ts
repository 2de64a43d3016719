import { accessKinds, attributes, audiences, formats, ledBy, topics, type GroupEdit } from '@kith/sdk/staff';
import { scheduleOf, type Repeat, type ScheduleShape } from './group-schedule.ts';

/** The form of a listing, read into what is sent. What the form does not ask for (a flag of a place, say) stays as it was in `before`. */
type Read = (name: string) => string;

const numberOf = (text: string): number | undefined => (text === '' || Number.isNaN(Number(text)) ? undefined : Number(text));
/** Without what is empty. */
const filled = <Value extends object>(value: Value): Value => Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined && item !== '' && !(Array.isArray(item) && !item.length))) as Value;
const orNothing = <Value extends object>(value: Value): Value | undefined => (Object.keys(value).length ? value : undefined);
const linkOf = (text: string): string | undefined => (text ? (/^[a-z][a-z+.-]*:/i.test(text) ? text : `https://${text}`) : undefined);

/** A code alone; a name stays as it was typed, and is refused with a word of what belongs there. */
const countryOf = (text: string): string => (text.length === 2 ? text.toUpperCase() : text);
const languageOf = (text: string): string => (text.length < 4 ? text.toLowerCase() : text);

const dateIn = (text: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '');

/** What the form says of when; what it does not show now is as it was `before`. */
export function shapeIn(data: FormData, before: ScheduleShape): ScheduleShape {
  const text = (name: string): string | undefined => { const value = data.get(name); return typeof value === 'string' ? value.trim() : undefined; };
  const number = (name: string, most: number, otherwise: number): number => { const value = numberOf(text(name) ?? ''); return value === undefined ? otherwise : Math.min(most, Math.max(1, Math.round(value))); };
  const shown = (name: string) => data.has(`has-${name}`);
  const pause = text('pause');
  return {
    repeat: (text('repeat') ?? before.repeat) as Repeat, days: shown('day') ? data.getAll('day') as string[] : before.days, every: number('every', 52, before.every), weeks: shown('week') ? data.getAll('week') as string[] : before.weeks,
    dates: text('dates') === undefined ? before.dates : [...new Set(text('dates')!.split(/[\s,;]+/).map(Number).filter((date) => Number.isInteger(date) && date > 0 && date < 32))].sort((one, other) => one - other),
    time: text('time') || before.time, minutes: numberOf(text('minutes') ?? '') ?? before.minutes, zone: text('zone') ?? before.zone, first: dateIn(text('first') ?? '') || before.first, until: text('until') === undefined ? before.until : dateIn(text('until')!),
    paused: pause === undefined ? before.paused : pause === 'unknown' ? 'unknown' : pause === 'until' ? dateIn(text('pausedUntil') ?? '') || 'until' : '',
  };
}

/** `before`: as it was loaded; `now`: as the form said last, for what it does not show at the moment; `shape`: what it says of when. */
export function editIn(data: FormData, before: GroupEdit, now: GroupEdit, shape: ScheduleShape): GroupEdit {
  const text: Read = (name) => { const value = data.get(name); return typeof value === 'string' ? value.trim() : ''; };
  const chosen = <Value extends string>(name: string, of: readonly Value[]): Value[] => of.filter((value) => data.getAll(name).includes(value));
  const format = formats.find((value) => value === text('format')) ?? 'in-person';
  const here = format === 'in-person' || format === 'mixed';
  const { latitude: _, longitude: __, approximate: ___, ...place } = before.place ?? {};
  const ages = filled({ from: numberOf(text('agesFrom')), to: numberOf(text('agesTo')) });
  const [first] = chosen('ledBy', ledBy);
  const room = text('room3');
  const all = filled({
    name: text('name'), summary: text('summary'), notes: text('notes'), expect: text('expect'), guidelines: text('guidelines'), names: text('names'), cost: text('cost'), ledBy: first, format,
    sessions: numberOf(text('sessions')), capacity: numberOf(text('capacity')), waitingList: text('waitingList') === 'on' || undefined, enrolUntil: text('enrolUntil'), ages: orNothing(ages), url: linkOf(text('url')),
    schedule: scheduleOf(shape, before.schedule),
    // What is hidden while the format has no use for it is not thrown away by that.
    place: here ? orNothing(filled({ ...place, name: text('placeName'), address: text('address'), locality: text('locality'), country: countryOf(text('country')), room: text('room'), entrance: text('entrance'), transit: text('transit'), notes: text('placeNotes'), latitude: numberOf(text('latitude')), longitude: numberOf(text('longitude')), approximate: text('approximate') === 'on' || undefined })) : now.place,
    online: format === 'in-person' ? now.online : orNothing(filled({ ...before.online, url: linkOf(text('onlineUrl')), notes: text('onlineNotes'), phone: text('onlinePhone'), phoneNotes: text('phoneNotes') })),
    contact: orNothing(filled({ role: text('role'), phone: text('contactPhone'), email: text('contactEmail') })), alerts: text('alerts').split('\n').map((line) => line.trim()).filter(Boolean), owner: before.owner,
  });
  return {
    ...all, name: text('name'), format, ...(room ? { hasRoom: room === 'yes' } : {}), languages: text('languages').split(/[\s,;]+/).filter(Boolean).map(languageOf),
    topics: chosen('topics', topics), audiences: chosen('audiences', audiences), access: chosen('access', accessKinds), attributes: chosen('attributes', attributes),
  };
}
