import type { Context } from 'hono';
import { isTooDeep } from '@kith/finder';
import { ProblemError } from './errors.ts';

const MOST_BYTES = 64 * 1024;
/** ms. Enough for 64 kB on a poor line; whoever sends nothing holds nobody up for longer. */
const BODY_WITHIN = 20_000;

/** Reads a JSON body of at most 64 kB and 32 levels; both are checked before anything is parsed. */
export async function readJson(context: Context, types = ['application/json']): Promise<unknown> {
  const type = (context.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  if (!types.includes(type)) throw new ProblemError('unsupported-type');
  const text = await readText(context);
  if (isTooDeep(text)) throw new ProblemError('bad-request');
  try { return JSON.parse(text); } catch { throw new ProblemError('bad-request'); }
}

/** A body as text, given up as soon as it is longer than `most` bytes. */
export async function readText(context: Context, most = MOST_BYTES): Promise<string> {
  const length = context.req.header('content-length');
  if (Number(length ?? 0) > most) throw new ProblemError('too-large');
  // No more than it says ever comes from a connection (RFC 9112, 6.2), so it need not be counted, which costs more than to read it.
  const read = length === undefined ? context.req.raw.body && readAtMost(context.req.raw.body, most) : context.req.raw.text().catch(() => { throw new ProblemError('bad-request'); });
  return read ? inTime(read) : '';
}

/** A body that does not come ends its request. */
function inTime(read: Promise<string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => { reject(new ProblemError('too-slow')); }, BODY_WITHIN);
    read.finally(() => { clearTimeout(timer); }).then(resolve, reject);
  });
}

async function readAtMost(body: ReadableStream<Uint8Array>, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > most) throw new ProblemError('too-large');
      chunks.push(chunk);
    }
  } catch (error) {
    // The caller went away in the middle of it: that is no fault of the server's.
    throw error instanceof ProblemError ? error : new ProblemError('bad-request');
  }
  return Buffer.concat(chunks).toString('utf8');
}
