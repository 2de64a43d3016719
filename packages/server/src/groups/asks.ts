import { randomUUID } from 'node:crypto';
import type { Group, GroupAsk } from '@kith/contract';
import { seal, unseal } from '../conversation-keys.ts';
import { ProblemError } from '../errors.ts';
import type { Office } from '../office.ts';
import { codeHash, newCode } from '../reply-codes.ts';
import { emailOf } from '../shifts.ts';
import { membersOf } from '../staff.ts';
import type { GroupAskRow } from '../store/schema.ts';

/** Coordinators get one mail in this time, however many ask. */
const MAIL_EVERY = 3_600_000;
/** Kept so long at most. */
export const KEEP_DAYS = 30;
/** Deleted in one go. */
const AT_ONCE = 200;

interface Asked { contact: string; name: string; mayLeaveMessage: boolean }

/** Whether people have to ask before they can come: there is no way to join in the listing, or a place has to be given. Only for listings of the program's own. */
export const takesAsks = ({ source, format, online, access }: Pick<Group, 'source' | 'format' | 'online' | 'access'>): boolean => !source && (format !== 'in-person' && !online?.url && !online?.phone || access.includes('register') || access.includes('intake-call'));

/** Visitors who ask how to join. What they leave is sealed with a key of its own, read by coordinators alone, and gone when it is answered or taken back. */
export class GroupAsks {
  private readonly office: Pick<Office, 'store' | 'keys' | 'conversations' | 'outbox'>;
  constructor(office: Pick<Office, 'store' | 'keys' | 'conversations' | 'outbox'>) { this.office = office; }

  /** Gives the code that takes it back. Coordinators are told that there is something, and no more. */
  async ask(program: string, group: string, asked: Asked): Promise<string> {
    const { store, keys, outbox } = this.office;
    const id = randomUUID();
    const code = newCode();
    const key = await keys.create(id);
    const lately = await store.read.selectFrom('group_asks').select('id').where('program_id', '=', program).where('created_at', '>', new Date(Date.now() - MAIL_EVERY).toISOString()).limit(1).executeTakeFirst();
    const mails = lately ? [] : await Promise.all((await membersOf(store, program)).filter(({ roles }) => roles.includes('coordinator')).map(({ userId }) => emailOf(this.office, userId)));
    const at = new Date(await store.time()).toISOString();
    await store.write.transaction().execute(async (transaction) => {
      await transaction.insertInto('group_asks').values({ program_id: program, id, group_id: group, code_hash: codeHash(code), sealed: seal(key, `${id} ask`, JSON.stringify(asked)), created_at: at }).execute();
      await outbox.queue(transaction, program, mails.map((recipient) => ({ kind: 'message', recipient, link: '/console/#groups' })));
    });
    void outbox.run();
    return code;
  }

  private async read(row: GroupAskRow): Promise<Asked | undefined> {
    const key = await this.office.keys.of(row.id);
    return key && JSON.parse(unseal(key, `${row.id} ask`, row.sealed).toString('utf8')) as Asked;
  }
  private async row(program: string, id: string): Promise<GroupAskRow> {
    const row = await this.office.store.read.selectFrom('group_asks').selectAll().where('program_id', '=', program).where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-here');
    return row;
  }

  /** Oldest first: whoever has waited longest is answered first. */
  async list(program: string): Promise<GroupAsk[]> {
    const rows = await this.office.store.read.selectFrom('group_asks').selectAll().where('program_id', '=', program).orderBy('created_at').limit(200).execute();
    const names = new Map((await this.office.store.read.selectFrom('groups').select(['id', 'body']).where('program_id', '=', program).where('id', 'in', [...new Set(rows.map(({ group_id: id }) => id)), '']).execute()).map(({ id, body }) => [id, (JSON.parse(body) as Group).name]));
    const all = await Promise.all(rows.map(async (row) => { const asked = await this.read(row); return asked && { id: row.id, group: row.group_id, groupName: names.get(row.group_id) ?? '', name: asked.name, at: row.created_at }; }));
    return all.filter((item) => item !== undefined);
  }
  async contact(program: string, id: string): Promise<{ contact: string; mayLeaveMessage: boolean }> {
    const asked = await this.read(await this.row(program, id));
    if (!asked) throw new ProblemError('not-here');
    return { contact: asked.contact, mayLeaveMessage: asked.mayLeaveMessage };
  }

  async done(program: string, id: string): Promise<void> { await this.delete(await this.row(program, id)); }
  /** Taken back by whoever has the code. False: there is none. */
  async withdraw(program: string, code: string): Promise<boolean> {
    const row = await this.office.store.read.selectFrom('group_asks').selectAll().where('program_id', '=', program).where('code_hash', '=', codeHash(code)).executeTakeFirst();
    if (row) await this.delete(row);
    return row !== undefined;
  }
  private async delete({ id, program_id: program }: GroupAskRow): Promise<void> {
    const { store, keys, conversations } = this.office;
    await conversations.rememberDeletion(id);
    await keys.destroy(id);
    await store.write.deleteFrom('group_asks').where('id', '=', id).where('program_id', '=', program).execute();
    await store.forget();
  }
  async deleteOld(program: string, now = Date.now()): Promise<void> {
    const rows = await this.office.store.read.selectFrom('group_asks').selectAll().where('program_id', '=', program).where('created_at', '<', new Date(now - KEEP_DAYS * 86_400_000).toISOString()).limit(AT_ONCE).execute();
    for (const row of rows) await this.delete(row);
    if (rows.length === AT_ONCE) await this.deleteOld(program, now);
  }
}
