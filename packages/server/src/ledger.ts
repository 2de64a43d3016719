import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './refusal.ts';

/** What was deleted, by a hash of its id: a restore must not bring it back. Holds no word, no name and no id. */
export interface Deletion { hash: string; at: string }
export const ledgerHash = (id: string): string => createHash('sha256').update(id).digest('base64url');

const file = (folder: string) => join(folder, 'deletions.log');

/** Written and on the disk before the receipt is given. */
export function rememberDeletion(folder: string, id: string, at: string): void {
  const handle = openSync(file(folder), 'a', 0o600);
  try { writeSync(handle, `${JSON.stringify({ hash: ledgerHash(id), at } satisfies Deletion)}\n`); fsyncSync(handle); } finally { closeSync(handle); }
}

/** One deletion, as it is written. It is looked for within a line: after one that was cut the next begins on the same line. */
const entry = /\{"hash":"[\w-]{43}","at":"[^"\\]*"\}/g;
const whole = JSON.stringify({ hash: ledgerHash(''), at: new Date(0).toISOString() } satisfies Deletion);
/** What a power cut leaves of a line: its beginning. Nobody was given a receipt for it. */
const isCut = (rest: string) => { const begun = rest.replaceAll(/[\0\s]/g, ''); return begun.length < whole.length && (begun + whole.slice(begun.length)).replace(entry, '') === ''; };

/** Every deletion of a ledger. Throws a `Refusal` where it cannot be read or something else stands in it: what is not read would be back. */
export function readLedger(path: string): Deletion[] {
  let text: string;
  try { text = readFileSync(statSync(path).isDirectory() ? file(path) : path, 'utf8'); } catch { throw new Refusal('ledger', `The ledger ${path} cannot be read. Nothing was changed.`); }
  return text.split('\n').flatMap((line, at) => {
    if (!line.split(entry).every(isCut)) throw new Refusal('ledger', `${path} is no ledger of deletions, or it is damaged (line ${at + 1}). Nothing was changed; take another copy of it.`);
    return (line.match(entry) ?? []).map((item) => JSON.parse(item) as Deletion);
  });
}

/** Every deletion of the store in a folder; none where nothing was ever deleted. */
export const readDeletions = (folder: string): Deletion[] => (statSync(file(folder), { throwIfNoEntry: false }) ? readLedger(file(folder)) : []);
