import type { Bus } from './bus.ts';

/** What is true just now and is never stored: who is there, who types, what was fetched. A restart forgets it, and everybody says it again. */
const TYPING = 6_000;
/** A console that was heard of within this is there: a reconnect takes seconds. */
export const STAFF_GONE = 45_000;
const VISITOR_GONE = 60_000;
const WATCHING = 90_000;

interface Here { streams: number; at: number }
/** Thousands of them may wait at once: maps are made when somebody types or watches. */
interface Talk { typing: Map<string, number> | undefined; visitorSeq: number; staffSeq: number; watchers: Map<string, number> | undefined; visit: string | undefined; /** Rises when its token is changed. */ turn: number }

export const staffTopic = (program: string): string => `staff ${program}`;
export const userTopic = (user: string): string => `staff-user ${user}`;
export const nowTopic = (conversation: string): string => `now ${conversation}`;
export const lineTopic = (program: string): string => `line ${program}`;

export class Presence {
  private readonly bus: Bus;
  private readonly started = Date.now();
  private readonly visitors = new Map<string, Here>();
  private readonly staff = new Map<string, Here>();
  private readonly talks = new Map<string, Talk>();
  constructor(bus: Bus) { this.bus = bus; }

  private talk(id: string): Talk {
    let talk = this.talks.get(id);
    if (!talk) { talk = { typing: undefined, visitorSeq: 0, staffSeq: 0, watchers: undefined, visit: undefined, turn: 0 }; this.talks.set(id, talk); }
    return talk;
  }
  private static arrive(map: Map<string, Here>, id: string): () => void {
    const here = map.get(id) ?? { streams: 0, at: 0 };
    here.streams++;
    here.at = Date.now();
    map.set(id, here);
    let left = false;
    return () => { if (left) return; left = true; here.streams--; here.at = Date.now(); };
  }
  /** A stream of theirs is open until the returned function is called. */
  visitorHere(id: string): () => void { return Presence.arrive(this.visitors, id); }
  staffHere(user: string): () => void { return Presence.arrive(this.staff, user); }
  visitorStreams(id: string): number { return this.visitors.get(id)?.streams ?? 0; }
  visitorSeen(id: string): void { Presence.arrive(this.visitors, id)(); }
  staffSeen(user: string): void { Presence.arrive(this.staff, user)(); }

  /** How long somebody has been away, in ms; 0 while they are here. After a restart nobody is away longer than the server is up. */
  visitorAway(id: string, now = Date.now()): number { const here = this.visitors.get(id); return here?.streams ? 0 : now - Math.max(here?.at ?? 0, this.started); }
  staffAway(user: string, now = Date.now()): number { const here = this.staff.get(user); return here?.streams ? 0 : now - Math.max(here?.at ?? 0, this.started); }
  isVisitorHere(id: string): boolean { return this.visitorAway(id) < VISITOR_GONE; }
  isStaffHere(user: string): boolean { return this.staffAway(user) < STAFF_GONE; }

  types(id: string, author: string): void { (this.talk(id).typing ??= new Map()).set(author, Date.now() + TYPING); this.tell(id, author !== 'visitor'); }
  /** A message is there: nobody types it any more. */
  wrote(id: string, author: string): void { this.talks.get(id)?.typing?.delete(author); }
  typing(id: string, others: readonly string[]): string[] {
    const now = Date.now();
    return [...this.talks.get(id)?.typing ?? []].filter(([author, until]) => until > now && others.includes(author)).map(([author]) => author);
  }
  /** The newest number that a side has fetched. */
  fetched(id: string, side: 'visitor' | 'staff', seq: number): void {
    const talk = this.talk(id);
    const name = side === 'visitor' ? 'visitorSeq' : 'staffSeq';
    if (seq <= talk[name]) return;
    talk[name] = seq;
    this.tell(id, side === 'staff');
  }
  /** Streams that were opened before this are of a token that is no longer good. */
  revoke(id: string): void { this.talk(id).turn++; this.bus.publish(nowTopic(id)); }
  turn(id: string): number { return this.talks.get(id)?.turn ?? 0; }
  seen(id: string, side: 'visitor' | 'staff'): number { const talk = this.talks.get(id); return (side === 'visitor' ? talk?.visitorSeq : talk?.staffSeq) ?? 0; }

  /** A supervisor who reads along is woken by what is said, for a while. */
  watch(id: string, user: string): void { (this.talk(id).watchers ??= new Map()).set(user, Date.now() + WATCHING); }
  /** The visitor is told of what others do, not of themselves. */
  private tell(id: string, visitor: boolean): void { if (visitor) this.bus.publish(nowTopic(id)); this.wakeWatchers(id); }
  wakeWatchers(id: string): void {
    const now = Date.now();
    for (const [user, until] of this.talks.get(id)?.watchers ?? []) if (until > now) this.bus.publish(userTopic(user));
  }
  /** The visit that a live conversation belongs to: a number that the visitor's page made up, and forgets. */
  setVisit(id: string, visit: string): void { this.talk(id).visit = visit; }
  visitOf(id: string): string | undefined { return this.talks.get(id)?.visit; }

  forget(id: string): void { this.talks.delete(id); this.visitors.delete(id); }
}
