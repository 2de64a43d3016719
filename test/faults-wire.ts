import { connect as dial } from 'node:net';
import { sleep, type Inflict, type Wire } from './faults-parts.ts';

/** What happens between a visitor and the servers. */
export const wireKinds = ['cut-in-request', 'cut-in-answer', 'half-open', 'retry-storm', 'frozen-page'] as const;
type WireKind = (typeof wireKinds)[number];

export async function inflictOnWire(kind: WireKind, { wire, talk: conversation, random, storm }: Parameters<Inflict<WireKind>>[1]): Promise<void> {
  switch (kind) {
    case 'cut-in-request':
      // Half of what the visitor sends goes through, then nothing.
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 300);
        wire.intercept = (side, chunk, { near, far }) => {
          if (side !== 'near' || !chunk.includes('/messages')) return false;
          far.write(chunk.subarray(0, Math.floor(chunk.length * random())));
          near.destroy();
          setTimeout(() => { far.destroy(); }, 2);
          clearTimeout(timer);
          wire.intercept = undefined;
          resolve();
          return true;
        };
        conversation.send('in a request that breaks');
      });
      wire.intercept = undefined;
      return;
    case 'cut-in-answer':
      // It is stored, and the answer never comes whole.
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 300);
        wire.intercept = (side, chunk, { near, far }) => {
          if (side !== 'far' || !chunk.includes('HTTP/1.1 20')) return false;
          near.write(chunk.subarray(0, Math.floor(chunk.length * random())));
          near.destroy();
          far.destroy();
          clearTimeout(timer);
          wire.intercept = undefined;
          resolve();
          return true;
        };
        conversation.send('whose answer breaks');
      });
      wire.intercept = undefined;
      return;
    case 'half-open':
      wire.hold(true);
      await sleep(50 + random() * 250);
      wire.cut();
      wire.hold(false);
      return;
    case 'retry-storm':
      return storm();
    default:
      // The page does nothing for a while: bytes wait in the network, then it wakes.
      wire.hold(true);
      await sleep(100 + random() * 500);
      wire.hold(false);
      conversation.wake();
  }
}

/** A proxy that sends the same request once more, on another connection. */
export async function repeatRequest(wire: Wire, port: number, send: () => void): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, 300);
    wire.intercept = (side, chunk) => {
      if (side !== 'near' || !chunk.includes('/messages')) return false;
      const again = dial(port, '127.0.0.1', () => { again.write(chunk); setTimeout(() => { again.destroy(); }, 500); });
      again.on('error', () => undefined);
      again.resume();
      clearTimeout(timer);
      wire.intercept = undefined;
      resolve();
      return false;
    };
    send();
  });
  wire.intercept = undefined;
}

/** A proxy whose answers come late, in their order. */
export async function delayAnswers(wire: Wire, ms: number): Promise<void> {
  wire.hold(true, 'far');
  await sleep(ms);
  wire.hold(false, 'far');
}
