import { randomBytes } from 'node:crypto';
import type { Audience, Group, Topic } from '@kith/contract';
import { audiences, topics } from '@kith/contract';
import { isTimeZone, type CodeDictionary, type FeedReport } from '@kith/finder';
import { feedsOf, isWebPage } from './discover.ts';
import { prepare, prepareAside, type Prepared } from './prepare.ts';
import { defaultLimits, readFeedUrl, type FetchLimits } from './fetch-feed.ts';
import { fetchWhole } from './fetch-pages.ts';
import { touchProgram } from '../programs.ts';
import { Refusal } from '../refusal.ts';
import type { FeedRow } from '../store/schema.ts';
import { isDiskFull } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';

/** What the feed does not say of itself, as given with `kith feed add`. */
export interface StoredOptions { timeZone?: string; language?: string; topics?: string[]; audiences?: string[]; dictionary?: CodeDictionary; sampleYear?: number }
export interface NewFeed extends StoredOptions { url: string; owner: string; ownerUrl?: string; everyMinutes: number }

/** What one run did. `unchanged` alone is set when the feed said that nothing is new. */
export interface FeedRun {
  feed: string; program: string; ok: boolean;
  /** Why it failed, in words; the last good copy then stays. */
  error?: string;
  added?: number; changed?: number; gone?: number; same?: number;
  report?: FeedReport;
}

const BATCH = 500;

export async function addFeed(store: Store, programId: string, feed: NewFeed, hosts: readonly string[]): Promise<{ id: string; url: string }> {
  const wrong = (message: string) => new Refusal('feed', message);
  const url = readFeedUrl(feed.url, hosts).href;
  if (!feed.owner.trim()) throw wrong('Say whose listings these are, with --owner.');
  if (feed.timeZone !== undefined && !isTimeZone(feed.timeZone)) throw wrong('The time zone must be an IANA name like America/New_York.');
  for (const slug of feed.topics ?? []) if (!(topics as string[]).includes(slug)) throw wrong('A topic is not in the vocabulary. See the topics under /docs.');
  for (const slug of feed.audiences ?? []) if (!(audiences as readonly string[]).includes(slug)) throw wrong('An audience is not in the vocabulary. See the audiences under /docs.');
  if (!(feed.everyMinutes >= 5 && feed.everyMinutes <= 10_080)) throw wrong('Feeds are fetched every 5 to 10,080 minutes.');
  const id = randomBytes(6).toString('hex');
  const { url: _, owner, ownerUrl, everyMinutes, ...options } = feed;
  const taken = await store.write.selectFrom('feeds').select('id').where('program_id', '=', programId).where('url', '=', url).executeTakeFirst();
  if (taken) throw new Refusal('feed-exists', `The program shows this feed already, as ${taken.id}.`);
  await store.write.insertInto('feeds').values({
    id, program_id: programId, url, owner_name: owner.trim(), owner_url: ownerUrl ?? null, options: JSON.stringify(options), every_minutes: everyMinutes,
    etag: null, last_modified: null, fetched_at: null, tried_at: null, error: null, report: null, created_at: new Date().toISOString(),
  }).execute();
  return { id, url };
}

export function listFeeds(store: Store, programId?: string): Promise<FeedRow[]> {
  const query = store.read.selectFrom('feeds').selectAll().orderBy('program_id').orderBy('created_at');
  return (programId === undefined ? query : query.where('program_id', '=', programId)).execute();
}

/** Takes a feed and its groups away. */
export async function removeFeed(store: Store, programId: string, id: string): Promise<void> {
  await store.change(programId, async (transaction) => {
    await transaction.deleteFrom('groups').where('program_id', '=', programId).where('feed_id', '=', id).execute();
    const { numDeletedRows } = await transaction.deleteFrom('feeds').where('program_id', '=', programId).where('id', '=', id).executeTakeFirst();
    if (!numDeletedRows) throw new Refusal('unknown-feed', 'This program has no such feed. See: kith feed list.');
    await touchProgram(transaction, programId);
  });
}

interface Saved { added: number; changed: number; gone: number; same: number; /** The program's own that its staff have changed in the console: they stay as they are. */ kept: number }

/** Brings the stored groups of a feed (or, without one, the program's own) in line with the given ones, all or nothing. */
export const saveGroups = (store: Store, programId: string, feedId: string | null, groups: readonly Group[]): Promise<Saved> => savePrepared(store, programId, feedId, prepare(groups));

async function savePrepared(store: Store, programId: string, feedId: string | null, groups: readonly Prepared[], alsoSet?: Partial<FeedRow>): Promise<Saved> {
  return store.change(feedId === null ? programId : `feed ${feedId}`, async (transaction) => {
    if (feedId !== null && !await transaction.selectFrom('feeds').select('id').where('program_id', '=', programId).where('id', '=', feedId).executeTakeFirst()) throw new Refusal('unknown-feed', 'The feed was removed in the meantime.');
    const stored = await transaction.selectFrom('groups').select(['id', 'hash']).where('program_id', '=', programId).where('feed_id', feedId === null ? 'is' : '=', feedId).execute();
    const edited = new Set(feedId === null ? (await transaction.selectFrom('group_changes').select('group_id').distinct().where('program_id', '=', programId).execute()).map(({ group_id: id }) => id) : []);
    const before = new Map(stored.filter(({ id }) => !edited.has(id)).map((row) => [row.id, row.hash]));
    const fresh: { program_id: string; id: string; feed_id: string | null; body: string; hash: string }[] = [];
    let changed = 0;
    let same = 0;
    for (const { id, body, hash } of groups) {
      if (edited.has(id)) continue;
      const old = before.get(id);
      before.delete(id);
      if (old === hash) { same++; continue; }
      if (old !== undefined) changed++;
      fresh.push({ program_id: programId, id, feed_id: feedId, body, hash });
    }
    for (let at = 0; at < fresh.length; at += BATCH) {
      await transaction.insertInto('groups').values(fresh.slice(at, at + BATCH))
        .onConflict((conflict) => conflict.columns(['program_id', 'id']).doUpdateSet((set) => ({ body: set.ref('excluded.body'), hash: set.ref('excluded.hash') }))
          // A listing belongs to whom it came from first: a feed never takes over another's, nor the program's own.
          .where((where) => (feedId === null ? where('groups.feed_id', 'is', null) : where('groups.feed_id', '=', feedId)))).execute();
    }
    const gone = [...before.keys()];
    for (let at = 0; at < gone.length; at += BATCH) {
      await transaction.deleteFrom('groups').where('program_id', '=', programId).where('feed_id', feedId === null ? 'is' : '=', feedId).where('id', 'in', gone.slice(at, at + BATCH)).execute();
    }
    if (feedId !== null && alsoSet) await transaction.updateTable('feeds').set(alsoSet).where('program_id', '=', programId).where('id', '=', feedId).execute();
    if (fresh.length || gone.length || alsoSet) await touchProgram(transaction, programId);
    return { added: fresh.length - changed, changed, gone: gone.length, same, kept: edited.size };
  });
}

async function fail(store: Store, feed: FeedRow, error: string): Promise<FeedRun> {
  // With a full disk not even this can be written; the answer says it all the same.
  await store.write.updateTable('feeds').set({ tried_at: new Date().toISOString(), error }).where('program_id', '=', feed.program_id).where('id', '=', feed.id).execute().catch(() => undefined);
  return { feed: feed.id, program: feed.program_id, ok: false, error };
}

/** Fetches, reads and stores one feed. Never throws for what a feed does: the run says it in words, and the last good copy stays. */
export async function runFeed(store: Store, feed: FeedRow, limits: Partial<FetchLimits> = {}): Promise<FeedRun> {
  const identity = { feed: feed.id, program: feed.program_id };
  try {
    // First of all: a feed that brings the server down must not be the first thing it does again.
    await store.write.updateTable('feeds').set({ tried_at: new Date().toISOString() }).where('program_id', '=', feed.program_id).where('id', '=', feed.id).execute();
    let fetched = await fetchWhole(feed.url, feed, { ...defaultLimits, ...limits });
    const at = new Date().toISOString();
    if (!fetched) {
      await store.write.updateTable('feeds').set({ tried_at: at, fetched_at: at, error: null }).where('program_id', '=', feed.program_id).where('id', '=', feed.id).execute();
      await touchProgram(store.write, feed.program_id);
      return { ...identity, ok: true };
    }
    if (isWebPage(fetched.text)) {
      const [named] = feedsOf(fetched.text, feed.url);
      // A page may name a feed of its own house; of another one only whoever runs this server decides. Its validators are not the page's.
      if (named && new URL(named.url).origin === new URL(feed.url).origin) fetched = { text: (await fetchWhole(named.url, { etag: null, last_modified: null }, { ...defaultLimits, ...limits }))!.text, etag: null, lastModified: null };
      else if (named) return await fail(store, feed, `This is a web page. It names a feed on another host: ${named.url}. If you trust it, add that address.`);
    }
    const { topics: ownTopics, audiences: ownAudiences, ...options } = JSON.parse(feed.options) as StoredOptions;
    const reading = await prepareAside(fetched.text, {
      ...options, feed: feed.id, owner: { name: feed.owner_name, ...(feed.owner_url ? { url: feed.owner_url } : {}) },
      ...(ownTopics ? { topics: ownTopics as Topic[] } : {}), ...(ownAudiences ? { audiences: ownAudiences as Audience[] } : {}),
    });
    if (!reading.ok) return await fail(store, feed, reading.message);
    const { report, groups } = reading;
    if (!groups.length) return { ...await fail(store, feed, 'No record of the feed could be shown.'), report };
    const counts = await savePrepared(store, feed.program_id, feed.id, groups, {
      etag: fetched.etag, last_modified: fetched.lastModified, fetched_at: at, tried_at: at, error: null, report: JSON.stringify(report),
    });
    return { ...identity, ok: true, ...counts, report };
  } catch (error) {
    if (error instanceof Refusal) return fail(store, feed, error.message);
    if (isDiskFull(error)) return fail(store, feed, 'The disk is full. Nothing was changed; make room and run the feed again.');
    return fail(store, feed, 'Something failed on the server while the feed was read. Nothing was changed.');
  }
}

/** Feeds whose time has come. */
export async function dueFeeds(store: Store, now = Date.now()): Promise<FeedRow[]> {
  const feeds = await listFeeds(store);
  return feeds.filter((feed) => !feed.tried_at || Date.parse(feed.tried_at) + feed.every_minutes * 60_000 <= now);
}

/** Programs whose feeds are read at once. */
const AT_ONCE = 3;
/** Reads what is due, each program's feeds one after the other and some programs at once: a feed that hangs, or fifty of one program, hold up no other. */
export async function runDueFeeds(store: Store, limits: Partial<FetchLimits>, tell: (run: FeedRun) => void): Promise<void> {
  const due = new Map<string, FeedRow[]>();
  for (const feed of await dueFeeds(store)) due.set(feed.program_id, [...due.get(feed.program_id) ?? [], feed]);
  const programs = [...due.values()];
  const lane = async () => { for (let feeds = programs.shift(); feeds; feeds = programs.shift()) for (const feed of feeds) tell(await runFeed(store, feed, limits)); };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
