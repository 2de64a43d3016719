import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { freePort } from '../packages/server/src/testing-port.ts';

const libraries = '/usr/lib/x86_64-linux-gnu';
const miniBrowser = (): string | undefined => (existsSync(libraries) ? readdirSync(libraries).filter((name) => name.startsWith('webkit2gtk-')).map((name) => join(libraries, name, 'MiniBrowser')).find(existsSync) : undefined);

/** Whether WebKit can be driven on this machine. */
export const hasWebKit = (): boolean => existsSync('/usr/bin/WebKitWebDriver') && miniBrowser() !== undefined;
export const webkitCapabilities = (): WebdriverIO.Capabilities => ({ 'browserName': 'MiniBrowser', 'wdio:enforceWebDriverClassic': true, 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } } as WebdriverIO.Capabilities);

const answers = (port: number) => new Promise<boolean>((resolve) => { const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); }).once('error', () => { resolve(false); }); });

/** WebKitWebDriver on a screen of its own; gives its port and a way to end both. */
export async function startWebKit(): Promise<{ port: number; stop: () => void }> {
  const children: ChildProcess[] = [];
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  children.push(xvfb);
  const display = await new Promise<string>((resolve, reject) => {
    let text = '';
    xvfb.once('error', reject);
    (xvfb.stdio[3] as Readable).on('data', (data: Buffer) => { text += data.toString(); if (text.includes('\n')) resolve(text.trim()); });
  });
  const port = await freePort();
  children.push(spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore', env: { ...process.env, DISPLAY: `:${display}`, XDG_RUNTIME_DIR: mkdtempSync(join(tmpdir(), 'kith-webkit-')), GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1', GTK_A11Y: 'none', LIBGL_ALWAYS_SOFTWARE: '1' } }));
  for (const end = Date.now() + 15_000; !(await answers(port));) {
    if (Date.now() > end) throw new Error('WebKitWebDriver did not start');
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  return { port, stop: () => { for (const child of children.reverse()) child.kill(); } };
}
