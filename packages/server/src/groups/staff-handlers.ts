import type { feedStaffRoutes, StaffFeed } from '@kith/contract';
import type { CodeDictionary, FeedReport } from '@kith/finder';
import { ProblemError } from '../errors.ts';
import type { Office } from '../office.ts';
import type { Member } from '../staff.ts';
import type { FeedRow } from '../store/schema.ts';
import { listFeeds, runFeed, type StoredOptions } from './feeds.ts';
import { remarksOf } from './report.ts';

interface Call { parameters: Record<string, string>; body: unknown }
type Handlers = { [Name in keyof typeof feedStaffRoutes]: (member: Member, call: Call) => Promise<object> };
const MOST_RECORDS = 5;

/** The calls of staff about feeds. `hosts` may be fetched from although they are private, as for the server's own runs. */
export function groupStaffHandlers({ store, audit }: Office, hosts: readonly string[]): Handlers {
  const feedOf = async (member: Member, id: string): Promise<FeedRow> => {
    const row = await store.read.selectFrom('feeds').selectAll().where('program_id', '=', member.program).where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-here');
    return row;
  };
  const run = async (member: Member, row: FeedRow) => { const { ok, error } = await runFeed(store, row, { hosts }); return { ok, ...(error === undefined ? {} : { error }) }; };

  return {
    'feeds.list': async (member) => ({
      feeds: (await listFeeds(store, member.program)).map((row): StaffFeed => {
        const report = row.report === null ? undefined : JSON.parse(row.report) as FeedReport;
        const { dictionary = {} } = JSON.parse(row.options) as StoredOptions;
        return {
          id: row.id, url: row.url, owner: row.owner_name, everyMinutes: row.every_minutes, ...(row.fetched_at === null ? {} : { fetchedAt: row.fetched_at }), ...(row.tried_at === null ? {} : { triedAt: row.tried_at }), ...(row.error === null ? {} : { error: row.error }),
          total: report?.total ?? 0, shown: report?.shown ?? 0, refusedCount: report?.refusedCount ?? 0, mendedCount: report?.mendedCount ?? 0, refused: remarksOf(report?.refused ?? [], MOST_RECORDS), mended: remarksOf(report?.mended ?? [], MOST_RECORDS),
          dictionary: dictionary, unknownCodes: report?.unknownCodes ?? [],
        };
      }),
    }),
    'feeds.run': async (member, { parameters }) => {
      const row = await feedOf(member, parameters.id!);
      await audit.write(member.program, member.userId, 'feed-run', row.id);
      return run(member, row);
    },
    'feeds.dictionary': async (member, { parameters, body }) => {
      const row = await feedOf(member, parameters.id!);
      const { dictionary } = body as { dictionary: CodeDictionary };
      const options = JSON.stringify({ ...JSON.parse(row.options) as StoredOptions, dictionary });
      // The validators of the last fetch go: the same file means something else now.
      await store.write.updateTable('feeds').set({ options, etag: null, last_modified: null }).where('program_id', '=', member.program).where('id', '=', row.id).execute();
      await audit.write(member.program, member.userId, 'feed-dictionary', row.id);
      return run(member, { ...row, options, etag: null, last_modified: null });
    },
  };
}
