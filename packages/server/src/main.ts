import { help, runCommand } from './cli.ts';
import { readConfig } from './config.ts';
import { Refusal } from './refusal.ts';
import { serve } from './serve.ts';

const words = process.argv.slice(2);

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
  process.exitCode = await runCommand(words, process.env, { line: (text) => { process.stdout.write(`${text}\n`); }, mistake: (text) => { process.stderr.write(`${text}\n`); } });
}
