import { ConversationStarted, DeletionReceipt, EventPage, MessageReceipt, type ConversationEvent, type ConversationStart, type Hello } from '@kith/contract';
import * as z from 'zod/mini';
import type { CallOptions, Connection } from './connection.ts';
import { isApiError, isKithError, type KithError } from './errors.ts';
import { followEvents, type Timing } from './event-stream.ts';

/** What a visitor says before the first word; everything but the acknowledgement may be left out. */
export type Intake = Omit<ConversationStart, 'token' | 'acknowledged'>;

/** One message as it stands: `sending` until the server has it, `sent` with its number, `refused` with the reason. */
export interface Message { clientId?: string | undefined; seq?: number | undefined; author: string; body: string; at?: string | undefined; tick: 'sending' | 'sent' | 'refused'; problem?: KithError | undefined }

/** Everything that there is to show. A new object after every change. */
export interface ConversationView {
  /** `waiting`, `active`, `ended`, …: open. */
  state: string;
  /** In the order of the log; what is still on its way stands last. */
  messages: readonly Message[];
  /** `live` while a stream is open, `polling` where streams do not come through, `offline` while the server cannot be reached. */
  link: 'connecting' | 'live' | 'polling' | 'offline';
  /** It was deleted, or the token is no longer good. */
  gone: boolean;
}

/** A conversation that is kept in step with the server until it is closed. Knows no page. */
export interface Conversation {
  readonly id: string;
  /** Opens this conversation. Keep it in memory, or where the visitor allowed it; never in an address. */
  readonly token: string;
  readonly view: ConversationView;
  /** Calls back after every change; the returned function ends that. */
  subscribe: (listener: (view: ConversationView) => void) => () => void;
  /** Puts a message into the outbox and gives its id. It is sent until the server has it or refuses it, each exactly once. */
  send: (body: string) => string;
  /** Something woke up (the page is shown again, the network is back): catches up at once. */
  wake: () => void;
  end: (options?: CallOptions) => Promise<void>;
  /** Deletes it on the server, at once, and closes it here. */
  delete: (options?: CallOptions) => Promise<DeletionReceipt>;
  /** Stops following. Nothing is lost: `resume` goes on. */
  close: () => void;
}

export interface Conversations {
  /** Starts a conversation. Only after the visitor has acknowledged the expectation text. */
  start: (intake?: Intake, options?: CallOptions & { /** Made by `newToken` before: then a start that is tried again is the same conversation. */ token?: string }) => Promise<Conversation>;
  /** Goes on with one, from the beginning of its log. */
  resume: (id: string, token: string) => Conversation;
}

const base64url = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
/** 256 random bits. */
export const newToken = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));
const newClientId = () => base64url(crypto.getRandomValues(new Uint8Array(12)));
/** Refusals that another try cannot change. */
const isFinal = (error: unknown): boolean => isApiError(error) && error.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429;

/** `timing` is for tests. */
export function conversations(connection: Connection, timing: Partial<Timing> = {}): Conversations {
  return {
    async start(intake = {}, { token = newToken(), signal } = {}) {
      const { id } = await connection.call('conversations', ConversationStarted, { method: 'post', body: { ...intake, token, acknowledged: true }, safe: true, signal });
      return follow(connection, id, token, timing);
    },
    resume: (id, token) => follow(connection, id, token, timing),
  };
}

function follow(connection: Connection, id: string, token: string, timing: Partial<Timing>): Conversation {
  const path = `conversations/${encodeURIComponent(id)}`;
  const headers = { authorization: `Bearer ${token}` };
  const stop = new AbortController();
  const listeners = new Set<(view: ConversationView) => void>();
  let log: ConversationEvent[] = [];
  let epoch: string | undefined;
  let outbox: Message[] = [];
  let view: ConversationView = { state: 'waiting', messages: [], link: 'connecting', gone: false };

  const show = (change: Partial<ConversationView> = {}) => {
    const stored = log.filter(({ kind }) => kind === 'message');
    const here = new Set(stored.map(({ author, clientId }) => `${author} ${clientId ?? ''}`));
    // An answer and the event of the same message may come in any order.
    outbox = outbox.filter(({ clientId, tick }) => tick === 'refused' || !here.has(`visitor ${clientId ?? ''}`));
    view = {
      ...view, state: log.findLast(({ kind }) => kind === 'state')?.state ?? view.state, ...change,
      messages: [...stored.map(({ clientId, seq, author, body = '', at }): Message => ({ clientId, seq, author, body, at, tick: 'sent' })), ...outbox],
    };
    for (const listener of listeners) listener(view);
  };

  const reader = followEvents({
    after: () => log.length,
    hello: (hello: Hello) => {
      // A restored store, or a log that goes on after what we know is no longer kept: what was read does not count.
      if ((epoch !== undefined && epoch !== hello.epoch) || hello.earliest > log.length + 1 || hello.head < log.length) log = [];
      epoch = hello.epoch;
    },
    apply: (event) => {
      if (event.seq <= log.length) return 'known';
      if (event.seq > log.length + 1) return 'hole';
      log.push(event);
      show();
      return 'new';
    },
    link: (link) => { if (link !== view.link) show({ link }); },
    gone: () => { show({ gone: true }); stop.abort(); },
    // Bare: no retry and no reading by somebody else, the answer goes on and on.
    open: (after, stream, wait, signal) => (connection.fetch ?? globalThis.fetch)(`${connection.server.replace(/\/+$/, '')}/v1/${path}/events?after=${after}${stream ? '' : `&wait=${wait}`}`, {
      headers: { ...headers, accept: stream ? 'text/event-stream' : 'application/json' }, signal, credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store',
    }),
    read: (value) => EventPage.safeParse(value).data,
  }, stop.signal, timing);

  let sending = false;
  let wakeSender: () => void = () => undefined;
  /** One at a time, in the order of writing: the next message waits until this one is stored or refused. */
  async function empty(): Promise<void> {
    if (sending) { return; }
    sending = true;
    try {
      for (let tries = 0, next = first(); next && !stop.signal.aborted; next = first()) {
        try {
          const { seq, at } = await connection.call(`${path}/messages`, MessageReceipt, { method: 'post', headers, body: { clientId: next.clientId, body: next.body }, signal: stop.signal });
          tries = 0;
          outbox = outbox.map((item) => (item.clientId === next.clientId ? { ...item, seq, at, tick: 'sent' as const } : item));
          show();
        } catch (error) {
          if (stop.signal.aborted) return;
          if (isFinal(error)) {
            outbox = outbox.map((item) => (item.clientId === next.clientId ? { ...item, tick: 'refused' as const, problem: isKithError(error) ? error : undefined } : item));
            show();
            continue;
          }
          await new Promise<void>((resolve) => { wakeSender = resolve; setTimeout(resolve, reader.backoff(tries++)); });
        }
      }
    } finally { sending = false; }
  }
  const first = () => outbox.find(({ tick }) => tick === 'sending');

  return {
    id, token,
    get view() { return view; },
    subscribe(listener) { listeners.add(listener); return () => { listeners.delete(listener); }; },
    send(body) {
      const clientId = newClientId();
      outbox = [...outbox, { clientId, author: 'visitor', body, tick: 'sending' }];
      show();
      void empty();
      return clientId;
    },
    wake() { reader.wake(); wakeSender(); },
    async end({ signal } = {}) { await connection.call(`${path}/end`, z.object({ state: z.string() }), { method: 'post', headers, body: {}, safe: true, signal }); },
    async delete({ signal } = {}) {
      const receipt = await connection.call(path, DeletionReceipt, { method: 'delete', headers, signal });
      stop.abort();
      log = [];
      outbox = [];
      show({ gone: true });
      return receipt;
    },
    close() { stop.abort(); },
  };
}
