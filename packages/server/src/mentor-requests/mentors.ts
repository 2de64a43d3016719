import type { Mentor, MentoringSettings, MentorSet, Screening, ScreeningSet } from '@kith/contract';
import type { Kysely, Transaction } from 'kysely';
import { ProblemError } from '../errors.ts';
import { memberOf, membersOf, notNow, type Member } from '../staff.ts';
import type { MentorRow, Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

const open = ['proposed', 'mentor-accepted', 'approved', 'matched', 'first-meeting-set', 'active', 'paused', 'closing'];
const starting = (program: string, userId: string): MentorRow => ({ program_id: program, user_id: userId, state: 'active', student: 0, adviser_id: null, permission_on: null, capacity: 1, grade: '', gender: '', kinds: '[]', times: '[]', screening: '[]' });
export const screeningOf = (row: Pick<MentorRow, 'screening'>): Screening[] => JSON.parse(row.screening) as Screening[];

const rowIn = async (from: Kysely<Schema>, program: string, userId: string): Promise<MentorRow> => await from.selectFrom('mentors').selectAll().where('program_id', '=', program).where('user_id', '=', userId).executeTakeFirst() ?? starting(program, userId);
export const mentorRow = (store: Store, program: string, userId: string): Promise<MentorRow> => rowIn(store.read, program, userId);
/** The last day that a result is good. */
export function goodUntil({ on, until }: Pick<Screening, 'on' | 'until'>, months: number | undefined): string | undefined {
  if (until !== undefined || months === undefined) return until;
  const date = new Date(`${on}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}

/** Why nobody can be matched with this mentor now, in codes. `matches`: those under way, without the one that is looked at. */
export function mentorAgainst(member: Member | undefined, row: MentorRow, matches: number, { settings, kind, today }: { settings: MentoringSettings; kind?: string | undefined; today: string }, members: readonly Member[]): string[] {
  if (!member) return ['not-here'];
  const screening = screeningOf(row);
  const kinds = JSON.parse(row.kinds) as string[];
  const steps = settings.screening.flatMap(({ id, label, months }) => {
    const found = screening.find(({ step }) => step === id);
    if (!found || found.on > today) return [`screening-missing:${label}`];
    if (found.result !== 'passed') return [`screening-failed:${label}`];
    const until = goodUntil(found, months);
    return until !== undefined && until < today ? [`screening-expired:${label}`] : [];
  });
  const adviser = members.find(({ userId }) => userId === row.adviser_id);
  return [
    ...(member.roles.includes('mentor') ? [] : ['role-not-approved']), ...(row.state === 'active' ? [] : ['not-active']), ...(matches < row.capacity ? [] : ['full']), ...steps,
    ...(row.student && !(adviser && adviser.userId !== member.userId && adviser.roles.some((role) => role === 'supervisor' || role === 'mentor')) ? ['no-adviser'] : []), ...(row.student && !row.permission_on ? ['no-permission'] : []), ...(kind !== undefined && kinds.length && !kinds.includes(kind) ? ['other-kind'] : []),
  ];
}

/** An adult of the program who reads what others write: a supervisor, or a mentor who is no student. */
export async function mayAdvise(store: Store, program: string, userId: string): Promise<boolean> {
  const member = userId ? await memberOf(store, program, userId) : undefined;
  return Boolean(member?.roles.some((role) => role === 'supervisor' || role === 'mentor')) && (await mentorRow(store, program, userId)).student === 0;
}

/** Matches under way of each mentor; one request can be left out. */
export const matchCounts = (store: Store, program: string, without?: string): Promise<Map<string, number>> => countsIn(store.read, program, without);
async function countsIn(from: Kysely<Schema>, program: string, without?: string): Promise<Map<string, number>> {
  const rows = await from.selectFrom('mentor_requests').select(['id', 'mentor_id']).where('program_id', '=', program).where('mentor_id', 'is not', null).where('status', 'in', open).execute();
  const counts = new Map<string, number>();
  for (const { id, mentor_id: mentor } of rows) if (id !== without) counts.set(mentor!, (counts.get(mentor!) ?? 0) + 1);
  return counts;
}

/** Whether there is still room for one more match, in the transaction that makes it. */
export async function hasRoom(transaction: Transaction<Schema>, program: string, userId: string, without: string): Promise<boolean> {
  return ((await countsIn(transaction, program, without)).get(userId) ?? 0) < (await rowIn(transaction, program, userId)).capacity;
}

export const sharesOf = (member: Member): string[] => member.profile.experiences.filter(({ visibility }) => visibility !== 'private').map(({ label }) => label);
const codeOf = (text: string) => { const [code = '', about] = text.split(/:(.*)/s); return { code, ...(about ? { about } : {}) }; };

export function mentorView(member: Member, row: MentorRow, matches: number, settings: MentoringSettings, members: readonly Member[], today: string): Mentor {
  return {
    id: member.userId, name: member.name, state: row.state, roleApproved: member.roles.includes('mentor'), student: row.student === 1, ...(row.adviser_id ? { adviser: members.find(({ userId }) => userId === row.adviser_id)?.name ?? '' } : {}), ...(row.permission_on ? { permissionOn: row.permission_on } : {}),
    capacity: row.capacity, matches, ...(row.grade ? { grade: row.grade } : {}), ...(row.gender ? { gender: row.gender } : {}), kinds: JSON.parse(row.kinds) as string[], when: JSON.parse(row.times) as string[], languages: member.profile.languages, shares: sharesOf(member),
    screening: screeningOf(row).map((item) => { const until = goodUntil(item, settings.screening.find(({ id }) => id === item.step)?.months); return { ...item, ...(until === undefined ? {} : { until }) }; }), against: mentorAgainst(member, row, matches, { settings, today }, members).map(codeOf),
  };
}
export async function listMentors(store: Store, program: string, settings: MentoringSettings, now = Date.now()): Promise<Mentor[]> {
  const members = await membersOf(store, program);
  const counts = await matchCounts(store, program);
  const today = new Date(now).toISOString().slice(0, 10);
  return Promise.all(members.filter(({ roles, pending }) => roles.includes('mentor') || pending.includes('mentor')).map(async (member) => mentorView(member, await mentorRow(store, program, member.userId), counts.get(member.userId) ?? 0, settings, members, today)));
}

/** One change after the other: the coordinator records a screening while the mentor saves their times. */
async function changeMentor(store: Store, program: string, userId: string, change: (before: MentorRow) => Partial<MentorRow>): Promise<void> {
  await store.change(program, async (transaction) => {
    const before = await rowIn(transaction, program, userId);
    const set = change(before);
    await transaction.insertInto('mentors').values({ ...before, ...set }).onConflict((conflict) => conflict.columns(['program_id', 'user_id']).doUpdateSet(Object.keys(set).length ? set : { state: before.state })).execute();
  });
}
async function known(store: Store, program: string, userId: string): Promise<Member> {
  const member = await memberOf(store, program, userId);
  if (!member || ![...member.roles, ...member.pending].includes('mentor')) throw new ProblemError('not-here');
  return member;
}
export async function setMentor(store: Store, program: string, userId: string, { student, adviser, permissionOn, when, kinds, state, capacity, grade, gender }: Omit<MentorSet, 'state'> & { state?: string | undefined }): Promise<void> {
  await known(store, program, userId);
  if (adviser) {
    // Whoever advises a student reads along: that needs a role in which somebody reads at all, and grown age.
    if (adviser === userId || !await mayAdvise(store, program, adviser)) throw notNow('The adviser has to be an adult who is a supervisor or a mentor here.');
  }
  await changeMentor(store, program, userId, () => ({
    ...(state === undefined ? {} : { state }), ...(capacity === undefined ? {} : { capacity }), ...(grade === undefined ? {} : { grade }), ...(gender === undefined ? {} : { gender }), ...(student === undefined ? {} : { student: student ? 1 : 0 }), ...(adviser === undefined ? {} : { adviser_id: adviser || null }), ...(permissionOn === undefined ? {} : { permission_on: permissionOn || null }),
    ...(when === undefined ? {} : { times: JSON.stringify(when) }), ...(kinds === undefined ? {} : { kinds: JSON.stringify(kinds) }),
  }));
}
/** The newest result of a step counts; the report itself has no place here. */
export async function screenMentor(store: Store, program: string, userId: string, settings: MentoringSettings, set: ScreeningSet, now = Date.now()): Promise<void> {
  await known(store, program, userId);
  await changeMentor(store, program, userId, (before) => ({ screening: JSON.stringify(withStep(screeningOf(before), settings, set, now)) }));
}
export function withStep(before: Screening[], settings: MentoringSettings, set: ScreeningSet, now: number): Screening[] {
  if (!settings.screening.some(({ id }) => id === set.step)) throw notNow('This step is not on the list of your program.');
  if (Date.parse(set.on) > now) throw notNow('The date is still to come.');
  return [...before.filter(({ step }) => step !== set.step), { step: set.step, result: set.result, on: set.on, ...(set.until === undefined ? {} : { until: set.until }) }];
}
