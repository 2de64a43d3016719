import type { ConversationEvent } from '@kith/contract';
import { acrossPrograms } from './store/tenant.ts';
import type { Store } from './store/store.ts';

/** A stream of one conversation on this node. */
export interface OpenStream { id: string; /** Of the token that it was opened with. */ tokenHash: string; /** The newest number that it has brought. */ last: number; /** Takes an event that was just written, if it is the next one and nothing else is on its way. */ give: (event: ConversationEvent) => void; /** Reads on; gives how long ago the first of what it found was written, in ms. */ read: () => Promise<number | undefined>; close: () => void }
const AT_ONCE = 500;
/** What is younger is on its way. */
const LATE = 3_000;

/** The streams of this node, and the look into the store that brings what no wake-up said. Costs some queries a node, whatever is sent. */
export class OpenStreams {
  private readonly store: Store;
  private readonly streams = new Map<string, Set<OpenStream>>();
  /** Streams that had missed something: wake-ups that were lost. */
  found = 0;
  constructor(store: Store) { this.store = store; }

  get size(): number { return [...this.streams.values()].reduce((sum, { size }) => sum + size, 0); }
  add(stream: OpenStream): () => void {
    const set = this.streams.get(stream.id) ?? new Set();
    this.streams.set(stream.id, set.add(stream));
    return () => { set.delete(stream); if (!set.size && this.streams.get(stream.id) === set) this.streams.delete(stream.id); };
  }

  /** What this node wrote goes to its own streams as it is: nobody has to look into the store for it. */
  give(id: string, event: ConversationEvent): void { for (const stream of this.streams.get(id) ?? []) stream.give(event); }

  /** Streams of staff, which only have to end with the node. */
  readonly others = new Set<() => void>();
  closeAll(): void { for (const set of this.streams.values()) for (const stream of [...set]) stream.close(); for (const close of [...this.others]) close(); }

  /** Brings each stream what it lacks, and ends those whose token was changed or whose conversation is gone. */
  async sweep(): Promise<void> {
    const ids = [...this.streams.keys()];
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const some = ids.slice(from, from + AT_ONCE);
      const rows = new Map((await acrossPrograms(() => this.store.read.selectFrom('conversations').select(['id', 'head', 'token_hash']).where('id', 'in', some).execute())).map((row) => [row.id, row]));
      for (const id of some) for (const stream of this.streams.get(id) ?? []) {
        const row = rows.get(id);
        if (row?.token_hash !== stream.tokenHash) { stream.close(); continue; }
        // Not waited for: one who does not read must not keep the others.
        if (row.head > stream.last) void stream.read().then((age) => { if ((age ?? 0) > LATE) this.found++; });
      }
    }
  }
}
