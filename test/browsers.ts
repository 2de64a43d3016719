import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import type { Browser, BrowserType } from 'playwright-core';

// playwright-core is CommonJS.
const { chromium, firefox } = createRequire(import.meta.url)('playwright-core') as { chromium: BrowserType; firefox: BrowserType };

export const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** A WebSocket pong of one byte, which nobody asked for (RFC 6455, 5.5.3). */
const PONG = Buffer.from([0x8a, 0x81, 1, 2, 3, 4, 5]);
/** Firefox keeps a second answer until the first was acknowledged, and an acknowledgement by itself takes 40 ms: this one goes along with a pong. A click takes 60 ms then, and not 200. */
function acknowledgeAtOnce(message: unknown): void {
  const { socket } = message as { socket: Socket };
  socket.once('data', (head: Buffer) => { if (head.toString('latin1').startsWith('HTTP/1.1 101')) socket.on('data', () => { socket.write(PONG); }); });
}
async function launchFirefox(): Promise<Browser> {
  subscribe('net.client.socket', acknowledgeAtOnce);
  // No page is kept in memory for Back: the driver is told nothing of one that comes back from there, and waits for ever.
  try { return await firefox.launch({ channel: 'moz-firefox', executablePath: '/usr/bin/firefox-esr', firefoxUserPrefs: { 'browser.sessionhistory.max_total_viewers': 0 } }); } finally { unsubscribe('net.client.socket', acknowledgeAtOnce); }
}

/** Engines that are on this machine, and how to start each. */
export const engines: Record<'chromium' | 'firefox', { there: boolean; launch: () => Promise<Browser> }> = {
  chromium: { there: existsSync('/usr/bin/chromium-headless-shell'), launch: () => chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: quiet }) },
  firefox: { there: existsSync('/usr/bin/firefox-esr'), launch: launchFirefox },
};
