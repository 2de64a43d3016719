import type { Wake } from '@kith/contract';
import { topicOf } from './conversations.ts';
import type { Desk } from './desk.ts';
import { nowTopic, staffTopic, userTopic } from './presence.ts';
import type { Begin, ServerEvents } from './server-events.ts';

/** So long after they last looked, somebody who reads along is told of what is new. */
const WATCHING = 90_000;
/** Between nodes a wake-up may be lost: then they look by themselves. */
const LOOK_EVERY = 5_000;
/** One wake-up for a burst of changes. */
const BURST = 20;

/** Wake-ups for one window of somebody of the staff: what to ask for again, never what it says. */
class StaffStream {
  private readonly events: ServerEvents;
  private readonly desk: Desk;
  private readonly programs: readonly string[];
  private readonly pending = new Set<string>();
  /** What they read along in, each for a while after they last looked. */
  private followed: Map<string, { until: number; leave: () => void }> | undefined;
  constructor(events: ServerEvents, desk: Desk, programs: readonly string[]) { this.events = events; this.desk = desk; this.programs = programs; }

  private tell(wake: Wake): void { this.events.write(`data: ${JSON.stringify(wake)}\n\n`); }
  private soon(program: string, what: string): void {
    const key = `${program} ${what}`;
    if (this.pending.has(key)) return;
    this.pending.add(key);
    setTimeout(() => { this.pending.delete(key); this.tell({ program, what }); }, BURST).unref();
  }
  private drop(id: string): void { this.followed?.get(id)?.leave(); this.followed?.delete(id); }
  private follow(id: string): void {
    const { bus } = this.desk.office;
    const until = Date.now() + WATCHING;
    const followed = this.followed ??= new Map<string, { until: number; leave: () => void }>();
    const known = followed.get(id);
    if (known) { known.until = until; return; }
    const wake = () => { if ((followed.get(id)?.until ?? 0) > Date.now()) this.soon('', 'chat'); else this.drop(id); };
    const two = [bus.subscribe(topicOf(id), wake), bus.subscribe(nowTopic(id), wake)];
    followed.set(id, { until, leave: () => { for (const one of two) one(); } });
  }
  private look(): void { this.soon('', 'chat'); for (const program of this.programs) this.soon(program, 'queue'); }

  begin(userId: string): () => void {
    const { bus, presence, streams, nodes } = this.desk.office;
    const close = () => { this.events.close(); };
    streams.others.add(close);
    this.events.write('event: hello\ndata: {}\n\n');
    const looking = nodes ? setInterval(() => { this.look(); }, LOOK_EVERY).unref() : undefined;
    const leaves = [presence.staffHere(userId), bus.subscribe(userTopic(userId), ({ watch, revoked }) => { if (revoked) close(); else if (watch) this.follow(watch); else this.tell({ program: '', what: 'chat' }); }), ...this.programs.map((program) => bus.subscribe(staffTopic(program), () => { this.soon(program, 'queue'); }))];
    for (const program of this.programs) this.desk.lines.touch(program);
    return () => {
      streams.others.delete(close);
      clearInterval(looking);
      for (const id of [...this.followed?.keys() ?? []]) this.drop(id);
      for (const leave of leaves) leave();
    };
  }
}

export const staffStream = (desk: Desk, userId: string, programs: readonly string[]): Begin => (events) => new StaffStream(events, desk, programs).begin(userId);
