import type { Now } from '@kith/contract';
import type { Bus } from './bus.ts';
import { PAGE, topicOf, type Conversations } from './conversations.ts';
import type { OpenStreams } from './open-streams.ts';
import { lineTopic, nowTopic } from './presence.ts';
import type { ConversationRow } from './store/schema.ts';

const HEARTBEAT = 15_000;
/** A stream is ended and taken up again after this, so that no proxy or node holds one for ever. */
const ROTATE = [300_000, 600_000] as const;
/** Chunks that may wait for a reader. */
const AHEAD = 16;
const encoder = new TextEncoder();
export const streamHeaders = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' };

/** One stream of server-sent events: heartbeats spread over time, an end of its own now and then, and nothing left behind when the reader goes. */
export function sseResponse(begin: (out: { write: (text: string) => void; close: () => void; /** Resolves when the reader has taken what was written. */ room: () => Promise<void> }) => () => void): Response {
  let leave: () => void = () => undefined;
  let timers: NodeJS.Timeout[] = [];
  let pulled: () => void = () => undefined;
  const stop = () => { leave(); leave = () => undefined; for (const timer of timers) clearTimeout(timer); timers = []; pulled(); };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => { try { controller.enqueue(encoder.encode(text)); } catch { stop(); } };
      const close = () => { stop(); try { controller.close(); } catch { /* gone already */ } };
      const beat = () => { timers[0] = setTimeout(() => { write(': still here\n\n'); if (timers.length) beat(); }, HEARTBEAT * (0.8 + Math.random() * 0.4)); };
      beat();
      timers[1] = setTimeout(close, ROTATE[0] + Math.random() * (ROTATE[1] - ROTATE[0]));
      const room = async () => { while ((controller.desiredSize ?? 1) <= 0 && timers.length) await new Promise<void>((resolve) => { pulled = resolve; }); };
      leave = begin({ write, close, room });
    },
    pull() { pulled(); },
    cancel() { stop(); pulled(); },
  }, { highWaterMark: AHEAD });
  return new Response(body, { headers: streamHeaders });
}

/** What is said beside the log: this moment, and that the visitor is there. */
export interface Beside { presently: () => Promise<Now>; here: () => () => void; fetched: (seq: number) => void; /** False once the token of this stream was changed. */ valid: () => boolean }

/** `hello`, then every event after a number, then each as it comes. Ends with the conversation's deletion, with its token, and now and then by itself. */
export async function eventStream(conversations: Conversations, { id, program_id: programId, token_hash: tokenHash }: Pick<ConversationRow, 'id' | 'program_id' | 'token_hash'>, after: number, streams: OpenStreams, beside?: Beside): Promise<Response> {
  const hello = await conversations.hello(id, programId);
  const bus: Bus = conversations.bus;
  let last = after;
  return sseResponse(({ write, close, room }) => {
    write(`event: hello\ndata: ${JSON.stringify(hello)}\n\n`);
    let reading = false;
    let again = false;
    let waiting = true;
    let said = '';
    const read = async (): Promise<number | undefined> => {
      // One at a time: numbers must come in order.
      if (reading) { again = true; return undefined; }
      reading = true;
      let first: number | undefined;
      try {
        do {
          again = false;
          let events = await conversations.after(id, programId, last);
          // Woken for nothing: it may have been deleted. Then there is nothing to be read, and never will be.
          if (!events.length && (await conversations.hello(id, programId)).head < last) close();
          for (; events.length; events = events.length < PAGE ? [] : await conversations.after(id, programId, last)) {
            first ??= Date.now() - Date.parse(events[0]!.at);
            for (const event of events) {
              write(`id: ${hello.epoch}.${event.seq}\ndata: ${JSON.stringify(event)}\n\n`);
              last = event.seq;
              if (event.state !== undefined) waiting = event.state === 'waiting' || event.state === 'transferred';
            }
            beside?.fetched(last);
            // Who does not read gets no more: a log must not pile up in memory.
            await room();
          }
        } while (again);
      } catch { close(); } finally { reading = false; }
      return first;
    };
    const say = async () => {
      if (!beside!.valid()) { close(); return; }
      const text = JSON.stringify(await beside!.presently());
      if (text !== said) { said = text; write(`event: now\ndata: ${text}\n\n`); }
    };
    const leaves = [bus.subscribe(topicOf(id), () => { void read(); }), streams.add({ id, tokenHash, last: () => last, read, close })];
    if (beside) {
      leaves.push(beside.here(), bus.subscribe(nowTopic(id), ({ by }) => { if (by !== 'visitor') say().catch(close); }), bus.subscribe(lineTopic(programId), () => { if (waiting) say().catch(close); }));
    }
    void read().then(() => (beside && (waiting || last > 1) ? say() : undefined)).catch(close);
    return () => { for (const leave of leaves) leave(); };
  });
}
