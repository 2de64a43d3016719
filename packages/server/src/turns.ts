import { ProblemError } from './errors.ts';

/**
 * Whose turn it is when there is more to do than can be done at once: every program in turn, however many of its visitors ask, and what cannot wait
 * before what can. Memory and time are bounded: beyond them whoever can wait is told to come back in a moment, helplines and open chats last.
 */
export const ranks = ['now', 'soon', 'later'] as const;
/** `now`: helplines, and chats that are open. `soon`: new chats, and staff. `later`: lists, searches, pages, reports. */
export type Rank = (typeof ranks)[number];
/** Of one program: how many may wait, and for how long (ms). */
const bounds: Record<Rank, { most: number; patience: number }> = { now: { most: 5_000, patience: 15_000 }, soon: { most: 500, patience: 10_000 }, later: { most: 100, patience: 3_000 } };
/** As many as the store answers at once. */
const AT_ONCE = 16;
/** Of them for one program at most, and of those for what is not `now`: a quarter is left to help and to open chats, whatever hangs. */
const SHARE = 0.75;
/** What can wait is done one after the other while other programs ask too: whoever comes next must not stand behind many. Chats never are. */
const LATELY = 1_000;
/** ms. */
const MOST_REST = 250;

interface Waiter { since: number; go: () => void; refuse: (error: Error) => void }

export class Turns {
  private readonly most: number;
  private readonly clock: () => number;
  private busy = 0;
  /** How many of them could have waited. */
  private patient = 0;
  /** The last two programs that asked. */
  private lately: [{ program: string; at: number }, { program: string; at: number }] = [{ program: '', at: -Infinity }, { program: '', at: -Infinity }];
  /** How many of each program run, how many of them are not `now`, and how many are `later`. */
  private readonly running = new Map<string, { all: number; patient: number; later: number }>();
  /** Programs in the order of their turns: whoever had one goes to the end. */
  private readonly waiting: Record<Rank, Map<string, Waiter[]>> = { now: new Map(), soon: new Map(), later: new Map() };
  constructor(most = AT_ONCE, clock: () => number = () => performance.now()) { this.most = most; this.clock = clock; }

  /** Does the work when it is the program's turn. Throws `too-many-requests` when that would take too long. */
  async run<Result>(program: string, rank: Rank, work: () => Promise<Result>): Promise<Result> {
    this.seen(program);
    if (this.busy < this.most && this.mayRun(program, rank)) this.begin(program, rank);
    else await this.wait(program, rank);
    const since = this.clock();
    try { return await work(); } finally {
      // Where many wait that can, while others ask too, the program rests as long as it worked: the others find a node that is half idle, not one that is full.
      const rest = rank === 'later' && this.waiting.later.get(program)?.length && this.hasCompany(program) ? Math.min(MOST_REST, this.clock() - since) : 0;
      if (rest) setTimeout(() => { this.end(program, rank); }, rest); else this.end(program, rank);
    }
  }
  /** Never all places for one program: work of its that hangs must leave some to the others. */
  private mayRun(program: string, rank: Rank): boolean {
    const { all, patient, later } = this.running.get(program) ?? { all: 0, patient: 0, later: 0 };
    const share = Math.max(1, Math.floor(this.most * SHARE));
    if (all >= share || rank === 'now') return all < share;
    return this.patient < this.most - Math.floor(this.most / 4) && patient < Math.max(1, Math.floor(share * SHARE)) && (rank !== 'later' || later === 0 || !this.hasCompany(program));
  }
  /** Another program asked for something lately. */
  private hasCompany(program: string): boolean { const [last, before] = this.lately; return this.clock() - (last.program === program ? before : last).at < LATELY; }
  private seen(program: string): void {
    const at = this.clock();
    if (this.lately[0].program === program) this.lately[0].at = at; else this.lately = [{ program, at }, this.lately[0]];
  }
  private begin(program: string, rank: Rank): void {
    const mine = this.running.get(program) ?? { all: 0, patient: 0, later: 0 };
    this.busy++;
    mine.all++;
    if (rank !== 'now') { this.patient++; mine.patient++; }
    if (rank === 'later') mine.later++;
    this.running.set(program, mine);
  }
  private end(program: string, rank: Rank): void {
    const mine = this.running.get(program)!;
    this.busy--;
    mine.all--;
    if (rank !== 'now') { this.patient--; mine.patient--; }
    if (rank === 'later') mine.later--;
    if (!mine.all) this.running.delete(program);
    while (this.busy < this.most && this.next());
  }
  /** How many wait. */
  get length(): number { return ranks.reduce((sum, rank) => sum + [...this.waiting[rank].values()].reduce((all, queue) => all + queue.length, 0), 0); }

  private wait(program: string, rank: Rank): Promise<void> {
    const queues = this.waiting[rank];
    const queue = queues.get(program) ?? [];
    if (queue.length >= bounds[rank].most) throw new ProblemError('too-many-requests', { retryAfter: 2 });
    if (!queue.length) queues.set(program, queue);
    return new Promise((go, refuse) => { queue.push({ since: this.clock(), go, refuse }); });
  }
  /** The place of whoever is done goes to the next one, who may have waited too long already. */
  private next(): boolean {
    for (const rank of ranks) {
      const queues = this.waiting[rank];
      for (const [program, queue] of queues) {
        if (!this.mayRun(program, rank)) continue;
        queues.delete(program);
        let waiter = queue.shift();
        while (waiter && this.clock() - waiter.since > bounds[rank].patience) { waiter.refuse(new ProblemError('too-many-requests', { retryAfter: 2 })); waiter = queue.shift(); }
        if (queue.length) queues.set(program, queue);
        if (waiter) { this.begin(program, rank); waiter.go(); return true; }
      }
    }
    return false;
  }
}
