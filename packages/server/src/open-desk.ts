import { Audit } from './audit.ts';
import { localBus } from './bus.ts';
import { ConversationKeys } from './conversation-keys.ts';
import { Conversations } from './conversations.ts';
import { Desk } from './desk.ts';
import type { Log } from './log.ts';
import { Outbox } from './outbox.ts';
import { Presence } from './presence.ts';
import type { Store } from './store/store.ts';

/** Everything behind the conversations of one store. `keysAt`: the folder or the database of their keys. */
export async function openDesk({ store, keysAt, master, log, url, smtp, from, hosts = [], door, now }: { store: Store; keysAt: string; master: Buffer; log: Log; url: () => string; smtp?: string | undefined; from?: string | undefined; hosts?: readonly string[]; door?: ConstructorParameters<typeof Desk>[1]; now?: () => number }): Promise<{ desk: Desk; close: () => Promise<void> }> {
  const keys = await ConversationKeys.open(keysAt, master);
  const bus = localBus();
  const conversations = new Conversations(store, keys, bus, (id, at) => keys.rememberDeletion(id, at));
  const audit = new Audit(store, (program) => keys.derive(`audit ${program}`));
  const desk = new Desk({ store, conversations, keys, bus, hosts, presence: new Presence(bus), audit, outbox: new Outbox(store, log, { smtp, from, url, hosts, key: keys.derive('webhooks'), ...(now ? { now } : {}) }) }, door);
  return { desk, close: () => keys.close() };
}
