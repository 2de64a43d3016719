import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { FeedOptions } from '@kith/finder';
import { HANDED, prepareFeed, type Handed } from './prepare.ts';

const { text, options } = workerData as { text: string; options: FeedOptions };
const port = parentPort!;
const say = (message: Handed) => { port.postMessage(message); };
const feed = await prepareFeed(text, options);
if (feed.ok) {
  for (let at = 0; at < feed.groups.length; at += HANDED) {
    say({ groups: feed.groups.slice(at, at + HANDED) });
    await once(port, 'message');
  }
}
say({ done: feed.ok ? { ...feed, groups: [] } : feed });
port.close();
