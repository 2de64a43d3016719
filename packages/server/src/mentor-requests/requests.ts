import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { DeletionReceipt, MentorAct, MentorActionName, MentorActor, MentorAnswers, MentorRequestCreate, MentoringSettings, Setting } from '@kith/contract';
import { seal, unseal } from '../conversation-keys.ts';
import { count } from '../counts.ts';
import { ProblemError } from '../errors.ts';
import { programAndSettings, type Office } from '../office.ts';
import type { Telling } from '../outbox.ts';
import { staffTopic } from '../presence.ts';
import type { Transaction } from 'kysely';
import { settingDefaults } from '../settings.ts';
import { emailOf } from '../shifts.ts';
import { memberOf, membersOf, notNow, type Member } from '../staff.ts';
import type { MatchProposalRow, MentorRequestRow, ProgramRow, Schema } from '../store/schema.ts';
import { changeOf, emptySaid, type More, type Said } from './changes.ts';
import { checkAnswers, consentBands, formOf } from './forms.ts';
import { hasRoom, matchCounts, mayAdvise, mentorAgainst, mentorRow } from './mentors.ts';
import { codeHash } from '../reply-codes.ts';
import { after, isMinor, refusalsOf, type Facts } from './rules.ts';

const DAY = 86_400_000;
/** A wrong code is answered as slowly as this, in ms, so that trying many is of no use. */
const WRONG_CODE = 400;
const TRIES = 5;
const place = (id: string) => `${id} request`;

/** Whoever acts. `system`: a date that came, or what follows from an action. */
export interface By { actors: readonly MentorActor[]; userId?: string | undefined; /** For the audit log. */ name: string }
const system: By = { actors: ['system'], name: 'system' };

/** Requests for mentors: one row each, what was said sealed with a key of its own, every step checked, written down and told in one transaction. */
export class MentorRequests {
  readonly office: Office;
  constructor(office: Office) { this.office = office; }

  async settingsOf(program: string): Promise<{ program: ProgramRow; settings: MentoringSettings }> {
    const { program: row, settings } = await programAndSettings(this.office, program);
    return { program: row, settings: settings.mentoring };
  }

  /** Takes a request. The same reply code again is the same request. */
  async create(program: ProgramRow, { replyCode, answers: given, language = program.language, kind, referral }: MentorRequestCreate, referralId?: string): Promise<void> {
    const { store, keys, audit, outbox } = this.office;
    const { settings } = await this.settingsOf(program.id);
    if (!settings.open) throw new ProblemError('mentoring-closed');
    const form = formOf(program.setting as Setting, settings, settingDefaults(program.setting as Setting).topics);
    const answers = checkAnswers(form, given);
    const hash = codeHash(replyCode);
    const find = () => store.write.selectFrom('mentor_requests').select('id').where('program_id', '=', program.id).where('code_hash', '=', hash).executeTakeFirst();
    if (await find()) return;
    const id = randomUUID();
    const key = await keys.create(id);
    const at = new Date().toISOString();
    const band = String(answers.age);
    const needed = (consentBands(settings.consentRule) as string[]).includes(band);
    const keepFromHome = needed && answers.guardian === 'worried';
    const row: MentorRequestRow = {
      program_id: program.id, id, code_hash: hash, status: 'submitted', since: at, created_at: at, kind: settings.kinds.some((item) => item.id === kind) ? kind! : settings.kinds[0]!.id, band, keep_from_home: keepFromHome ? 1 : 0, online: 1, consent: needed ? 'needed' : 'not-needed', language,
      sealed: seal(key, place(id), JSON.stringify({ ...emptySaid, answers } satisfies Said)), seq: 1, coordinator_id: null, mentor_id: null, proposer_id: null, approver_id: null, conversation_id: null, merged_into: null, referral_id: referralId ?? null,
      news_by: new Date(Date.now() + settings.newsDays * DAY).toISOString().slice(0, 10), check_in_at: null, ends_on: null, meetings_left: null, agreed_mentor: 0, agreed_mentee: 0, flagged: 0, matched_at: null, over_at: null,
    };
    const tellings = await this.mailsTo(keepFromHome ? await this.counselors(program.id, settings) : (await membersOf(store, program.id)).filter(({ roles }) => roles.includes('coordinator')).map(({ userId }) => userId));
    const mine = await store.change(program.id, async (transaction) => {
      if (await transaction.selectFrom('mentor_requests').select('id').where('program_id', '=', program.id).where('code_hash', '=', hash).executeTakeFirst()) return false;
      await transaction.insertInto('mentor_requests').values(row).execute();
      if (referralId) await transaction.updateTable('referrals').set({ request_id: id, may_see: referral?.maySee ? 1 : 0 }).where('program_id', '=', program.id).where('id', '=', referralId).where('request_id', 'is', null).execute();
      await audit.append(transaction, program.id, 'requester', 'request-submitted', id);
      await outbox.queue(transaction, program.id, [], { type: 'mentor-request.status', request: id, status: 'submitted', seq: 1 });
      await outbox.queue(transaction, program.id, tellings);
      return true;
    });
    // Two at once: one request.
    if (!mine) { await keys.destroy(id); return; }
    await count(store, program.id, [['mentor-requests', 'submitted'], ['mentor-request-age', band], ...(Array.isArray(answers.topics) ? answers.topics.map((topic): [string, string] => ['mentor-request-topics', topic]) : [])]);
    this.changed(program.id);
    await this.goOn(program.id, id).catch(() => undefined);
  }

  /** Staff look again, and what was queued goes out. */
  changed(program: string): void { this.office.bus.publish(staffTopic(program)); void this.office.outbox.run(); }
  private async mailsTo(people: readonly string[]): Promise<Telling[]> {
    return Promise.all([...new Set(people)].map(async (userId) => ({ kind: 'message' as const, recipient: await emailOf(this.office, userId) })));
  }
  async counselors(program: string, { counselor }: MentoringSettings): Promise<string[]> {
    const members = await membersOf(this.office.store, program);
    // Somebody who left, or who could not even open it, is nobody: then every supervisor is.
    const named = members.find(({ userId, roles }) => userId === counselor && roles.some((role) => role === 'coordinator' || role === 'supervisor'));
    return named ? [named.userId] : members.filter(({ roles }) => roles.includes('supervisor')).map(({ userId }) => userId);
  }

  /** More of the form, once an adult has agreed. */
  async moreAnswers(row: MentorRequestRow, given: MentorAnswers): Promise<MentorAnswers> {
    const { program, settings } = await this.settingsOf(row.program_id);
    const { answers } = await this.said(row);
    return checkAnswers(formOf(program.setting as Setting, settings, settingDefaults(program.setting as Setting).topics), { ...given, age: row.band }, true, answers);
  }

  // Reading.

  async row(program: string, id: string): Promise<MentorRequestRow> {
    const row = await this.office.store.read.selectFrom('mentor_requests').selectAll().where('program_id', '=', program).where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-here');
    return row;
  }
  /** For whoever has the code. A wrong one and an unknown one are answered alike, slowly. */
  async byCode(program: string, code: string): Promise<MentorRequestRow> {
    const row = await this.office.store.read.selectFrom('mentor_requests').selectAll().where('program_id', '=', program).where('code_hash', '=', codeHash(code)).executeTakeFirst();
    if (!row || !await this.office.keys.of(row.id)) { await wait(WRONG_CODE); throw new ProblemError('code-not-found'); }
    return row;
  }
  async said(row: Pick<MentorRequestRow, 'id' | 'sealed'>): Promise<Said> {
    const key = await this.office.keys.of(row.id);
    if (!key) throw new ProblemError('not-here');
    return JSON.parse(unseal(key, place(row.id), row.sealed).toString('utf8')) as Said;
  }
  proposals(row: Pick<MentorRequestRow, 'id' | 'program_id'>): Promise<MatchProposalRow[]> {
    return this.office.store.read.selectFrom('match_proposals').selectAll().where('program_id', '=', row.program_id).where('request_id', '=', row.id).orderBy('asked_at', (order) => order.asc().nullsFirst()).orderBy('position').execute();
  }

  /** What somebody of the staff is in this request; none: it is as if it were not there. */
  async actorsOf(member: Member, row: MentorRequestRow): Promise<MentorActor[]> {
    const kept = row.keep_from_home === 1 && row.consent === 'needed';
    const counselor = kept && (await this.counselors(member.program, (await this.settingsOf(member.program)).settings)).includes(member.userId);
    const office = kept && !counselor ? [] : member.roles.filter((role): role is 'coordinator' | 'supervisor' => role === 'coordinator' || role === 'supervisor');
    return [...office, ...(kept && counselor && !member.roles.includes('supervisor') ? ['supervisor' as const] : []), ...(row.mentor_id === member.userId && after('withdraw', row.status) && member.roles.includes('mentor') ? ['mentor' as const] : [])];
  }
  /** Adults who can always read what a minor, or a student mentor, writes. */
  async advisersOf(row: MentorRequestRow): Promise<string[]> {
    const { store } = this.office;
    const { settings } = await this.settingsOf(row.program_id);
    const mentor = row.mentor_id === null ? undefined : await mentorRow(store, row.program_id, row.mentor_id);
    const named = [...new Set([...(isMinor(row) && settings.adviser ? [settings.adviser] : []), ...(mentor?.student && mentor.adviser_id ? [mentor.adviser_id] : [])])].filter((userId) => userId !== row.mentor_id);
    // Looked at each time: whoever has left, or is a student, reads nothing.
    return (await Promise.all(named.map(async (userId) => (await mayAdvise(store, row.program_id, userId) ? [userId] : [])))).flat();
  }

  /** Everything that the rules look at. */
  async facts(row: MentorRequestRow, by: By, details: Partial<MentorAct>, said: Said, now = Date.now()): Promise<Facts> {
    const { store } = this.office;
    const { settings } = await this.settingsOf(row.program_id);
    const members = await membersOf(store, row.program_id);
    const counts = await matchCounts(store, row.program_id, row.id);
    const today = new Date(now).toISOString().slice(0, 10);
    const looked = details.mentors ?? (row.mentor_id === null ? [] : [row.mentor_id]);
    const against = (await Promise.all(looked.map(async (userId) => mentorAgainst(members.find((member) => member.userId === userId), await mentorRow(store, row.program_id, userId), counts.get(userId) ?? 0, { settings, kind: row.kind, today }, members)))).flat();
    const into = details.into === undefined ? undefined : await store.read.selectFrom('mentor_requests').select(['id', 'status']).where('program_id', '=', row.program_id).where('id', '=', details.into).executeTakeFirst();
    return {
      row, settings, now, actors: by.actors, userId: by.userId, details, against: [...new Set(against)], adviserThere: settings.adviser !== row.mentor_id && await mayAdvise(store, row.program_id, settings.adviser),
      asked: by.userId !== undefined && row.mentor_id === by.userId, meetingStart: said.meeting?.start, into,
    };
  }

  // Doing.

  /**
   * One step: checked by the rules against what stands in the store now, then written with its audit line, its mails and its event, all
   * or nothing. `inside` writes more in the same transaction.
   */
  async act(program: string, id: string, by: By, action: MentorActionName, details: Partial<MentorAct> & More = {}, now = Date.now(), inside?: (transaction: Transaction<Schema>) => Promise<void>): Promise<MentorRequestRow> {
    const { store, keys, audit, outbox } = this.office;
    for (let turn = 0; turn < TRIES; turn++) {
      const row = await this.row(program, id);
      const said = await this.said(row);
      const key = await keys.of(id);
      if (!key) throw new ProblemError('not-here');
      const facts = await this.facts(row, by, details, said, now);
      const refusals = refusalsOf(action, facts);
      if (refusals.length) throw notNow(...refusals);
      const to = after(action, row.status)!;
      const proposals = await this.proposals(row);
      const change = changeOf(action, to, facts, said, details, proposals);
      const tellings = await this.mailsTo(await this.toTell(action, { ...row, ...change.row }, facts));
      const seq = row.seq + 1;
      const written = await store.change(program, async (transaction) => {
        // Another request was quicker: looked at anew, and refused in words.
        if (change.row.mentor_id && change.row.mentor_id !== row.mentor_id && !await hasRoom(transaction, program, change.row.mentor_id, id)) return false;
        const { numUpdatedRows } = await transaction.updateTable('mentor_requests').set({ ...change.row, status: to, since: to === row.status ? row.since : new Date(now).toISOString(), seq, sealed: seal(key, place(id), JSON.stringify(change.said)) }).where('program_id', '=', program).where('id', '=', id).where('seq', '=', row.seq).executeTakeFirst();
        // Somebody else was quicker: looked at anew.
        if (numUpdatedRows === 0n) return false;
        await inside?.(transaction);
        // A guardian's mail that has not gone yet must not go after the end.
        if (change.row.over_at) await transaction.deleteFrom('outbox').where('program_id', '=', program).where('kind', '=', 'consent').where('about', '=', id).execute();
        for (const { id: proposal, ...set } of change.proposals) {
          const { numUpdatedRows: known } = await transaction.updateTable('match_proposals').set(set).where('program_id', '=', program).where('id', '=', proposal).executeTakeFirst();
          if (known === 0n) await transaction.insertInto('match_proposals').values({ program_id: program, request_id: id, asked_at: null, due_at: null, mentor_id: '', position: 0, state: 'queued', ...set, id: proposal }).execute();
        }
        await audit.append(transaction, program, by.userId ?? by.name, `request-${action}`, id, change.reason || (to === row.status ? '' : `${row.status} > ${to}`));
        if (to !== row.status) await outbox.queue(transaction, program, [], { type: 'mentor-request.status', request: id, status: to, seq });
        if (tellings.length) await outbox.queue(transaction, program, tellings);
        return true;
      });
      if (!written) continue;
      if (to !== row.status) await count(store, program, [['mentor-requests', to], ...change.counts]);
      if (change.endsTalk && row.conversation_id !== null) await this.office.conversations.change({ id: row.conversation_id, program_id: program }, 'system', 'ended').catch(() => undefined);
      this.changed(program);
      // The step is done. What follows by itself may have to wait, for a paper of the mentor's or for somebody who was quicker.
      return this.goOn(program, id, now).catch(() => this.row(program, id));
    }
    throw notNow('Somebody else is changing this right now. Look again.');
  }

  /** Whom an action concerns, beside whoever took it. */
  private async toTell(action: MentorActionName, row: MentorRequestRow, { settings }: Facts): Promise<string[]> {
    const members = await membersOf(this.office.store, row.program_id);
    const having = (role: 'coordinator' | 'supervisor') => members.filter(({ roles }) => roles.includes(role)).map(({ userId }) => userId);
    const coordinators = having('coordinator');
    const coordinator = row.coordinator_id !== null && coordinators.includes(row.coordinator_id) ? [row.coordinator_id] : coordinators;
    const mentor = row.mentor_id === null ? [] : [row.mentor_id];
    switch (action) {
      case 'propose': case 'ask-next': case 'approve': case 'match': case 'resume': return mentor;
      case 'accept': return having('supervisor');
      case 'give-consent': case 'waive-consent': case 'answer': case 'tell-more': case 'pass': case 'no-answer': case 'say-goodbye': return coordinator;
      case 'refuse-consent': case 'revoke-consent': case 'withdraw': return [...coordinator, ...mentor];
      case 'pause': case 'begin-close': return [...coordinator, ...mentor];
      case 'close-for-safety': return [...coordinator, ...(settings.counselor ? [settings.counselor] : [])];
      default: return [];
    }
  }

  /** What follows by itself. It can be done again at any time: a crash in between is caught up with by the sweep. */
  async goOn(program: string, id: string, now = Date.now()): Promise<MentorRequestRow> {
    const row = await this.row(program, id);
    if (row.status === 'submitted' && row.consent === 'needed' && row.keep_from_home === 0) return this.act(program, id, system, 'need-consent', {}, now);
    // Without consent nobody looks for a mentor: opened again, or let go while it was taken back.
    if ((row.status === 'in-review' || row.status === 'waiting-for-match') && ['needed', 'revoked', 'refused'].includes(row.consent) && row.keep_from_home === 0) return this.act(program, id, system, 'need-consent', {}, now);
    if (row.status === 'approved' && row.agreed_mentor && row.agreed_mentee) return this.act(program, id, system, 'match', {}, now);
    if (row.status === 'waiting-for-match') {
      const queued = (await this.proposals(row)).filter(({ state }) => state === 'queued').sort((a, b) => a.position - b.position);
      const [next] = queued;
      if (!next) return row;
      // One who cannot be asked any more is passed over.
      const facts = await this.facts(row, system, { mentors: [next.mentor_id] }, await this.said(row), now);
      if (facts.against.length) { await this.office.store.write.updateTable('match_proposals').set({ state: 'taken-back' }).where('program_id', '=', program).where('id', '=', next.id).execute(); return this.goOn(program, id, now); }
      return this.act(program, id, system, 'ask-next', { mentors: [next.mentor_id] }, now);
    }
    if (row.status === 'active' && ((row.ends_on !== null && row.ends_on <= new Date(now).toISOString().slice(0, 10)) || row.meetings_left === 0)) return this.act(program, id, system, 'begin-close', {}, now);
    return row;
  }

  /** What dates do: a mentor who did not answer, a relation that was for some weeks, what was kept long enough. */
  async sweep(program: string, remove: (row: MentorRequestRow) => Promise<unknown>, now = Date.now()): Promise<void> {
    const { store } = this.office;
    const late = await store.read.selectFrom('match_proposals').select('request_id').where('program_id', '=', program).where('state', '=', 'asked').where('due_at', '<', new Date(now).toISOString()).execute();
    for (const { request_id: id } of late) await this.act(program, id, system, 'no-answer', {}, now).catch(() => undefined);
    for (const { id } of await store.read.selectFrom('mentor_requests').select('id').where('program_id', '=', program).where('status', 'in', ['submitted', 'in-review', 'approved', 'waiting-for-match', 'active']).execute()) await this.goOn(program, id, now).catch(() => undefined);
    for (const row of await store.read.selectFrom('mentor_requests').selectAll().where('program_id', '=', program).where('status', '=', 'active').where('check_in_at', '<', new Date(now).toISOString()).execute()) await this.remind(row).catch(() => undefined);
    // A node that stopped between the end of a match and the end of its messages: nobody would read what is written there.
    const left = store.read.selectFrom('conversations').innerJoin('mentor_requests', (join) => join.onRef('mentor_requests.id', '=', 'conversations.request_id').onRef('mentor_requests.program_id', '=', 'conversations.program_id'))
      .select('conversations.id').where('conversations.program_id', '=', program).where('mentor_requests.program_id', '=', program).where('conversations.ended_at', 'is', null)
      .where((where) => where.or([where('mentor_requests.conversation_id', 'is', null), where('mentor_requests.conversation_id', '<>', where.ref('conversations.id')), where('mentor_requests.over_at', 'is not', null)]));
    for (const { id } of await left.execute()) await this.office.conversations.change({ id, program_id: program }, 'system', 'ended').catch(() => undefined);
    const { settings } = await this.settingsOf(program);
    for (const row of await store.read.selectFrom('mentor_requests').selectAll().where('program_id', '=', program).where('over_at', '<', new Date(now - settings.keepDays * DAY).toISOString()).limit(100).execute()) await remove(row).catch(() => undefined);
  }

  /** A check-in is due: its mentor and the coordinator are told, once for each date. */
  private async remind(row: MentorRequestRow): Promise<void> {
    const { store, outbox } = this.office;
    const about = `check-in ${row.id} ${row.check_in_at ?? ''}`;
    const told = () => store.read.selectFrom('outbox').select('id').where('program_id', '=', row.program_id).where('about', '=', about).executeTakeFirst();
    if (await told()) return;
    const coordinators = (await membersOf(store, row.program_id)).filter(({ userId, roles }) => (row.coordinator_id === null ? roles.includes('coordinator') : userId === row.coordinator_id)).map(({ userId }) => userId);
    const tellings = await this.mailsTo([...(row.mentor_id === null ? [] : [row.mentor_id]), ...coordinators]);
    await store.write.transaction().execute((transaction) => outbox.queue(transaction, row.program_id, tellings.map((telling) => ({ ...telling, about }))));
    this.changed(row.program_id);
  }

  /** Rows, key and ledger of one request; its conversations are deleted by whoever knows how. */
  async delete(row: MentorRequestRow, actor: string): Promise<Omit<DeletionReceipt, 'messages' | 'kept'>> {
    const { store, keys, conversations, audit, outbox } = this.office;
    const program = row.program_id;
    await conversations.rememberDeletion(row.id);
    await keys.destroy(row.id);
    await store.change(program, async (transaction) => {
      for (const table of ['consents', 'consent_links', 'match_proposals', 'referrals'] as const) await transaction.deleteFrom(table).where('program_id', '=', program).where('request_id', '=', row.id).execute();
      await transaction.deleteFrom('mentor_requests').where('program_id', '=', program).where('id', '=', row.id).execute();
      await transaction.deleteFrom('outbox').where('program_id', '=', program).where('kind', '=', 'consent').where('about', '=', row.id).execute();
      await audit.append(transaction, program, actor, 'request-deleted', row.id);
      await outbox.queue(transaction, program, [], { type: 'mentor-request.status', request: row.id, status: 'deleted', seq: row.seq + 1 });
    });
    await store.forget();
    this.changed(program);
    return { deletedAt: new Date().toISOString(), ...await conversations.backupsUntil() };
  }

  /** The mentor of a request, if they may be known. */
  async mentorOf(row: MentorRequestRow): Promise<Member | undefined> { return row.mentor_id === null ? undefined : memberOf(this.office.store, row.program_id, row.mentor_id); }
}
