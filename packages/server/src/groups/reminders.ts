import type { Group } from '@kith/contract';
import type { Office } from '../office.ts';
import { emailOf } from '../shifts.ts';
import { membersOf } from '../staff.ts';
import { isDue } from './edits.ts';

const WEEK = 7 * 86_400_000;

/**
 * Asks those who lead groups, or the coordinators where nobody does, to look at listings that nobody looked at for long. One mail a week at
 * most, and it says neither which nor how many. Gives how many people were asked.
 */
export async function remindOfListings(office: Office, program: string, now = Date.now()): Promise<number> {
  const { store, outbox } = office;
  const mark = `listings-asked ${program}`;
  const last = await store.read.selectFrom('meta').select('value').where('name', '=', mark).executeTakeFirst();
  if (last && now - Date.parse(last.value) < WEEK) return 0;
  const rows = await store.read.selectFrom('groups').select(['id', 'body']).where('program_id', '=', program).where('feed_id', 'is', null).execute();
  const due = rows.filter(({ body }) => { const group = JSON.parse(body) as Group; return group.sampleYear === undefined && isDue(group, now); });
  if (!due.length) return 0;
  const leaders = await store.read.selectFrom('group_leaders').select(['group_id', 'user_id']).where('program_id', '=', program).execute();
  const members = await membersOf(store, program);
  const coordinators = members.filter(({ roles }) => roles.includes('coordinator')).map(({ userId }) => userId);
  const asked = new Set(due.flatMap(({ id }) => { const own = leaders.filter(({ group_id: of }) => of === id).map(({ user_id: user }) => user).filter((user) => members.some(({ userId, roles }) => userId === user && roles.includes('facilitator'))); return own.length ? own : coordinators; }));
  const value = new Date(now).toISOString();
  const mails = await Promise.all([...asked].map((person) => emailOf(office, person)));
  await store.change(program, async (transaction) => {
    await transaction.insertInto('meta').values({ name: mark, value }).onConflict((conflict) => conflict.column('name').doUpdateSet({ value })).execute();
    await outbox.queue(transaction, program, mails.map((recipient) => ({ kind: 'listing', recipient, link: '/console/#groups' })));
  });
  void outbox.run();
  return asked.size;
}
