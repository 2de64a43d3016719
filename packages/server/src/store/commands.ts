import { text, word, type Output, type Question } from '../cli-parts.ts';
import { backup, restore, type Tell } from '../backup.ts';
import { readConfig } from '../config.ts';
import { examine } from '../doctor.ts';
import { move } from '../move.ts';
import { Refusal } from '../refusal.ts';
import { prepareStore } from './store.ts';

/** The commands about the store as a whole. */
const WIDTH = 24;
/** A bar for each table; the small ones pass too fast to be read. */
const barOf = ({ progress }: Output): Tell | undefined => progress && (({ table, done, total }) => {
  const share = total ? Math.min(1, done / total) : 1;
  progress(`${'█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '·')} ${String(Math.round(share * 100)).padStart(3)} %  ${table}  ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`);
});

export const storeQuestions: Record<string, Question> = {
  'doctor': {
    usage: '', options: {}, what: 'looks at configuration, clock, store, keys, wake-ups, mail, proxy and backups, and says what to do; changes no more than a start does',
    async answer({ env }) {
      const found = await examine(readConfig(env));
      const wrong = found.filter(({ ok }) => !ok).length;
      const words = found.map(({ what, ok, says, wrong: todo }) => `${ok ? 'ok   ' : 'LOOK '} ${what.padEnd(12)} ${says}${todo ? `\n                   → ${todo}` : ''}`);
      return { data: { findings: found, wrong }, words: [...words, wrong ? `${wrong} to look at.` : 'All is well.'].join('\n'), failed: wrong > 0 };
    },
  },
  'migrate': {
    usage: '', options: {}, what: 'brings the store to the form of this version, while nodes of the last version go on; kith serve does it too',
    async answer({ env }) {
      const done = await prepareStore(readConfig(env).place, 'real');
      return { data: { done }, words: done.length ? `Done: ${done.join(', ')}.` : 'The store has the form of this version already.' };
    },
  },
  'backup': {
    usage: 'FOLDER', options: {}, what: 'copies the store while it runs, and reads the copy back; the master key is never part of it. Copies of keys can be read for 7 days',
    async answer({ env, output, ...asked }) {
      const folder = word(asked, 'the folder of the backup');
      const facts = await backup(readConfig(env), folder, barOf(output));
      const rows = Object.values(facts.digests).flatMap((digests) => Object.values(digests)).reduce((sum, digest) => sum + digest.rows, 0);
      return { data: facts, words: `Copied to ${folder} and read back: ${rows.toLocaleString('en')} rows. Conversations in it can be read until ${facts.readableUntil}, and only with the master key. Keep its deletions.log somewhere else too, and make a new one each hour if you can.` };
    },
  },
  'restore': {
    usage: 'FOLDER [--ledger FILE|none]', options: { ledger: { ...text, multiple: true } }, what: 'puts a backup in the place of the store (with every server stopped), and deletes again what was deleted since: by the ledger of the store that is replaced, or by the newest deletions.log that you have',
    async answer({ env, output, ...asked }) {
      const folder = word(asked, 'the folder of the backup');
      const ledgers = (asked.options.ledger ?? []) as string[];
      const none = ledgers.includes('none');
      if (none && ledgers.length > 1) throw new Refusal('usage', 'Say --ledger none, or --ledger with files: either is right, not both.');
      const done = await restore(readConfig(env), folder, none ? 'none' : ledgers, Date.now(), barOf(output));
      return { data: done, words: `The store is as it was at ${done.at}. Deleted again: ${done.deletedAgain} (the ledger names ${done.known} in all).${none ? ` No newer ledger was given: what people deleted after ${done.at} is back, where no ledger here named it.` : ''}` };
    },
  },
  'move': {
    usage: '', options: {}, what: 'moves the store of KITH_DATA into DATABASE_URL and KEYS_DATABASE_URL; the first runs may be while it is served, the last one with the server stopped',
    async answer({ env, output }) {
      const done = await move(readConfig(env), barOf(output));
      const said = `${done.rows.toLocaleString('en')} rows are the same on both sides, by their counts and hashes; ${done.written.toLocaleString('en')} were written this time.`;
      return { data: done, words: done.finished ? `${said} The store is moved. Start Kith with DATABASE_URL from now on; the folder is kept as it is, and is not served any more.` : `${said} Kith still runs on the folder: stop it, and run this once more. It brings only what is new.` };
    },
  },
};
