import type { ConversationEvent, Now } from '@kith/contract';
import { topicOf, type Conversations } from './conversations.ts';
import { PAGE } from './message-queries.ts';
import type { OpenStream, OpenStreams } from './open-streams.ts';
import { lineTopic, nowTopic } from './presence.ts';
import type { Begin, ServerEvents } from './server-events.ts';
import type { ConversationRow } from './store/schema.ts';
import { forProgram } from './store/tenant.ts';

export const isInLine = (state: string): boolean => state === 'waiting' || state === 'transferred';

/** What is said beside the log: this moment, and that the visitor is there. */
export interface Beside { presently: (waiting: boolean) => Promise<Now>; here: () => () => void; fetched: (seq: number) => void; /** False once the token of this stream was changed. */ valid: () => boolean }
type Which = Pick<ConversationRow, 'id' | 'program_id' | 'token_hash' | 'state'>;

/** The events after a number, then each as it comes. */
class ConversationStream implements OpenStream {
  readonly id: string;
  readonly tokenHash: string;
  last: number;
  private readonly program: string;
  private readonly epoch: string;
  private readonly conversations: Conversations;
  private readonly events: ServerEvents;
  private readonly beside: Beside | undefined;
  private reading = false;
  private again = false;
  private waiting: boolean;
  private said = '';
  constructor(conversations: Conversations, { id, program_id: program, token_hash: tokenHash, state }: Which, epoch: string, after: number, events: ServerEvents, beside: Beside | undefined) {
    this.conversations = conversations;
    this.id = id;
    this.program = program;
    this.tokenHash = tokenHash;
    this.epoch = epoch;
    this.last = after;
    this.waiting = isInLine(state);
    this.events = events;
    this.beside = beside;
  }

  close(): void { this.events.close(); }
  private take(event: ConversationEvent): void {
    this.events.write(`id: ${this.epoch}.${event.seq}\ndata: ${JSON.stringify(event)}\n\n`);
    this.last = event.seq;
    if (event.state !== undefined) this.waiting = isInLine(event.state);
  }
  /** What does not fit is read when the wake-up comes, which follows it. */
  give(event: ConversationEvent): void {
    if (this.reading || event.seq !== this.last + 1 || !this.events.hasRoom()) return;
    this.take(event);
    this.beside?.fetched(this.last);
  }
  read(): Promise<number | undefined> {
    // One at a time: numbers must come in order.
    if (this.reading) { this.again = true; return Promise.resolve(undefined); }
    this.reading = true;
    return forProgram(this.program, () => this.readOn());
  }
  private async readOn(): Promise<number | undefined> {
    let first: number | undefined;
    try {
      do {
        this.again = false;
        let events = await this.conversations.after(this.id, this.program, this.last);
        // Woken for nothing: it may have been deleted. Then there is nothing to be read, and never will be.
        if (!events.length && (await this.conversations.hello(this.id, this.program)).head < this.last) this.close();
        for (; events.length; events = events.length < PAGE ? [] : await this.conversations.after(this.id, this.program, this.last)) {
          first ??= Date.now() - Date.parse(events[0]!.at);
          for (const event of events) this.take(event);
          this.beside?.fetched(this.last);
          // Who does not read gets no more: a log must not pile up in memory.
          await this.events.room();
        }
      } while (this.again);
    } catch { this.close(); } finally { this.reading = false; }
    return first;
  }
  private async say(): Promise<void> {
    try {
      if (!this.beside!.valid()) { this.close(); return; }
      const text = JSON.stringify(await forProgram(this.program, () => this.beside!.presently(this.waiting)));
      if (text !== this.said) { this.said = text; this.events.write(`event: now\ndata: ${text}\n\n`); }
    } catch { this.close(); }
  }
  begin(streams: OpenStreams): () => void {
    const { bus } = this.conversations;
    const leaves = [bus.subscribe(topicOf(this.id), ({ head }) => { if (head !== this.last) void this.read(); }), streams.add(this)];
    if (this.beside) leaves.push(this.beside.here(), bus.subscribe(nowTopic(this.id), ({ by }) => { if (by !== 'visitor') void this.say(); }), bus.subscribe(lineTopic(this.program), () => { if (this.waiting) void this.say(); }));
    void this.read().then(() => (this.beside && (this.waiting || this.last > 1) ? this.say() : undefined));
    return () => { for (const leave of leaves) leave(); };
  }
}

/** `hello`, then every event after a number, then each as it comes. Ends with the conversation's deletion, with its token, and now and then by itself. */
export async function eventStream(conversations: Conversations, which: Which, after: number, streams: OpenStreams, beside?: Beside): Promise<Begin> {
  const hello = await conversations.hello(which.id, which.program_id);
  return (events) => {
    events.write(`event: hello\ndata: ${JSON.stringify(hello)}\n\n`);
    return new ConversationStream(conversations, which, hello.epoch, after, events, beside).begin(streams);
  };
}
