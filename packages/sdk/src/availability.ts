import { Availability } from '@kith/contract';
import type { CallOptions, Connection } from './connection.ts';

export type { Availability };

/** Whether somebody can take a chat now, with everything that a card says, in the language asked for. */
export const availability = (connection: Connection): { get: (options?: CallOptions & { language?: string }) => Promise<Availability> } => ({
  get: ({ signal, language } = {}) => connection.call('availability', Availability, { query: { lang: language }, signal }),
});
