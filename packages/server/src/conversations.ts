import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { ConversationEvent, ConversationStart, ConversationState, DeletionReceipt, EventPage, Hello, MessageReceipt, Notice } from '@kith/contract';
import type { Transaction } from 'kysely';
import { BACKUP_DAYS } from './backup.ts';
import type { Bus } from './bus.ts';
import { seal, unseal, type ConversationKeys } from './conversation-keys.ts';
import { addMessage, conversationById, conversationOf, eventsAfter, notesOf, takeNumber } from './message-queries.ts';
import { codeHash } from './reply-codes.ts';
import type { ConversationNoteRow, ConversationRow, Schema } from './store/schema.ts';
import type { Store } from './store/store.ts';

/** Asked for with every stream, and changed by a restore alone. */
const EPOCH_FOR = 2_000;
/** Whoever waits on one node for what may be written on another looks this often by themselves, in ms. */
const LOOK_EVERY = 5_000;
export type Author = 'visitor' | 'peer' | 'supervisor' | 'system';
/** The conversation is over: nothing can be added. */
export class ConversationOver extends Error { override name = 'ConversationOver'; }
/** It was deleted, or never was. */
export class ConversationGone extends Error { override name = 'ConversationGone'; }

const hash = (token: string) => createHash('sha256').update(token).digest('base64url');
const now = () => new Date().toISOString();
const place = (id: string, seq: number) => `${id} ${seq}`;
export const topicOf = (id: string): string => `conversation ${id}`;
const ends = (state: ConversationState) => state === 'ended' || state === 'abandoned';

/** What a visitor said before the first word. */
export type Intake = Omit<ConversationStart, 'token' | 'acknowledged' | 'visit' | 'proof'>;
type Which = Pick<ConversationRow, 'id' | 'program_id'>;
/** Columns that a change of state sets along with it. */
type Along = Partial<Pick<ConversationRow, 'peer_id' | 'peer_name' | 'accepted_at' | 'queue_at' | 'handover' | 'joined' | 'escalation_id' | 'anyone' | 'extra_minutes' | 'warned' | 'avoid'>>;
/** Thrown inside a change by its own check: nothing is changed. */
export class NotNow extends Error { override name = 'NotNow'; readonly reason: string; constructor(reason: string) { super(reason); this.reason = reason; } }

/** The log of conversations: dense numbers, each message once, readable with the conversation's own key alone. */
export class Conversations {
  private readonly store: Store;
  private readonly keys: ConversationKeys;
  readonly bus: Bus;
  private readonly remember: ((id: string, at: string) => Promise<void>) | undefined;
  private readonly give: ((id: string, event: ConversationEvent) => void) | undefined;
  private readonly asked = new Map<string, Promise<ConversationEvent[]>>();
  /** `remember` writes a deletion into the ledger that a restore replays; `give` hands what was written to the streams of this node. */
  constructor(store: Store, keys: ConversationKeys, bus: Bus, { remember, give }: { remember?: (id: string, at: string) => Promise<void>; give?: (id: string, event: ConversationEvent) => void } = {}) { this.store = store; this.keys = keys; this.bus = bus; this.remember = remember; this.give = give; }

  /** Says in the ledger that something is gone for good. */
  async rememberDeletion(id: string): Promise<void> { await this.remember?.(id, now()); }

  /** Changes when the store is restored. */
  async epoch(): Promise<string> {
    const { known } = this;
    if (known && known.until > performance.now()) return known.epoch;
    const epoch = await this.readEpoch();
    this.known = { epoch, until: performance.now() + EPOCH_FOR };
    return epoch;
  }
  private known: { epoch: string; until: number } | undefined;
  private async readEpoch(): Promise<string> {
    await this.store.write.insertInto('meta').values({ name: 'epoch', value: randomUUID() }).onConflict((conflict) => conflict.column('name').doNothing()).execute();
    return (await this.store.write.selectFrom('meta').select('value').where('name', '=', 'epoch').executeTakeFirstOrThrow()).value;
  }

  /** Starts a conversation. The same token again gives the same one. */
  async start(programId: string, { token, acknowledged: _, ...intake }: Omit<ConversationStart, 'proof'>, { visitHash = null, avoid = [] }: { visitHash?: string | null; avoid?: readonly string[] } = {}): Promise<{ id: string; epoch: string; state: string }> {
    const epoch = await this.epoch();
    const tokenHash = hash(token);
    const again = await this.store.write.selectFrom('conversations').selectAll().where('token_hash', '=', tokenHash).where('program_id', '=', programId).executeTakeFirst();
    if (again) return { id: again.id, epoch, state: again.state };
    const id = randomUUID();
    // The key first: a conversation without one could never be read, a key without a conversation reads nothing.
    const key = await this.keys.create(id);
    return this.store.change(programId, async (transaction) => {
      const meanwhile = await transaction.selectFrom('conversations').selectAll().where('token_hash', '=', tokenHash).where('program_id', '=', programId).executeTakeFirst();
      if (meanwhile) return { id: meanwhile.id, epoch, state: meanwhile.state };
      const at = now();
      await transaction.insertInto('conversations').values({ id, program_id: programId, token_hash: tokenHash, state: 'waiting', head: 1, intake: seal(key, place(id, 0), JSON.stringify(intake)), created_at: at, ended_at: null, queue_at: at, peer_id: null, peer_name: null, accepted_at: null, handover: null, escalation_id: null, resume_hash: null, resume_until: null, reviewed_at: null, noted_at: null, feedback_at: null, joined: '[]', extra_minutes: 0, anyone: 0, warned: 0, request_id: null, visit_hash: visitHash, avoid: JSON.stringify(avoid) }).execute();
      await transaction.insertInto('conversation_events').values({ conversation_id: id, program_id: programId, seq: 1, at, kind: 'state', author: 'system', client_id: null, body: null, state: 'waiting', notice: null, name: null }).execute();
      return { id, epoch, state: 'waiting' };
    });
  }

  /** The one that a token has started already. */
  byStartToken(programId: string, token: string): Promise<ConversationRow | undefined> {
    return this.store.read.selectFrom('conversations').selectAll().where('token_hash', '=', hash(token)).where('program_id', '=', programId).executeTakeFirst();
  }

  /** The conversation of an id and its token; undefined for a wrong one of either. */
  async byToken(id: string, token: string): Promise<ConversationRow | undefined> {
    const { rows: [row] } = await conversationById(this.store.read, { id });
    const given = Buffer.from(hash(token));
    return row && timingSafeEqual(Buffer.from(row.token_hash), given) ? row : undefined;
  }

  /** The event at the next number of a conversation that this transaction has locked. */
  private async add(transaction: Transaction<Schema>, { id, program_id: programId, head }: ConversationRow, event: Omit<ConversationEvent, 'seq' | 'at'>, set: Partial<ConversationRow>, at: string): Promise<ConversationEvent> {
    await transaction.updateTable('conversations').set({ head: head + 1, ...set }).where('id', '=', id).where('program_id', '=', programId).execute();
    return this.insert(transaction, { id, program_id: programId }, { seq: head + 1, at, ...event }, null);
  }
  private async insert(transaction: Transaction<Schema>, { id, program_id: programId }: Which, event: ConversationEvent, sealed: string | null): Promise<ConversationEvent> {
    const { seq, at, kind, author, clientId = null, state = null, notice = null, name = null } = event;
    await transaction.insertInto('conversation_events').values({ conversation_id: id, program_id: programId, seq, at, kind, author, client_id: clientId, body: sealed, state, notice, name }).execute();
    return event;
  }
  private tell(id: string, event: ConversationEvent): void {
    this.give?.(id, event);
    this.bus.publish(topicOf(id), { head: event.seq });
  }

  /**
   * In one transaction: lock the conversation, look the client's id up, take the next number, insert. `again` for a retry. `head`: its newest number
   * a moment ago; as long as nothing came in between, two changes do all of that and need no word between them.
   */
  async send({ id, program_id: programId, head }: Which & Partial<Pick<ConversationRow, 'head'>>, author: Author, clientId: string, body: string, name: string | null = null): Promise<MessageReceipt & { again: boolean }> {
    const key = await this.keys.of(id);
    if (!key) throw new ConversationGone();
    const message = (seq: number): ConversationEvent => ({ seq, at: now(), kind: 'message', author, clientId, body, ...(name === null ? {} : { name }) });
    const done = (event: ConversationEvent) => { this.tell(id, event); return { seq: event.seq, at: event.at, clientId, again: false }; };
    if (head !== undefined) {
      const event = message(head + 1);
      const which = { id, program: programId, seq: event.seq, author, clientId };
      const { write } = this.store;
      if (await this.store.changeTogether(takeNumber.query(write, { ...which, head }), addMessage.query(write, { ...which, at: event.at, body: seal(key, place(id, event.seq), body), name }))) return done(event);
    }
    const { before, written } = await this.store.write.transaction().execute(async (transaction) => {
      const row = await this.lock(transaction, id, programId);
      const before = await transaction.selectFrom('conversation_events').select(['seq', 'at']).where('conversation_id', '=', id).where('program_id', '=', programId).where('author', '=', author).where('client_id', '=', clientId).executeTakeFirst();
      if (before) return { before };
      if (row.ended_at !== null) throw new ConversationOver();
      await transaction.updateTable('conversations').set({ head: row.head + 1 }).where('id', '=', id).where('program_id', '=', programId).execute();
      return { written: await this.insert(transaction, { id, program_id: programId }, message(row.head + 1), seal(key, place(id, row.head + 1), body)) };
    });
    return written ? done(written) : { ...before, clientId, again: true };
  }

  /**
   * A new state, as an event of the same log. The state that it has already changes nothing. `check` sees the row while nobody else can
   * change it, and may refuse with `NotNow`.
   */
  async change({ id, program_id: programId }: Which, author: Author, state: ConversationState, { name = null, set = {}, check }: { name?: string | null; set?: Along; check?: (row: ConversationRow, transaction: Transaction<Schema>) => void | Promise<void> } = {}): Promise<{ state: string; changed: boolean; row: ConversationRow }> {
    let written: ConversationEvent | undefined;
    // What is kept for some hours after its end is kept by the clock that all nodes share.
    const over = ends(state) ? new Date(await this.store.time()).toISOString() : null;
    const done = await this.store.write.transaction().execute(async (transaction) => {
      const row = await this.lock(transaction, id, programId);
      await check?.(row, transaction);
      if (row.state === state || row.ended_at !== null) return { state: row.state, changed: false, row };
      const at = now();
      written = await this.add(transaction, row, { kind: 'state', author, state, ...(name === null ? {} : { name }) }, { state, ended_at: over, ...set }, at);
      return { state, changed: true, row };
    });
    if (written) this.tell(id, written);
    return done;
  }

  /** Something that all sides should know, as an event of the same log. Nothing is added after the end. */
  async notice({ id, program_id: programId }: Which, author: Author, notice: Notice, { name = null, set = {}, check }: { name?: string | null; set?: Along | ((row: ConversationRow) => Along); check?: (row: ConversationRow, transaction: Transaction<Schema>) => void | Promise<void> } = {}): Promise<void> {
    this.tell(id, await this.store.write.transaction().execute(async (transaction) => {
      const row = await this.lock(transaction, id, programId);
      await check?.(row, transaction);
      if (row.ended_at !== null) throw new ConversationOver();
      return this.add(transaction, row, { kind: 'notice', author, notice, ...(name === null ? {} : { name }) }, typeof set === 'function' ? set(row) : set, now());
    }));
  }

  /** What staff say to each other about it: a log of its own, under the same key, gone with the conversation. */
  async addNote({ id, program_id: programId }: Which, by: { author: string; id: string; name: string }, clientId: string, body: string): Promise<MessageReceipt & { again: boolean }> {
    const key = await this.keys.of(id);
    if (!key) throw new ConversationGone();
    return this.store.write.transaction().execute(async (transaction) => {
      await this.lock(transaction, id, programId);
      const notes = transaction.selectFrom('conversation_notes').where('conversation_id', '=', id).where('program_id', '=', programId);
      const before = await notes.select(['seq', 'at']).where('author_id', '=', by.id).where('client_id', '=', clientId).executeTakeFirst();
      if (before) return { ...before, clientId, again: true };
      const { last } = await notes.select((select) => select.fn.max('seq').as('last')).executeTakeFirstOrThrow();
      const at = now();
      const seq = Number(last ?? 0) + 1;
      await transaction.insertInto('conversation_notes').values({ program_id: programId, conversation_id: id, seq, at, author: by.author, author_id: by.id, name: by.name, client_id: clientId, body: seal(key, `${id} note ${seq}`, body) }).execute();
      return { seq, at, clientId, again: false };
    });
  }

  async notes({ id, program_id: programId }: Which): Promise<Omit<ConversationNoteRow, 'program_id' | 'conversation_id' | 'client_id'>[]> {
    const { rows } = await notesOf(this.store.read, { id, program: programId });
    const key = rows.length ? await this.keys.of(id) : undefined;
    return key ? rows.map((row) => ({ ...row, body: unseal(key, `${id} note ${row.seq}`, row.body).toString('utf8') })) : [];
  }

  /** Undefined once the key is gone. */
  async intake({ id, intake }: Pick<ConversationRow, 'id' | 'intake'>): Promise<Intake | undefined> {
    const key = await this.keys.of(id);
    return key && JSON.parse(unseal(key, place(id, 0), intake).toString('utf8')) as Intake;
  }

  async get(id: string, program: string): Promise<ConversationRow | undefined> {
    return (await conversationOf(this.store.read, { id, program })).rows[0];
  }
  /** Chats that have not ended yet, oldest first. */
  live(programId: string): Promise<ConversationRow[]> {
    return this.store.read.selectFrom('conversations').selectAll().where('program_id', '=', programId).where('request_id', 'is', null).where('ended_at', 'is', null).orderBy('created_at').execute();
  }
  /** The same, and only what time needs to know of each: there may be thousands, and they are looked at every few seconds. */
  clocks(programId: string): Promise<Pick<ConversationRow, 'id' | 'peer_id' | 'accepted_at' | 'escalation_id' | 'extra_minutes' | 'warned'>[]> {
    return this.store.read.selectFrom('conversations').select(['id', 'peer_id', 'accepted_at', 'escalation_id', 'extra_minutes', 'warned']).where('program_id', '=', programId).where('request_id', 'is', null).where('ended_at', 'is', null).orderBy('created_at').execute();
  }
  async set({ id, program_id: programId }: Which, columns: Along & Partial<Pick<ConversationRow, 'resume_hash' | 'resume_until' | 'reviewed_at' | 'noted_at' | 'feedback_at'>>): Promise<void> {
    await this.store.write.updateTable('conversations').set(columns).where('id', '=', id).where('program_id', '=', programId).execute();
  }

  /** More time for a chat, beside what others give it. */
  async extend({ id, program_id: programId }: Which, minutes: number): Promise<void> {
    await this.store.write.updateTable('conversations').set((set) => ({ extra_minutes: set('extra_minutes', '+', minutes), warned: 0 })).where('id', '=', id).where('program_id', '=', programId).execute();
  }

  /** A code of 80 bits that opens it once, within a day. */
  async makeCode(which: Which): Promise<{ code: string; until: string }> {
    const code = [...randomBytes(16)].map((byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte % 32]!).join('');
    const until = new Date(Date.now() + 86_400_000).toISOString();
    await this.set(which, { resume_hash: hash(code), resume_until: until });
    return { code: code.match(/.{4}/g)!.join('-'), until };
  }
  /** A new token; the old one is no longer good. */
  async setToken({ id, program_id: programId }: Which, token: string): Promise<void> {
    await this.store.write.updateTable('conversations').set({ token_hash: hash(token) }).where('id', '=', id).where('program_id', '=', programId).execute();
  }
  /** A new token for the code's conversation. The old one is no longer good, and its streams end. The same token again gives the same one. */
  async resume(programId: string, code: string, token: string): Promise<{ id: string; epoch: string; state: string } | undefined> {
    const row = await this.store.write.transaction().execute(async (transaction) => {
      const of = transaction.selectFrom('conversations').selectAll().where('program_id', '=', programId);
      const found = await this.store.held(of.where('resume_hash', '=', codeHash(code)).where('resume_until', '>', now())).executeTakeFirst();
      // A code opens once: whoever did not hear the answer asks again with the token that it was opened with.
      if (!found) return of.where('token_hash', '=', hash(token)).executeTakeFirst();
      await transaction.updateTable('conversations').set({ token_hash: hash(token), resume_hash: null, resume_until: null }).where('id', '=', found.id).where('program_id', '=', programId).execute();
      return found;
    });
    if (!row) return undefined;
    return { id: row.id, epoch: await this.epoch(), state: row.state };
  }

  /** Also whether the token of whoever waited for it is still the one. */
  async hello(id: string, programId: string, tokenHash?: string): Promise<Hello> {
    const row = await this.store.read.selectFrom('conversations').select(['head', 'token_hash']).where('id', '=', id).where('program_id', '=', programId).executeTakeFirst();
    if (!row || (tokenHash !== undefined && row.token_hash !== tokenHash)) throw new ConversationGone();
    return { epoch: await this.epoch(), head: row.head, earliest: 1 };
  }

  /** Events after a number, at most a page of them, in order. */
  after(id: string, programId: string, after: number): Promise<ConversationEvent[]> {
    // One wake-up wakes all streams of a conversation: asked for in the same moment, and only then, it is read once.
    const what = `${programId} ${id} ${after}`;
    let asked = this.asked.get(what);
    if (!asked) this.asked.set(what, asked = Promise.resolve().then(() => { this.asked.delete(what); return this.readAfter(id, programId, after); }));
    return asked;
  }
  private async readAfter(id: string, programId: string, after: number): Promise<ConversationEvent[]> {
    const { rows } = await eventsAfter(this.store.read, { id, program: programId, after });
    if (!rows.length) return [];
    const key = await this.keys.of(id);
    if (!key) throw new ConversationGone();
    return rows.map((row) => ({
      seq: row.seq, at: row.at, kind: row.kind, author: row.author, ...(row.client_id === null ? {} : { clientId: row.client_id }),
      ...(row.body === null ? {} : { body: unseal(key, place(id, row.seq), row.body).toString('utf8') }), ...(row.state === null ? {} : { state: row.state }), ...(row.notice === null ? {} : { notice: row.notice }), ...(row.name === null ? {} : { name: row.name }),
    }));
  }

  /** What is new, at once or when it comes, at the latest after `wait` ms. */
  async page({ id, program_id: programId, token_hash: tokenHash }: Which & Pick<ConversationRow, 'token_hash'>, after: number, wait: number, signal: AbortSignal): Promise<EventPage> {
    let over = wait <= 0;
    let wake: () => void = () => undefined;
    const end = () => { over = true; wake(); };
    const leave = this.bus.subscribe(topicOf(id), () => { wake(); });
    const timer = setTimeout(end, wait);
    // Between nodes a wake-up may be lost.
    const looking = this.bus.shared ? setInterval(() => { wake(); }, LOOK_EVERY) : undefined;
    signal.addEventListener('abort', end, { once: true });
    try {
      for (;;) {
        const woken = new Promise<void>((resolve) => { wake = resolve; });
        const events = await this.after(id, programId, after);
        if (events.length || over) return { ...await this.hello(id, programId, tokenHash), events };
        await woken;
      }
    } finally { leave(); clearTimeout(timer); clearInterval(looking); }
  }

  /** Rows and key, and nothing of either left in the files. The ledger first: whatever fails after it, a restore brings nothing back. */
  async delete({ id, program_id: programId }: Which): Promise<DeletionReceipt> {
    await this.rememberDeletion(id);
    await this.keys.destroy(id);
    const messages = await this.store.write.transaction().execute(async (transaction) => {
      await this.lock(transaction, id, programId);
      const { count } = await transaction.selectFrom('conversation_events').select((select) => select.fn.countAll<number>().as('count')).where('conversation_id', '=', id).where('program_id', '=', programId).where('kind', '=', 'message').executeTakeFirstOrThrow();
      await transaction.deleteFrom('conversation_events').where('conversation_id', '=', id).where('program_id', '=', programId).execute();
      await transaction.deleteFrom('conversation_notes').where('conversation_id', '=', id).where('program_id', '=', programId).execute();
      await transaction.deleteFrom('conversations').where('id', '=', id).where('program_id', '=', programId).execute();
      return count;
    });
    await this.store.forget();
    this.bus.publish(topicOf(id));
    return { deletedAt: now(), messages, ...await this.backupsUntil() };
  }
  /** Until when a copy may still be in a backup, if there is one. */
  async backupsUntil(): Promise<{ backupsUntil?: string }> {
    const copied = (await this.store.read.selectFrom('meta').select('value').where('name', '=', 'last-backup').executeTakeFirst())?.value;
    const until = copied === undefined ? 0 : Date.parse(copied) + BACKUP_DAYS * 86_400_000;
    return until > Date.now() ? { backupsUntil: new Date(until).toISOString() } : {};
  }

  /** What ended longer ago than its program keeps it, at most 500, those after an id. */
  async old(programId: string, keepHours: number, at: number, after = ''): Promise<ConversationRow[]> {
    return this.store.read.selectFrom('conversations').selectAll().where('program_id', '=', programId).where('request_id', 'is', null).where('ended_at', '<=', new Date(at - keepHours * 3_600_000).toISOString()).where('id', '>', after).orderBy('id').limit(500).execute();
  }

  /** Nobody else changes this conversation until the transaction ends. SQLite has one writer at a time; PostgreSQL locks the row. */
  private async lock(transaction: Transaction<Schema>, id: string, programId: string): Promise<ConversationRow> {
    const row = await this.store.held(transaction.selectFrom('conversations').selectAll().where('id', '=', id).where('program_id', '=', programId)).executeTakeFirst();
    if (!row) throw new ConversationGone();
    return row;
  }
}
