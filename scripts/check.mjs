// npm run check: types, lint, arrows. Under a minute, so both at once.
import { spawn } from 'node:child_process';
import { environment, install, root } from './install.mjs';

install();
const checks = [['types', 'tsc', '-b'], ['lint and arrows', 'eslint', '--max-warnings=0', 'packages', 'demo', 'test', 'scripts', 'vite.config.ts']];
const results = await Promise.all(checks.map(([name, command, ...words]) => new Promise((resolve) => {
  const started = Date.now();
  spawn(command, words, { cwd: root, stdio: 'inherit', env: environment() }).on('close', (code) => {
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    resolve(code === 0);
  });
})));
process.exit(results.every(Boolean) ? 0 : 1);
