import { hash } from 'node:crypto';
import type { Context } from 'hono';
import { GroupQuery, type CalendarCall, type Group, type GroupPlan, type GroupReport, type PlaceCall, type RouteName } from '@kith/contract';
import { Packed } from '../compress.ts';
import { ProblemError } from '../errors.ts';
import type { KnownProgram } from '../programs.ts';
import { reportGroup } from '../reports.ts';
import type { Store } from '../store/store.ts';
import { acrossPrograms, enterProgram } from '../store/tenant.ts';
import { writeCalendar } from './calendar.ts';
import { makeCalendar, readCalendarOf } from './calendars.ts';
import type { Groups } from './groups.ts';
import { plan } from './meetings.ts';
import { findPlaces } from './places.ts';

interface Input { parameters: Record<string, string>; query: Record<string, unknown>; body: unknown }
type Handler = (context: Context, program: KnownProgram, input: Input) => Promise<object>;
export interface GroupGate {
  store: Store; groups: Groups;
  /** A report counts against its own limit; gives its idempotency key. */
  admitReport: (context: Context, program: KnownProgram) => string | undefined;
  sendPacked: (context: Context, packed: Packed, type: string, status: 200, headers?: Record<string, string>) => Promise<Response>;
  /** Where browsers find this server. */
  address: (context: Context) => string;
}
type Name = Extract<RouteName, `groups.${string}` | 'calendars.make' | 'places.search'>;

const SECOND = 1_000;
/** Cached first pages, over all programs: some tens of megabytes at most. */
const MOST_PAGES = 500;
/** Groups of a calendar: more dates than any week has room for. */
const MOST_IN_CALENDAR = 300;

/** Address of the page of a group. The id alone: a name often says what somebody goes there for. */
export const groupPath = (site: string, group: { id: string }): string => `/groups/${encodeURIComponent(site)}/${encodeURIComponent(group.id)}`;

const sendCalendar = (context: Context, text: string | undefined, name: string): Response => {
  if (text === undefined) throw new ProblemError('no-dates');
  return context.body(text, 200, { 'content-type': 'text/calendar; charset=utf-8', 'content-disposition': `attachment; filename="${name}.ics"` });
};

/** The public calls about groups. */
export function groupHandlers({ store, groups, admitReport, sendPacked, address }: GroupGate): Record<Name, Handler> {
  const pages = new Map<string, { until: number; packed: Packed; etag: string }>();
  return {
    'groups.list': async (context, program, { query }) => {
      const { limit: most, cursor } = query as { limit?: number; cursor?: string };
      const now = Date.now();
      // First pages only: cursors can be made up without end.
      const key = cursor === undefined ? `${program.row.id} ${program.row.revision} ${groups.revision(program.row.id)} ${most ?? ''}` : undefined;
      let page = key === undefined ? undefined : pages.get(key);
      if (!page || page.until <= now) {
        const answer = await groups.search(program.row, { ...(most ? { limit: most } : {}), ...(cursor ? { cursor } : {}) }, now);
        const text = JSON.stringify(answer);
        page = { until: now + 15 * SECOND, packed: new Packed(text), etag: `W/"${hash('sha256', text, 'base64url').slice(0, 22)}"` };
        if (pages.size >= MOST_PAGES) pages.delete(pages.keys().next().value!);
        if (key !== undefined) pages.set(key, page);
      }
      const headers = { 'cache-control': 'public, max-age=5', 'etag': page.etag };
      if (context.req.header('if-none-match') === page.etag) return context.body(null, 304, headers);
      return sendPacked(context, page.packed, 'application/json', 200, headers);
    },
    'groups.search': async (context, program, { body }) => {
      context.header('cache-control', 'no-store');
      return groups.search(program.row, body as GroupQuery);
    },
    'groups.get': async (context, program, { parameters }) => {
      const group = await groups.get(program.row, parameters.id!);
      if (!group) throw new ProblemError('group-not-found');
      context.header('cache-control', 'public, max-age=60');
      return group;
    },
    'groups.calendar': async (context, program, { parameters, query }) => {
      const group = await groups.get(program.row, parameters.id!);
      if (!group) throw new ProblemError('group-not-found');
      context.header('cache-control', 'public, max-age=300');
      return sendCalendar(context, writeCalendar([group], { program: program.row.id, name: group.name, page: (item: Group) => `${address(context)}${groupPath(query.site as string, item)}` }), 'group');
    },
    'groups.plan': async (context, program, { parameters, body }) => {
      const key = admitReport(context, program);
      const group = await groups.get(program.row, parameters.id!);
      if (!group?.invites?.includes('plan')) throw new ProblemError('group-not-found');
      await plan(store, program.row.id, group.id, group.schedule, program.row.time_zone, body as GroupPlan, key, Date.now());
      return { received: true };
    },
    'groups.report': async (context, program, { parameters, body }) => {
      const key = admitReport(context, program);
      if (!await groups.get(program.row, parameters.id!)) throw new ProblemError('group-not-found');
      return reportGroup(store, program.row.id, parameters.id!, body as GroupReport, key);
    },
    'calendars.make': async (context, program, { body }) => {
      admitReport(context, program);
      context.header('cache-control', 'no-store');
      return makeCalendar(store, program.row.id, body as CalendarCall);
    },
    'places.search': async (context, program, { body }) => {
      context.header('cache-control', 'no-store');
      return findPlaces((body as PlaceCall).text, program.row.country);
    },
  };
}

/** The calendar of a search, by its opaque id. */
export async function calendarOf(context: Context, id: string, { store, groups, address }: Pick<GroupGate, 'store' | 'groups' | 'address'>): Promise<Response> {
  const found = await acrossPrograms(() => readCalendarOf(store, id));
  if (found) enterProgram(found.programId);
  const program = found && await store.read.selectFrom('programs').selectAll().where('id', '=', found.programId).executeTakeFirst();
  const site = program && await store.read.selectFrom('site_keys').select('site_key').where('program_id', '=', program.id).orderBy('created_at', 'desc').executeTakeFirst();
  if (!program || !site) throw new ProblemError('calendar-not-found');
  const list: Group[] = [];
  for (let cursor: string | undefined, first = true; (first || cursor) && list.length < MOST_IN_CALENDAR; first = false) {
    const page = await groups.search(program, { ...found.call, limit: 100, ...(cursor ? { cursor } : {}) });
    list.push(...page.groups);
    ({ cursor } = page);
  }
  context.header('cache-control', 'private, max-age=900');
  // The program's name alone: what was looked for is not in it.
  return sendCalendar(context, writeCalendar(list.slice(0, MOST_IN_CALENDAR), { program: program.id, name: program.partner, page: (item) => `${address(context)}${groupPath(site.site_key, item)}` }), 'groups');
}
