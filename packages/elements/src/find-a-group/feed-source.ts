import type { Group, GroupPage, GroupQuery } from '@kith/contract';
import { createIndexInSlices, readFeed, searchPage, type FeedReport, type GroupIndex } from '@kith/finder';
import type { GroupSource } from './source.ts';

/** What became of one feed. */
export interface FeedOutcome { feed: string; report?: FeedReport; refusal?: string }
export interface FeedSetup { feeds: string[]; timeZone: string; language: string }
export type Answer<Value> = { id: number; value: Value } | { id: number; failed: string };
export type Ask = { id: number; open: FeedSetup } | { id: number; query: GroupQuery };

/** No page is served by a feed larger than this. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Groups of feeds, held and searched here: in a worker, or on the page's own thread in slices. */
export class FeedGroups {
  private groups: Group[] = [];
  private index: GroupIndex | undefined;

  async open({ feeds, timeZone, language }: FeedSetup): Promise<FeedOutcome[]> {
    const outcomes: FeedOutcome[] = [];
    for (const feed of feeds) {
      try {
        const response = await fetch(feed, { credentials: 'omit', referrerPolicy: 'no-referrer' });
        if (!response.ok) throw new Error(String(response.status));
        if (Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) { outcomes.push({ feed, refusal: 'The feed is too large for a page.' }); continue; }
        const reading = readFeed(await response.text(), { feed, owner: { name: new URL(feed).hostname }, language });
        if (!reading.ok) { outcomes.push({ feed, refusal: reading.message }); continue; }
        outcomes.push({ feed, report: reading.report });
        for (const group of reading.groups) this.groups.push(group);
      } catch { outcomes.push({ feed, refusal: 'The feed could not be fetched.' }); }
    }
    this.index = await createIndexInSlices(this.groups, { timeZone });
    return outcomes;
  }

  page(query: GroupQuery): Promise<GroupPage> {
    return searchPage(this.index!, query, (hits) => hits.map(({ document }) => this.groups[document]!));
  }
}

/** Answers as a worker: reads feeds and searches off the page's thread. */
export function answerAsWorker(): void {
  const groups = new FeedGroups();
  self.addEventListener('message', ({ data }: MessageEvent<Ask>) => {
    const work: Promise<unknown> = 'open' in data ? groups.open(data.open) : groups.page(data.query);
    work.then((value) => { self.postMessage({ id: data.id, value }); }).catch(() => { self.postMessage({ id: data.id, failed: 'failed' }); });
  });
  self.postMessage('ready');
}

/** A worker that runs this file, where the page's policy lets one start from another origin; else undefined. */
function startWorker(): Promise<Worker | undefined> {
  return new Promise((resolve) => {
    let url: string | undefined;
    let worker: Worker | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (value: Worker | undefined) => {
      clearTimeout(timer);
      if (url) URL.revokeObjectURL(url);
      if (!value) worker?.terminate();
      resolve(value);
    };
    try {
      // A worker's script must be of the page's origin, so a blob brings the one of the server in.
      url = URL.createObjectURL(new Blob([`import { answerAsWorker } from ${JSON.stringify(import.meta.url)}; answerAsWorker();`], { type: 'text/javascript' }));
      worker = new Worker(url, { type: 'module' });
      worker.onmessage = () => { settle(worker); };
      worker.onerror = () => { settle(undefined); };
      // Some engines say nothing at all when a policy stops the worker.
      timer = setTimeout(() => { settle(undefined); }, 2_000);
    } catch { settle(undefined); }
  });
}

/** Groups straight from feeds, without any server. Rejects when not one feed could be read. */
export async function feedSource(setup: FeedSetup, tell: (outcome: FeedOutcome) => void): Promise<GroupSource> {
  const worker = await startWorker();
  const local = worker ? undefined : new FeedGroups();
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let next = 1;
  if (worker) {
    worker.onmessage = ({ data }: MessageEvent<Answer<never>>) => {
      const { resolve, reject } = waiting.get(data.id) ?? {};
      waiting.delete(data.id);
      if ('failed' in data) reject?.(new Error(data.failed)); else resolve?.(data.value);
    };
  }
  const ask = <Value>(question: { open: FeedSetup } | { query: GroupQuery }) => new Promise<Value>((resolve, reject) => {
    waiting.set(next, { resolve, reject });
    worker!.postMessage({ id: next++, ...question } satisfies Ask);
  });
  const outcomes = await (local ? local.open(setup) : ask<FeedOutcome[]>({ open: setup }));
  outcomes.forEach(tell);
  if (!outcomes.some(({ report }) => report)) { worker?.terminate(); throw new Error('feed'); }
  return {
    page: (query) => (local ? local.page(query) : ask<GroupPage>({ query })),
    close: () => { worker?.terminate(); },
  };
}
