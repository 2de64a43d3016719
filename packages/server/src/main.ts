import { help, runCommand } from './cli.ts';
import type { Output } from './cli-parts.ts';
import { readConfig } from './config.ts';
import { Refusal } from './refusal.ts';
import { serve } from './serve.ts';

const words = process.argv.slice(2);
/** A bar that is drawn over itself, and is gone when there is something to say. */
let drawn = false;
const clear = () => { if (drawn) process.stderr.write('\r\u001b[2K'); drawn = false; };
const output: Output = {
  line: (text) => { clear(); process.stdout.write(`${text}\n`); }, mistake: (text) => { clear(); process.stderr.write(`${text}\n`); },
  ...(process.stderr.isTTY ? { progress: (text: string) => { process.stderr.write(`\r\u001b[2K${text}`); drawn = true; } } : {}),
};

if (words[0] === 'serve') {
  try {
    const running = await serve(readConfig(process.env), 'real');
    process.stdout.write(`Kith serves at ${running.url}\n`);
    const stop = () => { void running.stop().then(() => { process.exit(0); }); };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
} else if (!words.length || words[0] === 'help' || words[0] === '--help') {
  process.stdout.write(`${help()}\n`);
} else {
  process.exitCode = await runCommand(words, process.env, output);
}
