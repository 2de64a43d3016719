import type { Server } from 'node:http';
import { serve as listen } from '@hono/node-server';
import { createApp, Groups, openDesk, openStore, readAssets, readMasterKey, webFolder } from 'kith';

/** The server of the fault run: the real app over the real store, with a peer at hand, a disk that can be filled, and a log that can be read from beside. */
const [folder, port, masterKey] = process.argv.slice(2) as [string, string, string];
const store = await openStore(folder, 'real');
const { desk } = await openDesk({ store, keysAt: folder, master: readMasterKey(masterKey, folder), log: () => undefined, url: () => `http://127.0.0.1:${port}`, door: () => Promise.resolve('open') });
const { conversations } = desk.office;
const wide = { burst: 1e9, perSecond: 1e9 };
const unexpected: string[] = [];
const app = createApp({
  store, groups: new Groups(store), assets: readAssets(webFolder), desk,
  log: (line) => { if (line.event === 'error') unexpected.push(`${line.route ?? ''} ${line.message ?? ''}`); },
  rates: { address: wide, program: wide, report: wide, conversation: wide, start: wide, leave: wide, signIn: wide },
});
const pragma = async (text: string) => { await store.write.executeQuery({ sql: `pragma ${text}`, parameters: [], query: { kind: 'RawNode' } as never, queryId: { queryId: text } }); };

// Nobody is left to ask: a run that broke must not leave its servers behind.
process.on('disconnect', () => { process.exit(); });

type Order = { id: number } & ({ kind: 'peer'; conversation: string; clientId: string; body: string } | { kind: 'log'; conversation: string } | { kind: 'full'; on: boolean } | { kind: 'unexpected' });
process.on('message', (order: Order) => {
  void (async () => {
    switch (order.kind) {
      case 'peer': return conversations.send({ id: order.conversation, program_id: 'faults' }, 'peer', order.clientId, order.body);
      case 'log': {
        const all = [];
        for (let page = await conversations.after(order.conversation, 'faults', 0); page.length; page = await conversations.after(order.conversation, 'faults', all.at(-1)!.seq)) all.push(...page);
        return all;
      }
      case 'full': { await pragma(order.on ? 'max_page_count=1' : 'max_page_count=1000000'); return true; }
      default: return unexpected.splice(0);
    }
  })().then((answer) => process.send!({ id: order.id, answer }), (error: unknown) => process.send!({ id: order.id, error: (error as Error).message }));
});
const server = listen({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' }, () => { process.send!({ id: 0 }); }) as Server;
server.on('error', (error) => { console.error(error.message); process.exit(1); });
