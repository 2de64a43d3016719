import { createChallenge, verifySolution } from 'altcha-lib/v1';

/** About a second of work on an old phone. */
const MOST = 60_000;
const GOOD_FOR = 10 * 60_000;
/** A form that was filled in faster than this was not filled in by hand, in seconds. */
const FASTEST = 2;

/**
 * A sum for the sender's device, where requests come faster than people write, or where a form looks as if a machine had filled it in
 * (ALTCHA). Nobody solves a puzzle, and nobody is turned away: it takes a moment longer.
 */
export class Proofs {
  private readonly key: string;
  /** What each was used for, and until when it could be used again. */
  private readonly used = new Map<string, { by: string; until: number }>();
  constructor(key: Buffer) { this.key = key.toString('base64url'); }

  make(now = Date.now()): ReturnType<typeof createChallenge> { return createChallenge({ hmacKey: this.key, maxnumber: MOST, expires: new Date(now + GOOD_FOR) }); }

  looksLikeAMachine({ trap, seconds }: { trap?: string | undefined; seconds?: number | undefined }): boolean { return Boolean(trap) || (seconds !== undefined && seconds < FASTEST); }

  /** Each counts for one thing alone, `by`: the same sent again, because its answer was lost, is good again. */
  async check(proof: string | undefined, by: string, now = Date.now()): Promise<boolean> {
    if (!proof) return false;
    // By the task itself: the text around it may be written in many ways.
    let task = '';
    try { task = String((JSON.parse(Buffer.from(proof, 'base64').toString('utf8')) as { challenge?: unknown }).challenge); } catch { return false; }
    for (const [known, { until }] of this.used) if (until < now) this.used.delete(known); else break;
    const before = this.used.get(task);
    if (before) return before.by === by;
    let good = false;
    try { good = await verifySolution(proof, this.key); } catch { /* not a proof at all */ }
    if (good) this.used.set(task, { by, until: now + GOOD_FOR });
    return good;
  }
}
