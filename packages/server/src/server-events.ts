import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';
import { Socket, type SocketConstructorOpts } from 'node:net';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';

const HEARTBEAT = 15_000;
/** A stream is ended and taken up again after this, so that no proxy or node holds one for ever. */
const ROTATE = [300_000, 600_000] as const;
/** Chunks that may wait for a reader where there is no socket. */
const AHEAD = 16;
/** Whoever does not take the end of their stream within this is cut off. */
const GOODBYE = 10_000;
const encoder = new TextEncoder();
const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' };

interface Sink { write: (text: string) => void; end: () => void; isFull: () => boolean }
/** Writes what comes until the returned function is called. */
export type Begin = (events: ServerEvents) => () => void;

/**
 * All that are open, in as many places as there are ticks between two heartbeats: a node may have tens of thousands, and to write to all of them at once
 * would hold up everybody else.
 */
const TICK = 50;
const wheel = Array.from({ length: HEARTBEAT / TICK }, () => new Set<ServerEvents>());
let count = 0;
let place = 0;
let dueAt = 0;
let clock: NodeJS.Timeout | undefined;
/** Ticks that a busy node missed are made up for, a round of them at most. */
function turn(): void {
  const now = performance.now();
  for (dueAt = Math.max(dueAt, now - HEARTBEAT + TICK); dueAt <= now; dueAt += TICK) {
    place = (place + 1) % wheel.length;
    for (const events of wheel[place]!) events.look(now);
  }
}

/** One stream of server-sent events: heartbeats spread over time, an end of its own now and then, and nothing left behind when the reader goes. */
export class ServerEvents {
  private readonly sink: Sink;
  private leave: (() => void) | undefined;
  private pulled: (() => void) | undefined;
  private readonly place = wheel[Math.floor(Math.random() * wheel.length)]!;
  private readonly endAt = performance.now() + ROTATE[0] + Math.random() * (ROTATE[1] - ROTATE[0]);
  constructor(sink: Sink) { this.sink = sink; }

  begin(begin: Begin): void {
    this.place.add(this);
    if (!count++) { dueAt = performance.now() + TICK; clock = setInterval(turn, TICK).unref(); }
    const leave = begin(this);
    // It may have ended while it began.
    if (this.isOpen()) this.leave = leave; else leave();
  }
  private isOpen(): boolean { return this.place.has(this); }
  write(text: string): void { if (this.isOpen()) this.sink.write(text); }
  close(): void { if (this.stop()) this.sink.end(); }
  hasRoom(): boolean { return !this.sink.isFull(); }
  /** Resolves when the reader has taken what was written, or is gone. */
  async room(): Promise<void> { while (this.isOpen() && this.sink.isFull()) await new Promise<void>((resolve) => { this.pulled = resolve; }); }
  /** The reader took something. */
  took(): void { this.pulled?.(); this.pulled = undefined; }
  /** The reader is gone. False when it was stopped before. */
  stop(): boolean {
    if (!this.place.delete(this)) return false;
    if (!--count) clearInterval(clock);
    this.leave?.();
    this.leave = undefined;
    this.took();
    return true;
  }
  look(now: number): void { if (now > this.endAt) this.close(); else this.write(': still here\n\n'); }
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

class SocketSink implements Sink {
  private readonly socket: Socket;
  constructor(socket: Socket) { this.socket = socket; }
  write(text: string): void { this.socket.write(text); }
  end(): void { const { socket } = this; socket.setTimeout(GOODBYE, () => { socket.destroy(); }).end(() => { socket.destroy(); }); }
  isFull(): boolean { return this.socket.writableNeedDrain; }
}
const ignore = () => undefined;

/**
 * The connection of an answer, out of the hands of the HTTP server, for which it is closed with that. What that server keeps for a connection (parser, request,
 * answer, headers) is more than half of the memory of a stream, and a stream needs none of it. A handle that is given to a new socket is how Node itself
 * hands connections on; its types do not say so.
 */
function takeConnection(outgoing: ServerResponse): Socket {
  const before = outgoing.socket as Socket & { _handle: object | null };
  const { _handle: handle } = before;
  before._handle = null;
  const socket = new Socket({ handle } as SocketConstructorOpts);
  before.destroy();
  // What else they send is read and forgotten, so that their leaving is noticed.
  return socket.on('error', ignore).resume();
}

/** Begins the stream that the request of this answer asked for, with the headers that were put on the answer meanwhile. */
export function startEvents(response: Response, outgoing: ServerResponse): Response {
  const begin = begins.get(outgoing);
  // Without a socket of its own: the reader is gone, or still reads the answer before.
  if (!begin || response.status !== 200 || outgoing.req.method !== 'GET' || !outgoing.socket || outgoing.socket.destroyed) return response;
  const socket = takeConnection(outgoing);
  socket.write(`HTTP/1.1 200 OK\r\ndate: ${new Date().toUTCString()}\r\nconnection: close\r\n${[...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`, 'latin1');
  const events = new ServerEvents(new SocketSink(socket));
  socket.on('drain', () => { events.took(); }).on('close', () => { events.stop(); });
  events.begin(begin);
  return RESPONSE_ALREADY_SENT;
}
