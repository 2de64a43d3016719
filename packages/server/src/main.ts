import { runCommand } from './cli.ts';
import type { Output } from './cli-parts.ts';

/** A bar that is drawn over itself, and is gone when there is something to say. */
let drawn = false;
const clear = () => { if (drawn) process.stderr.write('\r\u001b[2K'); drawn = false; };
const output: Output = {
  line: (text) => { clear(); process.stdout.write(`${text}\n`); }, mistake: (text) => { clear(); process.stderr.write(`${text}\n`); },
  ...(process.stderr.isTTY ? { progress: (text: string) => { process.stderr.write(`\r\u001b[2K${text}`); drawn = true; } } : {}),
};

process.exitCode = await runCommand(process.argv.slice(2), process.env, output);
