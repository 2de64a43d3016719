import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { problem } from './errors.ts';

/**
 * Before anything is read of a request: of one program only so many are let in at once. To refuse one in full costs almost as much as to answer it, so the
 * rest is refused here, from its address alone, and late: whoever asks without end is slowed by their own answers. Help is never refused here, and
 * neither are chats that are open; they have turns of their own (`turns.ts`).
 */
const MOST = 96;
/** Answers that wait to be given; beyond them a connection ends. */
const HELD = 4_000;
const LATE = [500, 1_500] as const;
/** ms that a body has to come before its request gives up its place, which it takes again when it has come. */
const BODY_WITHIN = 1_000;
/** Never refused here; whoever starts a chat or leaves words has limits of their own. */
const help = /^\/(v1\/(helplines|availability|programs|conversations|messages)|embed\/crisis-resources)/;

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

export function shedding(listener: Listener, most = MOST, bodyWithin = BODY_WITHIN): Listener {
  const inside = new Map<string, number>();
  let held = 0;
  return (request, response) => {
    const url = request.url ?? '';
    const site = /[?&]site=([^&]{1,80})/.exec(url)?.[1] ?? /^\/(?:groups|feeds)\/([^/?]{1,80})/.exec(url)?.[1];
    if (site === undefined || help.test(url)) { listener(request, response); return; }
    const count = inside.get(site) ?? 0;
    if (count < most) {
      let counted = false;
      const enter = () => { if (!counted && !response.closed) { counted = true; inside.set(site, (inside.get(site) ?? 0) + 1); } };
      const leave = () => { if (!counted) return; counted = false; const left = inside.get(site)! - 1; if (left) inside.set(site, left); else inside.delete(site); };
      enter();
      response.once('close', leave);
      // Whoever sends nothing more keeps nobody out.
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        const timer = setTimeout(() => { if (!request.complete) { leave(); request.once('end', enter); } }, bodyWithin);
        request.once('end', () => { clearTimeout(timer); });
        response.once('close', () => { clearTimeout(timer); });
      }
      listener(request, response);
      return;
    }
    if (held >= HELD) { request.destroy(); return; }
    held++;
    const timer = setTimeout(() => {
      const body = JSON.stringify(problem('too-many-requests', randomUUID()));
      response.writeHead(429, { 'content-type': 'application/problem+json', 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store', 'retry-after': '2', 'access-control-allow-origin': '*', 'access-control-expose-headers': 'x-request-id, retry-after', 'x-content-type-options': 'nosniff' }).end(body);
    }, LATE[0] + Math.random() * (LATE[1] - LATE[0]));
    response.once('close', () => { held--; clearTimeout(timer); });
    // What it says is not kept.
    request.resume();
  };
}
