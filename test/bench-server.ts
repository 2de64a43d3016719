import { serve as listen } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createApp, Groups, openStore, readAssets, webFolder } from 'kith';

/** The server of the benches, a process of its own: one program in the given folder, no limits, and a bare handler of the same app to compare with. */
const store = await openStore(process.argv[2]!, 'real');
const wide = { burst: 1e9, perSecond: 1e9 };
const app = createApp({ store, groups: new Groups(store), assets: readAssets(webFolder), log: () => undefined, rates: { address: wide, program: wide, report: wide } });
app.get('/bare', (context) => context.json({ ok: true }));
const server = listen({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => { process.send!((server.address() as AddressInfo).port); }) as Server;
