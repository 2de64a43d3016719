import type { Bus, Fact } from './bus.ts';
import type { Nodes } from './nodes.ts';

/** What is true just now: who is there, who types, what was fetched. A restart forgets it, and everybody says it again. Who is there is known to all nodes (`nodes.ts`). */
const TYPING = 6_000;
/** A console that was heard of within this is there: a reconnect takes seconds. */
export const STAFF_GONE = 45_000;
const VISITOR_GONE = 60_000;
/** Consoles that lost their server are back within this. */
const RETURNING = 15_000;
/** Of a conversation that nobody looks at any more, nothing is kept. */
const KEPT = 10 * 60_000;

interface Here { streams: number; at: number }
/** Thousands of them may wait at once: maps are made when somebody types. */
interface Talk { typing: Map<string, number> | undefined; visitorSeq: number; staffSeq: number; /** Rises when its token is changed. */ turn: number; used: number; leave: () => void }

/** A clock that never jumps, beginning as the real one at the start of the process: who is away must not hang on somebody setting the time. */
export const steady = (): number => performance.timeOrigin + performance.now();

export const staffTopic = (program: string): string => `staff ${program}`;
export const userTopic = (user: string): string => `staff-user ${user}`;
export const nowTopic = (conversation: string): string => `now ${conversation}`;
export const lineTopic = (program: string): string => `line ${program}`;

export class Presence {
  private readonly bus: Bus;
  private readonly nodes: Nodes | undefined;
  private readonly started = steady();
  private readonly visitors = new Map<string, Here>();
  private readonly staff = new Map<string, Here>();
  private readonly talks = new Map<string, Talk>();
  /** `nodes`: where there are others, and whoever is away here may be there. */
  constructor(bus: Bus, nodes?: Nodes) { this.bus = bus; this.nodes = nodes; }

  private talk(id: string): Talk {
    let talk = this.talks.get(id);
    if (!talk) {
      talk = { typing: undefined, visitorSeq: 0, staffSeq: 0, turn: 0, used: 0, leave: () => undefined };
      // What other nodes say of it.
      if (this.bus.shared) { const made = talk; talk.leave = this.bus.subscribe(nowTopic(id), (fact) => { Presence.hear(made, fact); }); }
      this.talks.set(id, talk);
    }
    talk.used = steady();
    return talk;
  }
  /** Facts are the same however often they are heard. */
  private static hear(talk: Talk, { typing, wrote, seen, revoked }: Fact): void {
    if (typing) (talk.typing ??= new Map()).set(typing, steady() + TYPING);
    if (wrote) talk.typing?.delete(wrote);
    if (seen) { const name = seen[0] === 'visitor' ? 'visitorSeq' : 'staffSeq'; talk[name] = Math.max(talk[name], seen[1]); }
    if (revoked) talk.turn++;
  }
  private arrive(map: Map<string, Here>, id: string): () => void {
    const here = map.get(id) ?? { streams: 0, at: 0 };
    here.streams++;
    here.at = steady();
    map.set(id, here);
    this.nodes?.changed(id, true);
    let left = false;
    return () => { if (left) return; left = true; here.streams--; here.at = steady(); if (!here.streams) this.nodes?.changed(id, false); };
  }
  /** A stream of theirs is open until the returned function is called. */
  visitorHere(id: string): () => void { return this.arrive(this.visitors, id); }
  staffHere(user: string): () => void { return this.arrive(this.staff, user); }
  visitorStreams(id: string): number { return this.visitors.get(id)?.streams ?? 0; }
  visitorSeen(id: string): void { this.arrive(this.visitors, id)(); }
  staffSeen(user: string): void { this.arrive(this.staff, user)(); }

  private away(here: Here | undefined, id: string, now: number): number {
    if (here?.streams) return 0;
    if (this.nodes?.isCutOff()) return 0;
    const since = this.nodes ? Math.max(this.started, performance.timeOrigin + this.nodes.heardSince) : this.started;
    return Math.max(0, Math.min(now - Math.max(here?.at ?? 0, since), this.nodes?.away(id) ?? Infinity));
  }
  /** How long somebody has been away, in ms; 0 while they are here. After a restart nobody is away longer than the server is up. */
  visitorAway(id: string, now = steady()): number { return this.away(this.visitors.get(id), id, now); }
  staffAway(user: string, now = steady()): number { return this.away(this.staff.get(user), user, now); }
  isVisitorHere(id: string): boolean { return this.visitorAway(id) < VISITOR_GONE; }
  isStaffHere(user: string): boolean { return this.staffAway(user) < STAFF_GONE; }
  /** To open a door by: a server that has just started takes nobody for here who does not come back, and where other nodes know that somebody is away they are. */
  isStaffThere(user: string): boolean {
    const here = this.staff.get(user);
    if (here?.streams) return true;
    const known = this.nodes?.away(user);
    if (!here && known === undefined) return steady() - this.started < RETURNING;
    return Math.min(known ?? Infinity, here ? steady() - here.at : Infinity) < STAFF_GONE;
  }
  /** Asks what the other nodes know of these. Before anybody is given up. */
  async learn(subjects: readonly string[]): Promise<void> { await this.nodes?.learn(subjects); }

  types(id: string, author: string): void { this.say(id, { typing: author, by: author === 'visitor' ? 'visitor' : 'staff' }); }
  /** A message is there: nobody types it any more. */
  wrote(id: string, author: string): void { if (this.talks.get(id)?.typing?.has(author)) this.say(id, { wrote: author, by: author === 'visitor' ? 'visitor' : 'staff' }); }
  typing(id: string, others: readonly string[]): string[] {
    const now = steady();
    return [...this.talk(id).typing ?? []].filter(([author, until]) => until > now && others.includes(author)).map(([author]) => author);
  }
  /** The newest number that a side has fetched. */
  fetched(id: string, side: 'visitor' | 'staff', seq: number): void { if (seq > this.seen(id, side)) this.say(id, { seen: [side, seq], by: side }); }
  /** Streams that were opened before this are of a token that is no longer good. */
  revoke(id: string): void { this.say(id, { revoked: true }); }
  turn(id: string): number { return this.talk(id).turn; }
  seen(id: string, side: 'visitor' | 'staff'): number { const talk = this.talk(id); return side === 'visitor' ? talk.visitorSeq : talk.staffSeq; }

  /** Somebody who reads along is woken by what is said and typed: wherever their stream is, it follows the conversation for a while. */
  watch(id: string, user: string): void { this.bus.publish(userTopic(user), { watch: id }); }
  private say(id: string, fact: Fact): void {
    Presence.hear(this.talk(id), fact);
    this.bus.publish(nowTopic(id), fact);
  }

  forget(id: string): void { this.talks.get(id)?.leave(); this.talks.delete(id); this.visitors.delete(id); }
  /** What nobody has asked about for long. */
  tidy(now = steady()): void {
    for (const [id, talk] of this.talks) if (now - talk.used > KEPT && !this.visitorStreams(id)) { talk.leave(); this.talks.delete(id); }
    for (const map of [this.visitors, this.staff]) for (const [id, here] of map) if (!here.streams && now - here.at > 24 * 3_600_000) map.delete(id);
  }
}
