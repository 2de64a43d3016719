import type { Group, GroupPage, GroupQuery } from '@kith/contract';
import { columnsInSteps, giveLabels, inSlices, labelsOf, readFeed, searchPage, wordsInSteps, type FeedReport, type GroupIndex, type Labels } from '@kith/finder';
import { askFor, feedsIn, MOST_BYTES } from './feed-requests.ts';
import type { GroupSource } from './source.ts';

/** What became of one feed. */
export interface FeedOutcome { feed: string; report?: FeedReport; refusal?: string }
export interface FeedSetup { timeZone: string }
/** A feed as it came, or why it did not. */
type Fetched = { feed: string; body: ArrayBuffer } | { feed: string; refusal: string };
export type Answer<Value> = { id: number; value: Value } | { id: number; failed: string };
export type Ask = { id: number; open: FeedSetup; fetched: Fetched[] } | { id: number; query: GroupQuery; labels: Labels | undefined };

/** Up to here (about a thousand groups) the page reads it itself, in slices: a worker takes longer to start than that takes. */
const SMALL = 512 * 1024;
/** Milliseconds after a list until words are made ready for searches: the list is drawn first. */
const LATER = 200;

/** Fetches on the page's side, where it begins at once; what comes is handed over unread. */
async function fetchFeed(given: string): Promise<Fetched> {
  let feed = given;
  try {
    feed = new URL(given, document.baseURI).href;
    const [{ ok }, body] = await askFor(given);
    if (!ok) throw new Error('refused');
    return body && body.byteLength <= MOST_BYTES ? { feed, body } : { feed, refusal: 'The feed is too large for a page.' };
  } catch { return { feed, refusal: 'The feed could not be fetched.' }; }
}

/** Groups of feeds, held and searched here: in a worker, or on the page's own thread in slices. */
export class FeedGroups {
  private groups: Group[] = [];
  private index: GroupIndex | undefined;
  private words: Promise<void> | undefined;
  private called = '';

  async open({ timeZone }: FeedSetup, fetched: Fetched[]): Promise<FeedOutcome[]> {
    const outcomes: FeedOutcome[] = [];
    for (const item of fetched) {
      const { feed } = item;
      if ('refusal' in item) { outcomes.push(item); continue; }
      const reading = await readFeed(new TextDecoder().decode(item.body), { feed, owner: { name: new URL(feed).hostname } });
      if (!reading.ok) { outcomes.push({ feed, refusal: reading.message }); continue; }
      outcomes.push({ feed, report: reading.report });
      for (const group of reading.groups) this.groups.push(group);
    }
    this.index = await inSlices(columnsInSteps(this.groups, { timeZone }));
    return outcomes;
  }

  /** What searches by text need comes after the first list, or before the first of them. */
  private readWords(): Promise<void> { return (this.words ??= inSlices(wordsInSteps(this.index!, this.groups))); }

  async page(query: GroupQuery, labels?: Labels): Promise<GroupPage> {
    if (labels) {
      await this.readWords();
      const called = JSON.stringify(labels);
      if (called !== this.called) { this.called = called; giveLabels(this.index!, [labels]); }
    } else setTimeout(() => void this.readWords(), LATER);
    return searchPage(this.index!, query, (hits) => hits.map(({ document }) => this.groups[document]!));
  }
}

/** Answers as a worker: reads feeds and searches off the page's thread. */
export function answerAsWorker(): void {
  const groups = new FeedGroups();
  self.addEventListener('message', ({ data }: MessageEvent<Ask>) => {
    const work: Promise<unknown> = 'open' in data ? groups.open(data.open, data.fetched) : groups.page(data.query, data.labels);
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
export async function feedSource(src: string, setup: FeedSetup, tell: (outcome: FeedOutcome) => void): Promise<GroupSource> {
  const fetched = await Promise.all(feedsIn(src).map(fetchFeed));
  const bodies = fetched.flatMap((item) => ('body' in item ? [item.body] : []));
  const worker = bodies.reduce((sum, { byteLength }) => sum + byteLength, 0) > SMALL ? await startWorker() : undefined;
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
  const ask = <Value>(question: { open: FeedSetup; fetched: Fetched[] } | { query: GroupQuery; labels: Labels | undefined }, handed: ArrayBuffer[] = []) => new Promise<Value>((resolve, reject) => {
    waiting.set(next, { resolve, reject });
    worker!.postMessage({ id: next++, ...question } satisfies Ask, handed);
  });
  const outcomes = await (local ? local.open(setup, fetched) : ask<FeedOutcome[]>({ open: setup, fetched }, bodies));
  outcomes.forEach(tell);
  if (!outcomes.some(({ report }) => report)) { worker?.terminate(); throw new Error('feed'); }
  return {
    page: (query, _signal, clock) => {
      const labels = query.text ? labelsOf(clock) : undefined;
      return local ? local.page(query, labels) : ask<GroupPage>({ query, labels });
    },
    close: () => { worker?.terminate(); },
  };
}
