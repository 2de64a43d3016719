import { Audit } from './audit.ts';
import { localBus, natsBus, type Bus } from './bus.ts';
import { ConversationKeys } from './conversation-keys.ts';
import { Conversations } from './conversations.ts';
import { Desk } from './desk.ts';
import type { Log } from './log.ts';
import { Nodes } from './nodes.ts';
import { OpenStreams } from './open-streams.ts';
import { Outbox } from './outbox.ts';
import { Presence } from './presence.ts';
import type { Store } from './store/store.ts';

export interface DeskOptions {
  store: Store;
  /** The folder or the database of the wrapped keys. */
  keysAt: string;
  master: Buffer; log: Log; url: () => string; smtp?: string | undefined; from?: string | undefined; hosts?: readonly string[];
  /** Wake-ups between nodes. */
  nats?: string | undefined;
  /** In tests of what comes after it. */
  door?: ConstructorParameters<typeof Desk>[1];
  now?: () => number;
}

/** Everything behind the conversations of one store. */
export async function openDesk({ store, keysAt, master, log, url, smtp, from, hosts = [], nats, door, now }: DeskOptions): Promise<{ desk: Desk; close: () => Promise<void> }> {
  // A store that others may use too says who they are. Once before anything is asked of them: a node that the store has not heard of gives nobody up.
  const nodes = store.kind === 'postgres' ? new Nodes(store) : undefined;
  await nodes?.tell('');
  // Last of what can fail: a start that is tried again leaves nothing open.
  const keys = await ConversationKeys.open(keysAt, master);
  const streams = new OpenStreams(store);
  // Back from a break: what came meanwhile was not heard.
  const bus: Bus = nats === undefined ? localBus() : natsBus(nats, keys.derive('bus'), () => { streams.sweep().catch(() => undefined); });
  const conversations = new Conversations(store, keys, bus, { remember: (id, at) => keys.rememberDeletion(id, at), give: (id, event) => { streams.give(id, event); } });
  const audit = new Audit(store, (program) => keys.derive(`audit ${program}`));
  const outbox = new Outbox(store, log, { smtp, from, url, hosts, key: keys.derive('webhooks'), ...(now ? { now } : {}) });
  const desk = new Desk({ store, conversations, keys, bus, hosts, presence: new Presence(bus, nodes), audit, outbox, streams, nodes }, door);
  return { desk, close: async () => { await nodes?.leave().catch(() => undefined); await bus.close(); await keys.close(); } };
}
