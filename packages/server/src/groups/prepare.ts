import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { Group as GroupSchema, type Group } from '@kith/contract';
import { readFeed, type FeedOptions, type FeedReport } from '@kith/finder';

/** A group as it is stored. What the moment of fetching would change in every group is kept with the feed instead. */
export interface Prepared { id: string; body: string; hash: string }
export type PreparedFeed = { ok: true; report: FeedReport; groups: Prepared[] } | { ok: false; message: string };

export const prepare = (groups: readonly Group[]): Prepared[] => groups.map((group) => { const body = JSON.stringify(group); return { id: group.id, body, hash: createHash('sha256').update(body).digest('base64url') }; });

/** Reads a feed's text into what will be stored. The contract is the last gate: a group that an adapter made wrongly is reported, not stored. */
export async function prepareFeed(text: string, options: FeedOptions): Promise<PreparedFeed> {
  const reading = await readFeed(text, options);
  if (!reading.ok) return { ok: false, message: reading.message };
  const { report } = reading;
  const groups = reading.groups.filter((group, at) => {
    const result = GroupSchema.safeParse(group);
    if (result.success) return true;
    report.refusedCount++;
    if (report.refused.length < 500) report.refused.push({ record: at + 1, slug: group.source?.record ?? '', field: result.error.issues[0]!.path.join('.') || 'record', reason: 'does not fit the form of a group' });
    return false;
  });
  report.shown = groups.length;
  return { ok: true, report, groups: prepare(groups) };
}

/** Longer texts are read in a thread of their own: searches go on meanwhile. Characters. */
const LONG = 300_000;

/** Groups that are handed over at once: taking over all of a large feed would hold everything else up. */
export const HANDED = 1_000;
export type Handed = { groups: Prepared[] } | { done: PreparedFeed };

export function prepareAside(text: string, options: FeedOptions): Promise<PreparedFeed> {
  if (text.length < LONG) return prepareFeed(text, options);
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url.endsWith('.ts') ? './prepare-worker.ts' : './prepare-worker.js', import.meta.url), { workerData: { text, options } });
    const groups: Prepared[] = [];
    worker.on('message', (message: Handed) => {
      if ('done' in message) { resolve(message.done.ok ? { ...message.done, groups } : message.done); return; }
      for (const group of message.groups) groups.push(group);
      setImmediate(() => { worker.postMessage('next'); });
    });
    worker.once('error', reject);
    worker.once('exit', () => { reject(new Error('the thread ended')); });
  });
}
