import { createHmac, randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Chat, ChatClose, ConversationStart, DeletionReceipt, Feedback, MessageReceipt, Now, ProgramSettings } from '@kith/contract';
import { seal, unseal } from './conversation-keys.ts';
import { ConversationOver, NotNow, type Author } from './conversations.ts';
import { count, waitBand } from './counts.ts';
import { ProblemError } from './errors.ts';
import { Escalations } from './escalations.ts';
import { LeftMessages } from './left-messages.ts';
import { Lines } from './line.ts';
import { Mentoring } from './mentor-requests/index.ts';
import { programAndSettings, type Office } from './office.ts';
import { userTopic } from './presence.ts';
import { restAfterChat } from './shifts.ts';
import { membersOf, notNow, type Member } from './staff.ts';
import type { ConversationRow, Schema } from './store/schema.ts';

const MINUTE = 60_000;
const iso = (at = Date.now()) => new Date(at).toISOString();
const joinedOf = (row: Pick<ConversationRow, 'joined'>) => JSON.parse(row.joined) as string[];
const SETTINGS_FRESH = 2_000;

/** A map in memory that does not grow for ever. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (map.size > 10_000) map.delete(map.keys().next().value!);
  map.set(key, value);
}

/** What visitors, peers and supervisors do with a conversation, beyond its log. */
export class Desk {
  readonly office: Office;
  readonly lines: Lines;
  readonly escalations: Escalations;
  readonly messages: LeftMessages;
  readonly mentoring: Mentoring;
  /** Who has read which chat within the hour: written down once, not for each message. */
  private readonly readings = new Map<string, number>();
  private readonly settings = new Map<string, { until: number; read: Promise<ProgramSettings> }>();
  private readonly door: ((program: string) => Promise<'open' | 'closed'>) | undefined;
  /** `door`: in tests of what comes after it. */
  constructor(office: Office, door?: (program: string) => Promise<'open' | 'closed'>) {
    this.office = office;
    this.door = door;
    this.escalations = new Escalations(office);
    this.messages = new LeftMessages(office);
    this.mentoring = new Mentoring(office, () => this);
    this.lines = new Lines(office, (program) => this.settingsOf(program));
  }

  settingsOf(program: string): Promise<ProgramSettings> {
    const known = this.settings.get(program);
    if (known && known.until > performance.now()) return known.read;
    const read = programAndSettings(this.office, program).then(({ settings }) => settings);
    read.catch(() => this.settings.delete(program));
    this.settings.set(program, { until: performance.now() + SETTINGS_FRESH, read });
    return read;
  }
  settingsChanged(program: string): void { this.settings.delete(program); this.lines.touch(program); }

  /** Wakes the staff who follow this chat. */
  private wake(row: Pick<ConversationRow, 'id' | 'peer_id' | 'joined'>): void {
    for (const user of new Set([...(row.peer_id === null ? [] : [row.peer_id]), ...joinedOf(row)])) this.office.bus.publish(userTopic(user));
  }

  // The visitor's side.

  async start(program: string, { visit = '', ...start }: Omit<ConversationStart, 'proof'>): Promise<{ id: string; epoch: string; state: string }> {
    const { store, conversations, presence } = this.office;
    const visitHash = visit ? this.visitHash(program, visit) : null;
    const refused = visitHash ? await store.read.selectFrom('refusals').select('peer_id').where('program_id', '=', program).where('visit_hash', '=', visitHash).where('until', '>', iso()).execute() : [];
    if (refused.some(({ peer_id: peer }) => peer === '')) throw new ProblemError('blocked');
    // Only what the program offers: free text must not become the name of a counter.
    const settings = await this.settingsOf(program);
    if (start.age !== undefined && !settings.ageBands.includes(start.age)) delete start.age;
    if (start.age !== undefined && settings.minorBands.includes(start.age) && !settings.adultsAnswerMinors) throw new ProblemError('other-ages');
    if (start.region !== undefined && !settings.regions.includes(start.region)) delete start.region;
    // A retry of a start that went through is answered, whatever the door does meanwhile.
    const known = await conversations.byStartToken(program, start.token);
    const avoid = refused.map(({ peer_id: peer }) => peer);
    if (!known) {
      const state = await (this.door?.(program) ?? this.lines.admit(program, { topics: start.topics ?? [], avoid, ...(start.language === undefined ? {} : { language: start.language.split('-')[0]! }) }));
      if (state !== 'open') {
        await count(store, program, [[state === 'busy' ? 'turned-away' : 'after-hours', state]]);
        throw new ProblemError(state === 'busy' ? 'busy' : 'closed');
      }
    }
    const started = await conversations.start(program, start, { visitHash, avoid });
    presence.visitorSeen(started.id);
    if (!known) {
      await count(store, program, [['started', ''], ...(start.topics ?? []).map((topic): [string, string] => ['topics', topic]), ...(start.help ? [['help', start.help] as [string, string]] : []), ...(start.language ? [['language', start.language.split('-')[0]!] as [string, string]] : []), ...(start.age ? [['age', start.age] as [string, string]] : []), ...(start.face ? [['face-before', String(start.face)] as [string, string]] : [])]);
      this.lines.touch(program);
    }
    return started;
  }

  async visitorSends(row: ConversationRow, clientId: string, body: string): Promise<MessageReceipt & { again: boolean }> {
    await this.mentoring.matches.check(row);
    const receipt = await this.office.conversations.send(row, 'visitor', clientId, body);
    this.office.presence.wrote(row.id, 'visitor');
    this.office.presence.visitorSeen(row.id);
    if (!receipt.again) { this.wake(row); await this.mentoring.matches.wrote(row); }
    return receipt;
  }
  visitorTypes(row: ConversationRow): void { this.office.presence.types(row.id, 'visitor'); this.wake(row); }

  /** Leaving the page ends a chat. A match goes on: it ends with its request. */
  async visitorEnds(row: ConversationRow): Promise<{ state: string }> { return row.request_id === null ? this.end(row, 'visitor', 'ended', 'left-early') : { state: row.state }; }

  async notSafe(row: ConversationRow): Promise<{ paged: number }> {
    const { conversations, audit } = this.office;
    const { id, paged, openedAt, again } = await this.escalations.open(row, 'visitor');
    if (!again) await audit.write(row.program_id, 'visitor', 'escalation-opened', id);
    // Pressed again, the peer reads it once; and that once also where the first press was cut off half way, or was the peer's own.
    const once = async (_fresh: ConversationRow, transaction: Transaction<Schema>) => {
      if (await transaction.selectFrom('conversation_events').select('seq').where('conversation_id', '=', row.id).where('program_id', '=', row.program_id).where('notice', '=', 'not-safe').where('at', '>', iso(Date.parse(openedAt) - MINUTE)).executeTakeFirst()) throw new NotNow('said');
    };
    await conversations.notice(row, 'visitor', 'not-safe', again ? { check: once } : {})
      // Where the chat is over, nobody reads it any more; the record and the pages are what counts.
      .catch((error: unknown) => { if (!(error instanceof NotNow || error instanceof ConversationOver)) throw error; });
    await this.mentoring.matches.notSafe(row);
    this.lines.touch(row.program_id);
    this.wake(row);
    return { paged };
  }

  async answerHandover(row: ConversationRow, agree: boolean): Promise<{ state: string }> {
    const { conversations } = this.office;
    if (row.handover === null) return { state: row.state };
    if (!agree) { await conversations.notice(row, 'visitor', 'handover-declined', { set: { handover: null } }); this.wake(row); this.lines.touch(row.program_id); return { state: row.state }; }
    const settings = await this.settingsOf(row.program_id);
    const { state } = await conversations.change(row, 'visitor', 'transferred', { check: (fresh) => { if (fresh.handover === null || fresh.peer_id !== row.peer_id) throw new NotNow('changed'); }, set: { peer_id: null, peer_name: null, accepted_at: null, queue_at: iso(await this.office.store.time()), handover: row.handover === 'supervisor' ? 'supervisor' : null, warned: 0, extra_minutes: 0, ...(row.peer_id === null ? {} : { avoid: JSON.stringify([...JSON.parse(row.avoid) as string[], row.peer_id]) }) } });
    if (row.peer_id) { await this.measure(row); await restAfterChat(this.office.store.write, row.program_id, row.peer_id, settings); }
    this.wake(row);
    this.lines.touch(row.program_id);
    return { state };
  }
  /** Never an address: others share it. The number cannot be found again from what is kept. */
  private visitHash(program: string, visit: string): string { return createHmac('sha256', this.office.keys.derive('visits')).update(`${program} ${visit}`).digest('base64url'); }
  /** No new chat for this visit for a while, or none with this peer. */
  private async refuse({ program_id: program, visit_hash: visitHash }: ConversationRow, peer: string, hours: number): Promise<void> {
    if (visitHash === null) return;
    const until = iso(Date.now() + hours * 60 * MINUTE);
    await this.office.store.write.insertInto('refusals').values({ program_id: program, visit_hash: visitHash, peer_id: peer, until }).onConflict((conflict) => conflict.columns(['program_id', 'visit_hash', 'peer_id']).doUpdateSet({ until })).execute();
  }

  async anyone(row: ConversationRow): Promise<void> { await this.office.conversations.set(row, { anyone: 1 }); this.lines.touch(row.program_id); }

  /** About the peer. `stop` and `block` end the chat; the words go where the program's complaints go, under a key of their own. */
  async reportPeer(row: ConversationRow, kind: 'stop' | 'report' | 'block', words?: string): Promise<void> {
    const { store, keys } = this.office;
    if (row.peer_id !== null && (kind !== 'stop' || words)) {
      const id = randomUUID();
      const key = words ? await keys.create(id) : undefined;
      await store.write.insertInto('complaints').values({ program_id: row.program_id, id, about: row.peer_id, at: iso(), kind, conversation_id: row.id, words: key ? seal(key, `${id} complaint`, words!) : null }).execute();
      await this.office.audit.write(row.program_id, 'visitor', 'complaint', row.peer_id, kind);
    }
    await count(store, row.program_id, [['peer-reports', kind]]);
    // The log is the peer's too: that there is a report stays out of it.
    if (kind === 'block' && row.peer_id !== null) await this.refuse(row, row.peer_id, 24);
    if (row.ended_at === null && kind !== 'report') await this.visitorEnds(row);
  }
  async complaints(program: string, member: Member): Promise<{ id: string; at: string; kind: string; about: string; words?: string; conversation: string }[]> {
    const { store, keys } = this.office;
    const { complaintsTo } = await this.settingsOf(program);
    // Outside the peer's line: whoever the program named, and never about oneself.
    if (complaintsTo && complaintsTo !== member.userId) throw new ProblemError('not-allowed');
    const rows = await store.read.selectFrom('complaints').selectAll().where('program_id', '=', program).where('about', '<>', member.userId).orderBy('at', 'desc').limit(200).execute();
    const names = new Map((await membersOf(store, program)).map(({ userId, name }) => [userId, name]));
    return Promise.all(rows.map(async (row) => { const key = row.words === null ? undefined : await keys.of(row.id); return { id: row.id, at: row.at, kind: row.kind, about: names.get(row.about) ?? '', conversation: row.conversation_id, ...(key ? { words: unseal(key, `${row.id} complaint`, row.words!).toString('utf8') } : {}) }; }));
  }

  async feedback(row: ConversationRow, { face, listened, next, comment }: Feedback): Promise<void> {
    const { store, conversations } = this.office;
    // Once: a second answer changes nothing that was counted.
    if (row.feedback_at !== null) return;
    await conversations.set(row, { feedback_at: iso() });
    const before = (await conversations.intake(row))?.face;
    await count(store, row.program_id, [['feedback', 'answered'], ...(face ? [['face-after', String(face)] as [string, string], ...(before ? [['face-change', face > before ? 'better' : face < before ? 'worse' : 'same'] as [string, string]] : [])] : []), ...(listened ? [['listened', listened] as [string, string]] : []), ...(next === undefined ? [] : [['next-step', next ? 'yes' : 'no'] as [string, string]])]);
    if (comment) await conversations.addNote(row, { author: 'feedback', id: 'visitor', name: '' }, 'feedback-comment', comment);
  }

  /** `asked`: by its visitor; what they said about the peer goes too. Deleted by time, a complaint stays until it is read. */
  async delete(row: ConversationRow, asked = true): Promise<DeletionReceipt> {
    const { conversations, presence, keys, store } = this.office;
    const settings = await this.settingsOf(row.program_id);
    let kept: { until: string } | undefined;
    if (row.ended_at === null) await this.end(row, 'visitor', 'ended', 'left-early', false);
    if (row.escalation_id) { await this.escalations.copy(row); kept = { until: await this.escalations.keep(row.program_id, row.escalation_id, settings.incidentDays) }; }
    if (asked) for (const { id } of await store.read.selectFrom('complaints').select('id').where('program_id', '=', row.program_id).where('conversation_id', '=', row.id).execute()) { await conversations.rememberDeletion(id); await keys.destroy(id); await store.write.updateTable('complaints').set({ words: null }).where('id', '=', id).where('program_id', '=', row.program_id).execute(); }
    const receipt = await conversations.delete(row);
    presence.forget(row.id);
    this.lines.forget(row.id);
    this.wake(row);
    this.lines.touch(row.program_id);
    return { ...receipt, ...(kept ? { kept } : {}) };
  }

  /** What a visitor sees of this moment; `waiting`: they may have a place in the line. */
  async presently(id: string, program: string, waiting = true): Promise<Now> {
    const { presence } = this.office;
    const typing = presence.typing(id, ['peer', 'supervisor']);
    return { ...(typing.length ? { typing } : {}), seen: presence.seen(id, 'staff'), ...(waiting ? await this.lines.place(program, id) : {}) };
  }

  // Staff.

  /** The chat, if this person may have to do with it: its peer; a supervisor of the program. */
  async chatFor(member: Member, id: string): Promise<ConversationRow> {
    const row = await this.office.conversations.get(id, member.program);
    // A match is read where its request is, by those who may.
    if (!row || row.request_id !== null || !(row.peer_id === member.userId || member.roles.includes('supervisor'))) throw new ProblemError('not-here');
    return row;
  }
  private ownOrJoined(member: Member, row: ConversationRow): 'peer' | 'supervisor' {
    if (row.peer_id === member.userId) return member.roles.includes('supervisor') && !member.roles.includes('peer') ? 'supervisor' : 'peer';
    if (joinedOf(row).includes(member.userId)) return 'supervisor';
    throw notNow('Join the chat first.');
  }

  async accept(member: Member, id: string): Promise<void> {
    const { conversations, store } = this.office;
    this.lines.touch(member.program);
    const { line, offers } = await this.lines.offersFor(member.program, member.userId);
    const offer = offers.find((item) => item.id === id);
    if (!offer) throw new ProblemError('not-here');
    if (!offer.mayAccept) throw notNow(...offer.reasons);
    const at = await store.time();
    const busyWith = line.rows.filter((row) => row.peer_id === member.userId && row.ended_at === null).length;
    if (busyWith && !member.roles.includes('supervisor')) throw notNow('not-free');
    const free = async (row: ConversationRow, transaction: Transaction<Schema>) => {
      if (row.peer_id !== null || (row.state !== 'waiting' && row.state !== 'transferred')) throw new NotNow('taken');
      // One at a time, in two windows and on two nodes as well: what was read above may be a moment old.
      await store.held(transaction.selectFrom('staff').select('user_id').where('program_id', '=', member.program).where('user_id', '=', member.userId)).executeTakeFirst();
      const other = member.roles.includes('supervisor') ? undefined : await transaction.selectFrom('conversations').select('id').where('program_id', '=', member.program).where('peer_id', '=', member.userId).where('ended_at', 'is', null).where('request_id', 'is', null).executeTakeFirst();
      if (other) throw notNow('not-free');
    };
    const { changed, row } = await conversations.change({ id, program_id: member.program }, 'peer', 'active', { name: member.profile.name, check: free, set: { peer_id: member.userId, peer_name: member.profile.name, accepted_at: iso(at), handover: null } }).finally(() => { this.lines.touch(member.program); });
    if (!changed) throw notNow('taken');
    const age = line.summaries.get(id)?.age;
    // Both are told, in the log that both read.
    if (age !== undefined && line.settings.minorBands.includes(age)) await conversations.notice({ id, program_id: member.program }, 'system', 'reads-along');
    const waited = (at - Date.parse(row.queue_at ?? row.created_at)) / MINUTE;
    await count(store, member.program, [['accepted', ''], ['wait-minutes', waitBand(waited)], ...(line.settings.longestWait < waited ? [['waits-over-promise', ''] as [string, string]] : [])]);
    await this.office.audit.write(member.program, member.userId, 'chat-accepted', id);
    this.lines.touch(member.program);
  }

  /** Reading what is not one's own, or is over, needs a reason and is written down. */
  async read(member: Member, id: string, after: number, reason: string | undefined): Promise<Chat> {
    const { conversations, presence, audit } = this.office;
    const row = await this.chatFor(member, id);
    const own = row.peer_id === member.userId;
    if (row.ended_at !== null && own && !member.roles.includes('supervisor') && Date.now() - Date.parse(row.ended_at) > 24 * 60 * MINUTE) throw new ProblemError('not-here');
    const needs = row.ended_at !== null && !own;
    if (needs && !reason) throw notNow('Say why you read it.');
    const reading = `${member.userId} ${id} ${row.ended_at === null} ${reason ?? ''}`;
    if (!own && performance.now() - (this.readings.get(reading) ?? -Infinity) > 60 * MINUTE) {
      await audit.write(member.program, member.userId, row.ended_at === null ? 'chat-read-along' : 'chat-read', id, reason ?? '');
      remember(this.readings, reading, performance.now());
    }
    const members = joinedOf(row).length ? await membersOf(this.office.store, member.program) : [];
    const [events, notes] = await Promise.all([conversations.after(id, member.program, after), conversations.notes(row)]);
    const last = events.at(-1)?.seq ?? after;
    if (own || joinedOf(row).includes(member.userId)) presence.fetched(id, 'staff', last);
    else presence.watch(id, member.userId);
    const words = await this.lines.words(row);
    const typing = presence.typing(id, ['visitor', 'peer', 'supervisor'].filter((side) => !(own && side === 'peer')));
    return { chat: await this.lines.summary(row, members), ...(words ? { words } : {}), events, head: row.head, notes: notes.filter(({ author }) => !own || author === 'peer' || author === 'supervisor').map(({ seq, at, author, name, body }) => ({ seq, at, author, name, body })), now: { ...(typing.length ? { typing } : {}), seen: presence.seen(id, 'visitor') }, maySend: row.ended_at === null && (own || joinedOf(row).includes(member.userId)) };
  }

  async send(member: Member, id: string, clientId: string, body: string): Promise<MessageReceipt & { again: boolean }> {
    const row = await this.chatFor(member, id);
    const author: Author = this.ownOrJoined(member, row);
    // Two people of the staff may pick the same client id.
    const receipt = await this.office.conversations.send(row, author, `${member.userId.slice(0, 8)}-${clientId}`.slice(0, 64), body, member.profile.name);
    this.office.presence.wrote(id, author);
    if (!receipt.again) this.wake(row);
    return { ...receipt, clientId };
  }
  async types(member: Member, id: string): Promise<void> { const row = await this.chatFor(member, id); this.office.presence.types(id, this.ownOrJoined(member, row)); }
  async note(member: Member, id: string, clientId: string, body: string): Promise<MessageReceipt & { again: boolean }> {
    const row = await this.chatFor(member, id);
    const receipt = await this.office.conversations.addNote(row, { author: row.peer_id === member.userId ? 'peer' : 'supervisor', id: member.userId, name: member.profile.name }, clientId, body);
    this.wake(row);
    this.lines.touch(member.program);
    return receipt;
  }

  async join(member: Member, id: string): Promise<void> {
    const row = await this.chatFor(member, id);
    const joined = joinedOf(row);
    if (joined.includes(member.userId) || row.peer_id === member.userId) return;
    await this.office.conversations.notice(row, 'supervisor', 'supervisor-joined', { name: member.profile.name, set: (fresh) => ({ joined: JSON.stringify([...new Set([...joinedOf(fresh), member.userId])]) }) });
    await this.noticed(member, row);
    await this.office.audit.write(member.program, member.userId, 'chat-joined', id);
    this.wake({ ...row, joined: JSON.stringify([...joined, member.userId]) });
    this.lines.touch(member.program);
  }
  /** A supervisor is there: the page has been answered. */
  private async noticed(member: Member, row: ConversationRow): Promise<void> {
    if (row.escalation_id) await this.escalations.noticed(member.program, row.escalation_id, { id: member.userId, name: member.profile.name });
  }
  async leave(member: Member, id: string): Promise<void> {
    const row = await this.chatFor(member, id);
    const joined = joinedOf(row);
    if (!joined.includes(member.userId)) return;
    await this.office.conversations.notice(row, 'supervisor', 'supervisor-left', { name: member.profile.name, set: (fresh) => ({ joined: JSON.stringify(joinedOf(fresh).filter((user) => user !== member.userId)) }) });
    this.wake(row);
    this.lines.touch(member.program);
  }
  /** The supervisor goes on in place of the peer. The visitor reads that it is somebody else. */
  async takeOver(member: Member, id: string): Promise<void> {
    const { conversations } = this.office;
    const row = await this.chatFor(member, id);
    if (row.peer_id === member.userId) return;
    if (row.ended_at !== null) throw new ConversationOver();
    const set = { peer_id: member.userId, peer_name: member.profile.name, accepted_at: iso(await this.office.store.time()), handover: null, joined: JSON.stringify(joinedOf(row).filter((user) => user !== member.userId)), warned: 0 };
    const check = (fresh: ConversationRow) => { if (fresh.state !== row.state || fresh.peer_id !== row.peer_id) throw new NotNow('changed'); };
    if (row.state === 'active') await conversations.notice(row, 'supervisor', 'taken-over', { name: member.profile.name, set, check });
    else await conversations.change(row, 'supervisor', 'active', { name: member.profile.name, set, check });
    if (row.peer_id) await restAfterChat(this.office.store.write, member.program, row.peer_id, await this.settingsOf(member.program));
    await this.noticed(member, row);
    await this.office.audit.write(member.program, member.userId, 'chat-taken-over', id);
    this.wake(row);
    this.lines.touch(member.program);
  }
  async offerHandover(member: Member, id: string, to: 'queue' | 'supervisor'): Promise<void> {
    const row = await this.chatFor(member, id);
    if (row.peer_id !== member.userId) throw notNow('Only who is in the chat can hand it over.');
    await this.office.conversations.notice(row, 'peer', 'handover-offered', { name: member.profile.name, set: { handover: to } });
    this.lines.touch(member.program);
  }
  async pause(member: Member, id: string, on: boolean): Promise<void> {
    const row = await this.chatFor(member, id);
    if (row.peer_id !== member.userId) throw notNow('Only who is in the chat can pause it.');
    await this.office.conversations.notice(row, 'peer', on ? 'paused' : 'resumed', { name: member.profile.name });
  }
  /** A sheet for professional care. The words are the person's, agreed on; only that it was made is written down. */
  async handOff(member: Member, id: string, to: string, text: string): Promise<string> {
    const row = await this.chatFor(member, id);
    const { partner } = (await programAndSettings(this.office, member.program)).program;
    await this.office.audit.write(member.program, member.userId, 'hand-off-sheet', id);
    await count(this.office.store, member.program, [['signposts', 'hand-off']]);
    return `${partner}\n${iso().slice(0, 10)}\n\n${to}\n\n${text}\n\n${member.profile.name}, ${(await this.settingsOf(member.program)).title}\n(${row.id.slice(0, 8)})\n`;
  }
  async extend(member: Member, id: string, minutes: number): Promise<void> {
    const row = await this.chatFor(member, id);
    await this.office.conversations.extend(row, minutes);
    await this.office.audit.write(member.program, member.userId, 'chat-extended', id);
    this.wake(row);
  }
  async block(member: Member, id: string, hours: number, reason: string): Promise<void> {
    const row = await this.chatFor(member, id);
    await this.refuse(row, '', hours);
    await this.office.audit.write(member.program, member.userId, 'visitor-blocked', id, reason);
    await this.end(row, 'supervisor', 'ended', 'ended-by-us');
  }
  async escalate(member: Member, id: string): Promise<{ id: string; paged: number }> {
    const row = await this.chatFor(member, id);
    const opened = await this.escalations.open(row, row.peer_id === member.userId ? 'peer' : 'supervisor');
    await this.office.audit.write(member.program, member.userId, 'escalation-opened', opened.id);
    this.lines.touch(member.program);
    return { id: opened.id, paged: opened.paged };
  }

  async close(member: Member, id: string, note: ChatClose): Promise<void> {
    const { store, conversations } = this.office;
    const row = await this.chatFor(member, id);
    if (row.peer_id !== member.userId && !joinedOf(row).includes(member.userId)) throw notNow('Only who is in the chat can close it.');
    if (row.ended_at === null) await this.end(row, 'peer', 'ended', note.outcome);
    if (row.noted_at !== null) return;
    await conversations.set(row, { noted_at: iso() });
    const { grounding, signposts = [], supervisorAsked, followUp, wasGood } = note;
    await count(store, member.program, [['notes', note.outcome], ...(grounding ? [['grounding', 'used'] as [string, string]] : []), ...signposts.map((item): [string, string] => ['signposts', item]), ...(supervisorAsked ? [['supervisor', 'asked'] as [string, string]] : []), ...(followUp ? [['follow-up', 'agreed'] as [string, string]] : [])]);
    if (wasGood !== undefined) await conversations.addNote(row, { author: 'wellbeing', id: member.userId, name: member.profile.name }, 'was-it-good', `(was this good for me: ${wasGood} of 5)`);
  }

  /** The one way to an end: state, measured time, break, record of an escalation, retention of nothing. */
  async end(given: ConversationRow, author: Author, state: 'ended' | 'abandoned', outcome: string, mayDelete = true): Promise<{ state: string }> {
    const { conversations, store } = this.office;
    const { program_id: program } = given;
    const settings = await this.settingsOf(program);
    // The peer's rest, and the word with a supervisor that they need after an escalation, come with the end or there is none.
    const rest = async (fresh: ConversationRow, transaction: Transaction<Schema>) => {
      const { ended_at: before, request_id: request, peer_id: peer, escalation_id: escalation } = fresh;
      if (before !== null || request !== null || peer === null) return;
      if (!await transaction.selectFrom('shifts').select('id').where('program_id', '=', program).where('user_id', '=', peer).where('ended_at', 'is', null).where('role', '=', 'peer').executeTakeFirst()) return;
      await restAfterChat(transaction, program, peer, settings);
      if (escalation !== null) await transaction.updateTable('staff').set({ needs_ok: 1 }).where('program_id', '=', program).where('user_id', '=', peer).execute();
    };
    const done = await conversations.change(given, author, state, { set: { handover: null, joined: '[]' }, check: rest });
    // As it was when it ended: somebody else may have it since it was read.
    const { row } = done;
    if (done.changed && row.request_id === null) {
      await this.measure(row);
      await count(store, row.program_id, [['ended', row.accepted_at === null ? 'before-an-answer' : author === 'visitor' ? 'by-the-visitor' : outcome]]);
      await this.escalations.copy(row);
      this.wake(row);
      this.lines.touch(row.program_id);
      if (mayDelete && settings.keepHours === 0) await this.delete({ ...row, ended_at: iso() }, false);
    }
    return { state: done.state };
  }
  private async measure(row: ConversationRow): Promise<void> {
    if (row.accepted_at === null) return;
    const seconds = Math.round((Date.now() - Date.parse(row.accepted_at)) / 1_000);
    const waited = Math.max(0, Math.round((Date.parse(row.accepted_at) - Date.parse(row.queue_at ?? row.created_at)) / 1_000));
    await this.office.store.write.insertInto('service_times').values({ program_id: row.program_id, at: iso(), seconds, waited }).execute();
  }
}
