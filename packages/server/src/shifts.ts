import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ProgramSettings, Shift } from '@kith/contract';
import type { Office } from './office.ts';
import { staffTopic } from './presence.ts';
import { memberOf, membersOf, missingFor, notNow, type Member } from './staff.ts';
import type { Schema, ShiftRow } from './store/schema.ts';
import { forProgram } from './store/tenant.ts';

const MINUTE = 60_000;
const iso = (at: number) => new Date(at).toISOString();

export const openShifts = (office: Pick<Office, 'store'>, program: string): Promise<ShiftRow[]> => office.store.read.selectFrom('shifts').selectAll().where('program_id', '=', program).where('ended_at', 'is', null).orderBy('started_at').execute();
export async function shiftOf(office: Pick<Office, 'store'>, program: string, userId: string): Promise<ShiftRow | undefined> {
  return office.store.read.selectFrom('shifts').selectAll().where('program_id', '=', program).where('user_id', '=', userId).where('ended_at', 'is', null).executeTakeFirst();
}
export const shiftView = (row: ShiftRow, needsOk: boolean, now = Date.now()): Shift => ({
  id: row.id, role: row.role, state: row.state, startedAt: row.started_at, endsAt: row.ends_at, ...(row.break_until !== null && Date.parse(row.break_until) > now ? { breakUntil: row.break_until } : {}), needsOk, onCall: row.on_call === 1, pageState: row.page_state, optOut: JSON.parse(row.opt_out) as string[],
});

/** On shift, unless something of the program's own rules is missing; each missing thing is named. */
export async function startShift(office: Office, member: Member, settings: ProgramSettings, { role, optOut = [], onCall = false }: { role: 'peer' | 'supervisor'; optOut?: string[] | undefined; onCall?: boolean | undefined }): Promise<ShiftRow> {
  if (!member.roles.includes(role)) throw notNow(`You are not a ${role} of this program.`);
  const missing = role === 'peer' ? missingFor(member, settings) : [];
  if (missing.length) throw notNow(...missing.map((label) => `Not on your list yet, or out of date: ${label}`));
  if (member.needsOk) throw notNow('Talk to your supervisor first: they say when it is all right to go on.');
  const at = await office.store.time();
  const row: ShiftRow = { program_id: member.program, id: randomUUID(), user_id: member.userId, role, state: 'on', started_at: iso(at), ends_at: iso(at + settings.shiftHours * 60 * MINUTE), ended_at: null, break_until: null, opt_out: JSON.stringify(optOut), on_call: onCall && role === 'supervisor' ? 1 : 0, page_state: 'none', chats: 0, last_chat_at: null };
  await office.store.change(member.program, async (transaction) => {
    if (await transaction.selectFrom('shifts').select('id').where('program_id', '=', member.program).where('user_id', '=', member.userId).where('ended_at', 'is', null).executeTakeFirst()) throw notNow('You are on shift already, perhaps in another window.');
    await transaction.insertInto('shifts').values(row).execute();
  });
  office.presence.staffSeen(member.userId);
  office.bus.publish(staffTopic(member.program));
  return row;
}

export async function changeShift(office: Office, program: string, userId: string, to: 'on' | 'paused' | 'ended'): Promise<ShiftRow> {
  const row = await shiftOf(office, program, userId);
  if (!row) throw notNow('You are not on shift.');
  if (to === 'ended') {
    const mine = (await office.conversations.live(program)).filter(({ peer_id: peer }) => peer === userId);
    if (mine.length) throw notNow('You still have a chat. Close it or hand it over first.');
  }
  const change = to === 'ended' ? { state: 'ended', ended_at: iso(Date.now()) } : { state: to };
  await office.store.write.updateTable('shifts').set(change).where('id', '=', row.id).where('program_id', '=', program).execute();
  office.bus.publish(staffTopic(program));
  return { ...row, ...change };
}

/** After a chat: one more counted, and a break that nobody can skip. */
export async function restAfterChat(on: Kysely<Schema>, program: string, userId: string, { breakMinutes }: ProgramSettings): Promise<void> {
  const at = Date.now();
  await on.updateTable('shifts').set((set) => ({ chats: set('chats', '+', 1), last_chat_at: iso(at), break_until: iso(at + breakMinutes * MINUTE) })).where('program_id', '=', program).where('user_id', '=', userId).where('ended_at', 'is', null).execute();
}

/** Whether somebody could take a chat now: why not, in codes. */
export function freeReasons(row: ShiftRow | undefined, needsOk: boolean, chats: number, now = Date.now()): string[] {
  if (!row) return ['not-on-shift'];
  return [
    ...(row.state === 'on' ? [] : ['paused']), ...(Date.parse(row.ends_at) > now ? [] : ['shift-over']), ...(row.break_until !== null && Date.parse(row.break_until) > now ? ['break'] : []),
    ...(needsOk ? ['needs-ok'] : []), ...(row.role === 'peer' && chats >= 1 ? ['in-a-chat'] : []),
  ];
}

/** May the program open, and if not, why. A supervisor counts while their console is there, or on call once a test page reached them. */
export interface Duty { open: boolean; reasons: string[]; supervisors: string[]; peers: number }
export async function dutyOf(office: Office, program: string, settings: ProgramSettings): Promise<Duty> {
  const members = await membersOf(office.store, program);
  const shifts = (await openShifts(office, program)).filter((row) => members.some(({ userId, roles }) => userId === row.user_id && roles.includes(row.role as 'peer')));
  const reached = shifts.filter((row) => row.role === 'supervisor' && row.state !== 'ended' && Date.parse(row.ends_at) > Date.now() && (row.on_call === 1 ? row.page_state === 'acknowledged' : office.presence.isStaffThere(row.user_id)));
  const { name, phone, email } = settings.escalationContact;
  const reasons = [...(reached.length ? [] : ['no-supervisor']), ...(name.trim() && (phone.trim() || email.trim()) ? [] : ['no-escalation-contact']), ...(settings.expectation.trim() ? [] : ['no-expectation-text'])];
  const peers = shifts.filter((row) => row.role === 'peer' && row.state === 'on' && Date.parse(row.ends_at) > Date.now() && office.presence.isStaffThere(row.user_id)).length;
  return { open: reasons.length === 0, reasons, supervisors: reached.map((row) => members.find(({ userId }) => userId === row.user_id)?.profile.name ?? ''), peers };
}

/** A page that says nothing; on call counts once it was answered. */
export async function sendTestPage(office: Office, program: string, userId: string): Promise<void> {
  const row = await shiftOf(office, program, userId);
  if (row?.role !== 'supervisor') throw notNow('Go on shift as a supervisor first.');
  await office.store.write.updateTable('shifts').set({ page_state: 'sent' }).where('id', '=', row.id).where('program_id', '=', program).execute();
  await office.outbox.tell(program, 'test-page', await emailOf(office, userId), '/console/', true);
  office.bus.publish(staffTopic(program));
}
export async function emailOf(office: Pick<Office, 'store'>, userId: string): Promise<string> {
  return (await office.store.read.selectFrom('auth_users').select('email').where('id', '=', userId).executeTakeFirst())?.email ?? '';
}
/** The answer to a page: by whoever holds its code, used up by that. */
export async function acknowledgePage(office: Office, code: string): Promise<boolean> {
  const found = await office.outbox.acknowledge(code);
  if (!found) return false;
  const user = await office.store.read.selectFrom('auth_users').select('id').where('email', '=', found.recipient).executeTakeFirst();
  if (user) await forProgram(found.program, () => office.store.write.updateTable('shifts').set({ page_state: 'acknowledged' }).where('program_id', '=', found.program).where('user_id', '=', user.id).where('ended_at', 'is', null).where('page_state', '=', 'sent').execute());
  office.bus.publish(staffTopic(found.program));
  return true;
}

/** Shifts that went over their hours, and whose console has been gone for long, end by themselves; a chat that is under way keeps them. */
export async function endOldShifts(office: Office, program: string, now: number, here: number): Promise<number> {
  let ended = 0;
  for (const row of await openShifts(office, program)) {
    const over = Date.parse(row.ends_at) <= now;
    const gone = row.on_call === 0 && office.presence.staffAway(row.user_id, here) > 15 * MINUTE;
    if (!over && !gone) continue;
    if ((await office.conversations.live(program)).some(({ peer_id: peer }) => peer === row.user_id)) continue;
    await office.store.write.updateTable('shifts').set({ state: 'ended', ended_at: iso(over ? Date.parse(row.ends_at) : now) }).where('id', '=', row.id).where('program_id', '=', program).execute();
    ended++;
  }
  if (ended) office.bus.publish(staffTopic(program));
  return ended;
}

export const memberNamed = async (office: Pick<Office, 'store'>, program: string, userId: string): Promise<string> => (await memberOf(office.store, program, userId))?.profile.name ?? '';
