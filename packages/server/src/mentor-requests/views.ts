import { mentorActionNames, mentorActions, type MentorActor, type MentorAnswers, type MentorRequest, type MentorRequestSummary, type OwnMentorRequest, type Suggestion } from '@kith/contract';
import { membersOf, type Member } from '../staff.ts';
import type { MentorRequestRow } from '../store/schema.ts';
import type { Said } from './changes.ts';
import { meetingFile } from './calendar.ts';
import type { Consents } from './consents.ts';
import { gentleNotes } from './forms.ts';
import type { Matches } from './matches.ts';
import { matchCounts, mentorAgainst, mentorRow } from './mentors.ts';
import type { MentorRequests } from './requests.ts';
import { consentStands, isMinor, isOver, refusalsOf, waitsFor } from './rules.ts';
import { suggest } from './suggestions.ts';

/** What a mentor sees before the match, and after it. What stands in neither list is the coordinator's. */
const beforeMatch = ['for-whom', 'age', 'grade', 'topics', 'stage', 'language', 'when', 'how', 'prefer'];
const afterMatch = [...beforeMatch, 'name', 'enjoy', 'access', 'been-through'];
const contactIds = ['contact', 'may-leave-message'];
const known = ['matched', 'first-meeting-set', 'active', 'paused', 'closing'];
/** Actions that have a control of their own, not a button. */
const notButtons = ['ask-next', 'match', 'no-answer'];
const silent = ['need-consent', 'record-consent', 'waive-consent', 'ask-at-home', 'revoke-consent', 'set-sheet'];

const pick = (answers: MentorAnswers, ids: readonly string[]): MentorAnswers => Object.fromEntries(Object.entries(answers).filter(([id]) => ids.includes(id)));

/** How requests look to each side. */
export class Views {
  private readonly requests: MentorRequests;
  private readonly consents: Consents;
  private readonly matches: Matches;
  constructor(requests: MentorRequests, consents: Consents, matches: Matches) { this.requests = requests; this.consents = consents; this.matches = matches; }

  private meetingOf(row: MentorRequestRow, said: Said, partner: string) {
    return said.meeting && { ...said.meeting, calendar: meetingFile({ id: row.id, title: partner, ...said.meeting }) };
  }

  /** To the requester. */
  async own(row: MentorRequestRow, now = Date.now()): Promise<OwnMentorRequest> {
    const said = await this.requests.said(row);
    const { program, settings } = await this.requests.settingsOf(row.program_id);
    const facts = await this.requests.facts(row, { actors: ['requester'], name: 'requester' }, {}, said, now);
    const may = mentorActionNames.filter((action) => (mentorActions[action].may as readonly MentorActor[]).includes('requester') && refusalsOf(action, facts, true).length === 0);
    const [adviser] = await this.requests.advisersOf(row);
    const kind = settings.kinds.find(({ id }) => id === row.kind);
    const mentor = row.status === 'approved' || known.includes(row.status) ? await this.requests.mentorOf(row) : undefined;
    const meeting = this.meetingOf(row, said, program.partner);
    return {
      status: row.status, since: row.since, createdAt: row.created_at, ...(row.news_by === null ? {} : { newsBy: row.news_by }), name: String(said.answers.name ?? ''), ...(said.question === undefined ? {} : { question: said.question }), ...(said.answer === undefined ? {} : { answer: said.answer }),
      consent: { needed: row.consent !== 'not-needed' && row.consent !== 'waived', given: row.consent === 'given' },
      ...(mentor ? { mentor: { name: mentor.profile.name, title: kind?.label ?? '', shares: mentor.profile.experiences.filter(({ visibility }) => visibility === 'shown').map(({ label }) => label) } } : {}),
      ...(row.status === 'approved' ? { agreement: { mine: row.agreed_mentee === 1, theirs: row.agreed_mentor === 1 } } : {}), ...(meeting ? { meeting } : {}), goals: said.goals,
      ...(kind?.sheet && known.includes(row.status) ? { sheet: said.sheet ?? '', ...(kind.glossary ? { glossary: kind.glossary } : {}) } : {}), ...(row.ends_on === null ? {} : { endsOn: row.ends_on }), ...(row.meetings_left === null ? {} : { meetingsLeft: row.meetings_left }),
      messages: this.matches.mayRead(row), ...(adviser !== undefined && this.matches.mayRead(row) ? { adviser: await this.matches.nameOf(row.program_id, adviser) } : {}), checkInDue: row.status === 'active' && row.check_in_at !== null && Date.parse(row.check_in_at) <= now, goodbye: said.goodbyes.some(({ by }) => by === 'mentee'),
      may, mayTellMore: (row.band === 'under-13' || (settings.topicsLater && isMinor(row) && row.consent !== 'not-needed')) && consentStands(row) && may.includes('tell-more'), ...(row.over_at === null ? {} : { deletedAt: new Date(Date.parse(row.over_at) + settings.keepDays * 86_400_000).toISOString() }), said: said.answers,
    };
  }

  private summary(row: MentorRequestRow, said: Said | undefined, names: ReadonlyMap<string, string>, due: string | undefined, office: boolean, now = Date.now()): MentorRequestSummary {
    const when = due ?? (row.check_in_at ?? (row.news_by ? `${row.news_by}T23:59:59Z` : undefined));
    return {
      id: row.id, status: row.status, since: row.since, createdAt: row.created_at, ...(row.news_by === null ? {} : { newsBy: row.news_by }), kind: row.kind, band: row.band, name: said ? String(said.answers.name ?? '') : '', minor: isMinor(row),
      // What is between somebody and their home is not a mentor's to know.
      keepFromHome: office && row.keep_from_home === 1, consent: office ? row.consent : '',
      waitsFor: waitsFor(row), ...(row.mentor_id === null || isOver(row) ? {} : { mentor: names.get(row.mentor_id) ?? '' }), ...(when === undefined ? {} : { due: when }), overdue: when !== undefined && Date.parse(when) < now, flagged: row.flagged === 1,
    };
  }
  /** The coordinator's list: what waits longest stands first, what is over last. */
  async list(member: Member): Promise<MentorRequestSummary[]> {
    const { store } = this.requests.office;
    const open = await store.read.selectFrom('mentor_requests').selectAll().where('program_id', '=', member.program).where('over_at', 'is', null).orderBy('since').execute();
    const over = await store.read.selectFrom('mentor_requests').selectAll().where('program_id', '=', member.program).where('over_at', 'is not', null).orderBy('over_at', 'desc').limit(500).execute();
    return this.summaries(member, [...open, ...over]);
  }
  private async summaries(member: Member, rows: readonly MentorRequestRow[]): Promise<MentorRequestSummary[]> {
    const { store } = this.requests.office;
    const names = new Map((await membersOf(store, member.program)).map(({ userId, name }) => [userId, name]));
    const dues = new Map((await store.read.selectFrom('match_proposals').select(['request_id', 'due_at']).where('program_id', '=', member.program).where('state', '=', 'asked').execute()).map((row) => [row.request_id, row.due_at ?? undefined]));
    const made = await Promise.all(rows.map(async (row) => {
      // With the counselor: that there is one may be seen, and no more.
      const may = (await this.requests.actorsOf(member, row)).length > 0;
      const said = await this.requests.said(row).catch(() => undefined);
      if (!said) return [];
      const office = member.roles.some((role) => role === 'coordinator' || role === 'supervisor');
      return [this.summary(row, may && (office || known.includes(row.status)) ? said : undefined, names, dues.get(row.id), office)];
    }));
    return made.flat().sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || Number(b.flagged) - Number(a.flagged) || Number(b.overdue) - Number(a.overdue) || a.since.localeCompare(b.since));
  }
  /** Of a mentor: where they are asked and whom they are matched with; of an adviser: those that they can read. */
  async matchesOf(member: Member): Promise<MentorRequestSummary[]> {
    const rows = await this.requests.office.store.read.selectFrom('mentor_requests').selectAll().where('program_id', '=', member.program).where('mentor_id', 'is not', null).where('over_at', 'is', null).execute();
    const mine = await Promise.all(rows.map(async (row) => (row.mentor_id === member.userId || (known.includes(row.status) && (await this.requests.advisersOf(row)).includes(member.userId)) ? [row] : [])));
    return this.summaries(member, mine.flat());
  }

  /** To somebody of the staff, as much as their part in it lets them see. */
  async staff(member: Member, row: MentorRequestRow, actors: readonly MentorActor[], now = Date.now()): Promise<MentorRequest> {
    const { store, audit } = this.requests.office;
    const said = await this.requests.said(row);
    const { program } = await this.requests.settingsOf(row.program_id);
    const members = await membersOf(store, row.program_id);
    const names = new Map(members.map(({ userId, name }) => [userId, name]));
    const nameOf = (userId: string) => names.get(userId) ?? '';
    const proposals = await this.requests.proposals(row);
    const asked = proposals.find(({ state }) => state === 'asked');
    const office = actors.includes('coordinator') || actors.includes('supervisor');
    const matched = known.includes(row.status);
    const summary = this.summary(row, office || matched ? said : undefined, names, asked?.due_at ?? undefined, office, now);
    const facts = await this.requests.facts(row, { actors, userId: member.userId, name: member.name }, {}, said, now);
    const actions = mentorActionNames.filter((action) => !notButtons.includes(action) && mentorActions[action].may.some((actor) => actors.includes(actor)) && row.status in mentorActions[action].steps).map((action) => ({ action, refusals: refusalsOf(action, facts, true) }))
      // Where something is settled, or is no matter here, nobody has to read why it cannot be done.
      .filter(({ action, refusals }) => !refusals.length || !silent.includes(action));
    const [adviser] = await this.requests.advisersOf(row);
    const meeting = this.meetingOf(row, said, program.partner);
    const shown = actors.includes('coordinator') ? said.answers : actors.includes('supervisor') ? pick(said.answers, Object.keys(said.answers).filter((id) => id !== 'contact')) : pick(said.answers, matched ? [...afterMatch, ...(isMinor(row) ? [] : contactIds)] : beforeMatch);
    const consent = office ? await this.consents.of(row) : undefined;
    const own = (by: string) => office || by === 'mentor';
    return {
      ...summary, said: shown, notes: office ? gentleNotes(said.answers) : [],
      ...(consent ? { consentRecord: { how: consent.row.how, on: consent.on, name: consent.name, ...(consent.relationship ? { relationship: consent.relationship } : {}), language: consent.language, ...(consent.online === undefined ? {} : { online: consent.online }), ...(consent.contact && actors.includes('coordinator') ? { contact: consent.contact } : {}), ...(consent.emergency && actors.includes('coordinator') ? { emergency: consent.emergency } : {}), version: consent.row.version, text: consent.text, ...(consent.row.revoked_at === null ? {} : { revokedAt: consent.row.revoked_at }) } } : {}),
      ...(office && said.question !== undefined ? { question: said.question } : {}), ...(office && said.answer !== undefined ? { answer: said.answer } : {}), ...(row.coordinator_id === null ? {} : { coordinator: nameOf(row.coordinator_id) }), ...(adviser === undefined ? {} : { adviser: nameOf(adviser) }),
      proposals: office ? proposals.map((item) => ({ mentor: item.mentor_id, name: nameOf(item.mentor_id), state: item.state, ...(item.asked_at === null ? {} : { askedAt: item.asked_at }), ...(item.due_at === null ? {} : { dueAt: item.due_at }) })) : [],
      agreement: { mentor: row.agreed_mentor === 1, mentee: row.agreed_mentee === 1 }, ...(meeting ? { meeting } : {}), goals: office || matched ? said.goals : [], ...(said.sheet !== undefined && (office || matched) ? { sheet: said.sheet } : {}), ...(row.ends_on === null ? {} : { endsOn: row.ends_on }), ...(row.meetings_left === null ? {} : { meetingsLeft: row.meetings_left }),
      checkIns: said.checkIns.filter(({ by }) => own(by)).map(({ words, ...item }) => ({ ...item, ...(words ? { words } : {}) })), goodbyes: said.goodbyes.filter(({ by }) => own(by)).map(({ by, words }) => ({ by, ...(words ? { words } : {}) })), referred: row.referral_id !== null, messages: this.matches.mayRead(row), actions,
      history: office ? (await audit.about(row.program_id, row.id)).map(({ at, actor, action, reason }) => ({ at, actor: names.get(actor) ?? actor, action, detail: reason })) : [],
    };
  }

  async suggestions(row: MentorRequestRow, now = Date.now()): Promise<Suggestion[]> {
    const { store } = this.requests.office;
    const { settings } = await this.requests.settingsOf(row.program_id);
    const members = await membersOf(store, row.program_id);
    const counts = await matchCounts(store, row.program_id, row.id);
    const before = new Set((await this.requests.proposals(row)).filter(({ state }) => state === 'passed' || state === 'no-answer').map(({ mentor_id: mentor }) => mentor));
    const today = new Date(now).toISOString().slice(0, 10);
    const mentors = members.filter(({ roles, pending }) => roles.includes('mentor') || pending.includes('mentor'));
    const said = await this.requests.said(row);
    return suggest(said.answers, row.language, await Promise.all(mentors.map(async (member) => {
      const mentor = await mentorRow(store, row.program_id, member.userId);
      const matches = counts.get(member.userId) ?? 0;
      return { member, row: mentor, matches, askedBefore: before.has(member.userId), against: mentorAgainst(member, mentor, matches, { settings, kind: row.kind, today }, members) };
    })));
  }

  /** Everything that is kept about one person. `messages` for whoever may read them. */
  async record(row: MentorRequestRow, withMessages: boolean): Promise<Record<string, unknown>> {
    const { conversations, audit } = this.requests.office;
    const said = await this.requests.said(row);
    const { program } = await this.requests.settingsOf(row.program_id);
    const consent = await this.consents.of(row);
    const mentor = await this.requests.mentorOf(row);
    const messages: unknown[] = [];
    if (withMessages) for (const conversation of await this.matches.all(row)) for (let seq = 0; ;) {
      const events = await conversations.after(conversation.id, row.program_id, seq).catch(() => []);
      if (!events.length) break;
      messages.push(...events.filter(({ kind }) => kind === 'message').map(({ at, author, name, body }) => ({ at, author, ...(name ? { name } : {}), body })));
      seq = events.at(-1)!.seq;
    }
    return {
      kith: 'mentor-request', partner: program.partner, program: program.name, exportedAt: new Date().toISOString(), status: row.status, since: row.since, createdAt: row.created_at, kind: row.kind, ageBand: row.band, answers: said.answers, ...(said.question === undefined ? {} : { question: said.question, answer: said.answer }), goals: said.goals,
      ...(said.sheet === undefined ? {} : { sheet: said.sheet }), ...(said.meeting ? { meeting: said.meeting } : {}), checkIns: said.checkIns, goodbyes: said.goodbyes, ...(mentor ? { mentor: mentor.profile.name, mentorShares: mentor.profile.experiences.filter(({ visibility }) => visibility === 'shown').map(({ label }) => label) } : {}),
      ...(consent ? { consent: { how: consent.row.how, on: consent.on, name: consent.name, relationship: consent.relationship, contact: consent.contact, emergency: consent.emergency, onlineMessages: consent.online, language: consent.language, version: consent.row.version, text: consent.text, revokedAt: consent.row.revoked_at } } : {}),
      history: (await audit.about(row.program_id, row.id)).map(({ at, action, reason }) => ({ at, action, detail: reason })), ...(withMessages ? { messages } : { messagesNote: 'Messages are not in this export: a supervisor can add them.' }),
    };
  }
}
