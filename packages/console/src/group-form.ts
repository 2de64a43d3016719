import { accessKinds, attributes, audiences, formats, ledBy, topics, type GroupEdit } from '@kith/sdk/staff';
import { scheduleOf, type Repeat, type ScheduleShape } from './group-schedule.ts';

/** The form of a listing, read into what is sent. What the form does not ask for (a flag of a place, say) stays as it was in `before`. */
type Read = (name: string) => string;

const numberOf = (text: string): number | undefined => (text === '' || Number.isNaN(Number(text)) ? undefined : Number(text));
/** Without what is empty. */
const filled = <Value extends object>(value: Value): Value => Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined && item !== '' && !(Array.isArray(item) && !item.length))) as Value;
const orNothing = <Value extends object>(value: Value): Value | undefined => (Object.keys(value).length ? value : undefined);
const linkOf = (text: string): string | undefined => (text ? (/^[a-z][a-z+.-]*:/i.test(text) ? text : `https://${text}`) : undefined);

export function shapeIn(data: FormData): ScheduleShape {
  const text: Read = (name) => { const value = data.get(name); return typeof value === 'string' ? value.trim() : ''; };
  const pause = text('pause');
  return {
    repeat: text('repeat') as Repeat, days: data.getAll('day') as string[], every: Math.max(1, Math.round(numberOf(text('every')) ?? 1)), weeks: data.getAll('week') as string[],
    dates: [...new Set(text('dates').split(/[\s,;]+/).map(Number).filter((date) => Number.isInteger(date) && date > 0 && date < 32))].sort((one, other) => one - other),
    time: text('time') || '19:00', minutes: Math.min(10_080, Math.max(1, Math.round(numberOf(text('minutes')) ?? 60))), zone: text('zone'), first: text('first'), until: text('until'), paused: pause === 'unknown' ? 'unknown' : pause === 'until' ? text('pausedUntil') : '',
  };
}
/** Whether a shape says enough to have dates; what is half chosen is no schedule yet. */
export const isWhole = ({ repeat, days, weeks, dates, first }: ScheduleShape): boolean => first !== '' && (repeat === 'weekly' ? days.length > 0 : repeat === 'weekdays' ? days.length > 0 && weeks.length > 0 : repeat === 'dates' ? dates.length > 0 : true);

export function editIn(data: FormData, before: GroupEdit): GroupEdit {
  const text: Read = (name) => { const value = data.get(name); return typeof value === 'string' ? value.trim() : ''; };
  const chosen = <Value extends string>(name: string, of: readonly Value[]): Value[] => of.filter((value) => data.getAll(name).includes(value));
  const format = formats.find((value) => value === text('format')) ?? 'in-person';
  const here = format === 'in-person' || format === 'mixed';
  const [latitude, longitude] = [numberOf(text('latitude')), numberOf(text('longitude'))];
  const point = latitude === undefined || longitude === undefined ? {} : { latitude, longitude };
  const { latitude: _, longitude: __, approximate: ___, ...place } = before.place ?? {};
  const shape = shapeIn(data);
  const dates = before.schedule;
  const ages = filled({ from: numberOf(text('agesFrom')), to: numberOf(text('agesTo')) });
  const [first] = chosen('ledBy', ledBy);
  const room = text('room3');
  const all = filled({
    name: text('name'), summary: text('summary'), notes: text('notes'), expect: text('expect'), guidelines: text('guidelines'), names: text('names'), cost: text('cost'), ledBy: first, format,
    sessions: numberOf(text('sessions')), capacity: numberOf(text('capacity')), waitingList: text('waitingList') === 'on' || undefined, enrolUntil: text('enrolUntil'), ages: orNothing(ages), url: linkOf(text('url')),
    schedule: isWhole(shape) ? scheduleOf(shape, dates) : dates,
    // What is hidden while the format has no use for it is not thrown away by that.
    place: here ? orNothing(filled({ ...place, name: text('placeName'), address: text('address'), locality: text('locality'), country: text('country').toUpperCase(), room: text('room'), entrance: text('entrance'), transit: text('transit'), notes: text('placeNotes'), ...point, approximate: text('approximate') === 'on' || undefined })) : before.place,
    online: format === 'in-person' ? before.online : orNothing(filled({ ...before.online, url: linkOf(text('onlineUrl')), notes: text('onlineNotes'), phone: text('onlinePhone'), phoneNotes: text('phoneNotes') })),
    contact: orNothing(filled({ role: text('role'), phone: text('contactPhone'), email: text('contactEmail') })), alerts: text('alerts').split('\n').map((line) => line.trim()).filter(Boolean), owner: before.owner,
  });
  return {
    ...all, name: text('name'), format, ...(room ? { hasRoom: room === 'yes' } : {}), languages: text('languages').split(/[\s,;]+/).filter(Boolean),
    topics: chosen('topics', topics), audiences: chosen('audiences', audiences), access: chosen('access', accessKinds), attributes: chosen('attributes', attributes),
  };
}
