import { serve as listen } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createApp, Groups, listFeeds, openStore, readAssets, runFeed, webFolder } from 'kith';

/** The server of the benches, a process of its own: one program in the given folder, no limits, and a bare handler of the same app to compare with. */
const store = await openStore(process.argv[2]!, 'real');
const wide = { burst: 1e9, perSecond: 1e9 };
const groups = new Groups(store);
const app = createApp({ store, groups, assets: readAssets(webFolder), log: () => undefined, rates: { address: wide, program: wide, report: wide } });
app.get('/bare', (context) => context.json({ ok: true }));
const server = listen({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => { process.send!((server.address() as AddressInfo).port); }) as Server;

// A feed is imported by the process that answers, as in life; its index follows.
process.on('message', (program: string) => {
  void (async () => {
    const [feed] = await listFeeds(store, program);
    const started = performance.now();
    const run = await runFeed(store, feed!);
    const row = await store.read.selectFrom('programs').selectAll().where('id', '=', program).executeTakeFirstOrThrow();
    const imported = performance.now() - started;
    await groups.search(row, {});
    await groups.follow(row);
    process.send!({ imported: Math.round(imported), indexed: Math.round(performance.now() - started), shown: run.report?.shown, error: run.error });
  })();
});
