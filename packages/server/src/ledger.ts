import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** What was deleted, by a hash of its id: a restore must not bring it back. Holds no word, no name and no id. */
export interface Deletion { hash: string; at: string }
export const ledgerHash = (id: string): string => createHash('sha256').update(id).digest('base64url');

const file = (folder: string) => join(folder, 'deletions.log');

/** Written and on the disk before the receipt is given. */
export function rememberDeletion(folder: string, id: string, at: string): void {
  const handle = openSync(file(folder), 'a', 0o600);
  try { writeSync(handle, `${JSON.stringify({ hash: ledgerHash(id), at } satisfies Deletion)}\n`); fsyncSync(handle); } finally { closeSync(handle); }
}

/** Every deletion of a folder; none where there is no ledger. A last line that was cut is left out. */
export function readDeletions(path: string): Deletion[] {
  let text: string;
  try { text = readFileSync(path.endsWith('.log') ? path : file(path), 'utf8'); } catch { return []; }
  return text.split('\n').flatMap((line) => { try { return line ? [JSON.parse(line) as Deletion] : []; } catch { return []; } });
}
