import { FoundPlaces } from '@kith/contract';
import type { CallOptions, Connection } from './connection.ts';

export type FoundPlace = FoundPlaces['places'][number];
/** Towns and postcodes, from the server's own gazetteer: nobody else hears the search. */
export interface Places {
  /** At most 8, the best first. `text`: a town ("Springfield, IL") or a postcode, 2 to 80 characters. */
  search: (text: string, options?: CallOptions) => Promise<FoundPlace[]>;
}

export const places = (connection: Connection): Places => ({
  search: async (text, options = {}) => (await connection.call('places/search', FoundPlaces, { ...options, method: 'post', body: { text }, safe: true })).places,
});
