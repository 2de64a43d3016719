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
import { Refusal } from './refusal.ts';
import type { Store } from './store/store.ts';
import { acrossPrograms } from './store/tenant.ts';

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

/** Throws a `Refusal` where what is stored was begun with another master key: what is written with a wrong one is lost as soon as the right one is back. */
export async function requireMasterKey(keys: ConversationKeys, audit: Audit): Promise<void> {
  // The audit log is there when every conversation has been deleted.
  const known = await Promise.all([keys.opens(), acrossPrograms(() => audit.isBegunWithThisKey())]);
  if (known.includes(false) && !known.includes(true)) throw new Refusal('master-key', 'This store was begun with another master key than the one in KITH_MASTER_KEY_FILE. Set it to that one: with any other nothing that is stored can be read, and what is written now would be lost. Nothing was changed.');
}

/** Everything behind the conversations of one store. */
export async function openDesk({ store, keysAt, master, log, url, smtp, from, hosts = [], nats, door, now }: DeskOptions): Promise<{ desk: Desk; close: () => Promise<void> }> {
  // A store that others may use too says who they are. Once before anything is asked of them: a node that the store has not heard of gives nobody up.
  const nodes = store.kind === 'postgres' ? new Nodes(store) : undefined;
  await nodes?.tell('');
  // Last of what can fail: a start that is tried again leaves nothing open.
  const keys = await ConversationKeys.open(keysAt, master);
  const audit = new Audit(store, (program) => keys.derive(`audit ${program}`));
  try { await requireMasterKey(keys, audit); } catch (error) { await keys.close(); await nodes?.leave().catch(() => undefined); throw error; }
  const streams = new OpenStreams(store);
  // Back from a break: what came meanwhile was not heard.
  const bus: Bus = nats === undefined ? localBus() : natsBus(nats, keys.derive('bus'), () => { streams.sweep().catch(() => undefined); });
  const conversations = new Conversations(store, keys, bus, { remember: (id, at) => keys.rememberDeletion(id, at), give: (id, event) => { streams.give(id, event); } });
  const outbox = new Outbox(store, log, { smtp, from, url, hosts, key: keys.derive('webhooks'), ...(now ? { now } : {}) });
  const desk = new Desk({ store, conversations, keys, bus, hosts, presence: new Presence(bus, nodes), audit, outbox, streams, nodes }, door);
  return { desk, close: async () => { await nodes?.leave().catch(() => undefined); await bus.close(); await keys.close(); } };
}
