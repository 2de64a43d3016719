import type { ChatSummary, ProgramSettings, SharedExperience } from '@kith/contract';
import { anybodyFor, estimate, inLine, offers, serviceRange, type Offer, type Server, type Taker, type Waiting } from './matching.ts';
import { isInLine } from './conversation-stream.ts';
import type { Office } from './office.ts';
import { lineTopic, staffTopic } from './presence.ts';
import { dutyOf, freeReasons, openShifts, type Duty } from './shifts.ts';
import { membersOf, type Member } from './staff.ts';
import type { ConversationRow, ShiftRow } from './store/schema.ts';

const MINUTE = 60_000;
/** A reading of the line is good for this long; every change makes a new one at once. */
const FRESH = 5_000;
const MEASURED = 50;
const TELL_EVERY = 1_000;
const KEPT = 10_000;
/** ms. Whoever is in line and not here for longer keeps their place for a while, but keeps the door shut for nobody. */
const HOLDS = 45_000;
/** Beyond it no range is honest. */
const FARTHEST = 200;

/** Everything about one program's line at one moment: who waits, who takes, whether the door is open. */
export interface Line {
  at: number; settings: ProgramSettings; duty: Duty; rows: ConversationRow[]; summaries: Map<string, ChatSummary>; waiting: Waiting[]; /** How many of them keep the door shut for others. */ holding: number; takers: Taker[]; members: Member[]; shifts: ShiftRow[];
  servers: (Server & { shares: readonly string[] })[]; service: [number, number]; state: 'open' | 'closed' | 'busy' | 'not-ready'; /** For somebody who comes now. */ wait: [number, number] | undefined; /** Minutes that may be promised. */ longest: number; shared: SharedExperience[]; index: Map<string, number>; admitted: number;
}

export class Lines {
  private readonly office: Office;
  private readonly settingsOf: (program: string) => Promise<ProgramSettings>;
  private readonly known = new Map<string, { until: number; line: Promise<Line> }>();
  private readonly telling = new Map<string, { again: boolean }>();
  private readonly followed = new Set<string>();
  private readonly intakes = new Map<string, Awaited<ReturnType<Office['conversations']['intake']>>>();
  constructor(office: Office, settingsOf: (program: string) => Promise<ProgramSettings>) { this.office = office; this.settingsOf = settingsOf; }

  /** Something changed: everybody who looks at the line looks again. At once, but not for each of a hundred changes: a program may have hundreds who look. */
  touch(program: string): void {
    this.known.delete(program);
    const telling = this.telling.get(program);
    if (telling) { telling.again = true; return; }
    this.office.bus.publish(staffTopic(program));
    const told = { again: false };
    this.telling.set(program, told);
    setTimeout(() => {
      this.telling.delete(program);
      this.office.bus.publish(lineTopic(program));
      if (told.again) this.touch(program);
    }, TELL_EVERY).unref();
  }
  /** Whether one more may come in, counting those who came since the line was last read. */
  async admit(program: string, about: Pick<Waiting, 'topics' | 'language' | 'avoid'>): Promise<Line['state']> {
    const line = await this.of(program);
    if (line.state === 'open' && !anybodyFor({ id: '', since: 0, shared: [], anyone: true, transferred: false, supervisorOnly: false, ...about }, line.takers)) return 'busy';
    line.admitted++;
    if (line.state !== 'open' || line.admitted === 1) return line.state;
    const wait = estimate(line.holding + line.admitted, line.servers, line.service, line.settings.breakMinutes);
    return wait && wait[1] <= line.longest ? 'open' : 'busy';
  }
  of(program: string): Promise<Line> {
    // What another node changes makes a reading old here too.
    if (this.office.bus.shared && !this.followed.has(program)) { this.followed.add(program); this.office.bus.subscribe(staffTopic(program), () => { this.known.delete(program); }); }
    const known = this.known.get(program);
    if (known && known.until > performance.now()) return known.line;
    const line = this.read(program);
    const entry = { until: performance.now() + FRESH, line };
    this.known.set(program, entry);
    // A long line is not kept in memory for nobody.
    setTimeout(() => { if (this.known.get(program) === entry) this.known.delete(program); }, FRESH).unref();
    line.catch(() => this.known.delete(program));
    return line;
  }

  private async intakeOf(row: ConversationRow) {
    let intake = this.intakes.get(row.id);
    if (!intake) {
      intake = await this.office.conversations.intake(row);
      if (this.intakes.size >= KEPT) this.intakes.delete(this.intakes.keys().next().value!);
      this.intakes.set(row.id, intake);
    }
    return intake;
  }
  forget(id: string): void { this.intakes.delete(id); }
  words(row: ConversationRow): Promise<string | undefined> { return this.intakeOf(row).then((intake) => intake?.words); }

  async summary(row: ConversationRow, members: Member[]): Promise<ChatSummary> {
    const intake = await this.intakeOf(row) ?? {};
    const { presence } = this.office;
    const nameOf = (id: string) => members.find(({ userId }) => userId === id)?.profile.name ?? '';
    return {
      id: row.id, state: row.state, createdAt: row.created_at, ...(row.accepted_at === null ? {} : { acceptedAt: row.accepted_at }), ...(row.ended_at === null ? {} : { endedAt: row.ended_at }), head: row.head,
      alias: intake.name ?? '', topics: intake.topics ?? [], ...(intake.help === undefined ? {} : { help: intake.help }), ...(intake.language === undefined ? {} : { language: intake.language }), ...(intake.face === undefined ? {} : { face: intake.face }),
      forSomeoneElse: intake.forSomeoneElse ?? false, ...(intake.age === undefined ? {} : { age: intake.age }), shared: row.anyone ? [] : intake.shared ?? [], ...(row.peer_id === null ? {} : { peer: row.peer_name ?? '', peerId: row.peer_id }),
      joined: (JSON.parse(row.joined) as string[]).map(nameOf), visitorHere: presence.isVisitorHere(row.id), peerHere: row.peer_id !== null && presence.isStaffHere(row.peer_id), ...(row.escalation_id === null ? {} : { escalation: row.escalation_id }), handover: row.handover !== null,
    };
  }

  private async read(program: string): Promise<Line> {
    const { office } = this;
    const at = Date.now();
    const settings = await this.settingsOf(program);
    const [rows, shifts, members] = [await office.conversations.live(program), await openShifts(office, program), await membersOf(office.store, program)];
    await office.presence.learn([...rows.map(({ id }) => id), ...shifts.map(({ user_id: user }) => user)]);
    const duty = await dutyOf(office, program, settings);
    const summaries = new Map<string, ChatSummary>();
    for (const row of rows) summaries.set(row.id, await this.summary(row, members));
    const takers: Taker[] = [];
    const servers: Line['servers'] = [];
    for (const shift of shifts) {
      const member = members.find(({ userId }) => userId === shift.user_id);
      if (!member || !office.presence.isStaffThere(shift.user_id)) continue;
      const mine = rows.filter(({ peer_id: peer }) => peer === shift.user_id);
      const shares = member.profile.experiences.filter(({ visibility }) => visibility !== 'private').map(({ kind, value }) => `${kind}:${value}`);
      takers.push({ id: shift.user_id, role: shift.role, languages: member.profile.languages, optOut: JSON.parse(shift.opt_out) as string[], shares, free: freeReasons(shift, member.needsOk, mine.length, at).length === 0, chats: shift.chats, lastChatAt: shift.last_chat_at === null ? 0 : Date.parse(shift.last_chat_at) });
      if (shift.role !== 'peer' || shift.state !== 'on' || member.needsOk) continue;
      const pause = Math.max(0, (shift.break_until === null ? 0 : Date.parse(shift.break_until) - at) / MINUTE);
      servers.push({ pause, shares, ...(mine[0]?.accepted_at ? { inChat: (at - Date.parse(mine[0].accepted_at)) / MINUTE } : {}) });
    }
    const waiting = inLine(rows.filter(({ state }) => isInLine(state)).map((row): Waiting => {
      const { topics, language, shared } = summaries.get(row.id)!;
      return { id: row.id, since: Date.parse(row.queue_at ?? row.created_at), topics, ...(language === undefined ? {} : { language: language.split('-')[0]! }), shared, anyone: row.anyone === 1, transferred: row.state === 'transferred', avoid: JSON.parse(row.avoid) as string[], supervisorOnly: row.handover === 'supervisor' };
    }));
    const measured = await office.store.read.selectFrom('service_times').select('seconds').where('program_id', '=', program).orderBy('at', 'desc').limit(MEASURED).execute();
    const service = serviceRange(measured.map(({ seconds }) => seconds));
    const holding = waiting.filter(({ id, since }) => at - since < HOLDS || office.presence.visitorAway(id) < HOLDS).length;
    const wait = estimate(holding + 1, servers, service, settings.breakMinutes);
    // Somebody must still be on shift when the turn comes.
    const lastEnd = Math.max(0, ...shifts.filter(({ role, state }) => role === 'peer' && state === 'on').map(({ ends_at: end }) => (Date.parse(end) - at) / MINUTE));
    const longest = Math.max(3, Math.min(settings.longestWait, lastEnd));
    const state = !duty.open ? (duty.peers || duty.supervisors.length ? 'not-ready' : 'closed') : !wait ? 'closed' : wait[1] > longest ? 'busy' : 'open';
    const shared = [...new Map(members.filter(({ userId }) => takers.some(({ id, role }) => id === userId && role === 'peer')).flatMap(({ profile }) => profile.experiences.filter(({ visibility }) => visibility === 'shown')).map(({ kind, value, label }) => [`${kind}:${value}`, { kind, value, label }])).values()];
    return { at, settings, duty, rows, summaries, waiting, holding, takers, members, shifts, servers, service, state, wait, longest, shared, index: new Map(waiting.map(({ id }, index) => [id, index])), admitted: 0 };
  }

  /** The line as one member of staff sees it. */
  async offersFor(program: string, userId: string): Promise<{ line: Line; offers: Offer[] }> {
    const line = await this.of(program);
    const me = line.takers.find(({ id }) => id === userId);
    const nobody: Offer[] = line.waiting.map(({ id }) => ({ id, mayAccept: false, reasons: ['not-on-shift'] }));
    return { line, offers: me ? offers(line.waiting, line.takers, me, Date.now()) : nobody };
  }

  /** Place in line and the range of the wait, for one who waits. */
  async place(program: string, id: string): Promise<{ place: number; wait?: number[]; shared?: number[] } | undefined> {
    const line = await this.of(program);
    const index = line.index.get(id);
    if (index === undefined) return undefined;
    if (index >= FARTHEST) return { place: index + 1 };
    const chat = line.waiting[index]!;
    const wait = estimate(index + 1, line.servers, line.service, line.settings.breakMinutes);
    const sharing = chat.anyone || !chat.shared.length ? [] : line.servers.filter(({ shares }) => shares.some((item) => chat.shared.includes(item)));
    const shared = sharing.length ? estimate(1 + line.waiting.slice(0, index).filter((other) => other.shared.some((item) => chat.shared.includes(item))).length, sharing, line.service, line.settings.breakMinutes) : undefined;
    return { place: index + 1, ...(wait ? { wait } : {}), ...(shared ? { shared } : {}) };
  }
}
