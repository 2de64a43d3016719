import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserType } from 'playwright-core';

// playwright-core is CommonJS.
const { chromium, firefox } = createRequire(import.meta.url)('playwright-core') as { chromium: BrowserType; firefox: BrowserType };

export const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** Engines that are on this machine, and how to start each. */
export const engines: Record<'chromium' | 'firefox', { there: boolean; launch: () => Promise<Browser> }> = {
  chromium: { there: existsSync('/usr/bin/chromium-headless-shell'), launch: () => chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: quiet }) },
  // No page is kept in memory for Back: the driver is told nothing of one that comes back from there, and waits for ever.
  firefox: { there: existsSync('/usr/bin/firefox-esr'), launch: () => firefox.launch({ channel: 'moz-firefox', executablePath: '/usr/bin/firefox-esr', firefoxUserPrefs: { 'browser.sessionhistory.max_total_viewers': 0 } }) },
};
