import { GroupPage, GroupResult, Receipt, type GroupQuery, type ReportKind } from '@kith/contract';
import type { CallOptions, Connection } from './connection.ts';

export type { GroupPage, GroupQuery, GroupResult };

/** Groups of a program. */
export interface Groups {
  /** Every matching group, soonest first; pages are fetched as they are needed. Stop reading and the fetching stops. */
  search: (query?: GroupQuery, options?: CallOptions) => AsyncGenerator<GroupResult, void, void>;
  /** One page with total and counts; `cursor` of an answer asks for the next. */
  page: (query?: GroupQuery, options?: CallOptions) => Promise<GroupPage>;
  get: (id: string, options?: CallOptions) => Promise<GroupResult>;
  /** Counts one more who plans to come to a date (`at`: the meeting's own clock, `localStart` of a date), or with `comes` false and the same key one less. Where `invites` has `plan`. */
  plan: (id: string, at: string, comes: boolean, key: string, options?: CallOptions) => Promise<Receipt>;
  /** Tells the program of a problem with a listing. `key` (8 to 128 characters) makes a retry safe. */
  report: (id: string, kind: ReportKind, key: string, options?: CallOptions) => Promise<Receipt>;
}

const isPlain = ({ limit: _limit, cursor: _cursor, ...rest }: GroupQuery) => Object.values(rest).every((value) => value === undefined);

export function groups(connection: Connection): Groups {
  const page: Groups['page'] = (query = {}, options = {}) => {
    // The unfiltered list may be cached and needs no preflight; everything a visitor chose travels in a body.
    if (isPlain(query)) return connection.call('groups', GroupPage, { ...options, query: { limit: query.limit?.toString(), cursor: query.cursor } });
    return connection.call('groups/search', GroupPage, { ...options, method: 'post', body: query, safe: true });
  };
  const tell = (id: string, what: string, body: object, key: string, options: CallOptions) => connection.call(`groups/${encodeURIComponent(id)}/${what}`, Receipt, { ...options, method: 'post', body, headers: { 'idempotency-key': key }, safe: true });
  return {
    page,
    async* search(query = {}, options = {}) {
      let cursor = query.cursor;
      do {
        const answer = await page({ ...query, ...(cursor === undefined ? {} : { cursor }) }, options);
        yield* answer.groups;
        cursor = answer.cursor;
      } while (cursor !== undefined);
    },
    get: (id, options = {}) => connection.call(`groups/${encodeURIComponent(id)}`, GroupResult, options),
    report: (id, kind, key, options = {}) => tell(id, 'reports', { kind }, key, options),
    plan: (id, at, comes, key, options = {}) => tell(id, 'plans', { at, comes }, key, options),
  };
}
