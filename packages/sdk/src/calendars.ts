import { CalendarMade, type CalendarCall } from '@kith/contract';
import type { CallOptions, Connection } from './connection.ts';

/** Dates of groups for people's own calendars. */
export interface Calendars {
  /** Address of one group's dates as a file. */
  ofGroup: (id: string) => string;
  /** Makes a calendar of a search, to subscribe to; gives its address, which says nothing of what was looked for. */
  make: (query?: CalendarCall, options?: CallOptions) => Promise<string>;
}

export const calendars = (connection: Connection): Calendars => ({
  ofGroup: (id) => `${connection.server}/v1/groups/${encodeURIComponent(id)}.ics?site=${encodeURIComponent(connection.site)}`,
  make: async (query = {}, options = {}) => connection.server + (await connection.call('calendars', CalendarMade, { ...options, method: 'post', body: query })).path,
});
