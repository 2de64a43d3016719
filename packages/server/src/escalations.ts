import { randomUUID } from 'node:crypto';
import { escalationSteps, type Escalation, type EscalationForm, type EscalationState, type EscalationStep } from '@kith/contract';
import type { Kysely } from 'kysely';
import { seal, unseal } from './conversation-keys.ts';
import { count } from './counts.ts';
import { ProblemError } from './errors.ts';
import { ConversationGone, ConversationOver } from './conversations.ts';
import { programAndSettings, type Office } from './office.ts';
import { emailOf, openShifts } from './shifts.ts';
import { notNow } from './staff.ts';
import type { Telling } from './outbox.ts';
import type { ConversationRow, EscalationRow, Schema } from './store/schema.ts';

const HOUR = 3_600_000;
/** The second on-call is paged after this, and after the other one the visitor is told that nobody answered. */
const SECOND_AFTER = 60_000;
const UNANSWERED_AFTER = 120_000;
const REVIEW_WITHIN = 72;

interface Recorded { seq: number; at: string; author: string; body: string }
/** What is sealed under the incident's own key. */
interface Sealed { form: EscalationForm; steps: { at: string; state: string; by: string }[]; record: Recorded[] }
const place = (id: string) => `${id} escalation`;

/** Somebody may not be safe. An incident record under a key of its own: it stays when the conversation is deleted. */
export class Escalations {
  private readonly office: Office;
  private readonly pagedAt = new Map<string, number>();
  constructor(office: Office) { this.office = office; }

  /** One for a conversation. Pages every supervisor on duty at once, and the program's contact where none is. Gives how many were told. */
  async open(conversation: Pick<ConversationRow, 'id' | 'program_id'>, by: 'visitor' | 'peer' | 'supervisor' | 'facilitator' | 'mentor' | 'coordinator'): Promise<{ id: string; openedAt: string; paged: number; again: boolean }> {
    const { store, conversations, keys } = this.office;
    const program = conversation.program_id;
    const fresh = await conversations.get(conversation.id, program);
    // Of a match that has no messages yet there is a record all the same.
    const open = store.read.selectFrom('escalations').select(['id', 'opened_at']).where('program_id', '=', program).where('state', '<>', 'closed');
    const known = fresh && !fresh.escalation_id ? undefined : await (fresh ? open.where('id', '=', fresh.escalation_id) : open.where('conversation_id', '=', conversation.id)).executeTakeFirst();
    if (known) return { id: known.id, openedAt: known.opened_at, paged: await this.pageAgain(program, known.id), again: true };
    const id = randomUUID();
    const key = await keys.create(id);
    const at = new Date(await store.time()).toISOString();
    const sealed: Sealed = { form: {}, steps: [{ at, state: 'paged', by }], record: [] };
    const { tellings, paged } = await this.toPage(program);
    // Two presses at once: one record. Who is to be paged is written down with it: whatever happens to this node, they are.
    const mine = await store.change(program, async (transaction) => {
      const { numUpdatedRows } = await transaction.updateTable('conversations').set({ escalation_id: id }).where('id', '=', conversation.id).where('program_id', '=', program).where('escalation_id', fresh?.escalation_id ? '=' : 'is', fresh?.escalation_id ?? null).executeTakeFirst();
      if (fresh && numUpdatedRows === 0n) return false;
      await transaction.insertInto('escalations').values({ program_id: program, id, conversation_id: conversation.id, state: 'paged', opened_at: at, opened_by: by, owner_id: null, second_paged_at: null, unanswered_at: null, review_by: new Date(Date.now() + REVIEW_WITHIN * HOUR).toISOString(), kept_until: null, sealed: seal(key, place(id), JSON.stringify(sealed)) }).execute();
      await this.office.outbox.queue(transaction, program, tellings);
      return true;
    });
    if (!mine) { await keys.destroy(id); return this.open(conversation, by); }
    void this.office.outbox.run();
    this.pagedAt.set(id, performance.now());
    if (fresh) await this.copy({ ...fresh, escalation_id: id });
    await count(store, program, [['escalations', by]]);
    return { id, openedAt: at, paged, again: false };
  }

  /** Copies what is in the conversation by now into the record: when it opens, when the chat ends, and before a deletion. */
  async copy(conversation: Pick<ConversationRow, 'id' | 'program_id' | 'escalation_id'>): Promise<void> {
    if (!conversation.escalation_id) return;
    const row = await this.row(conversation.program_id, conversation.escalation_id);
    if (!row) return;
    const record: Recorded[] = [];
    for (let after = 0; ;) {
      // Half deleted, or restored without its key: there is nothing to copy.
      const events = await this.office.conversations.after(conversation.id, conversation.program_id, after).catch((error: unknown) => { if (error instanceof ConversationGone) return undefined; throw error; });
      if (!events) return;
      for (const { seq, at, author, body, notice, state } of events) record.push({ seq, at, author, body: body ?? `(${notice ?? state ?? ''})` });
      if (!events.length) break;
      after = events.at(-1)!.seq;
    }
    await this.edit(row.program_id, row.id, (_fresh, sealed) => ({ sealed: { ...sealed, record } }));
  }

  /** Somebody presses again: paged again, but not more than once a minute. */
  private async pageAgain(program: string, id: string): Promise<number> {
    const { tellings, paged } = await this.toPage(program);
    if (performance.now() - (this.pagedAt.get(id) ?? -Infinity) < SECOND_AFTER) return paged;
    await this.office.store.write.transaction().execute((transaction) => this.office.outbox.queue(transaction, program, tellings));
    this.pagedAt.set(id, performance.now());
    void this.office.outbox.run();
    return paged;
  }
  /** Every supervisor on duty, and the program's contact where none is, or in any case. */
  private async toPage(program: string, contactToo = false): Promise<{ tellings: Telling[]; paged: number }> {
    const supervisors = (await openShifts(this.office, program)).filter(({ role }) => role === 'supervisor');
    const contact = contactToo || !supervisors.length ? (await programAndSettings(this.office, program)).settings.escalationContact.email : '';
    const addresses = [...await Promise.all(supervisors.map(({ user_id: userId }) => emailOf(this.office, userId))), contact].filter(Boolean);
    return { tellings: addresses.map((recipient) => ({ kind: 'page', recipient })), paged: supervisors.length };
  }

  /** Nobody reads it: the second is paged after a minute, and after two the visitor is told, with the chat still open. */
  async chase(program: string, now: number): Promise<void> {
    const { store, conversations, outbox } = this.office;
    for (const row of await store.read.selectFrom('escalations').selectAll().where('program_id', '=', program).where('state', '=', 'paged').execute()) {
      const age = now - Date.parse(row.opened_at);
      const at = new Date(now).toISOString();
      const ofRow = (on: Kysely<Schema>) => on.updateTable('escalations').where('id', '=', row.id).where('program_id', '=', program);
      if (age >= SECOND_AFTER && row.second_paged_at === null) {
        const { tellings } = await this.toPage(program, true);
        // Done and written down as done together: a node that dies in between has not done it.
        await store.write.transaction().execute(async (transaction) => {
          const { numUpdatedRows } = await ofRow(transaction).set({ second_paged_at: at }).where('second_paged_at', 'is', null).executeTakeFirst();
          if (numUpdatedRows) await outbox.queue(transaction, program, tellings);
        });
        void outbox.run();
      }
      if (age >= UNANSWERED_AFTER && row.unanswered_at === null) {
        // What could not be said now is said by the next sweep; to a chat that is over there is nothing to say.
        try { await conversations.notice({ id: row.conversation_id, program_id: program }, 'system', 'not-safe-unanswered'); } catch (error) { if (!(error instanceof ConversationOver || error instanceof ConversationGone)) throw error; }
        await ofRow(store.write).set({ unanswered_at: at }).execute();
      }
    }
  }

  /** A supervisor came into the chat: that is the answer to the page, whoever ticks what later. */
  async noticed(program: string, id: string, by: { id: string; name: string }): Promise<void> {
    // Two who come at once: the first one is the answer.
    if ((await this.row(program, id))?.state === 'paged') await this.step(program, id, by, { to: 'reading' }).catch((error: unknown) => { if (!(error instanceof ProblemError)) throw error; });
  }
  /** The open ones, without a word of them. */
  stillOpen(program: string): Promise<{ id: string; conversation: string; state: string }[]> {
    return this.office.store.read.selectFrom('escalations').select(['id', 'conversation_id as conversation', 'state']).where('program_id', '=', program).where('state', '<>', 'closed').orderBy('opened_at').execute();
  }

  private row(program: string, id: string): Promise<EscalationRow | undefined> { return this.office.store.read.selectFrom('escalations').selectAll().where('id', '=', id).where('program_id', '=', program).executeTakeFirst(); }
  private async unseal(row: EscalationRow): Promise<Sealed | undefined> {
    const key = await this.office.keys.of(row.id);
    return key && JSON.parse(unseal(key, place(row.id), row.sealed).toString('utf8')) as Sealed;
  }
  /** One after the other: a step and the record of the chat are sealed as one, and neither may undo the other. Gives false where it is gone. */
  private async edit(program: string, id: string, change: (row: EscalationRow, sealed: Sealed) => { sealed: Sealed; row?: Partial<EscalationRow> }): Promise<boolean> {
    const key = await this.office.keys.of(id);
    if (!key) return false;
    return this.office.store.change(program, async (transaction) => {
      const row = await transaction.selectFrom('escalations').selectAll().where('id', '=', id).where('program_id', '=', program).executeTakeFirst();
      if (!row) return false;
      const next = change(row, JSON.parse(unseal(key, place(id), row.sealed).toString('utf8')) as Sealed);
      await transaction.updateTable('escalations').set({ ...next.row, sealed: seal(key, place(id), JSON.stringify(next.sealed)) }).where('id', '=', id).where('program_id', '=', program).execute();
      return true;
    });
  }

  private async view(row: EscalationRow, sealed: Sealed): Promise<Escalation> {
    return {
      id: row.id, conversation: row.conversation_id, state: row.state, openedAt: row.opened_at, openedBy: row.opened_by, ...(row.owner_id === null ? {} : { owner: row.owner_id }), next: [...escalationSteps[row.state as EscalationState]], form: sealed.form, steps: sealed.steps,
      reviewBy: row.review_by, ...(row.kept_until === null ? {} : { keptUntil: row.kept_until }), conversationHere: await this.office.conversations.get(row.conversation_id, row.program_id) !== undefined,
    };
  }
  async list(program: string): Promise<Escalation[]> {
    const rows = await this.office.store.read.selectFrom('escalations').selectAll().where('program_id', '=', program).orderBy('opened_at', 'desc').limit(100).execute();
    const all = await Promise.all(rows.map(async (row) => { const sealed = await this.unseal(row); return sealed && this.view(row, sealed); }));
    return all.filter((item) => item !== undefined);
  }
  async get(program: string, id: string): Promise<{ escalation: Escalation; record: Recorded[] }> {
    const row = await this.row(program, id);
    const sealed = row && await this.unseal(row);
    if (!sealed) throw new ProblemError('not-here');
    return { escalation: await this.view(row, sealed), record: sealed.record };
  }

  /** The next step, if it may follow; changes of the form. Whoever takes the first step owns it. */
  async step(program: string, id: string, by: { id: string; name: string }, { to, form, without = [] }: EscalationStep): Promise<Escalation> {
    let category: string | undefined;
    const there = await this.edit(program, id, (row, sealed) => {
      if (to && !escalationSteps[row.state as EscalationState].includes(to)) throw notNow(`After "${row.state}" comes ${escalationSteps[row.state as EscalationState].map((step) => `"${step}"`).join(' or ') || 'nothing'}.`);
      const merged = { ...sealed.form, ...form };
      for (const name of without) delete merged[name];
      if (to === 'contact-confirmed' && !merged.reference && !merged.reported) throw notNow('Write who was contacted first.');
      if (to === 'closed' && !merged.outcome) throw notNow('Write how it ended first.');
      ({ category } = merged);
      return { sealed: { ...sealed, form: merged, steps: to ? [...sealed.steps, { at: new Date().toISOString(), state: to, by: by.name }] : sealed.steps }, row: { ...(to ? { state: to } : {}), ...(row.owner_id === null ? { owner_id: by.id } : {}) } };
    });
    if (!there) throw new ProblemError('not-here');
    if (to === 'closed') await count(this.office.store, program, [['escalation-outcomes', category ?? 'not-said']]);
    return (await this.get(program, id)).escalation;
  }

  /** The visitor's deletion reaches the conversation; this part stays until then, and the receipt says so. */
  async keep(program: string, id: string, days: number): Promise<string> {
    const until = new Date(Date.now() + days * 24 * HOUR).toISOString();
    const row = await this.row(program, id);
    if (row?.kept_until) return row.kept_until;
    await this.office.store.write.updateTable('escalations').set({ kept_until: until }).where('id', '=', id).where('program_id', '=', program).execute();
    return until;
  }
  async deleteOld(program: string, days: number, now = Date.now()): Promise<number> {
    const { store, keys } = this.office;
    const rows = await store.read.selectFrom('escalations').select('id').where('program_id', '=', program).where((where) => where.or([where('kept_until', '<', new Date(now).toISOString()), where.and([where('kept_until', 'is', null), where('opened_at', '<', new Date(now - days * 24 * HOUR).toISOString())])])).limit(500).execute();
    for (const { id } of rows) { await this.office.conversations.rememberDeletion(id); await keys.destroy(id); await store.write.deleteFrom('escalations').where('id', '=', id).where('program_id', '=', program).execute(); }
    if (rows.length) await store.forget();
    return rows.length;
  }
}
