import { hash, randomBytes } from 'node:crypto';
import ipaddr from 'ipaddr.js';

/** A bucket holds `burst` tokens and gains `perSecond`. */
export interface Rate { burst: number; perSecond: number }
export interface RateLimits { address: Rate; program: Rate; report: Rate; conversation: Rate; start: Rate; /** Chats of a program, whoever starts them. Beyond it, or beyond `start`, the visitor's device has to do a sum. */ starts: Rate; leave: Rate; signIn: Rate; /** Of one person, whoever tries. */ person: Rate; /** Requests for mentors; beyond it the sender's device has to do a sum. */ request: Rate; /** Requests or chats, with the sum done. */ proved: Rate }

/**
 * Wide enough for a school of a thousand pupils behind one address who open the page in the same minute,
 * narrow enough that one address cannot take the whole server.
 */
export const defaultRates: RateLimits = {
  address: { burst: 6_000, perSecond: 100 },
  program: { burst: 30_000, perSecond: 1_000 },
  report: { burst: 300, perSecond: 1 },
  // One visitor: fast typing, retries and reconnects, not a flood.
  conversation: { burst: 120, perSecond: 4 },
  // A class of a school at once, not a flood of the line.
  start: { burst: 60, perSecond: 0.2 },
  // More than any line could answer.
  starts: { burst: 300, perSecond: 1 },
  leave: { burst: 20, perSecond: 0.02 },
  // A class at once without any sum; a whole school behind one address with one.
  request: { burst: 60, perSecond: 0.1 },
  proved: { burst: 400, perSecond: 0.1 },
  // A password is tried a few times, by a person.
  signIn: { burst: 20, perSecond: 0.1 },
  // From many addresses at once: a second factor stands behind it.
  person: { burst: 1_000, perSecond: 1 },
};

const networkOf = (address: string): string => {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  try { return (ipaddr.parse(address) as ipaddr.IPv6).parts.slice(0, 4).join(':'); } catch { return address; }
};

/** Of somebody who asks now and then, the bucket goes behind the others this often, in ms. */
const REORDER = 60_000;
interface Bucket { tokens: number; at: number; placed: number }

/** Rate limits in memory. Addresses are kept only as a hash with a salt that is thrown away every day. */
export class Limiter {
  private readonly rates: RateLimits;
  private readonly buckets = new Map<string, Bucket>();
  private salt = '';
  private saltedOn = 0;
  constructor(rates: RateLimits) { this.rates = rates; }

  /** Seconds to wait, or 0 when the request may go on. */
  take(kind: keyof RateLimits, key: string, now = Date.now()): number {
    this.saltAnew(now);
    if (this.buckets.size > 200_000) this.forgetSome();
    const rate = this.rates[kind];
    const name = `${kind} ${key}`;
    const bucket = this.buckets.get(name) ?? { tokens: rate.burst, at: now, placed: 0 };
    bucket.tokens = Math.min(rate.burst, bucket.tokens + Math.max(0, now - bucket.at) / 1000 * rate.perSecond);
    bucket.at = now;
    // Anew, so that the order is by last use: to the minute, and at once for whoever asks much.
    if (bucket.tokens < rate.burst / 2 || Math.abs(now - bucket.placed) > REORDER) {
      bucket.placed = now;
      this.buckets.delete(name);
      this.buckets.set(name, bucket);
    }
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / rate.perSecond);
    bucket.tokens -= 1;
    return 0;
  }

  /** The oldest half goes: to forget all would set a blocked address free. */
  private forgetSome(): void {
    let most = this.buckets.size / 2;
    for (const name of this.buckets.keys()) { if (most-- <= 0) break; this.buckets.delete(name); }
  }

  /** An address as a salted hash. Of an IPv6 address only the network counts: one line has 2^64 of the rest. */
  hashed(address: string, now = Date.now()): string {
    this.saltAnew(now);
    return hash('sha256', this.salt + networkOf(address), 'base64');
  }

  private saltAnew(now: number): void {
    const day = Math.floor(now / 86_400_000);
    if (day === this.saltedOn) return;
    this.saltedOn = day;
    this.salt = randomBytes(32).toString('base64');
    this.buckets.clear();
  }
}
