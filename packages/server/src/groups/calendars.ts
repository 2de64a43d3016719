import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { CalendarCall, type CalendarMade } from '@kith/contract';
import { seal, unseal } from '../conversation-keys.ts';
import type { Store } from '../store/store.ts';

/** Days after which a calendar that nobody reads is forgotten: calendars ask every few hours. */
const FORGOTTEN_AFTER = 120;
const DAY = 86_400_000;
const hash = (id: string) => createHash('sha256').update(id).digest('base64url');
/** What was looked for can be read with the address of the calendar alone: the server keeps neither address nor key. */
const keyOf = (id: string) => Buffer.from(hkdfSync('sha256', id, '', 'kith calendar', 32));

/** Keeps a search under an opaque id, as a calendar to subscribe to. */
export async function makeCalendar(store: Store, programId: string, call: CalendarCall, now = Date.now()): Promise<CalendarMade> {
  const id = randomBytes(24).toString('base64url');
  const at = new Date(now).toISOString();
  const idHash = hash(id);
  await store.write.insertInto('calendars').values({ program_id: programId, id_hash: idHash, sealed: seal(keyOf(id), `${programId} ${idHash}`, JSON.stringify(call)), created_at: at, read_at: at }).execute();
  return { path: `/v1/calendars/${id}.ics`, forgottenAfter: FORGOTTEN_AFTER };
}

/** The search of a calendar and its program; undefined when it is not there. */
export async function readCalendarOf(store: Store, id: string, now = Date.now()): Promise<{ programId: string; call: CalendarCall } | undefined> {
  if (!/^[A-Za-z0-9_-]{32}$/.test(id)) return undefined;
  const idHash = hash(id);
  // The id is the secret and names its program: there is no other program that it could be asked for.
  const row = await store.read.selectFrom('calendars').selectAll().where('id_hash', '=', idHash).executeTakeFirst();
  if (!row) return undefined;
  const read = CalendarCall.safeParse(JSON.parse(unseal(keyOf(id), `${row.program_id} ${idHash}`, row.sealed).toString()));
  if (!read.success) return undefined;
  // The day alone: when somebody's calendar asks is nobody's business.
  const today = `${new Date(now).toISOString().slice(0, 10)}T00:00:00.000Z`;
  if (row.read_at < today) await store.write.updateTable('calendars').set({ read_at: today }).where('program_id', '=', row.program_id).where('id_hash', '=', idHash).execute();
  return { programId: row.program_id, call: read.data };
}

/** Forgets the calendars that nobody has read for long. */
export async function forgetOldCalendars(store: Store, now = Date.now()): Promise<void> {
  await store.write.deleteFrom('calendars').where('read_at', '<', new Date(now - FORGOTTEN_AFTER * DAY).toISOString()).execute();
}
