import type { Conversations } from './conversations.ts';
import { topicOf } from './conversations.ts';

const HEARTBEAT = 15_000;
/** A stream is ended and taken up again after this, so that no proxy or node holds one for ever. */
const ROTATE = [300_000, 600_000] as const;
const encoder = new TextEncoder();
const streamHeaders = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' };

/** `hello`, then every event after a number, then each as it comes. Ends with the conversation's deletion, and now and then by itself. */
export async function eventStream(conversations: Conversations, id: string, programId: string, after: number): Promise<Response> {
  const hello = await conversations.hello(id, programId);
  let leave: () => void = () => undefined;
  let timers: NodeJS.Timeout[] = [];
  const stop = () => { leave(); for (const timer of timers) clearTimeout(timer); timers = []; };
  let last = after;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => { controller.enqueue(encoder.encode(text)); };
      const close = () => { stop(); try { controller.close(); } catch { /* gone already */ } };
      write(`event: hello\ndata: ${JSON.stringify(hello)}\n\n`);
      let reading = false;
      let again = false;
      const read = async () => {
        // One at a time: numbers must come in order.
        if (reading) { again = true; return; }
        reading = true;
        try {
          do {
            again = false;
            for (let events = await conversations.after(id, programId, last); events.length; events = await conversations.after(id, programId, last)) {
              for (const event of events) { write(`id: ${hello.epoch}.${event.seq}\ndata: ${JSON.stringify(event)}\n\n`); last = event.seq; }
            }
            // Deleted: there is nothing to be read, and never will be.
            if ((await conversations.hello(id, programId)).head < last) close();
          } while (again);
        } catch { close(); } finally { reading = false; }
      };
      leave = conversations.bus.subscribe(topicOf(id), () => { void read(); });
      const beat = () => { timers[0] = setTimeout(() => { try { write(': still here\n\n'); beat(); } catch { stop(); } }, HEARTBEAT * (0.8 + Math.random() * 0.4)); };
      beat();
      timers[1] = setTimeout(close, ROTATE[0] + Math.random() * (ROTATE[1] - ROTATE[0]));
      void read();
    },
    cancel: stop,
  });
  return new Response(body, { headers: streamHeaders });
}
