import { randomUUID } from 'node:crypto';
import { acrossPrograms } from './store/tenant.ts';
import type { Store } from './store/store.ts';

/** A node that was not heard of for so long has stopped: whoever was there is away since then. */
const ALIVE = 20_000;
/** Somebody who is not there by a stream, but asks now and then, is written down no more often. */
const AGAIN = 15_000;
const AT_ONCE = 500;
/** Asked for by two within it, the store is asked once. */
const FRESH = 1_000;
const KEEP_DAYS = 1;

/**
 * The nodes of one store, and who is there on each. Written when it changes, some at a time, and read when somebody would be given up otherwise. All
 * times are the store's: the clocks of nodes may be apart.
 */
export class Nodes {
  readonly id: string = randomUUID();
  private readonly store: Store;
  private readonly changes = new Map<string, boolean>();
  private readonly written = new Map<string, { here: boolean; at: number }>();
  private readonly known = new Map<string, { away: number; at: number }>();
  private toldAt = -Infinity;
  private resumedAt = performance.now();
  constructor(store: Store) { this.store = store; }

  /** A stream of theirs came here, or the last one went. */
  changed(subject: string, here: boolean): void { this.changes.set(subject, here); }

  /** How long they are away from every other node, in ms; undefined where nobody asked lately. */
  away(subject: string): number | undefined {
    const found = this.known.get(subject);
    if (!found) return undefined;
    const since = performance.now() - found.at;
    // What was learned long ago, by a node that stood still meanwhile perhaps, is nothing to give anybody up by.
    return since > ALIVE ? 0 : found.away + since;
  }
  /** Nobody can be written down, and nobody is known to be away, while the store does not hear of this node. */
  isCutOff(): boolean { return performance.now() - this.toldAt > ALIVE; }
  /** Since when the store has heard of this node without a gap, by `performance.now()`. */
  get heardSince(): number { return this.resumedAt; }

  /** Says that this node is there, and who is on it. Every second or so. */
  async tell(version: string): Promise<void> {
    await acrossPrograms(async () => {
      const at = this.store.now();
      await this.store.write.insertInto('nodes').values({ id: this.id, version, started_at: at, seen_at: at }).onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: at, version })).execute();
      const now = performance.now();
      if (this.isCutOff()) this.resumedAt = now;
      this.toldAt = now;
      const due = [...this.changes].filter(([subject, here]) => { const last = this.written.get(subject); return last?.here !== here || now - last.at > AGAIN; });
      this.changes.clear();
      for (let from = 0; from < due.length; from += AT_ONCE) {
        const some = due.slice(from, from + AT_ONCE);
        try {
          await this.store.write.insertInto('presence').values(some.map(([subject, here]) => ({ subject, node: this.id, here: here ? 1 : 0, at: this.store.now() }))).onConflict((conflict) => conflict.columns(['subject', 'node']).doUpdateSet((set) => ({ here: set.ref('excluded.here'), at: set.ref('excluded.at') }))).execute();
        } catch (error) {
          // Not lost: the next time, unless something newer is known by then.
          for (const [subject, here] of due.slice(from)) if (!this.changes.has(subject)) this.changes.set(subject, here);
          throw error;
        }
        for (const [subject, here] of some) this.written.set(subject, { here, at: now });
      }
    });
  }

  /** Asks the store where these are, and those of its own that are there. */
  async learn(subjects: readonly string[]): Promise<void> {
    const now = performance.now();
    const asked = subjects.filter((subject) => now - (this.known.get(subject)?.at ?? 0) > FRESH);
    await acrossPrograms(async () => {
      for (let from = 0; from < asked.length; from += AT_ONCE) {
        const some = asked.slice(from, from + AT_ONCE);
        const rows = await this.store.read.selectFrom('presence').innerJoin('nodes', 'nodes.id', 'presence.node').select(['presence.subject', 'presence.here', 'presence.at', 'nodes.seen_at', this.store.now().as('now')]).where('presence.subject', 'in', some).where('presence.node', '<>', this.id).execute();
        const least = new Map<string, number>();
        for (const { subject, here, at, seen_at: seen, now: told } of rows) {
          const ago = Date.parse(told) - Date.parse(here === 1 ? seen : at);
          // A time that is still to come, because the store's clock was set back, is nothing to give anybody up by: all nodes say theirs again within a second.
          const since = Math.max(0, ago);
          // The others could not say anything either while the store was away.
          const away = here === 0 ? since : since < ALIVE ? 0 : Math.min(since, performance.now() - this.resumedAt);
          least.set(subject, Math.min(least.get(subject) ?? Infinity, away));
        }
        for (const subject of some) { const away = least.get(subject); if (away === undefined) this.known.delete(subject); else this.known.set(subject, { away, at: performance.now() }); }
      }
    });
  }

  /** The nodes that are there. */
  list(): Promise<{ id: string; version: string; started_at: string; seen_at: string }[]> {
    return this.store.read.selectFrom('nodes').select(['id', 'version', 'started_at', 'seen_at']).where('seen_at', '>', this.store.now(-ALIVE)).orderBy('started_at').execute();
  }
  /** Whoever was here goes somewhere else. */
  async leave(): Promise<void> {
    await acrossPrograms(async () => {
      await this.store.write.updateTable('presence').set({ here: 0, at: this.store.now() }).where('node', '=', this.id).where('here', '=', 1).execute();
      await this.store.write.updateTable('nodes').set({ seen_at: this.store.now(-ALIVE) }).where('id', '=', this.id).execute();
    });
  }
  /** Of this node's own memory. */
  forgetOld(): void {
    const old = performance.now() - 3 * ALIVE;
    for (const [subject, { at }] of this.known) if (at < old) this.known.delete(subject);
    for (const [subject, { here, at }] of this.written) if (!here && at < old) this.written.delete(subject);
  }
  /** Forgets what is long over, for all nodes. */
  async tidy(): Promise<void> {
    await this.store.write.deleteFrom('presence').where('here', '=', 0).where('at', '<', this.store.now(-KEEP_DAYS * 86_400_000)).execute();
    const old = this.store.read.selectFrom('nodes').select('id').where('seen_at', '<', this.store.now(-KEEP_DAYS * 86_400_000)).where('id', '<>', this.id);
    await this.store.write.deleteFrom('presence').where('node', 'in', old).execute();
    await this.store.write.deleteFrom('nodes').where('id', 'in', old).execute();
  }
}
