import { Program } from '@kith/contract';
import type { CallOptions, Connection } from './connection.ts';

export type { Program };

export interface Programs {
  /** The program of the connection's site key. */
  get: (options?: CallOptions) => Promise<Program>;
}

export const programs = (connection: Connection): Programs => ({
  get: (options = {}) => connection.call(`programs/${encodeURIComponent(connection.site)}`, Program, { ...options, query: { site: undefined } }),
});
