// npm start: installs, builds, sets up and serves the try-it form. Runs on any Node from 20 on.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { environment, install, newest, root } from './install.mjs';

install();
const built = join(root, 'packages/server/web/kith.js.br');
if (!existsSync(built) || statSync(built).mtimeMs / 1000 < newest(['packages/elements/src', 'packages/sdk/src', 'packages/contract/src', 'packages/finder/src', 'packages/helplines/src', 'packages/console/src', 'packages/server/pages.css', 'vite.config.ts'])) {
  console.log('Building what browsers download.');
  const done = spawnSync('node', [join(root, 'scripts/build.mjs')], { stdio: 'inherit', env: environment() });
  if (done.status !== 0) process.exit(1);
}
const server = spawn('node', ['--conditions=kith-source', '--disable-warning=ExperimentalWarning', join(root, 'demo/start.ts')], { stdio: 'inherit', env: environment() });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => { process.exitCode = code ?? 0; });
