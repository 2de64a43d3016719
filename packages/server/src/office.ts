import type { ProgramSettings } from '@kith/contract';
import type { Audit } from './audit.ts';
import type { Bus } from './bus.ts';
import type { ConversationKeys } from './conversation-keys.ts';
import type { Conversations } from './conversations.ts';
import type { Nodes } from './nodes.ts';
import type { OpenStreams } from './open-streams.ts';
import type { Outbox } from './outbox.ts';
import type { Presence } from './presence.ts';
import { readRevision } from './program-settings.ts';
import type { ProgramRow } from './store/schema.ts';
import type { Store } from './store/store.ts';

/** What the work of peers and supervisors needs. */
export interface Office { store: Store; conversations: Conversations; keys: ConversationKeys; bus: Bus; presence: Presence; audit: Audit; outbox: Outbox; streams: OpenStreams; /** The other nodes, where there may be some. */ nodes?: Nodes | undefined; /** Hosts that may be fetched from although they are private or without TLS. */ hosts: readonly string[] }

export async function programAndSettings(office: Pick<Office, 'store'>, id: string): Promise<{ program: ProgramRow; settings: ProgramSettings; revision: string }> {
  const program = await office.store.read.selectFrom('programs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return { program, ...await readRevision(office.store, program) };
}
