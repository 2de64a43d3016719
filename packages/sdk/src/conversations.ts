import { ConversationStarted, DeletionReceipt, EventPage, MessageReceipt, NotSafeReceipt, Receipt, ResumeCode, type ConversationEvent, type ConversationStart, type Feedback, type Hello, type Now } from '@kith/contract';
import * as z from 'zod/mini';
import type { CallOptions, Connection } from './connection.ts';
import { isApiError, isKithError, type KithError } from './errors.ts';
import { followEvents, type Timing } from './event-stream.ts';
import { sendWithProof, type ProofOptions } from './proofs.ts';

/** What a visitor says before the first word; everything but the acknowledgement may be left out. */
export type Intake = Omit<ConversationStart, 'token' | 'acknowledged' | 'proof'>;

/** One message as it stands: `sending` until the server has it, `sent` with its number, `delivered` once the other side has it, `refused` with the reason. */
export interface Message { clientId?: string | undefined; seq?: number | undefined; author: string; /** Of somebody of the staff. */ name?: string | undefined; body: string; at?: string | undefined; tick: 'sending' | 'sent' | 'delivered' | 'refused'; problem?: KithError | undefined }

/** Everything that there is to show. A new object after every change. */
export interface ConversationView {
  /** `waiting`, `active`, `ended`, …: open. */
  state: string;
  /** In the order of the log; what is still on its way stands last. */
  messages: readonly Message[];
  /** Everything that happened, in order: messages, states and notices. */
  log: readonly ConversationEvent[];
  /** Of this moment: who types, place in line, how long it may take. */
  now: Now;
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
  /** Says that somebody types, at most every few seconds. */
  typing: () => void;
  /** "I'm not safe right now": tells the supervisors on duty. Gives how many. */
  notSafe: (options?: CallOptions) => Promise<{ paged: number }>;
  /** The answer to a handover that was offered. */
  answerHandover: (agree: boolean, options?: CallOptions) => Promise<void>;
  /** Somebody who shares something need not be waited for any more. */
  anyone: (options?: CallOptions) => Promise<void>;
  /** About the peer, to somebody outside the peer's line. `stop` and `block` end the chat. */
  report: (kind: 'stop' | 'report' | 'block', words?: string, options?: CallOptions) => Promise<void>;
  feedback: (feedback: Feedback, options?: CallOptions) => Promise<void>;
  /** A code to go on later or elsewhere; used up once, within a day. */
  code: (options?: CallOptions) => Promise<{ code: string; until: string }>;
  end: (options?: CallOptions) => Promise<void>;
  /** Deletes it on the server, at once, and closes it here. */
  delete: (options?: CallOptions) => Promise<DeletionReceipt>;
  /** Stops following. Nothing is lost: `resume` goes on. */
  close: () => void;
}

export interface Conversations {
  /** Starts a conversation. Only after the visitor has acknowledged the expectation text. */
  start: (intake?: Intake, options?: ProofOptions & { /** Made by `newToken` before: then a start that is tried again is the same conversation. */ token?: string }) => Promise<Conversation>;
  /** Goes on with one, from the beginning of its log. */
  resume: (id: string, token: string) => Conversation;
  /** Goes on with one by its code, with a new token. A code opens once. */
  resumeByCode: (code: string, options?: CallOptions & { /** Made by `newToken` before: then one that is tried again, because the answer was lost, is opened all the same. */ token?: string }) => Promise<Conversation>;
}

const base64url = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
/** 256 random bits. */
export const newToken = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));
const newClientId = () => base64url(crypto.getRandomValues(new Uint8Array(12)));
const TYPING_EVERY = 3_000;
/** Refusals that another try cannot change. */
const isFinal = (error: unknown): boolean => isApiError(error) && error.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429;

/** `timing`: the waits are for tests; `lease` is for pages that may be open more than once. */
export function conversations(connection: Connection, timing: Partial<Timing> = {}): Conversations {
  return {
    async start(intake = {}, { token = newToken(), ...options } = {}) {
      const { id } = await sendWithProof(connection, 'conversations', ConversationStarted, { ...intake, token, acknowledged: true }, options);
      return follow(connection, id, token, timing);
    },
    resume: (id, token) => follow(connection, id, token, timing),
    async resumeByCode(code, { token = newToken(), signal } = {}) {
      const { id } = await connection.call('conversations/resume', ConversationStarted, { method: 'post', body: { code, token }, safe: true, signal });
      return follow(connection, id, token, timing);
    },
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
  let view: ConversationView = { state: 'waiting', messages: [], log: [], now: {}, link: 'connecting', gone: false };
  let typedAt = 0;

  const show = (change: Partial<ConversationView> = {}): void => {
    const stored = log.filter(({ kind }) => kind === 'message');
    const here = new Set(stored.map(({ author, clientId }) => `${author} ${clientId ?? ''}`));
    // An answer and the event of the same message may come in any order.
    outbox = outbox.filter(({ clientId, tick }) => tick === 'refused' || !here.has(`visitor ${clientId ?? ''}`));
    view = {
      ...view, state: log.findLast(({ kind }) => kind === 'state')?.state ?? view.state, ...change,
      log: [...log],
    };
    const { seen = 0 } = view.now;
    view.messages = [...stored.map(({ clientId, seq, author, name, body = '', at }): Message => ({ clientId, seq, author, name, body, at, tick: author === 'visitor' && seq <= seen ? 'delivered' : 'sent' })), ...outbox];
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
    now: (now) => { show({ now }); },
    link: (link) => { if (link !== view.link) show({ link }); },
    gone: () => { show({ gone: true }); stop.abort(); },
    // Bare: no retry and no reading by somebody else, the answer goes on and on.
    open: (after, stream, wait, signal) => (connection.fetch ?? globalThis.fetch)(`${connection.server}/v1/${path}/events?after=${after}${stream ? '' : `&wait=${wait}`}`, {
      headers: { ...headers, accept: stream ? 'text/event-stream' : 'application/json' }, signal, credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store',
    }),
    read: (value) => EventPage.safeParse(value).data,
  }, stop.signal, timing);

  const post = <Schema extends z.ZodMiniType>(what: string, schema: Schema, body: object, { signal }: CallOptions = {}) => connection.call(`${path}/${what}`, schema, { method: 'post', headers, body, safe: true, signal });

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
          mark(next, { seq, at, tick: 'sent' });
        } catch (error) {
          if (stop.signal.aborted) return;
          if (isFinal(error)) mark(next, { tick: 'refused', problem: isKithError(error) ? error : undefined });
          else await new Promise<void>((resolve) => { wakeSender = resolve; setTimeout(resolve, reader.backoff(tries++)); });
        }
      }
    } finally { sending = false; }
  }
  const mark = ({ clientId }: Message, change: Partial<Message>) => { outbox = outbox.map((item) => (item.clientId === clientId ? { ...item, ...change } : item)); show(); };
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
    typing() {
      if (Date.now() - typedAt < TYPING_EVERY) return;
      typedAt = Date.now();
      post('typing', Receipt, {}).catch(() => undefined);
    },
    notSafe: (options) => post('not-safe', NotSafeReceipt, {}, options),
    async answerHandover(agree, options) { await post('handover', z.object({ state: z.string() }), { agree }, options); },
    async anyone(options) { await post('anyone', Receipt, {}, options); },
    async report(kind, words, options) { await post('reports', Receipt, { kind, ...(words ? { words } : {}) }, options); },
    async feedback(feedback, options) { await post('feedback', Receipt, feedback, options); },
    code: (options) => post('code', ResumeCode, {}, options),
    async end(options) { await post('end', z.object({ state: z.string() }), {}, options); },
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
