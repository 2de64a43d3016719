import type { GroupPage, GroupQuery, Program } from '@kith/contract';
import type { Labels } from '@kith/finder';
import type { Connection } from '@kith/sdk';
import type { FeedOutcome } from './feed-source.ts';

declare const __FEED_SOURCE__: string | undefined;

/** A built copy brings the reading of feeds as a file of its own, which a worker can run too. */
const loadFeedSource = (): Promise<typeof import('./feed-source.ts')> => (typeof __FEED_SOURCE__ === 'string' ? import(/* @vite-ignore */ new URL(__FEED_SOURCE__, import.meta.url).href) : import('./feed-source.ts')) as Promise<typeof import('./feed-source.ts')>;

/** Where the groups come from: a server, or feeds that the page names. */
export interface GroupSource {
  /** `called`: what this page calls the values of lists, so that they can be searched; a server knows all languages. */
  page: (query: GroupQuery, signal: AbortSignal, called: Labels) => Promise<GroupPage>;
  /** Only a server knows a program. */
  program?: () => Promise<Program>;
  /** Of a server, for what comes later: one group whole, reports, calendars, places, pages. */
  connection?: Connection;
  close?: () => void;
}

/** Groups of the feeds that `src` names. */
export async function openFeeds(src: string, timeZone: string, tell: (outcome: FeedOutcome) => void): Promise<GroupSource> {
  return (await loadFeedSource()).feedSource(src, { timeZone }, tell);
}
