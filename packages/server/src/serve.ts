import { fileURLToPath } from 'node:url';
import { serve as listen } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createApp, type AppOptions } from './app.ts';
import { createSignIn } from './auth.ts';
import { readMasterKey } from './conversation-keys.ts';
import { readAssets } from './assets.ts';
import type { Config } from './config.ts';
import type { Desk } from './desk.ts';
import { dueFeeds, runFeed } from './groups/feeds.ts';
import { forgetOldCalendars } from './groups/calendars.ts';
import { Groups } from './groups/groups.ts';
import { logToOutput, type Log } from './log.ts';
import { openDesk } from './open-desk.ts';
import { listPrograms } from './programs.ts';
import { Refusal } from './refusal.ts';
import { addStaff, makeLink, membersOf } from './staff.ts';
import { forgetOldKeys } from './reports.ts';
import { deleteWhatIsOver, sweepConversations } from './sweep.ts';
import { holdFolder, openStore, type Store, type StoreKind } from './store/store.ts';

export interface Running { url: string; port: number; store: Store; desk: Desk; /** Answers what is under way, then closes the store. */ stop: () => Promise<void> }

const SWEEP = 2_000;
const FEEDS = 30_000;
const LIVE = 5_000;
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

/** A program without anybody gets an admin, whose one-time link is printed. Only the hash of the link is kept. */
async function inviteFirstAdmins(store: Store, url: string, announce: (text: string) => void): Promise<void> {
  for (const program of await listPrograms(store)) {
    if ((await membersOf(store, program.id)).length) continue;
    const { userId } = await addStaff(store, program.id, { email: `admin@${program.id}.invalid`, name: 'First admin', roles: ['admin'] });
    announce(`${program.id} has no staff yet. This link signs its first admin in, once: ${url}/console/#link=${(await makeLink(store, userId)).token}\n`);
  }
}

/** Opens the store of the configured folder and serves it. */
export async function serve(config: Config, kind: StoreKind, log: Log = logToOutput, more: Partial<AppOptions> = {}, announce: (text: string) => void = (text) => { process.stdout.write(text); }): Promise<Running> {
  const store = await openStore(config.place, kind);
  let release: (() => void) | undefined;
  try {
    release = holdFolder(config.data);
    const groups = new Groups(store);
    if (config.masterKeyFile === undefined) throw new Refusal('master-key', 'Kith needs a master key, outside KITH_DATA. Make one with: kith master-key make FILE, and set KITH_MASTER_KEY_FILE to it.');
    let url = config.publicUrl ?? `http://localhost:${config.port}`;
    const opened = await openDesk({ store, keysAt: config.keysAt, master: readMasterKey(config.masterKeyFile, config.data), log, url: () => url, smtp: config.smtp, from: config.mailFrom, hosts: config.feedHosts });
    const { desk } = opened;
    // The port may be the system's choice: who answers is made when it is known.
    let answer: ReturnType<typeof createApp>['fetch'] = () => new Response(null, { status: 503 });
    const server = await new Promise<Server>((resolve, reject) => {
      const made = listen({ fetch: (...call) => answer(...call), port: config.port, hostname: config.host }, () => { resolve(made); }) as Server;
      made.once('error', (error: NodeJS.ErrnoException) => { reject(error.code === 'EADDRINUSE' ? new Refusal('port-in-use', `Port ${config.port} is in use. Set PORT to another one.`) : error); });
    });
    const { port } = server.address() as AddressInfo;
    url = config.publicUrl ?? `http://localhost:${port}`;
    const signIn = createSignIn(store, { secret: desk.office.keys.derive('sign-in').toString('base64url'), url, secure: url.startsWith('https:') });
    answer = createApp({ store, groups, assets: readAssets(webFolder), log, proxies: config.proxies, publicUrl: config.publicUrl, staffUrl: url, desk, signIn, ...more }).fetch;
    await inviteFirstAdmins(store, url, announce);
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
        await forgetOldCalendars(store);
        await deleteWhatIsOver(desk, log);
      }),
      repeat(LIVE, log, 'live', () => sweepConversations(desk, log)),
      // Of its own: a slow mail server must not hold up anything else.
      repeat(LIVE, log, 'outbox', () => desk.office.outbox.run()),
    ];
    const stop = async () => {
      await Promise.all(stops.map((end) => end()));
      await new Promise<void>((resolve) => {
        const force = setTimeout(() => { server.closeAllConnections(); }, STOP_WITHIN);
        server.close(() => { clearTimeout(force); resolve(); });
        server.closeIdleConnections();
      });
      await opened.close();
      await store.close();
      release?.();
    };
    return { url: config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`, port, store, desk, stop };
  } catch (error) {
    await store.close();
    release?.();
    throw error;
  }
}
