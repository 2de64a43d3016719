import type { Log } from './log.ts';
import { acrossPrograms } from './store/tenant.ts';
import type { Store } from './store/store.ts';

/** A node that does a job says so this often within the lease; one that died is followed by another when the lease is over. */
const LEASE = 30_000;
const RENEW = 10_000;
const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');

/** Does something now and then on this node until stopped; one run at a time, a failure is logged and the next run comes all the same. */
export function repeat(every: number, log: Log, name: string, job: () => Promise<void>): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const next = () => {
    timer = setTimeout(() => {
      running = job().catch((error: unknown) => { log({ event: `${name}-failed`, message: nameOf(error) }); }).finally(() => { if (!stopped) next(); });
    }, every);
  };
  next();
  return async () => { stopped = true; clearTimeout(timer); await running; };
}

/**
 * Work that is done once for all nodes: a row in the store says whose it is and until when, by the store's clock. What a job does may happen twice when
 * a node is stopped in the middle and goes on later, so each job is one that may.
 */
export class Jobs {
  private readonly store: Store;
  private readonly node: string;
  private readonly log: Log;
  constructor(store: Store, node: string, log: Log) { this.store = store; this.node = node; this.log = log; }

  private async take(name: string, every: number): Promise<boolean> {
    const { store, node } = this;
    const { numUpdatedRows } = await store.write.updateTable('jobs').set({ node, taken_until: store.now(LEASE) }).where('name', '=', name)
      // Farther ahead than it can be: written by a clock that was wrong then.
      .where((is) => is.or([is('due_at', '<=', store.now()), is('due_at', '>', store.now(every + 3 * LEASE))])).where((is) => is.or([is('taken_until', '<', store.now()), is('taken_until', '>', store.now(3 * LEASE))])).executeTakeFirst();
    if (numUpdatedRows) return true;
    // The very first time nobody has it.
    const { numInsertedOrUpdatedRows } = await store.write.insertInto('jobs').values({ name, due_at: store.now(), taken_until: store.now(LEASE), node }).onConflict((conflict) => conflict.column('name').doNothing()).executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  /** Nobody else serves this store: what a server that was killed had taken is anybody's again. */
  async release(): Promise<void> { await this.store.write.updateTable('jobs').set({ taken_until: '' }).execute(); }

  /** Does it if it is due and no other node does it. Gives whether it was done here. */
  run(name: string, every: number, job: () => Promise<void>): Promise<boolean> {
    return acrossPrograms(async () => {
      if (!await this.take(name, every)) return false;
      const { store, node } = this;
      const mine = () => store.write.updateTable('jobs').where('name', '=', name).where('node', '=', node);
      const renewing = setInterval(() => { mine().set({ taken_until: store.now(LEASE) }).execute().catch(() => undefined); }, RENEW);
      try { await job(); } finally {
        clearInterval(renewing);
        await mine().set({ taken_until: '', due_at: store.now(every) }).execute();
      }
      return true;
    });
  }

  /** Looks every so often whether the job is due, until stopped. */
  every(every: number, name: string, job: () => Promise<void>): () => Promise<void> {
    return repeat(Math.min(every / 2, LEASE / 2), this.log, name, async () => { await this.run(name, every, job); });
  }
}
