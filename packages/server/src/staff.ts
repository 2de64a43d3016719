import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { contentRoles, type Person, type ProgramSettings, type Role, type StaffProfile } from '@kith/contract';
import { ProblemError } from './errors.ts';
import { memberById } from './message-queries.ts';
import type { StaffRow } from './store/schema.ts';
import type { Store } from './store/store.ts';
import { acrossPrograms } from './store/tenant.ts';

const LINK_DAYS = 7;
const hash = (token: string) => createHash('sha256').update(token).digest('base64url');
const now = () => new Date().toISOString();
export const notNow = (...reasons: string[]): ProblemError => new ProblemError('not-now', { issues: reasons.map((message) => ({ path: 'state', message })) });

/** Who somebody is in one program. */
export interface Member { userId: string; program: string; name: string; roles: Role[]; pending: Role[]; profile: StaffProfile; met: Met[]; needsOk: boolean }
interface Met { id: string; on: string; until?: string | undefined; issuer?: string | undefined; jurisdiction?: string | undefined }
const read = (row: StaffRow): Member => ({ userId: row.user_id, program: row.program_id, name: row.name, roles: JSON.parse(row.roles) as Role[], pending: JSON.parse(row.pending) as Role[], profile: JSON.parse(row.profile) as StaffProfile, met: JSON.parse(row.met) as Met[], needsOk: row.needs_ok === 1 });

export async function memberOf(store: Store, program: string, userId: string): Promise<Member | undefined> {
  const { rows: [row] } = await memberById(store.read, { program, user: userId });
  return row && read(row);
}
export async function memberByEmail(store: Store, program: string, email: string): Promise<Member | undefined> {
  const user = await store.read.selectFrom('auth_users').select('id').where('email', '=', email.toLowerCase()).executeTakeFirst();
  return user && memberOf(store, program, user.id);
}
export const membersOf = async (store: Store, program: string): Promise<Member[]> => (await store.read.selectFrom('staff').selectAll().where('program_id', '=', program).orderBy('name').execute()).map(read);
/** Of somebody in every program. */
export const membershipsOf = (store: Store, userId: string): Promise<Member[]> => acrossPrograms(async () => (await store.read.selectFrom('staff').selectAll().where('user_id', '=', userId).orderBy('program_id').execute()).map(read));

/** Whoever has no role any more is out; what they did stays under their name. */
export const isIn = ({ roles, pending }: Pick<Member, 'roles' | 'pending'>): boolean => roles.length + pending.length > 0;
/** Nobody holds admin and a role that reads content at once. */
function checkTogether(roles: readonly Role[]): void {
  if (roles.includes('admin') && roles.some((role) => contentRoles.includes(role))) throw notNow('Nobody can be admin and read what visitors write. Invite a second person.');
}

/** Adds somebody to a program. Roles that read content wait for a supervisor, but the very first supervisor has nobody to wait for. */
export async function addStaff(store: Store, program: string, { email, name, roles }: { email: string; name: string; roles: Role[] }, approved = false): Promise<Member & { /** They are in another program too: they sign in as before. */ known: boolean }> {
  const address = email.toLowerCase();
  const user = await store.read.selectFrom('auth_users').select('id').where('email', '=', address).executeTakeFirst();
  const elsewhere = user !== undefined && (await membershipsOf(store, user.id)).some((member) => member.program !== program && isIn(member));
  return store.change(program, async (transaction) => {
    const known = await transaction.selectFrom('auth_users').select('id').where('email', '=', address).executeTakeFirst();
    const userId = known?.id ?? randomUUID();
    if (!known) await transaction.insertInto('auth_users').values({ id: userId, name, email: address, emailVerified: 1, image: null, createdAt: now(), updatedAt: now(), twoFactorEnabled: null }).execute();
    const before = await transaction.selectFrom('staff').selectAll().where('program_id', '=', program).where('user_id', '=', userId).executeTakeFirst();
    if (before && isIn(read(before))) throw notNow('This person is in the program already.');
    checkTogether(roles);
    // Once: whoever takes every supervisor away must not be able to make a new first one.
    const mark = `first-supervisor ${program}`;
    const first = !await transaction.selectFrom('meta').select('value').where('name', '=', mark).executeTakeFirst();
    if (roles.includes('supervisor') && first) await transaction.insertInto('meta').values({ name: mark, value: userId }).execute();
    const waits = (role: Role) => contentRoles.includes(role) && !approved && !(first && role === 'supervisor');
    const held = { roles: JSON.stringify(roles.filter((role) => !waits(role))), pending: JSON.stringify(roles.filter(waits)) };
    // Somebody who was here before comes back to what was theirs: their trainings, how visitors know them.
    const row: StaffRow = before ? { ...before, ...held } : { program_id: program, user_id: userId, name, ...held, profile: JSON.stringify({ name: name.split(' ')[0]!, languages: ['en'], experiences: [] } satisfies StaffProfile), met: '[]', needs_ok: 0, created_at: now() };
    if (before) await transaction.updateTable('staff').set(held).where('program_id', '=', program).where('user_id', '=', userId).execute(); else await transaction.insertInto('staff').values(row).execute();
    return { ...read(row), known: elsewhere };
  });
}

async function change(store: Store, program: string, userId: string, edit: (member: Member, others: Member[]) => Partial<StaffRow>): Promise<void> {
  await store.change(program, async (transaction) => {
    const rows = await transaction.selectFrom('staff').selectAll().where('program_id', '=', program).execute();
    const row = rows.find(({ user_id: user }) => user === userId);
    if (!row) throw new ProblemError('not-here');
    await transaction.updateTable('staff').set(edit(read(row), rows.filter((other) => other !== row).map(read))).where('program_id', '=', program).where('user_id', '=', userId).execute();
  });
}
/** Roles that were held stay; new ones that read content wait for a supervisor; none at all: they are out. */
export const setRoles = async (store: Store, program: string, userId: string, roles: Role[]): Promise<void> => {
  await changeRoles(store, program, userId, roles);
  // Out of every program, there is nothing left to sign in to; the link of an invitation that was taken back opens nothing.
  if (!(await membershipsOf(store, userId)).some(isIn)) await forgetSignIn(store, userId);
  // Whoever leads groups no more leads none that they led.
  if (!roles.includes('facilitator')) await store.write.deleteFrom('group_leaders').where('program_id', '=', program).where('user_id', '=', userId).execute();
  // A shift in a role that is gone is over.
  await store.write.updateTable('shifts').set({ state: 'ended', ended_at: now() }).where('program_id', '=', program).where('user_id', '=', userId).where('ended_at', 'is', null).where('role', 'not in', roles.length ? roles : ['']).execute();
};
const changeRoles = (store: Store, program: string, userId: string, roles: Role[]): Promise<void> => change(store, program, userId, (member, others) => {
  checkTogether(roles);
  if (member.roles.includes('supervisor') && !roles.includes('supervisor') && !others.some((other) => other.roles.includes('supervisor'))) throw notNow('This is the last supervisor. Let another one be approved first.');
  const waits = (role: Role) => contentRoles.includes(role) && !member.roles.includes(role);
  return { roles: JSON.stringify(roles.filter((role) => !waits(role))), pending: JSON.stringify(roles.filter(waits)) };
});
export const approve = (store: Store, program: string, userId: string): Promise<void> => change(store, program, userId, (member) => {
  if (!member.pending.length) throw notNow('There is nothing to approve.');
  const roles = [...new Set([...member.roles, ...member.pending])];
  checkTogether(roles);
  return { roles: JSON.stringify(roles), pending: '[]' };
});
export const setProfile = (store: Store, program: string, userId: string, profile: StaffProfile): Promise<void> => change(store, program, userId, () => ({ profile: JSON.stringify(profile) }));
export const setMet = (store: Store, program: string, userId: string, met: Met): Promise<void> => change(store, program, userId, (member) => ({ met: JSON.stringify([...member.met.filter(({ id }) => id !== met.id), met]) }));
export const setNeedsOk = (store: Store, program: string, userId: string, needs: boolean): Promise<void> => change(store, program, userId, () => ({ needs_ok: needs ? 1 : 0 }));

/** What of the program's own list is not there, or is out of date. */
export const missingFor = (member: Pick<Member, 'met'>, { requirements }: Pick<ProgramSettings, 'requirements'>, today = now().slice(0, 10)): string[] =>
  requirements.filter(({ id }) => !member.met.some((met) => met.id === id && met.on <= today && (met.until === undefined || met.until >= today))).map(({ label }) => label);

export const personOf = (member: Member, settings: ProgramSettings, onShift: boolean, email?: string): Person => ({
  id: member.userId, name: member.name, roles: member.roles, pending: member.pending, ...(email === undefined ? {} : { email }), onShift, needsOk: member.needsOk,
  met: member.met.map(({ id, on, until }) => ({ id, on, ...(until === undefined ? {} : { until }) })), missing: member.roles.includes('peer') || member.pending.includes('peer') ? missingFor(member, settings) : [],
});

/** A link that signs one person in, once. The token goes into the fragment, which no server and no mail scanner sees. */
export async function makeLink(store: Store, userId: string, days = LINK_DAYS): Promise<{ token: string; until: string }> {
  const token = randomBytes(32).toString('base64url');
  const until = new Date(Date.now() + days * 86_400_000).toISOString();
  await store.write.insertInto('sign_in_links').values({ token_hash: hash(token), user_id: userId, expires_at: until, used_at: null }).execute();
  return { token, until };
}
/** Every way in that somebody had or was about to have, and every second factor, so that only a new link opens. */
export async function forgetSignIn(store: Store, userId: string): Promise<void> {
  await store.write.transaction().execute(async (transaction) => {
    for (const table of ['auth_sessions', 'auth_accounts', 'auth_passkeys', 'auth_two_factors'] as const) await transaction.deleteFrom(table).where('userId', '=', userId).execute();
    await transaction.updateTable('auth_users').set({ twoFactorEnabled: null }).where('id', '=', userId).execute();
    // Connecting an account of elsewhere that was begun, and devices that need no second factor: each names its person within its value.
    await transaction.deleteFrom('auth_verifications').where('value', 'like', `%${userId}%`).execute();
    await transaction.deleteFrom('sign_in_links').where('user_id', '=', userId).execute();
  });
}
/** Sessions that are over, and sign-ins that were begun and never finished. */
export async function forgetOldSignIns(store: Store): Promise<void> {
  for (const table of ['auth_sessions', 'auth_verifications'] as const) await store.write.deleteFrom(table).where('expiresAt', '<', now()).execute();
}
/** The person of a link, which is used up by that. */
export async function takeLink(store: Store, token: string): Promise<string | undefined> {
  const row = await store.write.updateTable('sign_in_links').set({ used_at: now() }).where('token_hash', '=', hash(token)).where('used_at', 'is', null).where('expires_at', '>', now()).returning('user_id').executeTakeFirst();
  return row?.user_id;
}
