import { flushCompileCache } from 'node:module';
import { readConfig, serve } from 'kith';

/**
 * The server of the fault runs, configured by its environment: the real one, with a peer at hand, a disk that can be filled, a clock that can be set,
 * and a log that can be read from beside.
 */
const RealDate = Date;
let offset = 0;
globalThis.Date = class extends RealDate {
  constructor(...words: ConstructorParameters<typeof RealDate> | []) { if (words.length) super(...words); else super(RealDate.now() + offset); }
  static override now(): number { return RealDate.now() + offset; }
} as DateConstructor;

// Nobody is left to ask: a run that broke must not leave its servers behind.
process.on('disconnect', () => { process.exit(); });
process.on('uncaughtException', (error) => { console.error(error); process.exit(1); });
const wide = { burst: 1e9, perSecond: 1e9 };
const running = await serve(readConfig(process.env), 'real', (line) => { if (line.event === 'error') process.send?.({ unexpected: `${line.route ?? ''} ${line.message ?? ''}` }); }, {
  door: () => Promise.resolve('open'), rates: { address: wide, program: wide, report: wide, conversation: wide, start: wide, starts: wide, leave: wide, signIn: wide },
}, () => undefined);
const { store, desk: { office: { conversations, streams } } } = running;
const pragma = async (text: string) => { await store.write.executeQuery({ sql: `pragma ${text}`, parameters: [], query: { kind: 'RawNode' } as never, queryId: { queryId: text } }); };

type Order = { id: number } & ({ kind: 'peer'; conversation: string; program: string; clientId: string; body: string } | { kind: 'log'; conversation: string; program: string } | { kind: 'full'; on: boolean } | { kind: 'clock'; by: number } | { kind: 'found' } | { kind: 'stop' });
process.on('message', (order: Order) => {
  void (async () => {
    switch (order.kind) {
      case 'peer': return conversations.send({ id: order.conversation, program_id: order.program }, 'peer', order.clientId, order.body);
      case 'log': {
        const all = [];
        for (let page = await conversations.after(order.conversation, order.program, 0); page.length; page = await conversations.after(order.conversation, order.program, all.at(-1)!.seq)) all.push(...page);
        return all;
      }
      case 'full': { await pragma(order.on ? 'max_page_count=1' : 'max_page_count=1000000'); return true; }
      case 'clock': { offset += order.by; return true; }
      case 'found': return streams.found;
      default: { setTimeout(() => { void running.stop().then(() => { process.exit(); }); }, 10); return true; }
    }
  })().then((answer) => process.send!({ id: order.id, answer }), (error: unknown) => process.send!({ id: order.id, error: (error as Error).message }));
});
process.send?.({ id: 0, port: running.port });
// It will be killed: what was compiled serves the next one, which has to be there soon.
flushCompileCache();
