import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { ConversationEvent, ConversationStart, ConversationState, DeletionReceipt, EventPage, Hello, MessageReceipt } from '@kith/contract';
import type { Transaction } from 'kysely';
import type { Bus } from './bus.ts';
import { seal, unseal, type ConversationKeys } from './conversation-keys.ts';
import type { ConversationRow, Schema } from './store/schema.ts';
import type { Store } from './store/store.ts';

/** Events read at once; a stream goes on with the next ones. */
const PAGE = 200;
/** Ended conversations are deleted after this, in hours. */
export const KEEP_HOURS = 72;

export type Author = 'visitor' | 'peer' | 'supervisor' | 'system';
/** The conversation is over: nothing can be added. */
export class ConversationOver extends Error { override name = 'ConversationOver'; }
/** It was deleted, or never was. */
export class ConversationGone extends Error { override name = 'ConversationGone'; }

const hash = (token: string) => createHash('sha256').update(token).digest('base64url');
const now = () => new Date().toISOString();
const place = (id: string, seq: number) => `${id} ${seq}`;
export const topicOf = (id: string): string => `conversation ${id}`;

/** The log of conversations: dense numbers, each message once, readable with the conversation's own key alone. */
export class Conversations {
  private readonly store: Store;
  private readonly keys: ConversationKeys;
  readonly bus: Bus;
  constructor(store: Store, keys: ConversationKeys, bus: Bus) { this.store = store; this.keys = keys; this.bus = bus; }

  /** Changes when the store is restored. */
  async epoch(): Promise<string> {
    await this.store.write.insertInto('meta').values({ name: 'epoch', value: randomUUID() }).onConflict((conflict) => conflict.column('name').doNothing()).execute();
    return (await this.store.write.selectFrom('meta').select('value').where('name', '=', 'epoch').executeTakeFirstOrThrow()).value;
  }

  /** Starts a conversation. The same token again gives the same one. */
  async start(programId: string, { token, acknowledged: _, ...intake }: ConversationStart): Promise<{ id: string; epoch: string; state: string }> {
    const epoch = await this.epoch();
    const tokenHash = hash(token);
    const again = await this.store.write.selectFrom('conversations').selectAll().where('token_hash', '=', tokenHash).where('program_id', '=', programId).executeTakeFirst();
    if (again) return { id: again.id, epoch, state: again.state };
    const id = randomUUID();
    // The key first: a conversation without one could never be read, a key without a conversation reads nothing.
    const key = await this.keys.create(id);
    return this.store.write.transaction().execute(async (transaction) => {
      const meanwhile = await transaction.selectFrom('conversations').selectAll().where('token_hash', '=', tokenHash).where('program_id', '=', programId).executeTakeFirst();
      if (meanwhile) return { id: meanwhile.id, epoch, state: meanwhile.state };
      const at = now();
      await transaction.insertInto('conversations').values({ id, program_id: programId, token_hash: tokenHash, state: 'waiting', head: 1, intake: seal(key, place(id, 0), JSON.stringify(intake)), created_at: at, ended_at: null }).execute();
      await transaction.insertInto('conversation_events').values({ conversation_id: id, program_id: programId, seq: 1, at, kind: 'state', author: 'system', client_id: null, body: null, state: 'waiting' }).execute();
      return { id, epoch, state: 'waiting' };
    });
  }

  /** The conversation of an id and its token; undefined for a wrong one of either. */
  async byToken(id: string, token: string): Promise<ConversationRow | undefined> {
    const row = await this.store.read.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
    const given = Buffer.from(hash(token));
    return row && timingSafeEqual(Buffer.from(row.token_hash), given) ? row : undefined;
  }

  /** In one transaction: lock the conversation, look the client's id up, take the next number, insert. `again` for a retry. */
  async send({ id, program_id: programId }: Pick<ConversationRow, 'id' | 'program_id'>, author: Author, clientId: string, body: string): Promise<MessageReceipt & { again: boolean }> {
    const key = await this.keys.of(id);
    if (!key) throw new ConversationGone();
    const receipt = await this.store.write.transaction().execute(async (transaction) => {
      const row = await this.lock(transaction, id, programId);
      const before = await transaction.selectFrom('conversation_events').select(['seq', 'at']).where('conversation_id', '=', id).where('program_id', '=', programId).where('author', '=', author).where('client_id', '=', clientId).executeTakeFirst();
      if (before) return { ...before, clientId, again: true };
      if (row.ended_at !== null) throw new ConversationOver();
      const at = now();
      const seq = row.head + 1;
      await transaction.insertInto('conversation_events').values({ conversation_id: id, program_id: programId, seq, at, kind: 'message', author, client_id: clientId, body: seal(key, place(id, seq), body), state: null }).execute();
      await transaction.updateTable('conversations').set({ head: seq }).where('id', '=', id).where('program_id', '=', programId).execute();
      return { seq, at, clientId, again: false };
    });
    if (!receipt.again) this.bus.publish(topicOf(id));
    return receipt;
  }

  /** A new state, as an event of the same log. The state that it has already changes nothing. */
  async change({ id, program_id: programId }: Pick<ConversationRow, 'id' | 'program_id'>, author: Author, state: ConversationState): Promise<{ state: string }> {
    const changed = await this.store.write.transaction().execute(async (transaction) => {
      const row = await this.lock(transaction, id, programId);
      if (row.state === state || row.ended_at !== null) return { state: row.state, again: true };
      const at = now();
      const seq = row.head + 1;
      await transaction.insertInto('conversation_events').values({ conversation_id: id, program_id: programId, seq, at, kind: 'state', author, client_id: null, body: null, state }).execute();
      await transaction.updateTable('conversations').set({ head: seq, state, ended_at: state === 'ended' || state === 'abandoned' ? at : null }).where('id', '=', id).where('program_id', '=', programId).execute();
      return { state, again: false };
    });
    if (!changed.again) this.bus.publish(topicOf(id));
    return { state: changed.state };
  }

  async hello(id: string, programId: string): Promise<Hello> {
    const row = await this.store.read.selectFrom('conversations').select('head').where('id', '=', id).where('program_id', '=', programId).executeTakeFirst();
    if (!row) throw new ConversationGone();
    return { epoch: await this.epoch(), head: row.head, earliest: 1 };
  }

  /** Events after a number, at most a page of them, in order. */
  async after(id: string, programId: string, after: number): Promise<ConversationEvent[]> {
    const rows = await this.store.read.selectFrom('conversation_events').selectAll().where('conversation_id', '=', id).where('program_id', '=', programId).where('seq', '>', after).orderBy('seq').limit(PAGE).execute();
    if (!rows.length) return [];
    const key = await this.keys.of(id);
    if (!key) throw new ConversationGone();
    return rows.map((row) => ({
      seq: row.seq, at: row.at, kind: row.kind, author: row.author, ...(row.client_id === null ? {} : { clientId: row.client_id }),
      ...(row.body === null ? {} : { body: unseal(key, place(id, row.seq), row.body).toString('utf8') }), ...(row.state === null ? {} : { state: row.state }),
    }));
  }

  /** What is new, at once or when it comes, at the latest after `wait` ms. */
  async page(id: string, programId: string, after: number, wait: number, signal: AbortSignal): Promise<EventPage> {
    let wake: () => void = () => undefined;
    const woken = new Promise<void>((resolve) => { wake = resolve; });
    const leave = this.bus.subscribe(topicOf(id), wake);
    const timer = setTimeout(wake, wait);
    signal.addEventListener('abort', wake, { once: true });
    try {
      let events = await this.after(id, programId, after);
      if (!events.length && wait > 0) { await woken; events = await this.after(id, programId, after); }
      return { ...await this.hello(id, programId), events };
    } finally { leave(); clearTimeout(timer); }
  }

  /** Rows and key, and nothing of either left in the files. */
  async delete({ id, program_id: programId }: Pick<ConversationRow, 'id' | 'program_id'>): Promise<DeletionReceipt> {
    await this.keys.destroy(id);
    const messages = await this.store.write.transaction().execute(async (transaction) => {
      await this.lock(transaction, id, programId);
      const { count } = await transaction.selectFrom('conversation_events').select((select) => select.fn.countAll<number>().as('count')).where('conversation_id', '=', id).where('program_id', '=', programId).where('kind', '=', 'message').executeTakeFirstOrThrow();
      await transaction.deleteFrom('conversation_events').where('conversation_id', '=', id).where('program_id', '=', programId).execute();
      await transaction.deleteFrom('conversations').where('id', '=', id).where('program_id', '=', programId).execute();
      return count;
    });
    await this.store.forget();
    this.bus.publish(topicOf(id));
    return { deletedAt: now(), messages };
  }

  /** Deletes what ended longer ago than it may be kept. Gives how many. */
  async deleteOld(at = Date.now()): Promise<number> {
    const old = await this.store.read.selectFrom('conversations').select(['id', 'program_id']).where('ended_at', '<', new Date(at - KEEP_HOURS * 3_600_000).toISOString()).limit(500).execute();
    for (const row of old) await this.delete(row);
    return old.length;
  }

  /** Nobody else changes this conversation until the transaction ends. SQLite has one writer at a time; PostgreSQL locks the row. */
  private async lock(transaction: Transaction<Schema>, id: string, programId: string): Promise<ConversationRow> {
    const row = await transaction.selectFrom('conversations').selectAll().where('id', '=', id).where('program_id', '=', programId).executeTakeFirst();
    if (!row) throw new ConversationGone();
    return row;
  }
}
