import { fileURLToPath } from 'node:url';
import { serve as listen } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createApp, type AppOptions } from './app.ts';
import { localBus } from './bus.ts';
import { ConversationKeys, readMasterKey } from './conversation-keys.ts';
import { Conversations, KEEP_HOURS } from './conversations.ts';
import { readAssets } from './assets.ts';
import type { Config } from './config.ts';
import { dueFeeds, runFeed } from './feeds.ts';
import { Groups } from './groups.ts';
import { logToOutput, type Log } from './log.ts';
import { listPrograms } from './programs.ts';
import { Refusal } from './refusal.ts';
import { forgetOldKeys } from './reports.ts';
import { holdFolder, openStore, type Store, type StoreKind } from './store/store.ts';

export interface Running { url: string; port: number; store: Store; /** Answers what is under way, then closes the store. */ stop: () => Promise<void> }

const SWEEP = 2_000;
const FEEDS = 30_000;
const HOUR = 3_600_000;
const STOP_WITHIN = 10_000;

/** What the build made for browsers. */
export const webFolder: string = fileURLToPath(new URL('../web/', import.meta.url));

/** Does a job now and then until stopped; one run at a time, a failure is logged and the next run comes all the same. */
function repeat(every: number, log: Log, name: string, job: () => Promise<void>): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const next = () => {
    timer = setTimeout(() => {
      running = job().catch((error: unknown) => { log({ event: `${name}-failed`, message: error instanceof Error ? error.name : 'unknown' }); }).finally(() => { if (!stopped) next(); });
    }, every);
  };
  next();
  return async () => { stopped = true; clearTimeout(timer); await running; };
}

/** Opens the store of the configured folder and serves it. */
export async function serve(config: Config, kind: StoreKind, log: Log = logToOutput, more: Partial<AppOptions> = {}): Promise<Running> {
  const store = await openStore(config.data, kind);
  let release: (() => void) | undefined;
  try {
    release = holdFolder(config.data);
    const groups = new Groups(store);
    const keys = config.masterKeyFile === undefined ? undefined : await ConversationKeys.open(config.data, readMasterKey(config.masterKeyFile, config.data));
    const conversations = keys && new Conversations(store, keys, localBus());
    const app = createApp({ store, groups, assets: readAssets(webFolder), log, proxies: config.proxies, publicUrl: config.publicUrl, conversations, ...more });
    const server = await new Promise<Server>((resolve, reject) => {
      const made = listen({ fetch: app.fetch, port: config.port, hostname: config.host }, () => { resolve(made); }) as Server;
      made.once('error', (error: NodeJS.ErrnoException) => { reject(error.code === 'EADDRINUSE' ? new Refusal('port-in-use', `Port ${config.port} is in use. Set PORT to another one.`) : error); });
    });
    const stops = [
      repeat(SWEEP, log, 'sweep', async () => { for (const program of await listPrograms(store)) await groups.follow(program); }),
      repeat(FEEDS, log, 'feeds', async () => {
        for (const feed of await dueFeeds(store)) {
          const run = await runFeed(store, feed, { hosts: config.feedHosts });
          log({ event: 'feed', feed: run.feed, program: run.program, message: run.error ?? `added ${run.added ?? 0}, changed ${run.changed ?? 0}, gone ${run.gone ?? 0}, refused ${run.report?.refusedCount ?? 0}` });
        }
      }),
      repeat(HOUR, log, 'housekeeping', async () => {
        await forgetOldKeys(store);
        const deleted = await conversations?.deleteOld() ?? 0;
        if (conversations) log({ event: 'retention', message: `${deleted} conversations deleted, ${KEEP_HOURS} hours after their end` });
      }),
    ];
    const { port } = server.address() as AddressInfo;
    const stop = async () => {
      await Promise.all(stops.map((end) => end()));
      await new Promise<void>((resolve) => {
        const force = setTimeout(() => { server.closeAllConnections(); }, STOP_WITHIN);
        server.close(() => { clearTimeout(force); resolve(); });
        server.closeIdleConnections();
      });
      await keys?.close();
      await store.close();
      release?.();
    };
    return { url: config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`, port, store, stop };
  } catch (error) {
    await store.close();
    release?.();
    throw error;
  }
}
