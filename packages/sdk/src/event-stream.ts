import { ConversationEvent, Hello, Now, type EventPage } from '@kith/contract';
import { createParser } from 'eventsource-parser';

/** In ms. */
export interface Timing {
  /** A stream whose `hello` has not come by then is held back by somebody: long polls are used for a while. The beginning of an answer to one of them is waited for four times as long. */
  helloWithin: number;
  /** Until the next stream is tried after one that was held back; with each in a row as long again. */
  again: number;
  /** Silence after which a stream counts as dead. The server says something every 15 s. */
  silence: number;
  /** First wait after a failure; doubles up to `longest`, with jitter, and never gives up. */
  shortest: number;
  longest: number;
  /** Seconds that the server may hold a long poll. */
  poll: number;
  /** After a poll that was answered sooner than this, with nothing new: of one that has no stream of its own, each. */
  between: number;
  /**
   * Asks whether a stream may be held now: a function that gives it back, or undefined while another page of this browser holds one. Over
   * HTTP/1.1 a browser has six connections to a host, and a seventh stream would leave none to send with.
   */
  lease: (() => Promise<(() => void) | undefined>) | undefined;
}
const usual: Timing = { helloWithin: 3_000, again: 30_000, silence: 40_000, shortest: 500, longest: 15_000, poll: 25, between: 2_000, lease: undefined };

export interface Reader {
  /** Number of the newest event that was applied. */
  after: () => number;
  hello: (hello: Hello) => void;
  apply: (event: ConversationEvent) => 'new' | 'known' | 'hole';
  link: (link: 'live' | 'polling' | 'offline') => void;
  gone: () => void;
  now: (now: Now) => void;
  open: (after: number, stream: boolean, wait: number, signal: AbortSignal) => Promise<Response>;
  read: (value: unknown) => EventPage | undefined;
}

/** Reads a log of events until it is stopped: by stream, by long poll where streams do not come through; a hole is fetched, never guessed. */
export function followEvents(reader: Reader, stop: AbortSignal, timing: Partial<Timing> = {}): { wake: () => void; backoff: (tries: number) => number } {
  const time = { ...usual, ...timing };
  const backoff = (tries: number) => Math.min(time.longest, time.shortest * 2 ** Math.min(tries, 10)) * (0.5 + Math.random() / 2);
  let streamsFrom = 0;
  let heldBack = 0;
  let restart: () => void = () => undefined;
  let wakeWaiting: () => void = () => undefined;

  const pause = (wait: number) => new Promise<void>((resolve) => { wakeWaiting = resolve; setTimeout(resolve, wait); });

  // One round at a time, so one watch.
  let watch: ReturnType<typeof setTimeout> | undefined;
  const within = (milliseconds: number, otherwise: () => void) => { clearTimeout(watch); watch = setTimeout(otherwise, milliseconds); };

  async function poll(signal: AbortSignal, wait: number, give: () => void): Promise<void> {
    within(wait * 1_000 + time.helloWithin * 4, give);
    const response = await reader.open(reader.after(), false, wait, signal);
    // What has begun may take its time: a long log on a slow line.
    within(time.silence, give);
    refuseBad(response);
    const page = reader.read(await response.json());
    if (!page) throw new Error('not an answer');
    reader.hello(page);
    // After a new epoch the page begins somewhere in the middle: asked again from the beginning.
    if (page.now) reader.now(page.now);
    for (const event of page.events) if (reader.apply(event) === 'hole') break;
    reader.link('polling');
  }

  function refuseBad(response: Response): void {
    if ([401, 403, 404].includes(response.status)) { reader.gone(); throw new Error('gone'); }
    if (!response.ok) throw new Error(String(response.status));
  }

  async function stream(signal: AbortSignal, give: () => void): Promise<void> {
    let greeted = false;
    let hole = false;
    const heldUp = () => { streamsFrom = performance.now() + time.again * ++heldBack; give(); };
    within(time.helloWithin, heldUp);
    const from = reader.after();
    const response = await reader.open(from, true, 0, signal);
    refuseBad(response);
    const parser = createParser({ onEvent({ event, data }) {
      let value: unknown;
      try { value = JSON.parse(data); } catch { hole = true; return; }
      if (event === 'hello') {
        const hello = Hello.safeParse(value).data;
        if (!hello) return;
        greeted = true;
        heldBack = 0;
        reader.hello(hello);
        // A store that was restored: what was asked for is no longer what is lacking.
        hole = reader.after() < from;
        if (!hole) reader.link('live');
        return;
      }
      if (event === 'now') {
        const now = Now.safeParse(value).data;
        if (now) reader.now(now);
        return;
      }
      const read = ConversationEvent.safeParse(value).data;
      if (greeted && !hole && read && reader.apply(read) === 'hole') hole = true;
    } });
    const decoder = new TextDecoder();
    const bytes = response.body!.getReader();
    // Not every fetch ends a body with its signal.
    signal.addEventListener('abort', () => { bytes.cancel().catch(() => undefined); }, { once: true });
    for (;;) {
      const { value, done } = await bytes.read();
      signal.throwIfAborted();
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      if (greeted) within(time.silence, give);
      if (hole) { await bytes.cancel(); return; }
    }
  }

  async function run(): Promise<void> {
    for (let tries = 0; !stop.aborted;) {
      const round = new AbortController();
      const end = () => { round.abort(); };
      let atOnce = false;
      restart = () => { atOnce = true; end(); };
      stop.addEventListener('abort', end, { once: true });
      const before = reader.after();
      const begun = performance.now();
      const streams = begun >= streamsFrom;
      // One that brought something, or was there for so long, is none that fails.
      const alive = () => reader.after() > before || performance.now() - begun > time.silence;
      let release: (() => void) | undefined;
      try {
        if (streams && time.lease) release = await time.lease();
        const polls = !streams || (time.lease && !release);
        await (polls ? poll(round.signal, streams ? 0 : time.poll, end) : stream(round.signal, restart)).finally(() => { clearTimeout(watch); });
        // An answer that ends at once, again and again, must not become a flood.
        if (alive()) tries = 0;
        else if (!polls) await pause(backoff(tries++));
        else {
          tries = 0;
          if (performance.now() - begun < time.between) await pause(time.between);
        }
      } catch {
        if (stop.aborted) return;
        if (alive()) tries = 0;
        // Woken, or a stream given up: again at once.
        if (!atOnce) {
          // One break alone is no news: a server that is changed, a network that is.
          if (tries) reader.link('offline');
          await pause(backoff(tries++));
        }
      } finally {
        release?.();
        stop.removeEventListener('abort', end);
      }
    }
  }
  void run();
  stop.addEventListener('abort', () => { wakeWaiting(); }, { once: true });
  return { wake: () => { restart(); wakeWaiting(); }, backoff };
}
