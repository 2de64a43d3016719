import { HelplineList } from '@kith/contract';
import type { CallOptions, Connection } from './connection.ts';

export type { HelplineList };

export interface Helplines {
  /** Crisis lines of the program's country, or of a named one (ISO 3166-1 alpha-2, capitals). */
  list: (query?: { country?: string }, options?: CallOptions) => Promise<HelplineList>;
}

export const helplines = (connection: Connection): Helplines => ({
  list: ({ country } = {}, options = {}) => connection.call('helplines', HelplineList, { ...options, query: { country } }),
});
