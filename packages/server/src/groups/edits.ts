import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import { attributes, audiences, accessKinds, groupHints, ledBy, topics, type Group, type GroupChange, type GroupEdit, type Schedule, type GroupHint, type GroupResult, type StaffGroup, type StaffGroupWhole } from '@kith/contract';
import { isHidden, isTimeZone, parseLocal, parseRule, toResult, unrealDates, withoutControls, wordsOf } from '@kith/finder';
import { ProblemError } from '../errors.ts';
import type { Office } from '../office.ts';
import { touchProgram } from '../programs.ts';
import { membersOf, notNow, type Member } from '../staff.ts';
import type { GroupChangeRow, GroupDraftRow, ProgramRow, Schema } from '../store/schema.ts';
import { meetingsOf, type Held } from './meetings.ts';
import { prepare } from './prepare.ts';

const DAY = 86_400_000;
/** A listing that nobody looked at for so long is due: a month before visitors read "please check before you go". */
export const DUE_AFTER = 60 * DAY;
const PAGE = 50;
/** Versions that are kept of one listing. */
const MOST_CHANGES = 100;

export const isDue = ({ checkedAt }: Pick<Group, 'checkedAt'>, now: number): boolean => now - (Date.parse(checkedAt ?? '') || 0) > DUE_AFTER;

const hashOf = (body: string) => createHash('sha256').update(body).digest('base64url');
const newId = () => randomBytes(9).toString('base64url');

/** What only the server writes; the rest is the listing's own words. */
const kept = ['id', 'source', 'sources', 'sourceCodes', 'series', 'updatedAt', 'fetchedAt', 'checkedAt', 'checkedBy', 'sampleYear'] as const;
const wordsAlone = (group: Partial<Group>): Record<string, unknown> => Object.fromEntries(Object.entries(group).filter(([name, value]) => !(kept as readonly string[]).includes(name) && value !== undefined));

/** What differs between two versions, by field. */
function differences(before: Partial<Group>, after: Partial<Group>): GroupChange['fields'] {
  const [one, other] = [wordsAlone(before), wordsAlone(after)];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field])).map((field) => ({ field, ...(field in one ? { before: one[field] } : {}), ...(field in other ? { after: other[field] } : {}) }));
}

/** What a list has after an edit: in the order that it had, so that what nobody changed is no change. Values that the vocabulary does not know came from a source and are in no form: they stay. */
function listOf(group: Group | undefined, edit: GroupEdit, field: 'topics' | 'audiences' | 'access' | 'attributes'): string[] {
  const known: readonly string[] = { topics, audiences, access: accessKinds, attributes }[field];
  const before: readonly string[] = group?.[field] ?? [];
  const after: readonly string[] = edit[field];
  return [...before.filter((value) => after.includes(value) || !known.includes(value)), ...after.filter((value) => !before.includes(value))];
}

/** The whole listing that an edit makes, on top of what is shown now. */
function groupOf(id: string, edit: GroupEdit, program: ProgramRow, before: Group | undefined): Group {
  const own = Object.fromEntries(kept.filter((name) => before?.[name] !== undefined).map((name) => [name, before![name]]));
  const lists = Object.fromEntries((['topics', 'audiences', 'access', 'attributes'] as const).map((field) => [field, listOf(before, edit, field)]));
  return { ...own, ...withoutControls(edit), ...lists, ...(edit.ledBy === undefined && before?.ledBy !== undefined && !(ledBy as readonly string[]).includes(before.ledBy) ? { ledBy: before.ledBy } : {}), id, owner: edit.owner ?? before?.owner ?? { name: program.partner } };
}

/** What stops a listing from being shown: dates that nobody could follow. */
function checkTimes({ schedule, enrolUntil }: GroupEdit, now: number): void {
  const wrong = (message: string, path = 'schedule'): never => { throw new ProblemError('invalid-query', { issues: [{ path, message }] }); };
  if (enrolUntil !== undefined && Number.isNaN(parseLocal(enrolUntil))) wrong('This is not a date.', 'enrolUntil');
  // Nobody means a day that was over a year ago.
  if (parseLocal(enrolUntil ?? '') < now - 366 * DAY) wrong('This day is long over.', 'enrolUntil');
  if (!schedule) return;
  if (unrealDates(schedule) || schedule.pausedUntil && schedule.pausedUntil !== 'unknown' && Number.isNaN(parseLocal(schedule.pausedUntil))) wrong('This is not a date.');
  if (schedule.timeZone !== undefined && !isTimeZone(schedule.timeZone)) wrong('The time zone is not known. Write it like America/New_York.', 'schedule.timeZone');
  if (schedule.rules.some((rule) => !parseRule(rule))) wrong('How often it meets is not written in a way that can be followed.');
}

/** What somebody who looks for a group would miss. */
function hintsOf(group: GroupResult): GroupHint[] {
  const { online, contact, place, format } = group;
  const away = format === 'in-person' || format === 'mixed';
  const missing: Record<GroupHint, boolean> = {
    'no-name': !group.name.trim(), 'no-summary': !group.summary, 'no-topic': !group.topics.length, 'no-dates': group.schedule !== undefined && !group.next.length && !group.attributes.includes('temporarily-closed'),
    'no-way-to-join': format !== 'in-person' && !online?.url && !online?.phone && !contact?.phone && !contact?.email && !group.url, 'no-address': away && !place?.address, 'no-point': away && place?.latitude === undefined, 'no-expectation': !group.expect,
  };
  return groupHints.filter((hint) => missing[hint]);
}

/** Staff's own listings: drafts, versions, who leads them. Those of a feed are changed where they come from. */
export class GroupEdits {
  private readonly office: Pick<Office, 'store' | 'audit'>;
  private readonly now: () => number;
  constructor(office: Pick<Office, 'store' | 'audit'>, now = Date.now) { this.office = office; this.now = now; }

  private get db() { return this.office.store.read; }
  private program(id: string): Promise<ProgramRow> { return this.db.selectFrom('programs').selectAll().where('id', '=', id).executeTakeFirstOrThrow(); }
  private async leads({ program, userId }: Member): Promise<Set<string>> {
    return new Set((await this.db.selectFrom('group_leaders').select('group_id').where('program_id', '=', program).where('user_id', '=', userId).execute()).map(({ group_id: id }) => id));
  }

  /** Who may lead, by name: somebody who has the role no more is not named. */
  private async facilitators(program: string): Promise<Map<string, string>> {
    return new Map((await membersOf(this.office.store, program)).filter(({ roles }) => roles.includes('facilitator')).map(({ userId, name }) => [userId, name]));
  }

  /** A listing that the caller may edit. One that is not theirs looks like one that is not there. */
  private async own(member: Member, id: string): Promise<{ published: Group | undefined; body: string; feed: string | null; draft: GroupDraftRow | undefined }> {
    const row = await this.db.selectFrom('groups').select(['body', 'feed_id']).where('program_id', '=', member.program).where('id', '=', id).executeTakeFirst();
    const draft = await this.db.selectFrom('group_drafts').selectAll().where('program_id', '=', member.program).where('group_id', '=', id).executeTakeFirst();
    const removed = !row && !draft && await this.db.selectFrom('group_changes').select('seq').where('program_id', '=', member.program).where('group_id', '=', id).executeTakeFirst();
    if (!row && !draft && !removed || !member.roles.includes('coordinator') && !(await this.leads(member)).has(id)) throw new ProblemError('not-here');
    return { published: row && JSON.parse(row.body) as Group, body: row?.body ?? '', feed: row?.feed_id ?? null, draft };
  }
  /** The same, to be changed. */
  private async mine(member: Member, id: string) {
    const found = await this.own(member, id);
    if (found.feed !== null) throw notNow('This listing comes from a feed. Ask whoever it belongs to to change it there.');
    return found;
  }

  async list(member: Member, { text = '', show = 'all', from = 0 }: { text?: string | undefined; show?: string | undefined; from?: number | undefined }): Promise<{ groups: StaffGroup[]; total: number; counts: Record<'all' | 'due' | 'drafts' | 'reports' | 'removed', number> }> {
    const { program } = member;
    const now = this.now();
    const { time_zone: zone } = await this.program(program);
    const led = await this.leads(member);
    const may = (id: string) => member.roles.includes('coordinator') || led.has(id);
    const names = await this.facilitators(program);
    const leaders = new Map<string, { id: string; name: string }[]>();
    for (const { group_id: id, user_id: user } of await this.db.selectFrom('group_leaders').selectAll().where('program_id', '=', program).execute()) if (names.has(user)) leaders.set(id, [...leaders.get(id) ?? [], { id: user, name: names.get(user)! }]);
    const drafts = new Map((await this.db.selectFrom('group_drafts').selectAll().where('program_id', '=', program).execute()).map((row) => [row.group_id, row]));
    const reported = new Map<string, string[]>();
    for (const { group_id: id, created_at: at } of await this.db.selectFrom('group_reports').select(['group_id', 'created_at']).where('program_id', '=', program).execute()) reported.set(id, [...reported.get(id) ?? [], at]);
    const feeds = new Map((await this.db.selectFrom('feeds').select(['id', 'owner_name']).where('program_id', '=', program).execute()).map(({ id, owner_name: owner }) => [id, owner]));
    const rows = await this.db.selectFrom('groups').select(['id', 'body', 'feed_id']).where('program_id', '=', program).where((where) => where.or([where('feed_id', 'is', null), ...(reported.size ? [where('id', 'in', [...reported.keys()].slice(0, 500))] : [])])).execute();
    const all: (StaffGroup & { words: string[] })[] = [];
    const add = (id: string, group: Partial<Group> & { name: string }, state: string, feed: string | null) => {
      const draft = drafts.get(id);
      const since = group.checkedAt ?? '';
      const { next } = state === 'shown' && group.schedule ? toResult(group as Group, now, zone) : { next: [] };
      all.push({
        id, name: group.name, format: group.format ?? 'in-person', state, due: state !== 'removed' && state !== 'draft' && feed === null && isDue(group, now), leaders: leaders.get(id) ?? [], reports: (reported.get(id) ?? []).filter((at) => at > since).length,
        ...(feed === null ? {} : { from: feeds.get(feed) ?? '' }), ...(group.checkedAt ? { checkedAt: group.checkedAt } : {}), ...(group.checkedBy ? { checkedBy: group.checkedBy } : {}), ...(draft ? { draft: { by: draft.by_name, at: draft.at } } : {}), ...(next[0] ? { next: next[0] } : {}),
        words: wordsOf(`${group.name} ${group.summary ?? ''} ${group.place?.locality ?? ''} ${group.place?.name ?? ''}`),
      });
    };
    for (const { id, body, feed_id: feed } of rows) if (may(id)) { const group = JSON.parse(body) as Group; add(id, group, isHidden(group, now) ? 'hidden' : 'shown', feed); }
    const there = new Set(rows.map(({ id }) => id));
    for (const [id, { body }] of drafts) if (!there.has(id) && may(id)) { add(id, JSON.parse(body) as Group, 'draft', null); there.add(id); }
    for (const { group_id: id } of await this.db.selectFrom('group_changes').select('group_id').distinct().where('program_id', '=', program).where('what', '=', 'removed').execute()) if (!there.has(id) && may(id)) { const last = await this.lastVersion(program, id); if (last) add(id, last, 'removed', null); }

    const shows: Record<string, (group: StaffGroup) => boolean> = { all: ({ from: feed, state }) => feed === undefined && state !== 'removed', due: ({ due }) => due, drafts: ({ draft }) => draft !== undefined, reports: ({ reports }) => reports > 0, removed: ({ state }) => state === 'removed' };
    const asked = wordsOf(text);
    const found = all.filter(shows[show] ?? shows.all!).filter(({ words }) => asked.every((word) => words.some((given) => given.startsWith(word)))).sort((one, other) => one.name.localeCompare(other.name));
    const many = (name: string) => all.filter(shows[name]!).length;
    return { groups: found.slice(from, from + PAGE).map(({ words: _, ...group }) => group), total: found.length, counts: { all: many('all'), due: many('due'), drafts: many('drafts'), reports: many('reports'), removed: many('removed') } };
  }

  private async lastVersion(program: string, id: string): Promise<Group | undefined> {
    const row = await this.db.selectFrom('group_changes').select('body').where('program_id', '=', program).where('group_id', '=', id).where('body', '<>', '').orderBy('seq', 'desc').limit(1).executeTakeFirst();
    return row && JSON.parse(row.body) as Group;
  }

  async get(member: Member, id: string): Promise<StaffGroupWhole> {
    const { published, body, feed, draft } = await this.own(member, id);
    const { program } = member;
    const now = this.now();
    const row = await this.program(program);
    const rows = await this.db.selectFrom('group_changes').selectAll().where('program_id', '=', program).where('group_id', '=', id).orderBy('seq').execute();
    let before: Partial<Group> = {};
    const changes = rows.map((change): GroupChange => {
      const after = change.body ? JSON.parse(change.body) as Group : before;
      const fields = change.what === 'changed' ? differences(before, after) : [];
      before = after;
      return { seq: change.seq, at: change.at, by: change.by_name, what: change.what, fields };
    }).reverse();
    const names = await this.facilitators(program);
    const leaders = (await this.db.selectFrom('group_leaders').select('user_id').where('program_id', '=', program).where('group_id', '=', id).execute()).flatMap(({ user_id: user }) => (names.has(user) ? [{ id: user, name: names.get(user)! }] : []));
    const told = await this.db.selectFrom('group_reports').select((select) => ['kind', select.fn.countAll<number>().as('count')]).where('program_id', '=', program).where('group_id', '=', id).where('created_at', '>', published?.checkedAt ?? '').groupBy('kind').execute();
    const source = feed === null ? undefined : await this.db.selectFrom('feeds').select('owner_name').where('program_id', '=', program).where('id', '=', feed).executeTakeFirst();
    return {
      id, name: published?.name ?? (draft ? (JSON.parse(draft.body) as GroupEdit).name : before.name ?? ''), zone: row.time_zone, state: published ? (isHidden(published, now) ? 'hidden' : 'shown') : draft ? 'draft' : 'removed', revision: body && hashOf(body), changes, leaders, reports: told.map(({ kind, count }) => ({ kind, count: Number(count) })), due: published !== undefined && feed === null && isDue(published, now),
      meetings: await meetingsOf(this.office.store, program, id, heldBy(rows, published), row.time_zone, now), mayPublish: feed === null && (published !== undefined || member.roles.includes('coordinator')),
      ...(published ? { published } : {}), ...(draft ? { draft: { group: JSON.parse(draft.body) as GroupEdit, by: draft.by_name, at: draft.at } } : {}), ...(feed === null ? {} : { from: source?.owner_name ?? '' }),
    };
  }

  async make(member: Member, like: string | undefined): Promise<string> {
    const id = newId();
    const { published } = like === undefined ? { published: undefined } : await this.mine(member, like);
    // A copy brings everything but when it meets and what only holds for the other.
    const { schedule: _, enrolUntil: __, alerts: ___, ...words } = published ? editOf(published) : emptyEdit((await this.program(member.program)).language);
    const at = new Date(this.now()).toISOString();
    await this.office.store.write.transaction().execute(async (transaction) => {
      await transaction.insertInto('group_drafts').values({ program_id: member.program, group_id: id, body: JSON.stringify(words), by_name: member.name, at }).execute();
      // Whoever leads groups leads what they begin.
      if (!member.roles.includes('coordinator')) await transaction.insertInto('group_leaders').values({ program_id: member.program, group_id: id, user_id: member.userId }).execute();
    });
    return id;
  }

  async preview(member: Member, edit: GroupEdit): Promise<{ group: GroupResult; hints: GroupHint[] }> {
    checkTimes(edit, this.now());
    const program = await this.program(member.program);
    const group = toResult({ ...groupOf('preview', { ...edit, name: edit.name.trim() || '…' }, program, undefined), checkedAt: new Date(this.now()).toISOString() }, this.now(), program.time_zone);
    return { group, hints: hintsOf({ ...group, name: edit.name }) };
  }

  /** Keeps a draft; refused when somebody else wrote in it meanwhile. */
  async draft(member: Member, id: string, edit: object, known: string): Promise<string> {
    await this.mine(member, id);
    const at = new Date(this.now()).toISOString();
    await this.office.store.change(member.program, async (transaction) => {
      const before = await transaction.selectFrom('group_drafts').select('at').where('program_id', '=', member.program).where('group_id', '=', id).executeTakeFirst();
      // One that was shown or thrown away meanwhile is not there to be written over.
      if (before && before.at !== known) throw new ProblemError('changed-meanwhile');
      await transaction.insertInto('group_drafts').values({ program_id: member.program, group_id: id, body: JSON.stringify(edit), by_name: member.name, at }).onConflict((conflict) => conflict.columns(['program_id', 'group_id']).doUpdateSet({ body: JSON.stringify(edit), by_name: member.name, at })).execute();
    });
    return at;
  }

  async discard(member: Member, id: string, known: string): Promise<void> {
    const { published } = await this.mine(member, id);
    const { store } = this.office;
    const { numDeletedRows } = await store.write.deleteFrom('group_drafts').where('program_id', '=', member.program).where('group_id', '=', id).where('at', '=', known).executeTakeFirst();
    if (!numDeletedRows) throw new ProblemError('changed-meanwhile');
    // A draft that was never shown leaves nothing behind.
    if (!published && !await this.lastVersion(member.program, id)) await store.write.deleteFrom('group_leaders').where('program_id', '=', member.program).where('group_id', '=', id).execute();
  }

  async publish(member: Member, id: string, edit: GroupEdit, revision: string, known: string): Promise<string> {
    const { draft } = await this.mine(member, id);
    if (!edit.name.trim()) throw new ProblemError('invalid-query', { issues: [{ path: 'name', message: 'A group needs a name.' }] });
    checkTimes(edit, this.now());
    const program = await this.program(member.program);
    return this.store(member, id, revision, 'group-published', (before) => {
      if (!before && !draft) throw new ProblemError('not-here');
      if (!before && !member.roles.includes('coordinator')) throw notNow('A coordinator shows a new group to visitors. It is in their list, as a draft.');
      const at = new Date(this.now()).toISOString();
      return { what: before ? 'changed' : 'made', group: { ...groupOf(id, edit, program, before), updatedAt: at, checkedAt: at, checkedBy: member.profile.name } };
    }, known);
  }

  async confirm(member: Member, id: string): Promise<void> {
    await this.mine(member, id);
    await this.store(member, id, undefined, 'group-checked', (before) => {
      if (!before) throw new ProblemError('not-here');
      return { what: 'checked', group: { ...before, checkedAt: new Date(this.now()).toISOString(), checkedBy: member.profile.name } };
    });
  }

  async remove(member: Member, id: string): Promise<void> {
    const { published } = await this.mine(member, id);
    if (!published) throw new ProblemError('not-here');
    await this.store(member, id, undefined, 'group-removed', () => ({ what: 'removed', group: undefined }));
  }

  /** One version after another: the listing, its history and the audit log change together, or not at all. `endsDraft`: the draft that becomes the version. */
  private async store(member: Member, id: string, revision: string | undefined, action: string, change: (before: Group | undefined) => { what: string; group: Group | undefined }, endsDraft?: string): Promise<string> {
    const { store, audit } = this.office;
    const { program } = member;
    return store.change(program, async (transaction) => {
      const row = await transaction.selectFrom('groups').select('body').where('program_id', '=', program).where('id', '=', id).where('feed_id', 'is', null).executeTakeFirst();
      if (revision !== undefined && revision !== (row ? hashOf(row.body) : '')) throw new ProblemError('changed-meanwhile');
      const before = row && JSON.parse(row.body) as Group;
      if (endsDraft !== undefined) {
        const draft = await transaction.selectFrom('group_drafts').select('at').where('program_id', '=', program).where('group_id', '=', id).executeTakeFirst();
        // What somebody else has written meanwhile is not thrown away unseen.
        if (draft && draft.at !== endsDraft) throw new ProblemError('changed-meanwhile');
      }
      const { what, group } = change(before);
      const at = new Date(this.now()).toISOString();
      if (before) await this.note(transaction, program, id, { at: before.updatedAt ?? before.checkedAt ?? at, by_name: before.checkedBy ?? '', what: 'found', body: row.body }, true);
      const [made] = group ? prepare([group]) : [];
      await this.note(transaction, program, id, { at, by_name: member.name, what, body: made?.body ?? '' });
      if (!made) await transaction.deleteFrom('groups').where('program_id', '=', program).where('id', '=', id).execute();
      else await transaction.insertInto('groups').values({ program_id: program, id, feed_id: null, body: made.body, hash: made.hash }).onConflict((conflict) => conflict.columns(['program_id', 'id']).doUpdateSet({ body: made.body, hash: made.hash })).execute();
      if (endsDraft !== undefined) await transaction.deleteFrom('group_drafts').where('program_id', '=', program).where('group_id', '=', id).execute();
      await touchProgram(transaction, program);
      await audit.append(transaction, program, member.userId, action, id);
      return made ? hashOf(made.body) : '';
    });
  }
  private async note(transaction: Transaction<Schema>, program: string, id: string, change: Pick<GroupChangeRow, 'at' | 'by_name' | 'what' | 'body'>, onlyFirst = false): Promise<void> {
    const last = await transaction.selectFrom('group_changes').select('seq').where('program_id', '=', program).where('group_id', '=', id).orderBy('seq', 'desc').limit(1).executeTakeFirst();
    if (onlyFirst && last) return;
    const seq = (last?.seq ?? 0) + 1;
    await transaction.insertInto('group_changes').values({ program_id: program, group_id: id, seq, ...change }).execute();
    await transaction.deleteFrom('group_changes').where('program_id', '=', program).where('group_id', '=', id).where('seq', '<=', seq - MOST_CHANGES).execute();
  }

  /** An earlier version becomes the draft. */
  async back(member: Member, id: string, seq: number, known: string): Promise<void> {
    await this.mine(member, id);
    const row = await this.db.selectFrom('group_changes').select('body').where('program_id', '=', member.program).where('group_id', '=', id).where('seq', '=', seq).executeTakeFirst();
    if (!row?.body) throw new ProblemError('not-here');
    await this.draft(member, id, editOf(JSON.parse(row.body) as Group), known);
  }

  async lead(member: Member, id: string, people: readonly string[]): Promise<void> {
    const found = await this.mine(member, id);
    const members = await membersOf(this.office.store, member.program);
    if (people.some((person) => !members.some(({ userId, roles }) => userId === person && roles.includes('facilitator')))) throw notNow('Only a facilitator of this program can lead a group. Give them the role first.');
    if (!found.published && !found.draft) throw new ProblemError('not-here');
    await this.office.store.change(member.program, async (transaction) => {
      await transaction.deleteFrom('group_leaders').where('program_id', '=', member.program).where('group_id', '=', id).execute();
      for (const person of new Set(people)) await transaction.insertInto('group_leaders').values({ program_id: member.program, group_id: id, user_id: person }).execute();
      await this.office.audit.append(transaction, member.program, member.userId, 'group-leaders', id);
    });
  }

  /** The schedules of a listing whose dates the caller may count. */
  async heldOf(member: Member, id: string): Promise<{ held: Held[]; zone: string }> {
    const { published } = await this.mine(member, id);
    if (!published) throw new ProblemError('not-here');
    const rows = await this.db.selectFrom('group_changes').select(['at', 'body']).where('program_id', '=', member.program).where('group_id', '=', id).orderBy('seq').execute();
    return { held: heldBy(rows, published), zone: (await this.program(member.program)).time_zone };
  }
}

/** Which schedule held from when, oldest first: a date that is over took place by the one of its time. */
function heldBy(rows: readonly { at: string; body: string }[], published: Group | undefined): Held[] {
  const held = rows.map(({ at, body }, index): Held => ({ from: index ? Date.parse(at) : -Infinity, schedule: body ? (JSON.parse(body) as { schedule?: Schedule }).schedule : undefined }));
  return held.length ? held : [{ from: -Infinity, schedule: published?.schedule }];
}

/** What the form has of a listing. */
export function editOf(group: Group): GroupEdit {
  const known = <Value extends string>(values: readonly string[], of: readonly Value[]): Value[] => values.filter((value): value is Value => (of as readonly string[]).includes(value));
  const { ledBy: led, ...words } = wordsAlone(group) as unknown as Group;
  return {
    ...words, topics: known(group.topics, topics), audiences: known(group.audiences, audiences), access: known(group.access, accessKinds), attributes: known(group.attributes, attributes), ...(led !== undefined && (ledBy as readonly string[]).includes(led) ? { ledBy: led as (typeof ledBy)[number] } : {}),
    format: (['online', 'mixed', 'phone'] as const).find((format) => format === group.format) ?? 'in-person',
  };
}
const emptyEdit = (language: string): GroupEdit => ({ name: '', topics: [], audiences: [], access: ['open'], attributes: [], format: 'in-person', languages: [language] });

