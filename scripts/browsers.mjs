// The engines that the tests drive, from Debian's packages.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const needed = { chromium: '/usr/bin/chromium', 'firefox-esr': '/usr/bin/firefox-esr', 'webkit2gtk-driver': '/usr/bin/WebKitWebDriver', xvfb: '/usr/bin/Xvfb' };
const missing = () => Object.keys(needed).filter((name) => !existsSync(needed[name]));

/** Installs what is missing where it may; says in one sentence what to install where it may not. Gives the engines that are there. */
export function installBrowsers() {
  const names = missing();
  if (names.length && process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    console.log(`Installing ${names.join(', ')} from Debian's packages.`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const words of [['update', '-q'], ['install', '-y', '-q', '--no-install-recommends', ...names]]) {
      const done = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=600', ...words], { stdio: ['ignore', 'pipe', 'pipe'], env, encoding: 'utf8' });
      if (done.status !== 0) { console.error(done.stderr.trim().split('\n').at(-1)); break; }
    }
  }
  const still = missing();
  if (still.length) console.log(`To test in every engine, install: apt-get install --no-install-recommends ${still.join(' ')}`);
  return { chromium: !still.includes('chromium'), firefox: !still.includes('firefox-esr'), webkit: !still.includes('webkit2gtk-driver') && !still.includes('xvfb') };
}
