// What the tests need beside npm's packages, from Debian's: the engines that they drive, and what the grown form of Kith runs on.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const needed = {
  // Chromium without its own windows: the same engine for a sixth of the work.
  'chromium-headless-shell': '/usr/bin/chromium-headless-shell', 'firefox-esr': '/usr/bin/firefox-esr', 'webkit2gtk-driver': '/usr/bin/WebKitWebDriver', 'xvfb': '/usr/bin/Xvfb',
  'postgresql': '/usr/lib/postgresql', 'nats-server': '/usr/sbin/nats-server', 'nginx-light': '/usr/sbin/nginx',
};
const missing = () => Object.keys(needed).filter((name) => !existsSync(needed[name]));

/** Installs what is missing where it may; says in one sentence what to install where it may not. Gives the engines that are there, and what is missing of the services. */
export function installPackages() {
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
  if (still.length) console.log(`To test everything, install: apt-get install --no-install-recommends ${still.join(' ')}`);
  const services = still.filter((name) => ['postgresql', 'nats-server', 'nginx-light'].includes(name));
  return { services, engines: { chromium: !still.includes('chromium-headless-shell'), firefox: !still.includes('firefox-esr'), webkit: !still.includes('webkit2gtk-driver') && !still.includes('xvfb') } };
}
