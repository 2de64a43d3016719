import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * A port for a server that comes later, or goes and comes back. It is below those which the system gives to outgoing connections (from 32768 on
 * Linux), one of which could have it by then, and above those that browsers refuse.
 */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (;;) {
    const port = randomInt(11_000, 32_768);
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => { probe.once('error', () => { resolve(false); }).listen(port, host, () => { resolve(true); }); });
    if (!free) continue;
    await new Promise<void>((resolve) => { probe.close(() => { resolve(); }); });
    return port;
  }
}
