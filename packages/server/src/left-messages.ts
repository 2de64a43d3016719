import { randomUUID } from 'node:crypto';
import type { DeletionReceipt, LeftMessage, MessageLeave } from '@kith/contract';
import { seal, unseal } from './conversation-keys.ts';
import { count } from './counts.ts';
import { ProblemError } from './errors.ts';
import type { Office } from './office.ts';
import { staffTopic } from './presence.ts';
import { codeHash } from './reply-codes.ts';
import type { LeftMessageRow } from './store/schema.ts';

/** Kept so long, answered or not. */
const KEEP_DAYS = 30;
/** Deleted in one go. */
const AT_ONCE = 200;
const now = () => new Date().toISOString();
interface Body { body: string; name: string; mayLeaveMessage: boolean }

/** What visitors leave while nobody is on shift. Each is sealed with a key of its own; the answer is picked up with the code, without an account. */
export class LeftMessages {
  private readonly office: Office;
  constructor(office: Office) { this.office = office; }

  /** The same code again is the same message. */
  async leave(program: string, { replyCode, body, name = '', contact, mayLeaveMessage = false }: MessageLeave): Promise<void> {
    const { store, keys, bus } = this.office;
    const hash = codeHash(replyCode);
    const find = () => store.write.selectFrom('left_messages').select('id').where('program_id', '=', program).where('code_hash', '=', hash).executeTakeFirst();
    if (await find()) return;
    const id = randomUUID();
    const key = await keys.create(id);
    // What is kept for some days is kept by the clock that all nodes share.
    const at = new Date(await store.time()).toISOString();
    await store.change(program, async (transaction) => {
      if (await transaction.selectFrom('left_messages').select('id').where('program_id', '=', program).where('code_hash', '=', hash).executeTakeFirst()) return;
      await transaction.insertInto('left_messages').values({ program_id: program, id, code_hash: hash, state: 'waiting', body: seal(key, `${id} body`, JSON.stringify({ body, name, mayLeaveMessage } satisfies Body)), contact: contact ? seal(key, `${id} contact`, contact) : null, answer: null, created_at: at, answered_at: null }).execute();
    });
    await count(store, program, [['messages-left', contact ? 'call-back' : 'reply-code']]);
    bus.publish(staffTopic(program));
  }

  private async open(row: LeftMessageRow): Promise<{ key: Buffer; said: Body } | undefined> {
    const key = await this.office.keys.of(row.id);
    return key && { key, said: JSON.parse(unseal(key, `${row.id} body`, row.body).toString('utf8')) as Body };
  }
  private async byCode(program: string, code: string): Promise<LeftMessageRow> {
    const row = await this.office.store.read.selectFrom('left_messages').selectAll().where('program_id', '=', program).where('code_hash', '=', codeHash(code)).executeTakeFirst();
    if (!row) throw new ProblemError('code-not-found');
    return row;
  }
  async mine(program: string, code: string): Promise<LeftMessage> {
    const row = await this.byCode(program, code);
    const opened = await this.open(row);
    if (!opened) throw new ProblemError('code-not-found');
    return { state: row.state, body: opened.said.body, createdAt: row.created_at, ...(row.answer === null ? {} : { answer: unseal(opened.key, `${row.id} answer`, row.answer).toString('utf8'), answeredAt: row.answered_at! }), deletedAt: new Date(Date.parse(row.created_at) + KEEP_DAYS * 86_400_000).toISOString() };
  }
  async deleteMine(program: string, code: string): Promise<DeletionReceipt> { return this.delete(await this.byCode(program, code)); }

  private async delete(row: LeftMessageRow): Promise<DeletionReceipt> {
    const { store, keys, conversations } = this.office;
    await conversations.rememberDeletion(row.id);
    await keys.destroy(row.id);
    await store.write.deleteFrom('left_messages').where('id', '=', row.id).where('program_id', '=', row.program_id).execute();
    await store.forget();
    return { deletedAt: now(), messages: 1 };
  }
  async deleteOld(program: string, at = Date.now()): Promise<number> {
    const rows = await this.office.store.read.selectFrom('left_messages').selectAll().where('program_id', '=', program).where('created_at', '<', new Date(at - KEEP_DAYS * 86_400_000).toISOString()).limit(AT_ONCE).execute();
    for (const row of rows) await this.delete(row);
    return rows.length < AT_ONCE ? rows.length : rows.length + await this.deleteOld(program, at);
  }

  async list(program: string): Promise<{ id: string; state: string; createdAt: string; name: string; body: string; answer?: string; answeredAt?: string; hasContact: boolean; mayLeaveMessage: boolean }[]> {
    const rows = await this.office.store.read.selectFrom('left_messages').selectAll().where('program_id', '=', program).orderBy('state', 'desc').orderBy('created_at', 'desc').limit(500).execute();
    const all = await Promise.all(rows.map(async (row) => {
      const opened = await this.open(row);
      return opened && { id: row.id, state: row.state, createdAt: row.created_at, name: opened.said.name, body: opened.said.body, ...(row.answer === null ? {} : { answer: unseal(opened.key, `${row.id} answer`, row.answer).toString('utf8'), answeredAt: row.answered_at! }), hasContact: row.contact !== null, mayLeaveMessage: opened.said.mayLeaveMessage };
    }));
    return all.filter((item) => item !== undefined);
  }
  async unanswered(program: string): Promise<number> {
    return Number((await this.office.store.read.selectFrom('left_messages').select((select) => select.fn.countAll<number>().as('count')).where('program_id', '=', program).where('state', '=', 'waiting').executeTakeFirstOrThrow()).count);
  }
  private async row(program: string, id: string): Promise<LeftMessageRow> {
    const row = await this.office.store.read.selectFrom('left_messages').selectAll().where('program_id', '=', program).where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-here');
    return row;
  }
  async answer(program: string, id: string, text: string): Promise<void> {
    const row = await this.row(program, id);
    const opened = await this.open(row);
    if (!opened) throw new ProblemError('not-here');
    await this.office.store.write.updateTable('left_messages').set({ state: 'answered', answer: seal(opened.key, `${id} answer`, text), answered_at: now() }).where('id', '=', id).where('program_id', '=', program).execute();
    this.office.bus.publish(staffTopic(program));
  }
  async contact(program: string, id: string): Promise<string> {
    const row = await this.row(program, id);
    const opened = await this.open(row);
    if (!opened || row.contact === null) throw new ProblemError('not-here');
    return unseal(opened.key, `${id} contact`, row.contact).toString('utf8');
  }
}
