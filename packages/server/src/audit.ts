import { createHmac } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Schema } from './store/schema.ts';
import type { Store } from './store/store.ts';

/** Each line is chained to the one before it: to change or remove one breaks every later one. Names, ids and reasons from pick lists; no free text. */
const sign = (key: Buffer, before: string, parts: (string | number)[]) => createHmac('sha256', key).update(JSON.stringify([before, ...parts])).digest('base64url');

const fits = (key: Buffer, before: string, row: Schema['audit']) => row.mac === sign(key, before, [row.program_id, row.seq, row.at, row.actor, row.action, row.target, row.reason]);

const PAGE = 1_000;
const FIRST = 5;
const TRIED = 50;

export class Audit {
  private readonly store: Store;
  private readonly keyOf: (program: string) => Buffer;
  constructor(store: Store, keyOf: (program: string) => Buffer) { this.store = store; this.keyOf = keyOf; }

  write(program: string, actor: string, action: string, target = '', reason = ''): Promise<void> {
    return this.store.change(program, (transaction) => this.append(transaction, program, actor, action, target, reason));
  }
  /** Together with what it is about, or not at all. */
  async append(transaction: Transaction<Schema>, program: string, actor: string, action: string, target = '', reason = ''): Promise<void> {
    const last = await transaction.selectFrom('audit').select(['seq', 'mac']).where('program_id', '=', program).orderBy('seq', 'desc').limit(1).executeTakeFirst();
    const seq = (last?.seq ?? 0) + 1;
    const at = new Date().toISOString();
    await transaction.insertInto('audit').values({ program_id: program, seq, at, actor, action, target, reason, mac: sign(this.keyOf(program), last?.mac ?? '', [program, seq, at, actor, action, target, reason]) }).execute();
  }
  /** What was done with one thing, oldest first. */
  about(program: string, target: string): Promise<{ at: string; actor: string; action: string; reason: string }[]> {
    return this.store.read.selectFrom('audit').select(['at', 'actor', 'action', 'reason']).where('program_id', '=', program).where('target', '=', target).orderBy('seq').execute();
  }

  /** Whether a chain was begun with this key, going by a few first lines of which somebody may have changed one; undefined where nothing was written yet. */
  async isBegunWithThisKey(): Promise<boolean | undefined> {
    const rows = await this.store.read.selectFrom('audit').selectAll().where('seq', '<=', FIRST).orderBy('program_id').orderBy('seq').limit(TRIED).execute();
    return rows.length ? rows.some((row, at) => fits(this.keyOf(row.program_id), row.seq === 1 ? '' : rows[at - 1]?.mac ?? '', row)) : undefined;
  }

  /** Newest first, at most 200, and whether the whole chain is as it was written. */
  async list(program: string): Promise<{ entries: { seq: number; at: string; actor: string; action: string; target: string; reason: string }[]; whole: boolean }> {
    const entries = await this.store.read.selectFrom('audit').select(['seq', 'at', 'actor', 'action', 'target', 'reason']).where('program_id', '=', program).orderBy('seq', 'desc').limit(200).execute();
    return { entries, whole: (await this.verify(program)).broken === undefined };
  }

  /** The first line that does not fit, if any, and the head to keep elsewhere: a chain cut off at its end is seen only by that. */
  async verify(program: string, earlier?: string): Promise<{ lines: number; head: string; broken?: number; known?: boolean }> {
    const key = this.keyOf(program);
    let before = '';
    let lines = 0;
    let known = false;
    // Page by page: a chain of years must not keep a node from its chats.
    for (;;) {
      const rows = await this.store.read.selectFrom('audit').selectAll().where('program_id', '=', program).where('seq', '>', lines).orderBy('seq').limit(PAGE).execute();
      for (const row of rows) {
        if (row.seq !== lines + 1 || !fits(key, before, row)) return { lines, head: before, broken: row.seq };
        before = row.mac;
        lines++;
        known ||= row.mac === earlier;
      }
      if (rows.length < PAGE) return { lines, head: before, ...(earlier === undefined ? {} : { known }) };
    }
  }
}
