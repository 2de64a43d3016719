import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { createApp, type AppOptions } from './app.ts';
import { createSignIn } from './auth.ts';
import { readMasterKey } from './conversation-keys.ts';
import { readAssets } from './assets.ts';
import { ProblemError } from './errors.ts';
import { isPostgres, isStoreAway } from './store/postgres.ts';
import type { Config } from './config.ts';
import type { Desk } from './desk.ts';
import { shedding } from './front.ts';
import { runDueFeeds } from './groups/feeds.ts';
import { forgetOldCalendars } from './groups/calendars.ts';
import { Groups } from './groups/groups.ts';
import { Jobs, repeat } from './jobs.ts';
import { listen } from './listen.ts';
import { logToOutput, type Log } from './log.ts';
import { Metrics } from './metrics.ts';
import { notReadyApp } from './not-ready.ts';
import { openDesk, type DeskOptions } from './open-desk.ts';
import { listPrograms } from './programs.ts';
import { Refusal } from './refusal.ts';
import { startEvents } from './server-events.ts';
import { readProvider } from './single-sign-on.ts';
import { addStaff, forgetOldSignIns, makeLink, membersOf } from './staff.ts';
import { forgetOldKeys } from './reports.ts';
import { deleteWhatIsOver, sweepConversations } from './sweep.ts';
import { holdFolder, openStore, type Store, type StoreKind } from './store/store.ts';

export interface Running { url: string; port: number; store: Store; desk: Desk; /** Answers what is under way, then closes the store. */ stop: () => Promise<void> }

const SWEEP = 2_000;
const TELL = 1_000;
const RETRY = 1_000;
const noMasterKey = () => new Refusal('master-key', 'Kith needs a master key, outside KITH_DATA. For a new store make one with: kith master-key make FILE, and set KITH_MASTER_KEY_FILE to it. A store that was begun with one needs that one.');
const FEEDS = 30_000;
const LIVE = 5_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const STOP_WITHIN = 10_000;
/** A proxy may be about to use a connection that is idle; where there is no other node, nobody gains by waiting. */
const GRACE = 1_000;

/** What the build made for browsers. */
export const webFolder: string = fileURLToPath(new URL('../web/', import.meta.url));

/** A program without anybody gets an admin, whose one-time link is printed. Only the hash of the link is kept. */
async function inviteFirstAdmins(store: Store, url: string, announce: (text: string) => void): Promise<void> {
  for (const program of await listPrograms(store)) {
    if ((await membersOf(store, program.id)).length) continue;
    const added = await addStaff(store, program.id, { email: `admin@${program.id}.invalid`, name: 'First admin', roles: ['admin'] }).catch((error: unknown) => { if (error instanceof ProblemError) return undefined; throw error; });
    // Another node that started at the same time was quicker.
    if (!added) continue;
    const { userId } = added;
    announce(`${program.id} has no staff yet. This link signs its first admin in, once: ${url}/console/#link=${(await makeLink(store, userId)).token}\n`);
  }
}

/** ms for a whole request to come; what reads a body is less patient (`read-json.ts`). */
const REQUEST_WITHIN = 60_000;

/** What a stage of the start gives, as soon as the store is there; until then it is tried again and again. */
async function untilThere<Result>(log: Log, isStopped: () => boolean, stage: () => Promise<Result>): Promise<Result> {
  for (let said = false; ; said = true) {
    try { return await stage(); } catch (error) {
      if (!isStoreAway(error) || isStopped()) throw error;
      if (!said) log({ event: 'store-away', message: 'The store cannot be reached. Kith serves what needs none, and tries again.' });
      await wait(RETRY);
    }
  }
}

/** Opens the configured store and serves it. A database that is away at the start is waited for: help that needs none is served meanwhile. */
export async function serve(config: Config, kind: StoreKind, log: Log = logToOutput, { door, ...more }: Partial<AppOptions> & Pick<DeskOptions, 'door'> = {}, announce: (text: string) => void = (text) => { process.stdout.write(text); }): Promise<Running> {
  if (config.masterKeyFile === undefined && config.place !== config.data) throw noMasterKey();
  const provider = config.provider && readProvider(config.provider);
  const database = isPostgres(config.place);
  let stopped = false;
  const assets = readAssets(webFolder);
  let answer = notReadyApp(assets).fetch;
  const handle = getRequestListener((...call) => answer(...call));
  const begin = () => listen(createServer({ requestTimeout: REQUEST_WITHIN, connectionsCheckingInterval: REQUEST_WITHIN / 4 }, shedding((request, response) => { void handle(request, response); })), config, { host: 'KITH_HOST', port: 'PORT' });
  // A folder is opened before anybody is let in: whatever is wrong with it ends the start.
  const early = database ? await begin() : undefined;
  let store: Store | undefined;
  let release: (() => void) | undefined;
  let opened: Awaited<ReturnType<typeof openDesk>> | undefined;
  let counted: Server | undefined;
  try {
    await untilThere(log, () => stopped, async () => { store = await openStore(config.place, kind); });
    if (!database) release = holdFolder(config.data);
    const there = store!;
    if (config.masterKeyFile === undefined) throw noMasterKey();
    const master = readMasterKey(config.masterKeyFile, config.data);
    let url = config.publicUrl ?? `http://localhost:${config.port}`;
    opened = await untilThere(log, () => stopped, () => openDesk({ store: there, keysAt: config.keysAt, master, log, url: () => url, smtp: config.smtp, from: config.mailFrom, hosts: config.feedHosts, nats: config.nats, ...(door ? { door } : {}) }));
    const { desk, close } = opened;
    const { nodes, streams } = desk.office;
    const metrics = new Metrics(desk);
    const told: Log = (line) => { metrics.count(line); log(line); };
    counted = config.metrics && await metrics.listen(config.metrics.host, config.metrics.port);
    const groups = new Groups(there);
    const server = early ?? await begin();
    const { port } = server.address() as AddressInfo;
    url = config.publicUrl ?? `http://localhost:${port}`;
    const signIn = createSignIn(there, { secret: desk.office.keys.derive('sign-in').toString('base64url'), url, secure: url.startsWith('https:'), provider, log: told });
    const { fetch } = createApp({ store: there, groups, assets, log: told, proxies: config.proxies, publicUrl: config.publicUrl, staffUrl: url, desk, signIn, ...more });
    answer = async (request, env) => { const { outgoing } = env as { outgoing: ServerResponse }; return startEvents(await fetch(request, { ...env as object, events: outgoing }), outgoing); };
    await untilThere(log, () => stopped, () => inviteFirstAdmins(there, url, announce));
    const jobs = new Jobs(there, nodes?.id ?? 'here', told);
    await nodes?.tell(assets.version).catch(() => undefined);
    if (!database) { await jobs.release(); await desk.office.outbox.release(); }
    const stops = [
      // Of this node alone.
      repeat(SWEEP, told, 'sweep', async () => { for (const program of await listPrograms(there)) await groups.follow(program); }),
      ...(nodes ? [repeat(TELL, told, 'node', () => nodes.tell(assets.version))] : []),
      // Between nodes, with NATS or without, a wake-up may not come.
      ...(nodes ? [repeat(LIVE, told, 'streams', () => streams.sweep())] : []),
      repeat(MINUTE, told, 'tidy', () => { desk.office.presence.tidy(); nodes?.forgetOld(); return Promise.resolve(); }),
      // Each mail and each webhook is taken by one node; a slow mail server must not hold up anything else.
      repeat(LIVE, told, 'outbox', () => desk.office.outbox.run()),
      // Once for all nodes.
      jobs.every(FEEDS, 'feeds', () => runDueFeeds(there, { hosts: config.feedHosts }, (run) => {
        log({ event: 'feed', feed: run.feed, program: run.program, message: run.error ?? `added ${run.added ?? 0}, changed ${run.changed ?? 0}, gone ${run.gone ?? 0}, refused ${run.report?.refusedCount ?? 0}` });
      })),
      jobs.every(HOUR, 'housekeeping', async () => {
        await forgetOldKeys(there);
        await forgetOldSignIns(there);
        await forgetOldCalendars(there);
        await deleteWhatIsOver(desk, told);
      }),
      jobs.every(LIVE, 'live', () => sweepConversations(desk, told)),
    ];
    const stop = async () => {
      stopped = true;
      // A proxy that keeps connections is told with each answer not to use this one again.
      const going = answer;
      answer = async (...call) => { const response = await going(...call); response.headers.set('connection', 'close'); return response; };
      // A feed that is being read, or a mail server that hangs, is somebody else's then.
      await Promise.race([Promise.all(stops.map((end) => end())), wait(STOP_WITHIN, undefined, { ref: false })]);
      const began = performance.now();
      await new Promise<void>((resolve) => {
        const force = setTimeout(() => { server.closeAllConnections(); }, STOP_WITHIN);
        // Connections of a proxy are idle again after the answer that they wait for.
        const leaving = setInterval(() => { streams.closeAll(); if (!nodes || performance.now() - began > GRACE) server.closeIdleConnections(); }, 50);
        server.close(() => { clearTimeout(force); clearInterval(leaving); resolve(); });
        // Whoever listens goes to another node at once.
        streams.closeAll();
        if (!nodes) server.closeIdleConnections();
      });
      counted?.close();
      await close();
      await there.close();
      release?.();
    };
    return { url: config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`, port, store: there, desk, stop };
  } catch (error) {
    early?.closeAllConnections();
    early?.close();
    counted?.close();
    await opened?.close();
    await store?.close();
    release?.();
    throw error;
  }
}
