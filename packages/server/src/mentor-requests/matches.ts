import { randomBytes } from 'node:crypto';
import type { ConversationEvent, MessageReceipt, Now } from '@kith/contract';
import { ProblemError } from '../errors.ts';
import { userTopic } from '../presence.ts';
import { emailOf } from '../shifts.ts';
import { notNow, type Member } from '../staff.ts';
import type { ConversationRow, MentorRequestRow } from '../store/schema.ts';
import type { Desk } from '../desk.ts';
import type { MentorRequests } from './requests.ts';
import { consentStands } from './rules.ts';

/** Messages can be read in these, and written in all but the pause. */
const readable = ['matched', 'first-meeting-set', 'active', 'paused', 'closing', 'closed'];
const writable = ['matched', 'first-meeting-set', 'active', 'closing'];
/** A mail for messages that nobody saw goes to a mentor at most so often, in ms. */
const TELL_EVERY = 6 * 3_600_000;
const PAGE_EVERY = 60_000;

/** What a mentor and a mentee write to each other: a conversation like any other, with its log, its numbers and its own key. */
export class Matches {
  private readonly requests: MentorRequests;
  private readonly desk: () => Desk;
  private readonly told = new Map<string, number>();
  constructor(requests: MentorRequests, desk: () => Desk) { this.requests = requests; this.desk = desk; }

  /** A guardian who agreed to meetings may still have said no to messages. */
  mayRead(row: MentorRequestRow): boolean { return row.online === 1 && readable.includes(row.status); }
  mayWrite(row: MentorRequestRow): boolean { return row.online === 1 && writable.includes(row.status) && consentStands(row); }

  /** Made when it is first needed; both read at its beginning who else can read it. */
  private async conversation(row: MentorRequestRow): Promise<ConversationRow> {
    const { conversations, store } = this.requests.office;
    const program = row.program_id;
    if (row.conversation_id !== null) { const found = await conversations.get(row.conversation_id, program); if (found) return found; }
    if (!this.mayRead(row) || row.status === 'closed') throw notNow(row.online ? 'There are no messages here.' : 'A parent or guardian has not agreed to messages here. You can still meet.');
    const { id } = await conversations.start(program, { token: randomBytes(32).toString('base64url'), acknowledged: true });
    const advisers = await this.requests.advisersOf(row);
    const mentor = await this.requests.mentorOf(row);
    // Of two at once the first one stays.
    const mine = await store.change(program, async (transaction) => {
      await transaction.updateTable('conversations').set({ request_id: row.id, peer_id: row.mentor_id, peer_name: mentor?.profile.name ?? null, accepted_at: new Date().toISOString(), joined: JSON.stringify(advisers), queue_at: null }).where('id', '=', id).where('program_id', '=', program).execute();
      return (await transaction.updateTable('mentor_requests').set({ conversation_id: id }).where('id', '=', row.id).where('program_id', '=', program).where('conversation_id', 'is', null).executeTakeFirst()).numUpdatedRows > 0n;
    });
    if (!mine) { await conversations.delete({ id, program_id: program }); return this.conversation(await this.requests.row(program, row.id)); }
    await conversations.change({ id, program_id: program }, 'peer', 'active', { name: mentor?.profile.name ?? null });
    if (advisers.length) await conversations.notice({ id, program_id: program }, 'system', 'adviser-reads');
    return (await conversations.get(id, program))!;
  }

  /** Opens the messages for the mentee, with the token that their side made. An older token ends. */
  async talk(row: MentorRequestRow, token: string): Promise<{ id: string; epoch: string; state: string }> {
    if (!this.mayRead(row)) throw notNow('There are no messages yet.');
    const { conversations, presence } = this.requests.office;
    const conversation = await this.conversation(row);
    await conversations.setToken(conversation, token);
    presence.revoke(conversation.id);
    return { id: conversation.id, epoch: await conversations.epoch(), state: conversation.state };
  }

  /** Whether the visitor's side may write now; refused in words otherwise. */
  async check(conversation: ConversationRow): Promise<void> {
    if (conversation.request_id === null) return;
    const request = await this.requests.row(conversation.program_id, conversation.request_id);
    // A request that was matched anew has another conversation: nobody reads this one any more.
    if (!this.mayWrite(request) || request.conversation_id !== conversation.id) throw notNow('Messages are paused. The coordinator can say more.');
  }
  /** A mentor who is not in the console gets a mail that there is news, now and then. */
  async wrote(conversation: ConversationRow): Promise<void> {
    const { presence, bus, outbox } = this.requests.office;
    const { id, peer_id: mentor, program_id: program } = conversation;
    if (conversation.request_id === null || mentor === null) return;
    for (const user of [mentor, ...JSON.parse(conversation.joined) as string[]]) bus.publish(userTopic(user));
    if (presence.isStaffHere(mentor) || performance.now() - (this.told.get(id) ?? -Infinity) < TELL_EVERY) return;
    await outbox.tell(program, 'message', await emailOf(this.requests.office, mentor));
    if (this.told.size > 10_000) this.told.clear();
    this.told.set(id, performance.now());
  }

  /** The request, if this person may read its messages: the mentor, the adviser by name, a supervisor with a reason. */
  private async readerOf(member: Member, id: string): Promise<{ row: MentorRequestRow; as: 'mentor' | 'adviser' | 'supervisor' }> {
    const row = await this.requests.row(member.program, id);
    if (row.mentor_id === member.userId && member.roles.includes('mentor') && this.mayRead(row)) return { row, as: 'mentor' };
    if ((await this.requests.advisersOf(row)).includes(member.userId)) return { row, as: 'adviser' };
    if (member.roles.includes('supervisor')) return { row, as: 'supervisor' };
    throw new ProblemError('not-here');
  }
  private readonly readings = new Map<string, number>();
  /** `back`: an earlier match of the same request; for adviser and supervisor, who see what was written whatever became of it. */
  async read(member: Member, id: string, after: number, reason: string | undefined, back = 0): Promise<{ events: ConversationEvent[]; head: number; now: Now; maySend: boolean; adviser?: string; earlier: number }> {
    const { row, as } = await this.readerOf(member, id);
    const { conversations, presence, audit } = this.requests.office;
    if (as === 'supervisor' && !reason) throw notNow('Say why you read it.');
    const reading = `${member.userId} ${id} ${reason ?? ''}`;
    if (as !== 'mentor' && performance.now() - (this.readings.get(reading) ?? -Infinity) > 3_600_000) {
      await audit.write(member.program, member.userId, `match-read-by-${as}`, id, reason ?? '');
      if (this.readings.size > 10_000) this.readings.clear();
      this.readings.set(reading, performance.now());
    }
    const all = as === 'mentor' ? [] : (await this.all(row)).sort((a, b) => b.created_at.localeCompare(a.created_at));
    const conversation = all[back] ?? (back ? undefined : await this.conversation(row));
    if (!conversation) throw notNow('There are no messages here.');
    const events = await conversations.after(conversation.id, member.program, after);
    if (as === 'mentor') presence.fetched(conversation.id, 'staff', events.at(-1)?.seq ?? after); else presence.watch(conversation.id, member.userId);
    const [adviser] = await this.requests.advisersOf(row);
    const name = adviser === undefined ? undefined : await this.nameOf(member.program, adviser);
    return { events, head: conversation.head, now: { seen: presence.seen(conversation.id, 'visitor'), ...(presence.typing(conversation.id, ['visitor']).length ? { typing: ['visitor'] } : {}) }, maySend: as === 'mentor' && this.mayWrite(row), ...(name === undefined ? {} : { adviser: name }), earlier: Math.max(0, all.length - 1) };
  }
  async nameOf(program: string, userId: string): Promise<string> {
    return (await this.requests.office.store.read.selectFrom('staff').select('name').where('program_id', '=', program).where('user_id', '=', userId).executeTakeFirst())?.name ?? '';
  }
  async send(member: Member, id: string, clientId: string, body: string): Promise<MessageReceipt> {
    const { row, as } = await this.readerOf(member, id);
    if (as !== 'mentor') throw notNow('The mentor writes here; you read along.');
    if (!this.mayWrite(row)) throw notNow('Messages are paused.');
    const conversation = await this.conversation(row);
    const { again: _, ...receipt } = await this.requests.office.conversations.send(conversation, 'peer', `${member.userId.slice(0, 8)}-${clientId}`.slice(0, 64), body, member.profile.name);
    return { ...receipt, clientId };
  }

  /** Something is not right: a safety record, and everybody who has to know is told at once. A student hands it over by that. */
  async flag(member: Member, row: MentorRequestRow): Promise<{ id: string; paged: number }> {
    const { office } = this.requests;
    const advisers = await this.requests.advisersOf(row);
    const { settings } = await this.requests.settingsOf(row.program_id);
    const conversation = this.mayRead(row) && row.status !== 'closed' ? await this.conversation(row) : undefined;
    const by = member.roles.includes('supervisor') ? 'supervisor' : member.roles.includes('mentor') ? 'mentor' : 'coordinator';
    const { id, paged } = await this.desk().escalations.open(conversation ?? { id: `request ${row.id}`, program_id: row.program_id }, by);
    await office.store.write.updateTable('mentor_requests').set({ flagged: 1 }).where('id', '=', row.id).where('program_id', '=', row.program_id).execute();
    const others = [...new Set([...advisers, ...(settings.counselor ? [settings.counselor] : [])])].filter((userId) => userId !== member.userId);
    for (const userId of others) { await office.outbox.tell(row.program_id, 'page', await emailOf(office, userId)); office.bus.publish(userTopic(userId)); }
    await office.audit.write(row.program_id, member.userId, 'request-flagged', row.id, id);
    this.desk().lines.touch(row.program_id);
    return { id, paged: paged + others.length };
  }

  /** A mentee says so: beside the supervisors, the adult who was named for this match. */
  async notSafe(conversation: ConversationRow): Promise<void> {
    const { office } = this.requests;
    if (conversation.request_id === null || performance.now() - (this.told.get(`unsafe ${conversation.id}`) ?? -Infinity) < PAGE_EVERY) return;
    const row = await this.requests.row(conversation.program_id, conversation.request_id);
    await office.store.write.updateTable('mentor_requests').set({ flagged: 1 }).where('id', '=', row.id).where('program_id', '=', row.program_id).execute();
    for (const userId of await this.requests.advisersOf(row)) await office.outbox.tell(row.program_id, 'page', await emailOf(office, userId));
    // Only once they are: what failed half way is done again by the next press.
    this.told.set(`unsafe ${conversation.id}`, performance.now());
  }

  /** Another adult reads along from now on: both sides are told where they write. */
  async adviserChanged(program: string, mentor: string): Promise<void> {
    const { conversations, store } = this.requests.office;
    for (const row of await store.read.selectFrom('mentor_requests').selectAll().where('program_id', '=', program).where('mentor_id', '=', mentor).where('conversation_id', 'is not', null).where('over_at', 'is', null).execute()) {
      const advisers = await this.requests.advisersOf(row);
      await conversations.set({ id: row.conversation_id!, program_id: program }, { joined: JSON.stringify(advisers) });
      if (advisers.length) await conversations.notice({ id: row.conversation_id!, program_id: program }, 'system', 'adviser-reads').catch(() => undefined);
    }
  }

  /** Every conversation that a request ever had. */
  all(row: MentorRequestRow): Promise<ConversationRow[]> {
    return this.requests.office.store.read.selectFrom('conversations').selectAll().where('program_id', '=', row.program_id).where('request_id', '=', row.id).execute();
  }
}
