#!/usr/bin/env node
// Plain JavaScript that any Node understands, so that an old one is told in words what is needed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(`kith needs Node 24 or newer; this is ${process.versions.node}. In a clone of Kith, "npx kith" brings its own.`);
  process.exit(1);
}
const source = fileURLToPath(new URL('../src/main.ts', import.meta.url));
if (existsSync(source)) {
  // A clone runs its sources: there is no build that could be out of date.
  const child = spawn(process.execPath, ['--conditions=kith-source', '--disable-warning=ExperimentalWarning', source, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => { process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1); });
} else {
  await import('../dist/main.js');
}
