import type { feedStaffRoutes, GroupEdit, groupStaffRoutes, PlaceCall, StaffFeed } from '@kith/contract';
import type { CodeDictionary, FeedReport } from '@kith/finder';
import { ProblemError } from '../errors.ts';
import { programAndSettings, type Office } from '../office.ts';
import { findPlaces } from './places.ts';
import type { Member } from '../staff.ts';
import type { FeedRow } from '../store/schema.ts';
import { GroupAsks } from './asks.ts';
import { GroupEdits } from './edits.ts';
import { attend } from './meetings.ts';
import { listFeeds, runFeed, type StoredOptions } from './feeds.ts';
import { remarksOf } from './report.ts';

interface Call { parameters: Record<string, string>; query: Record<string, string | number | undefined>; body: unknown }
type Handlers = { [Name in keyof typeof feedStaffRoutes | keyof typeof groupStaffRoutes]: (member: Member, call: Call) => Promise<object> };
const MOST_RECORDS = 5;

const received = { received: true };

/** The calls of staff about listings and feeds. `hosts` may be fetched from although they are private, as for the server's own runs. */
export function groupStaffHandlers(office: Office, hosts: readonly string[]): Handlers {
  const { store, audit } = office;
  const edits = new GroupEdits(office);
  const asks = new GroupAsks(office);
  const done = async (work: Promise<unknown>) => { await work; return received; };
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
    'groups.list': (member, { query }) => edits.list(member, query),
    'groups.make': async (member, { body }) => ({ id: await edits.make(member, (body as { like?: string }).like) }),
    'groups.preview': (member, { body }) => edits.preview(member, (body as { group: GroupEdit }).group),
    'groups.places': async (member, { body }) => findPlaces((body as PlaceCall).text, (await programAndSettings(office, member.program)).program.country),
    'groups.asks': async (member) => ({ asks: await asks.list(member.program) }),
    'groups.askContact': async (member, { parameters }) => { const contact = await asks.contact(member.program, parameters.id!); await audit.write(member.program, member.userId, 'ask-contact', parameters.id); return contact; },
    'groups.askDone': async (member, { parameters }) => { await asks.done(member.program, parameters.id!); await audit.write(member.program, member.userId, 'ask-answered', parameters.id); return received; },
    'groups.get': (member, { parameters }) => edits.get(member, parameters.id!),
    'groups.draft': async (member, { parameters, body }) => { const { group, known } = body as { group: object; known: string }; return { at: await edits.draft(member, parameters.id!, group, known) }; },
    'groups.discard': (member, { parameters, query }) => done(edits.discard(member, parameters.id!, String(query.known))),
    'groups.publish': async (member, { parameters, body }) => { const { group, revision, known } = body as { group: GroupEdit; revision: string; known: string }; return { revision: await edits.publish(member, parameters.id!, group, revision, known) }; },
    'groups.confirm': (member, { parameters }) => done(edits.confirm(member, parameters.id!)),
    'groups.remove': (member, { parameters }) => done(edits.remove(member, parameters.id!)),
    'groups.back': (member, { parameters, body }) => { const { seq, known } = body as { seq: number; known: string }; return done(edits.back(member, parameters.id!, seq, known)); },
    'groups.lead': (member, { parameters, body }) => done(edits.lead(member, parameters.id!, (body as { people: string[] }).people)),
    'groups.attend': async (member, { parameters, body }) => {
      const { held, zone } = await edits.heldOf(member, parameters.id!);
      await attend(store, member.program, parameters.id!, held, zone, body as { at: string; count: number | null }, Date.now());
      return received;
    },
  };
}
