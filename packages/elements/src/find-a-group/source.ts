import type { GroupPage, GroupQuery, Program } from '@kith/contract';
import { connect, groups, isKithError, programs, type Connection } from '@kith/sdk';
import { kithScript, kithServer } from '../page.ts';
import type { FeedOutcome } from './feed-source.ts';

declare const __FEED_SOURCE__: string | undefined;

/** A built copy brings the reading of feeds as a file of its own, which a worker can run too. */
const loadFeedSource = (): Promise<typeof import('./feed-source.ts')> => (typeof __FEED_SOURCE__ === 'string' ? import(/* @vite-ignore */ new URL(__FEED_SOURCE__, import.meta.url).href) : import('./feed-source.ts')) as Promise<typeof import('./feed-source.ts')>;

/** Where the groups come from: a server, or feeds that the page names. */
export interface GroupSource {
  page: (query: GroupQuery, signal: AbortSignal) => Promise<GroupPage>;
  /** Only a server knows a program. */
  program?: () => Promise<Program>;
  /** Of a server, for what comes later: one group whole, reports, calendars, places, pages. */
  connection?: Connection;
  close?: () => void;
}

/** Groups of the feeds that `src` names. */
export async function openFeeds(src: string, timeZone: string, language: string, tell: (outcome: FeedOutcome) => void): Promise<GroupSource> {
  return (await loadFeedSource()).feedSource(src, { timeZone, language }, tell);
}

/** Groups of a program on a Kith server; both default to what the script tag says. Throws `unknown-site` when nothing says a site. */
export function openServer(server: string | undefined, site: string | undefined): GroupSource {
  const script = kithScript();
  const key = site ?? script?.dataset.site;
  if (!key) throw Object.assign(new Error('unknown-site'), { code: 'unknown-site' });
  const connection = connect({ server: server ?? kithServer(script, import.meta.url), site: key });
  const capability = groups(connection);
  return {
    page: (query, signal) => capability.page(query, { signal }).catch((error: unknown) => {
      // The browser's last copy says when it is from. Searches are never kept.
      if (isKithError(error) && error.name === 'KithConnectionError') return capability.page(query, { signal, cached: true });
      throw error;
    }),
    program: () => programs(connection).get(),
    connection,
  };
}
