import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';

const HEARTBEAT = 15_000;
/** A stream is ended and taken up again after this, so that no proxy or node holds one for ever. */
const ROTATE = [300_000, 600_000] as const;
const LOOK = 1_000;
/** Chunks that may wait for a reader where there is no socket. */
const AHEAD = 16;
const encoder = new TextEncoder();
const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' };

interface Sink { write: (text: string) => void; end: () => void; isFull: () => boolean }
/** Writes what comes until the returned function is called. */
export type Begin = (events: ServerEvents) => () => void;

/** All that are open: one clock beats for them, since a node may have tens of thousands. */
const open = new Set<ServerEvents>();
let clock: NodeJS.Timeout | undefined;

/** One stream of server-sent events: heartbeats spread over time, an end of its own now and then, and nothing left behind when the reader goes. */
export class ServerEvents {
  private readonly sink: Sink;
  private leave: (() => void) | undefined;
  private pulled: (() => void) | undefined;
  private beatAt = 0;
  private readonly endAt = performance.now() + ROTATE[0] + Math.random() * (ROTATE[1] - ROTATE[0]);
  constructor(sink: Sink) { this.sink = sink; }

  begin(begin: Begin): void {
    open.add(this);
    clock ??= setInterval(() => { const now = performance.now(); for (const events of open) events.look(now); }, LOOK).unref();
    this.later();
    const leave = begin(this);
    // It may have ended while it began.
    if (open.has(this)) this.leave = leave; else leave();
  }
  write(text: string): void { if (open.has(this)) this.sink.write(text); }
  close(): void { if (this.stop()) this.sink.end(); }
  hasRoom(): boolean { return !this.sink.isFull(); }
  /** Resolves when the reader has taken what was written, or is gone. */
  async room(): Promise<void> { while (open.has(this) && this.sink.isFull()) await new Promise<void>((resolve) => { this.pulled = resolve; }); }
  /** The reader took something. */
  took(): void { this.pulled?.(); this.pulled = undefined; }
  /** The reader is gone. False when it was stopped before. */
  stop(): boolean {
    if (!open.delete(this)) return false;
    if (!open.size) { clearInterval(clock); clock = undefined; }
    this.leave?.();
    this.leave = undefined;
    this.took();
    return true;
  }
  private later(): void { this.beatAt = performance.now() + HEARTBEAT * (0.8 + Math.random() * 0.4); }
  private look(now: number): void {
    if (now > this.endAt) this.close();
    else if (now > this.beatAt) { this.write(': still here\n\n'); this.later(); }
  }
}

const begins = new WeakMap<object, Begin>();

/** The answer to a request for a stream. Where the server says so, its socket is written to without a stream between (`startEvents`): ten thousand of those are felt. */
export function answerEvents(context: Context, begin: Begin): Response {
  const { events: outgoing } = (context.env ?? {}) as { events?: ServerResponse };
  if (outgoing) {
    // For whoever asked, also when it begins later.
    const run = AsyncLocalStorage.snapshot();
    begins.set(outgoing, (events) => run(begin, events));
    return context.body(null, 200, headers);
  }
  let events!: ServerEvents;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      events = new ServerEvents({ write: (text) => { controller.enqueue(encoder.encode(text)); }, end: () => { controller.close(); }, isFull: () => (controller.desiredSize ?? 1) <= 0 });
      events.begin(begin);
    },
    pull() { events.took(); },
    cancel() { events.stop(); },
  }, { highWaterMark: AHEAD });
  return context.body(body, 200, headers);
}

/** Begins the stream that the request of this answer asked for, with the headers that were put on the answer meanwhile. */
export function startEvents(response: Response, outgoing: ServerResponse): Response {
  const begin = begins.get(outgoing);
  if (!begin || response.status !== 200 || outgoing.destroyed) return response;
  begins.delete(outgoing);
  // Nobody waits for the request any more: what was kept of it goes.
  outgoing.removeAllListeners('close');
  outgoing.writeHead(200, [...response.headers].flat());
  const events = new ServerEvents({ write: (text) => { outgoing.write(text); }, end: () => { outgoing.end(); }, isFull: () => outgoing.writableNeedDrain });
  outgoing.on('drain', () => { events.took(); }).on('close', () => { events.stop(); });
  events.begin(begin);
  return RESPONSE_ALREADY_SENT;
}
