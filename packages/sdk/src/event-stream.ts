import { ConversationEvent, Hello, Now, type EventPage } from '@kith/contract';
import { createParser } from 'eventsource-parser';

/** In ms. */
export interface Timing {
  /** A stream whose `hello` has not come by then is held back by somebody: long polls are used from then on. */
  helloWithin: number;
  /** Silence after which a stream counts as dead. The server says something every 15 s. */
  silence: number;
  /** First wait after a failure; doubles up to `longest`, with jitter, and never gives up. */
  shortest: number;
  longest: number;
  /** Seconds that the server may hold a long poll. */
  poll: number;
  /** Between two short questions of one that has no stream. */
  between: number;
  /**
   * Asks whether a stream may be held now: a function that gives it back, or undefined while another page of this browser holds one. Over
   * HTTP/1.1 a browser has six connections to a host, and a seventh stream would leave none to send with.
   */
  lease: (() => Promise<(() => void) | undefined>) | undefined;
}
const usual: Timing = { helloWithin: 3_000, silence: 40_000, shortest: 500, longest: 15_000, poll: 25, between: 2_000, lease: undefined };

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
  let streams = true;
  let restart: () => void = () => undefined;
  let wakeWaiting: () => void = () => undefined;

  const pause = (wait: number) => new Promise<void>((resolve) => { wakeWaiting = resolve; setTimeout(resolve, wait); });

  async function poll(signal: AbortSignal, wait: number): Promise<void> {
    const response = await reader.open(reader.after(), false, wait, signal);
    refuseBad(response);
    const page = reader.read(await response.json());
    if (!page) throw new Error('not an answer');
    reader.hello(page);
    // After a new epoch the page begins somewhere in the middle: asked again from the beginning.
    if (page.now) reader.now(page.now);
    for (const event of page.events) if (reader.apply(event) === 'hole') return;
  }

  function refuseBad(response: Response): void {
    if (response.status === 404 || response.status === 401 || response.status === 403) { reader.gone(); throw new Error('gone'); }
    if (!response.ok) throw new Error(String(response.status));
  }

  async function stream(signal: AbortSignal, give: () => void): Promise<void> {
    let greeted = false;
    let hole = false;
    let watch = setTimeout(give, time.helloWithin);
    const alive = () => { clearTimeout(watch); watch = setTimeout(give, greeted ? time.silence : time.helloWithin); };
    try {
      const response = await reader.open(reader.after(), true, 0, signal);
      refuseBad(response);
      const parser = createParser({ onEvent({ event, data }) {
        let value: unknown;
        try { value = JSON.parse(data); } catch { hole = true; return; }
        if (event === 'hello') {
          const hello = Hello.safeParse(value).data;
          if (!hello) return;
          greeted = true;
          reader.hello(hello);
          reader.link('live');
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
        alive();
        parser.feed(decoder.decode(value, { stream: true }));
        if (hole) { await bytes.cancel(); return; }
      }
    } catch (error) {
      if (!greeted && signal.aborted && !stop.aborted) streams = false;
      throw error;
    } finally { clearTimeout(watch); }
  }

  async function run(): Promise<void> {
    for (let tries = 0; !stop.aborted;) {
      const round = new AbortController();
      const end = () => { round.abort(); };
      stop.addEventListener('abort', end, { once: true });
      restart = end;
      const before = reader.after();
      let watch: ReturnType<typeof setTimeout> | undefined;
      let release: (() => void) | undefined;
      try {
        if (streams && time.lease) release = await time.lease();
        if (streams && time.lease && !release) {
          await poll(round.signal, 0);
          reader.link('polling');
          tries = 0;
          await pause(time.between);
        } else if (streams) await stream(round.signal, end);
        else {
          watch = setTimeout(end, (time.poll + 10) * 1_000);
          await poll(round.signal, time.poll);
          reader.link('polling');
        }
        // An answer that ends at once, again and again, must not become a flood.
        if (reader.after() > before || !streams || (time.lease && !release)) tries = 0;
        else await pause(backoff(tries++));
      } catch {
        if (stop.aborted) return;
        if (reader.after() > before) tries = 0;
        // Woken, or streams given up: again at once.
        if (!round.signal.aborted) {
          // One break alone is no news: a server that is changed, a network that is.
          if (tries) reader.link('offline');
          await pause(backoff(tries++));
        }
      } finally {
        release?.();
        clearTimeout(watch);
        stop.removeEventListener('abort', end);
      }
    }
  }
  void run();
  stop.addEventListener('abort', () => { wakeWaiting(); }, { once: true });
  return { wake: () => { restart(); wakeWaiting(); }, backoff };
}
