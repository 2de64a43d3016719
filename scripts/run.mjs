// Runs a TypeScript file of the project with the Node of the lock file: node scripts/run.mjs [--test] FILE [ARGUMENT…]
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { environment, install, root } from './install.mjs';

install();
const words = process.argv.slice(2);
const flags = words.splice(0, words.findIndex((word) => !word.startsWith('-')));
const [file, ...rest] = words;
const done = spawnSync('node', ['--conditions=kith-source', '--expose-gc', '--disable-warning=ExperimentalWarning', ...flags, join(root, file), ...rest], { stdio: 'inherit', env: environment() });
process.exit(done.status ?? 1);
